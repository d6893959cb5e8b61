import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { percentOf, spokenPercentOf } from '../../src/renderer/screens/status/catch-up.ts'
import { formats } from '../../src/renderer/text/format.ts'
import { NOW, raiseStage, type Stage } from './browser.ts'

const HOUR = 3_600_000
/** The desk was switched off on Friday evening and on again on Wednesday. */
const fromMs = new Date('2027-05-07T18:00:00+03:00').getTime()
const untilMs = NOW.getTime()
const at = (part: number) => ({ fromMs, readUntilMs: fromMs + (untilMs - fromMs) * part, untilMs })

test.each([
  [0, 0, 0],
  [0.249, 24, 0],
  [0.25, 25, 25],
  [0.4, 40, 25],
  [0.9999, 99, 75],
  [1, 100, 100],
  [1.2, 100, 100],
  [-0.1, 0, 0],
])('%d of it: %d percent for the eye, %d for the ear', (part, percent, spoken) => {
  expect(percentOf(at(part))).toBe(percent)
  expect(spokenPercentOf(at(part))).toBe(spoken)
})

test('nothing missed is all read, not a division by nothing', () => {
  expect(percentOf({ fromMs, readUntilMs: fromMs, untilMs: fromMs })).toBe(100)
})

test('a moment of this week has its weekday, an older one its date', () => {
  const noon = new Date(2027, 4, 12, 12, 5).getTime()
  expect(formats.en.lately(noon - 2 * HOUR, noon)).toBe('10:05')
  expect(formats.en.lately(noon - 48 * HOUR, noon)).toMatch(/^Mon,? 12:05$/u)
  expect(formats.ru.lately(noon - 48 * HOUR, noon)).toMatch(/^пн,? 12:05$/u)
  expect(formats.en.lately(noon - 7 * 24 * HOUR, noon)).toBe('5 May, 12:05')
})

let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-catch-up'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

async function catchUp(page: Page, part: number | null): Promise<void> {
  await page.evaluate(
    async (catchingUp) => {
      const { status } = await window.desk.desk.snapshot()
      window.fake.push({ status: { ...status, catchingUp } })
    },
    part === null ? null : at(part),
  )
}

test('the strip tells how far it has come; who listens hears each quarter once, and the end', async () => {
  const page = await stage.open(
    { name: 'site', language: 'en', theme: 'light' },
    { width: 1366, height: 768 },
  )
  await page.locator('main').waitFor()
  const spoken = page.getByTestId('catch-up-spoken')
  expect(await spoken.textContent()).toBe('')
  await page.evaluate(() => {
    const said: (string | null)[] = []
    const ear = document.querySelector('[data-testid="catch-up-spoken"]')
    if (ear === null) throw new Error('nothing to listen to')
    new MutationObserver(() => said.push(ear.textContent)).observe(ear, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    Object.assign(window, { said })
  })
  for (const part of [0, 0.1, 0.2, 0.3, 0.4]) await catchUp(page, part)
  const strip = page.getByTestId('catch-up')
  await expect
    .poll(() => strip.innerText())
    .toBe('Reading what the doors reported since Fri 18:00 … 40 %, read up to Sun 16:36')
  expect(await strip.getByRole('progressbar').evaluate((bar) => Reflect.get(bar, 'value'))).toBe(40)
  expect(await page.getByText('Passages up to').count()).toBe(0)
  await catchUp(page, null)
  await strip.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => Reflect.get(window, 'said'))).toEqual([
    'Reading what the doors reported since Fri 18:00: 0 %.',
    'Reading what the doors reported since Fri 18:00: 25 %.',
    'Everything the doors reported is read.',
  ])
  expect(await page.getByText('Passages up to').count()).toBe(1)
}, 60_000)

test('in Russian, beside the worst that the strip has to say, nothing scrolls sideways', async () => {
  const page = await stage.open(
    { name: 'offline', language: 'ru', theme: 'dark' },
    { width: 1366, height: 768 },
  )
  await page.locator('main').waitFor()
  await catchUp(page, 0.4)
  await page.getByTestId('catch-up').waitFor()
  expect(await page.getByTestId('catch-up').innerText()).toMatch(
    /^Читаем, что двери сообщили с пт,? 18:00 … 40 %, прочитано до вс,? 16:36$/u,
  )
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
}, 60_000)
