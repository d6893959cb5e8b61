import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOW, raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'
import { incident } from './samples-incidents.ts'

/** The day at a glance, in a real Chromium with the fake desk. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-day'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

async function openDay(
  name: SceneName = 'incidents',
  language: 'en' | 'ru' = 'en',
  theme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const page = await stage.open({ name, language, theme }, { width: 1366, height: 768 })
  await page.locator('main').waitFor()
  await page.keyboard.press('F6')
  await page.getByTestId('day-view').waitFor()
  return page
}
const askedDays = (page: Page): Promise<readonly unknown[]> =>
  page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'day.view').map(({ ask }) => ask))
const dayName = (page: Page): Promise<string> => page.getByTestId('day-name').innerText()
const numbersOf = (page: Page): Promise<Record<string, number>> =>
  page
    .locator('[data-number]')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((one) => [
          one.getAttribute('data-number') ?? '',
          Number(one.querySelector('dd')?.textContent),
        ]),
      ),
    )
async function tableOf(figure: Locator): Promise<readonly (readonly string[])[]> {
  await figure.getByRole('button', { name: /table|таблицей/u }).click()
  return figure
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)))
}

test.each<[what: string, scene: Parameters<typeof openDay>, act: (page: Page) => Promise<void>]>([
  ['today', ['incidents', 'en', 'light'], async () => undefined],
  ['today', ['slowed', 'ru', 'dark'], async () => undefined],
  ['an empty day', ['empty', 'ru', 'light'], async () => undefined],
  ['a past day', ['site', 'en', 'dark'], (page) => page.keyboard.press('ArrowLeft')],
  [
    'the tables',
    ['site', 'ru', 'light'],
    async (page) => {
      for (const toggle of await page.locator('.figure-head .icon-button').all()) await toggle.click()
    },
  ],
])(
  'axe finds nothing on %s, nothing scrolls sideways, nothing is styled in the markup',
  async (_what, scene, act) => {
    const page = await openDay(...scene)
    await act(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`),
    ).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await page.getByTestId('day').locator('[style]').count()).toBe(0)
  },
  40_000,
)

test('the table of the hours tells what the bars show, and the picture says its sum', async () => {
  const page = await openDay()
  const hours = page.getByTestId('day-hours')
  const label = await hours.getByRole('img').getAttribute('aria-label')
  const drawn = await hours.locator('g[data-hour]').evaluateAll((columns) =>
    columns.map((column) => ({
      up: column.querySelector('.fill-in') !== null,
      down: column.querySelector('.fill-out') !== null,
      denied: column.querySelector('.hours-denied')?.textContent ?? '0',
      values: [...column.querySelectorAll('.hours-value')].map((value) => value.textContent),
    })),
  )
  const rows = await tableOf(hours)
  expect(await hours.getByRole('img').count()).toBe(0)
  expect(rows).toHaveLength(24)
  expect(rows.map(([time]) => time).slice(8, 10)).toEqual(['08:00', '09:00'])
  const counted = (column: number): number => rows.reduce((sum, row) => sum + Number(row[column]), 0)
  expect(label).toBe(
    `${counted(1)} in, ${counted(2)} out, ${counted(3)} refused. Most came in the hour from 09:00.`,
  )
  for (const [index, [, entries, exits, denied]] of rows.entries()) {
    expect(drawn[index]).toEqual({
      up: entries !== '0',
      down: exits !== '0',
      denied,
      values: [entries, exits].filter((count) => count !== '0'),
    })
  }
  // And back to the picture by the same button.
  await hours.getByRole('button', { name: 'Passages per hour: show as a table' }).click()
  expect(await hours.getByRole('img').count()).toBe(1)
}, 60_000)

test('the hour under way is marked, and only today', async () => {
  const page = await openDay()
  const now = page.locator('g[data-now]')
  expect(await now.count()).toBe(1)
  expect(await now.locator('.hours-label').textContent()).toBe('now')
  await page.keyboard.press('ArrowLeft')
  await page.locator('[data-today="false"]').waitFor()
  expect(await now.count()).toBe(0)
}, 60_000)

test('what doors, clock and guards did adds up to who came and left', async () => {
  const page = await openDay()
  const { came, left } = await numbersOf(page)
  const byItself = page.getByTestId('day-by-itself')
  const drawn = await byItself
    .locator('.share-bar')
    .evaluateAll((bars) =>
      bars.map((bar) =>
        [...bar.querySelectorAll('[data-part]')].map((part) => part.getAttribute('data-part')),
      ),
    )
  expect(drawn).toEqual([
    ['doors', 'guard'],
    ['doors', 'clock', 'guard'],
  ])
  const sums = (await tableOf(byItself)).map(([, ...cells]) => cells.map(Number).reduce((a, b) => a + b, 0))
  expect(sums).toEqual([came, left])
}, 60_000)

test('incidents stand by kind with the open ones marked; a press leads to the list', async () => {
  const page = await openDay()
  const figure = page.getByTestId('day-incidents')
  const kind = figure.locator('[data-kind="longStay"]')
  expect(await kind.innerText()).toContain('2 open')
  const parts = await kind
    .locator('[data-part] rect')
    .evaluateAll((all) => all.map((one) => Number.parseFloat(one.getAttribute('width') ?? '')))
  expect(parts[1]).toBeCloseTo((parts[0] ?? 0) * 1.5)
  expect(await figure.getByRole('img').getAttribute('aria-label')).toBe(
    'Exit without entry: 2, Inside too long: 5, Entry outside hours: 1. 3 open.',
  )
  await figure.getByRole('button', { name: /Look at the incidents/u }).click()
  await page.getByTestId('incidents').waitFor()
}, 60_000)

test('calls to HCP stand against the budget, slowed down too', async () => {
  const page = await openDay('slowed')
  const calls = page.getByTestId('day-calls')
  expect(await calls.locator('.traffic-bar').count()).toBe(30)
  expect(await calls.locator('.traffic-slowed-line').count()).toBe(1)
  const rows = await tableOf(calls)
  expect(rows).toHaveLength(30)
  expect(rows.at(-1)).toEqual(['14:32', '31'])
}, 60_000)

test('by keyboard: a day back and forth, never past today, and home again', async () => {
  const page = await openDay()
  expect(await dayName(page)).toBe('Today, Wednesday 12 May')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => dayName(page)).toBe('Tuesday 11 May')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => dayName(page)).toBe('Monday 10 May')
  const asked = await askedDays(page)
  const start = new Date('2027-05-12T00:00:00+03:00').getTime()
  expect(asked).toEqual([{ atMs: NOW.getTime() }, { atMs: start - 1 }, { atMs: start - 86_400_000 - 1 }])
  // The arrows go on working at the buttons that do the same.
  await page.getByRole('button', { name: 'The day after' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => dayName(page)).toBe('Tuesday 11 May')
  await page.getByRole('button', { name: 'To today' }).press('Enter')
  await expect.poll(() => dayName(page)).toBe('Today, Wednesday 12 May')
  await page.getByRole('button', { name: 'The day before' }).click()
  await expect.poll(() => dayName(page)).toBe('Tuesday 11 May')
  const next = page.getByRole('button', { name: 'The day after' })
  await next.click()
  await expect.poll(() => dayName(page)).toBe('Today, Wednesday 12 May')
  // At today it leads nowhere, and keeps the focus.
  expect(await next.getAttribute('aria-disabled')).toBe('true')
  expect(await next.evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByTestId('day').waitFor({ state: 'detached' })
}, 60_000)

test('a past day has no numbers of now and no calls, and says what day it is', async () => {
  const page = await openDay('incidents', 'ru')
  expect(Object.keys(await numbersOf(page))).toContain('inside')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => dayName(page)).toBe('вторник, 11 мая')
  expect(Object.keys(await numbersOf(page))).toEqual(['came', 'left', 'noShows', 'cancelled'])
  expect(await page.getByTestId('day-numbers').innerText()).toContain('За этот день')
  expect(await page.getByTestId('day-calls').count()).toBe(0)
  // Nothing of it is open any more: the list of incidents would not show it.
  expect(await page.locator('.figure-press').count()).toBe(0)
}, 60_000)

test('in Russian: words, axis, and the sentence behind the picture', async () => {
  const page = await openDay('incidents', 'ru')
  expect(await dayName(page)).toBe('Сегодня, среда, 12 мая')
  const hours = page.getByTestId('day-hours')
  expect(await hours.getByRole('img').getAttribute('aria-label')).toMatch(
    /^Вход — \d+, выход — \d+, отказы — \d+\. Больше всего входили в час с 09:00\.$/u,
  )
  expect(await hours.locator('.hours-label').allTextContents()).toContain('сейчас')
  expect(await page.getByTestId('day-by-itself').innerText()).toContain('без участия охраны')
}, 60_000)

test('asks again when something has happened, once for a rush, and never otherwise', async () => {
  const page = await openDay()
  await page.evaluate(() => window.fake.push({ language: 'en' }))
  await page.evaluate(
    async (one) => {
      for (let more = 0; more < 5; more += 1) {
        const { incidents } = await window.desk.desk.snapshot()
        window.fake.push({ incidents: [{ ...one, incidentId: 200 + more }, ...incidents] })
      }
    },
    incident(200, 'longStay', NOW.getTime()),
  )
  await expect.poll(async () => (await askedDays(page)).length, { timeout: 5_000 }).toBe(2)
  await page.waitForTimeout(800)
  expect(await askedDays(page)).toEqual([{ atMs: NOW.getTime() }, { atMs: NOW.getTime() }])
}, 60_000)

test('past midnight today is the new day', async () => {
  const page = await openDay()
  await page.clock.install({ time: NOW })
  await page.reload()
  await page.locator('main').waitFor()
  await page.keyboard.press('F6')
  await page.getByTestId('day-view').waitFor()
  await page.clock.setFixedTime(new Date('2027-05-13T00:00:20+03:00'))
  await page.clock.runFor(31_000)
  await expect.poll(() => dayName(page)).toBe('Today, Thursday 13 May')
}, 60_000)

test('a day that cannot be read says so, and is tried again', async () => {
  const page = await stage.open(
    { name: 'site', language: 'en', theme: 'light' },
    { width: 1366, height: 768 },
  )
  await page.locator('main').waitFor()
  await page.evaluate(() => window.fake.breakCall('day.view'))
  await page.keyboard.press('F6')
  await page.getByText('The numbers of this day could not be read.').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(async () => (await askedDays(page)).length).toBe(2)
}, 60_000)
