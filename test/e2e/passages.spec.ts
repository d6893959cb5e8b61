import { test } from '@playwright/test'
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

test('in, out for a moment and in again, and out for good: ended by the doors, and refused at the next try', async () => {
  test.setTimeout(240_000)
  await setPolicy({ exit: 'grace', graceMinutes: 1 })
  const card = await guestOnDoors('Walker')
  simulator.walk(personOf('Walker'), IN)
  await expect(card).toHaveAttribute('data-status', 'inside')
  simulator.walk(personOf('Walker'), OUT)
  await desk.page.waitForTimeout(5_000)
  simulator.walk(personOf('Walker'), IN)
  // Longer than the minute after which who does not come back is gone.
  await desk.page.waitForTimeout(62_000)
  await expect(card, 'came back').toHaveAttribute('data-status', 'inside')
  expect(simulator.walk(personOf('Walker'), OUT).granted).toBe(true)
  await expect(card).toHaveAttribute('data-status', 'left', { timeout: 90_000 })
  await expectAccess(card, 'revoked')
  expect(simulator.walk(personOf('Walker'), IN).granted).toBe(false)
})

test('the first exit ends the visit where the site wants it so, and the guard may give access back', async () => {
  await setPolicy({ exit: 'first' })
  const card = await guestOnDoors('Leaver')
  simulator.walk(personOf('Leaver'), IN)
  await expect(card).toHaveAttribute('data-status', 'inside')
  simulator.walk(personOf('Leaver'), OUT)
  await expect(card).toHaveAttribute('data-status', 'left')
  await expectAccess(card, 'revoked')
  await card.getByRole('button', { name: /Give access/ }).click()
  await expect(card).toHaveAttribute('data-status', 'inside')
  await expectAccess(card, 'onDoors')
})

test('a window that ends while the desk is closed is revoked after its start', async () => {
  test.setTimeout(120_000)
  const card = await guestOnDoors('Overdue')
  simulator.walk(personOf('Overdue'), IN)
  await expect(card).toHaveAttribute('data-status', 'inside')
  const { cards } = await desk.snapshot()
  const visitId = cards.find((one) => one.familyName === 'Overdue')?.visitId ?? 0
  await desk.page.evaluate(
    (id) => window.desk.visits.extend({ visitId: id, untilMs: Date.now() + 61_000 }),
    visitId,
  )
  await expectAccess(card, 'onDoors')
  await desk.close()
  await new Promise((resolve) => setTimeout(resolve, 62_000))
  desk = await openDesk(place)
  const after = cardOf(desk.page, 'Overdue')
  await expect(after).toHaveAttribute('data-status', 'left')
  await expectAccess(after, 'revoked')
  expect(simulator.walk(personOf('Overdue'), IN).granted).toBe(false)
})
