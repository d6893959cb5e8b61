import { test } from '@playwright/test'
import { cardOf, expect, expectAccess } from './driven-desk.ts'
import { guardedSite, IN, OUT } from './guarded-site.ts'

const site = guardedSite()

test('in, out for a moment and in again, and out for good: ended by the doors, and refused at the next try', async () => {
  test.setTimeout(240_000)
  await site.setPolicy({ exit: 'grace', graceMinutes: 1 })
  const card = await site.guestOnDoors('Walker')
  site.simulator().walk(site.personOf('Walker'), IN)
  await expect(card).toHaveAttribute('data-status', 'inside')
  site.simulator().walk(site.personOf('Walker'), OUT)
  await site.desk().page.waitForTimeout(5_000)
  site.simulator().walk(site.personOf('Walker'), IN)
  // Longer than the minute after which who does not come back is gone.
  await site.desk().page.waitForTimeout(62_000)
  await expect(card, 'came back').toHaveAttribute('data-status', 'inside')
  expect(site.simulator().walk(site.personOf('Walker'), OUT).granted).toBe(true)
  await expect(card).toHaveAttribute('data-status', 'left', { timeout: 90_000 })
  await expectAccess(card, 'revoked')
  expect(site.simulator().walk(site.personOf('Walker'), IN).granted).toBe(false)
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
  await site
    .desk()
    .page.evaluate((id) => window.desk.visits.extend({ visitId: id, untilMs: Date.now() + 61_000 }), visitId)
  await expectAccess(card, 'onDoors')
  await site.closedWhile(() => new Promise((resolve) => setTimeout(resolve, 62_000)))
  const after = cardOf(site.desk().page, 'Overdue')
  await expect(after).toHaveAttribute('data-status', 'left')
  await expectAccess(after, 'revoked')
  expect(site.simulator().walk(site.personOf('Overdue'), IN).granted).toBe(false)
})
