import { join } from 'node:path'
import { test } from '@playwright/test'
import Database from 'better-sqlite3'
import { cardOf, checkOut, expect } from './driven-desk.ts'
import { guardedSite, IN, OUT } from './guarded-site.ts'

const HOUR_MS = 3_600_000
const site = guardedSite()

/** As if the desk had been closed since then: nine hours cannot be waited for. */
function closedFor(ms: number, familyName: string): Promise<void> {
  return site.closedWhile(() => {
    const store = new Database(join(site.place().folder, 'data/site/desk.sqlite'))
    store
      .prepare(
        `UPDATE visit SET createdAtMs = createdAtMs - @ms, fromMs = fromMs - @ms, checkedInAtMs = checkedInAtMs - @ms
         WHERE guestId = (SELECT guestId FROM guest WHERE familyName = @familyName)`,
      )
      .run({ ms, familyName })
    store.close()
  })
}

/** What the list of incidents shows, as the guard reads it. */
async function shownKinds(): Promise<readonly string[]> {
  const rows = site.desk().page.getByTestId('incident')
  return (await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''))).sort()
}

test('every kind of incident comes from what really happens at the doors, and is told in both languages', async () => {
  test.setTimeout(240_000)
  await site.setPolicy({ denials: 3 })
  const stayed = await site.guestOnDoors('Stayed')
  site.simulator().walk(site.personOf('Stayed'), IN)
  await expect(stayed).toHaveAttribute('data-status', 'inside')
  await closedFor(9 * HOUR_MS, 'Stayed')
  await expect(cardOf(site.desk().page, 'Stayed'), 'still a guest').toHaveAttribute('data-status', 'inside')

  const early = await site.guestOnDoors('Early')
  site.simulator().walk(site.personOf('Early'), OUT)
  await site.guestOnDoors('Tried')
  for (let i = 0; i < 3; i += 1)
    site.simulator().addEvent({ personId: site.personOf('Tried'), doorIndexCode: IN, eventType: 197151 })
  // A door that does not hear of the end of the access lets him in all the same.
  const gone = await site.guestOnDoors('Gone')
  await site.simulator().weather.set({ offlineDoors: [IN] })
  await checkOut(gone)
  await site.desk().page.waitForTimeout(11_000)
  expect(site.simulator().walk(site.personOf('Gone'), IN).granted).toBe(true)
  await site.simulator().weather.set({ offlineDoors: [] })
  await site.setPolicy({
    openFromHour: (new Date().getHours() + 2) % 24,
    openUntilHour: (new Date().getHours() + 3) % 24,
  })
  const late = await site.guestOnDoors('Late')
  site.simulator().walk(site.personOf('Late'), IN)
  await expect(late).toHaveAttribute('data-status', 'inside')
  await expect.poll(async () => (await site.desk().snapshot()).incidents.length, { timeout: 30_000 }).toBe(5)
  await expect(early, 'an exit without an entry ends nothing').toHaveAttribute('data-status', 'expected')

  // The banner speaks of the worst; F4 opens the list at it.
  await site.desk().page.keyboard.press('F4')
  await expect
    .poll(shownKinds)
    .toEqual([
      'Entry outside hours: Late',
      'Exit without entry: Early',
      'Inside too long: Stayed',
      'Passage after access ended: Gone',
      'Refused repeatedly: Tried',
    ])
  await expect(site.desk().page.getByTestId('incident').first()).toHaveAttribute('data-severity', 'critical')
  await site.desk().page.evaluate(() => window.desk.desk.setLanguage({ language: 'ru' }))
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
