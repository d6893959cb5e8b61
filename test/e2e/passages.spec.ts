import { test } from '@playwright/test'
import { cardOf, expect, expectAccess } from './driven-desk.ts'
import { guardedSite, IN, OUT } from './guarded-site.ts'

const site = guardedSite()

test('in, out for a moment and in again, or out for good: ended by the doors, and refused at the next try', async () => {
  test.setTimeout(180_000)
  await site.setPolicy({ exit: 'grace', graceMinutes: 1 })
  const [back, gone] = [await site.guestOnDoors('Walker'), await site.guestOnDoors('Leaver')]
  const walk = (name: string, doorId: string): boolean =>
    site.simulator().walk(site.personOf(name), doorId).granted
  for (const name of ['Walker', 'Leaver']) expect(walk(name, IN)).toBe(true)
  for (const card of [back, gone]) await expect(card).toHaveAttribute('data-status', 'inside')
  expect(walk('Walker', OUT)).toBe(true)
  await site.desk().page.waitForTimeout(5_000)
  expect(walk('Walker', IN)).toBe(true)
  expect(walk('Leaver', OUT)).toBe(true)
  // Out later than the other one was: when his minute is over, the other's would have been, too.
  await expect(gone).toHaveAttribute('data-status', 'left', { timeout: 90_000 })
  await expectAccess(gone, 'revoked')
  expect(walk('Leaver', IN)).toBe(false)
  await expect(back, 'came back').toHaveAttribute('data-status', 'inside')
  expect(walk('Walker', OUT)).toBe(true)
})

test('the first exit ends the visit where the site wants it so, and the guard may give access back', async () => {
  await site.setPolicy({ exit: 'first' })
  const card = await site.guestOnDoors('Leaver')
  site.simulator().walk(site.personOf('Leaver'), IN)
  await expect(card).toHaveAttribute('data-status', 'inside')
  site.simulator().walk(site.personOf('Leaver'), OUT)
  await expect(card).toHaveAttribute('data-status', 'left')
  await expectAccess(card, 'revoked')
  await card.getByRole('button', { name: /Give access/ }).click()
  await expect(card).toHaveAttribute('data-status', 'inside')
  await expectAccess(card, 'onDoors')
})

test('a window that ends while the desk is closed is revoked after its start', async () => {
  test.setTimeout(120_000)
  const card = await site.guestOnDoors('Overdue')
  site.simulator().walk(site.personOf('Overdue'), IN)
  await expect(card).toHaveAttribute('data-status', 'inside')
  const { cards } = await site.desk().snapshot()
  const visitId = cards.find((one) => one.familyName === 'Overdue')?.visitId ?? 0
  const untilMs = Date.now() + 30_000
  await site.desk().page.evaluate((ask) => window.desk.visits.extend(ask), { visitId, untilMs })
  await expectAccess(card, 'onDoors')
  await site.closedWhile(async () => {
    const leftMs = untilMs - Date.now()
    expect(leftMs, 'the desk was closed in time').toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, leftMs + 1_000))
  })
  const after = cardOf(site.desk().page, 'Overdue')
  await expect(after).toHaveAttribute('data-status', 'left')
  await expectAccess(after, 'revoked')
  expect(site.simulator().walk(site.personOf('Overdue'), IN).granted).toBe(false)
})

test('a machine that sleeps asks nothing, and looks at once when it wakes', async () => {
  const card = await site.guestOnDoors('Sleeper')
  await site.desk().app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  // A tick that was under way ends.
  await site.desk().page.waitForTimeout(1_000)
  site.simulator().walk(site.personOf('Sleeper'), IN)
  await site.desk().page.waitForTimeout(2_000)
  await expect(card).toHaveAttribute('data-status', 'expected')
  await site.desk().app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await expect(card).toHaveAttribute('data-status', 'inside')
})
