import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'

/** How long guests are known, and a disk that is full, in a real Chromium with the fake desk. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-keeping'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

async function openCare(
  name: SceneName,
  language: 'en' | 'ru' = 'en',
  theme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const page = await stage.open({ name, language, theme }, { width: 1366, height: 768 })
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-care').click()
  await page.getByTestId('keeping').waitFor()
  return page
}

test.each<[what: string, scene: Parameters<typeof openCare>]>([
  ['a HCP that deletes nobody', ['switchedOff', 'ru', 'dark']],
  ['clocks that differ', ['offline', 'en', 'light']],
])('axe finds nothing on %s', async (_what, scene) => {
  const page = await openCare(...scene)
  const { violations } = await new AxeBuilder({ page }).include('[data-testid=keeping]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  await page.close()
})

test('the days are set at once, and a guest without a name is a number in the language of the guard', async () => {
  const page = await openCare('site', 'ru')
  await page.getByTestId('keep-days').selectOption('14')
  await expect.poll(() => page.getByTestId('keep-days').inputValue()).toBe('14')
  const asked = await page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'care.setKeepDays'))
  expect(asked).toEqual([{ name: 'care.setKeepDays', ask: { days: 14 } }])
  expect(await page.getByTestId('destruction').first().textContent()).toContain('Гость 1207')
  await page.close()
})

test.each([
  ['disk-full', 'en', 'The disk of this computer is full: nothing was changed.'],
  ['disk-failing', 'ru', 'Диск этого компьютера не работает как должен'],
] as const)(
  'what could not be stored (%s, %s) is said in words, and nothing seems done',
  async (code, language, words) => {
    const page = await openCare('site', language)
    await page.evaluate((how) => window.fake.breakCall('care.setKeepDays', how), code)
    await page.getByTestId('keep-days').selectOption('14')
    await page.getByTestId('toast').waitFor()
    expect(await page.getByTestId('toast').textContent()).toContain(words)
    expect(await page.getByTestId('keep-days').inputValue()).toBe('30')
    await page.close()
  },
)
