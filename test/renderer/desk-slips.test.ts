import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'

/** Slips of a hand and of an eye that a user test has shown: each would have hit the wrong guest. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-slips'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

async function open(name: SceneName): Promise<Page> {
  const page = await stage.open({ name, language: 'en', theme: 'light' }, { width: 1366, height: 768 })
  await page.locator('main').waitFor()
  return page
}
const asked = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((one) => one.name === wanted).map(({ ask }) => ask),
    name,
  )

test('a double click on "Check out" ends one visit, although the next card slides under the pointer', async () => {
  const page = await open('site')
  const button = page.getByTestId('column-inside').getByRole('button', { name: 'Check out' }).first()
  const box = await button.boundingBox()
  if (box === null) throw new Error('the button is not drawn')
  const { mouse } = page
  await mouse.move(box.x + 30, box.y + 20)
  await mouse.dblclick(box.x + 30, box.y + 20)
  await mouse.down()
  await mouse.up()
  await page.getByTestId('toast').waitFor()
  expect(await asked(page, 'visits.checkOut')).toHaveLength(1)
  // Somebody who goes to another card is not held up.
  await page.getByTestId('column-inside').getByRole('button', { name: 'Check out' }).nth(1).click()
  await expect.poll(async () => (await asked(page, 'visits.checkOut')).length).toBe(2)
}, 60_000)

test('messages stay with their desk, one for a visit, in the language of the screen', async () => {
  const page = await open('site')
  await page.getByTestId('column-inside').getByRole('button', { name: 'Check out' }).first().click()
  const toast = page.getByTestId('toast')
  await expect.poll(() => toast.innerText()).toContain('is being ended')
  await page.evaluate(() => window.fake.push({ language: 'ru' }))
  await expect.poll(() => toast.innerText()).toContain('доступ прекращается')
  await toast.getByRole('button', { name: 'Вернуть доступ' }).click()
  await expect.poll(() => toast.innerText()).toContain('доступ возвращается')
  expect(await toast.count()).toBe(1)
  await page.evaluate(() => window.desk.setup.leave())
  await page.getByTestId('setup').waitFor()
  expect(await toast.count()).toBe(0)
}, 60_000)

test('a message never lies over the open panel', async () => {
  const page = await open('site')
  await page.getByTestId('column-inside').getByRole('button', { name: 'Check out' }).first().click()
  await page.keyboard.press('F2')
  const toast = await page.getByTestId('toast').boundingBox()
  await page
    .getByTestId('panel')
    .evaluate((panel) => Promise.all(panel.getAnimations().map(({ finished }) => finished)))
  const panel = await page.getByTestId('panel').boundingBox()
  expect((toast?.x ?? 0) + (toast?.width ?? 0)).toBeLessThanOrEqual(panel?.x ?? 0)
}, 60_000)

test('who left by mistake is back with one click', async () => {
  const page = await open('closed')
  await page.getByRole('button', { name: 'Open the desk of hcp.north-campus.example:443 again' }).click()
  await page.getByTestId('visit-card').first().waitFor()
  expect(await asked(page, 'setup.reopen')).toHaveLength(1)
  const first = await open('setup')
  expect(await first.getByTestId('reopen').count()).toBe(0)
}, 60_000)

test('a name that is edited after picking a known guest takes her face and number away', async () => {
  const page = await open('site')
  await page.keyboard.press('F2')
  await page.keyboard.type('сем')
  await page.getByTestId('guest-match').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-photo="kept"]').waitFor()
  await page.getByLabel('Given name').fill('Ольга')
  await page.locator('[data-photo="camera"]').waitFor()
  expect(await page.getByText('Known guest.').count()).toBe(0)
}, 60_000)

test('an apostrophe is replaced with one press', async () => {
  const page = await open('site')
  await page.keyboard.press('F2')
  await page.keyboard.type("O'Brien")
  await page.keyboard.press('Control+Enter')
  const panel = page.getByTestId('panel')
  await panel.getByText("HCP does not take '. For an apostrophe use ’.").waitFor()
  await panel.getByRole('button', { name: 'Replace' }).click()
  expect(await page.getByLabel('Family name').inputValue()).toBe('O’Brien')
  expect(await panel.getByRole('button', { name: 'Replace' }).count()).toBe(0)
}, 60_000)

test('a changed certificate leads to the set-up screen, a missing entrance to the map of doors', async () => {
  const page = await open('certificate')
  expect(await page.getByRole('button', { name: 'Try now' }).count()).toBe(0)
  await page.getByTestId('no-entrance').getByRole('button', { name: 'Doors, rules, notices…' }).click()
  await page.getByTestId('doors').locator('.door').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Connection…' }).click()
  await page.getByRole('button', { name: 'Leave the desk' }).click()
  await page.getByTestId('reopen').waitFor()
}, 60_000)
