import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page, test } from '@playwright/test'
import { cardOf, checkOut, expect, expectAccess, hcpAnswers } from './driven-desk.ts'
import { guardedSite, IN } from './guarded-site.ts'

const site = guardedSite()

const dataFolder = (): string => join(site.place().folder, 'data', 'site')
const breakStore = (): void =>
  writeFileSync(join(dataFolder(), 'desk.sqlite'), 'not what SQLite wrote '.repeat(400))
/** Whether the turnstile opens. */
function passes(familyName: string): boolean {
  const person = site
    .simulator()
    .persons()
    .find((one) => one.familyName === familyName)
  return site.simulator().walk(person?.personCode ?? '', IN).granted
}

async function hold(page: Page): Promise<void> {
  await page.getByTestId('hold').hover()
  await page.mouse.down()
  await expect(page.getByTestId('hold')).toHaveCount(0)
  await page.mouse.up()
}

/** The page instead of the desk, and then the desk again, having read who holds access. */
async function outOfRescue(page: Page, way: () => Promise<void>): Promise<void> {
  await expect(page.getByTestId('rescue')).toHaveAttribute('data-trouble', 'notADatabase')
  await expect(page.getByTestId('rescue')).toContainText(join(dataFolder(), 'desk.sqlite'))
  await way()
  await hold(page)
  await hcpAnswers(page)
  await expect(page.getByTestId('rebuild-band')).toHaveAttribute('data-done', 'true')
}

test('a store that is broken: back to the backup, then begun empty; nobody is lost, nobody gets in again', async () => {
  test.slow()
  await site.guestOnDoors('Stays')
  await site.guestOnDoors('Leaves')
  await site.desk().page.evaluate(() => window.desk.care.backUp())
  const leaves = cardOf(site.desk().page, 'Leaves')
  await checkOut(leaves)
  await expectAccess(leaves, 'revoked')
  await site.guestOnDoors('Newcomer')

  await site.closedWhile(breakStore)
  let { page } = site.desk()
  await outOfRescue(page, () => page.getByTestId('backup').first().getByRole('button').click())
  await expectAccess(cardOf(page, 'Stays'), 'accepted')
  await expectAccess(cardOf(page, 'Newcomer'), 'accepted')
  // HCP does not let him in any more, and going back does not change that.
  await expectAccess(cardOf(page, 'Leaves'), 'attention')
  expect(['Stays', 'Newcomer', 'Leaves'].map(passes)).toEqual([true, true, false])
  await checkOut(cardOf(page, 'Newcomer'))
  await expectAccess(cardOf(page, 'Newcomer'), 'revoked')
  expect(passes('Newcomer')).toBe(false)

  await site.closedWhile(breakStore)
  page = site.desk().page
  await outOfRescue(page, () => page.getByTestId('start-empty').click())
  await expectAccess(cardOf(page, 'Stays'), 'accepted')
  await expect(page.getByTestId('visit-card')).toHaveCount(1)
  // The desk has no picture of him any more, and HCP has his face.
  await expect(cardOf(page, 'Stays').getByTestId('access')).not.toContainText('without a face')
  await checkOut(cardOf(page, 'Stays'))
  await expectAccess(cardOf(page, 'Stays'), 'revoked')
  expect(passes('Stays')).toBe(false)
  // Both broken files are there still.
  expect(readdirSync(dataFolder()).filter((name) => name.startsWith('desk-aside-'))).toHaveLength(2)
})
