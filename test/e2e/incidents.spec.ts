import { join } from 'node:path'
import { test } from '@playwright/test'
import Database from 'better-sqlite3'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import {
  cardOf,
  checkOut,
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

const IN = '12'
const OUT = '13'
const HOUR_MS = 3_600_000

let place: Place
let simulator: Simulator
let desk: DrivenDesk

test.beforeEach(async () => {
  place = await newPlace()
  simulator = await startSimulator({ applyDelayMs: 300 })
  desk = await openDesk(place)
  await connectTo(desk.page, simulator)
  await mapDoor(desk.page, IN, 'In')
  await mapDoor(desk.page, OUT, 'Out')
})

test.afterEach(async () => {
  await desk.close().catch(() => undefined)
  expectNoLeaks(place, simulator)
  await simulator.stop()
  place.remove()
})

const personOf = (name: string): string =>
  simulator.persons().find((person) => person.familyName === name)?.personId ?? ''

async function guestOnDoors(name: string) {
  await fillGuest(desk.page, { familyName: name })
  const card = await enrol(desk.page, name)
  await expectAccess(card, 'onDoors')
  return card
}

async function setPolicy(change: object): Promise<void> {
  await desk.page.evaluate(async (wanted) => {
    const { policy } = await window.desk.desk.snapshot()
    await window.desk.site.setPolicy({ ...policy, ...wanted })
  }, change)
}

/** As if the desk had been closed since then: nine hours cannot be waited for. */
async function closedFor(ms: number, familyName: string): Promise<void> {
  await desk.close()
  const store = new Database(join(place.folder, 'data/site/desk.sqlite'))
  store
    .prepare(
      `UPDATE visit SET createdAtMs = createdAtMs - @ms, fromMs = fromMs - @ms, checkedInAtMs = checkedInAtMs - @ms
       WHERE guestId = (SELECT guestId FROM guest WHERE familyName = @familyName)`,
    )
    .run({ ms, familyName })
  store.close()
  desk = await openDesk(place)
}

/** What the list of incidents shows, as the guard reads it. */
async function shownKinds(): Promise<readonly string[]> {
  const rows = desk.page.getByTestId('incident')
  return (await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''))).sort()
}

test('every kind of incident comes from what really happens at the doors, and is told in both languages', async () => {
  test.setTimeout(240_000)
  await setPolicy({ denials: 3 })
  const stayed = await guestOnDoors('Stayed')
  simulator.walk(personOf('Stayed'), IN)
  await expect(stayed).toHaveAttribute('data-status', 'inside')
  await closedFor(9 * HOUR_MS, 'Stayed')
  await expect(cardOf(desk.page, 'Stayed'), 'still a guest').toHaveAttribute('data-status', 'inside')

  const early = await guestOnDoors('Early')
  simulator.walk(personOf('Early'), OUT)
  await guestOnDoors('Tried')
  for (let i = 0; i < 3; i += 1)
    simulator.addEvent({ personId: personOf('Tried'), doorIndexCode: IN, eventType: 197151 })
  // A door that does not hear of the end of the access lets him in all the same.
  const gone = await guestOnDoors('Gone')
  await simulator.weather.set({ offlineDoors: [IN] })
  await checkOut(gone)
  await desk.page.waitForTimeout(11_000)
  expect(simulator.walk(personOf('Gone'), IN).granted).toBe(true)
  await simulator.weather.set({ offlineDoors: [] })
  await setPolicy({
    openFromHour: (new Date().getHours() + 2) % 24,
    openUntilHour: (new Date().getHours() + 3) % 24,
  })
  const late = await guestOnDoors('Late')
  simulator.walk(personOf('Late'), IN)
  await expect(late).toHaveAttribute('data-status', 'inside')
  await expect.poll(async () => (await desk.snapshot()).incidents.length, { timeout: 30_000 }).toBe(5)
  await expect(early, 'an exit without an entry ends nothing').toHaveAttribute('data-status', 'expected')

  // The banner speaks of the worst; F4 opens the list at it.
  await desk.page.keyboard.press('F4')
  await expect
    .poll(shownKinds)
    .toEqual([
      'Entry outside hours: Late',
      'Exit without entry: Early',
      'Inside too long: Stayed',
      'Passage after access ended: Gone',
      'Refused repeatedly: Tried',
    ])
  await expect(desk.page.getByTestId('incident').first()).toHaveAttribute('data-severity', 'critical')
  await desk.page.evaluate(() => window.desk.desk.setLanguage({ language: 'ru' }))
  await expect
    .poll(shownKinds)
    .toEqual([
      'Вход в неурочный час: Late',
      'Выход без входа: Early',
      'Проход после конца доступа: Gone',
      'Слишком долго внутри: Stayed',
      'Частые отказы: Tried',
    ])
})
