import { test } from '@playwright/test'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import {
  connectTo,
  type DrivenDesk,
  enrol,
  expect,
  expectAccess,
  expectNoLeaks,
  fillGuest,
  mapDoor,
  newPlace,
  openDesk,
  type Place,
} from './driven-desk.ts'

const APPLY = '/visitor/v1/auth/reapplication'
const DOOR_STATUS = '/visitor/v1/person/ID/elementDownloadDetail'

let place: Place
let simulator: Simulator
let desk: DrivenDesk

test.beforeEach(async () => {
  place = await newPlace()
  simulator = await startSimulator({ applyDelayMs: 300 })
  desk = await openDesk(place)
  await connectTo(desk.page, simulator)
})

test.afterEach(async () => {
  await desk.close().catch(() => undefined)
  expectNoLeaks(place, simulator)
  await simulator.stop()
  place.remove()
})

async function openScreen(): Promise<void> {
  await desk.page.getByRole('button', { name: 'Desk menu' }).click()
  await desk.page.getByRole('menuitem', { name: /HikCentral/ }).click()
  await expect(desk.page.getByTestId('hikcentral')).toBeVisible()
}

test('the checks tell what is wrong, what the desk does without, and that all is well again', async () => {
  const { page } = desk
  for (const door of simulator.doors())
    await mapDoor(page, door.doorIndexCode, door.direction === 'entry' ? 'In' : 'Out')
  await openScreen()
  const check = (name: string) => page.locator(`[data-testid="check"][data-check="${name}"]`)
  const verdicts = () =>
    page.getByTestId('check').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-verdict')))
  await page.getByTestId('diagnose').click()
  await expect.poll(verdicts, { timeout: 60_000 }).toEqual(Array.from({ length: 9 }, () => 'good'))

  // The administrator unticks an API: the desk says what it does without, and "accepted" instead of "on the doors".
  await simulator.weather.set({ notEntitled: [DOOR_STATUS] })
  await page.getByTestId('diagnose').click()
  await expect(check('apis')).toHaveAttribute('data-verdict', 'warning', { timeout: 60_000 })
  await expect(check('push')).toHaveAttribute('data-verdict', 'good')
  await expect(page.getByTestId('switched-off')).toContainText('69')
  const asked = simulator.journal.count(DOOR_STATUS)
  await page.keyboard.press('Escape')
  await fillGuest(page, { familyName: 'Untold' })
  const card = await enrol(page, 'Untold')
  await expectAccess(card, 'accepted')
  expect(simulator.journal.count(DOOR_STATUS), 'refused once is not asked again').toBe(asked)

  // Ticked again, and read again: the doors are asked, and the guard may send to them once more.
  await simulator.weather.set({ notEntitled: [] })
  await openScreen()
  await page.getByTestId('refresh').click()
  await expect(page.getByTestId('switched-off')).toHaveCount(0)
  await page.keyboard.press('Escape')
  const applied = simulator.journal.count(APPLY)
  await card.getByRole('button', { name: /More/ }).click()
  await page.getByTestId('reapply').click()
  await expectAccess(card, 'onDoors')
  expect(simulator.journal.count(APPLY)).toBeGreaterThan(applied)
})

test('numbers for Prometheus, on this machine alone, as long as the administrator wants them', async () => {
  const { page } = desk
  await openScreen()
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const metrics = page.getByTestId('metrics')
  await metrics.getByLabel(/Port/).fill(String(port))
  await metrics.getByRole('switch').click()
  await expect(metrics).toHaveAttribute('data-metrics', 'on')
  const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(await scrape()).toContain('hikcentral_api_requests_total{endpoint="levels",status="0"}')
  await metrics.getByRole('switch').click()
  await expect(metrics).toHaveAttribute('data-metrics', 'off')
  await expect(scrape()).rejects.toThrow()
})

test('a tighter limit holds at once, and is remembered', async () => {
  const { page } = desk
  await openScreen()
  await page.getByTestId('limits').getByRole('combobox').first().selectOption('1')
  await expect.poll(async () => (await desk.snapshot()).hcp?.limits.ratePerSecond).toBe(1)
  await desk.close()
  desk = await openDesk(place)
  await expect.poll(async () => (await desk.snapshot()).hcp?.limits.ratePerSecond).toBe(1)
})
