import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'

/** Who is inside, in a real Chromium with the fake desk. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-muster'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

const patient = { timeout: 10_000 }

async function openMuster(
  name: SceneName = 'site',
  language: 'en' | 'ru' = 'en',
  theme: 'light' | 'dark' = 'light',
  view = { width: 1366, height: 768 },
): Promise<Page> {
  const page = await stage.open({ name, language, theme }, view)
  await page.locator('main').waitFor()
  await page.keyboard.press('Control+F9')
  await page.getByTestId('muster').waitFor()
  return page
}
const rows = (page: Page): Locator => page.getByTestId('roll-row')
const row = (page: Page, visitId: number): Locator => page.locator(`tr[data-visit-id="${visitId}"]`)
const names = (page: Page): Promise<readonly string[]> =>
  page.locator('.muster-guest button').evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''))
const numbersOf = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('[data-number]')
    .evaluateAll((all) =>
      Object.fromEntries(all.map((one) => [one.getAttribute('data-number') ?? '', one.textContent])),
    )
const asked = (page: Page, wanted: string): Promise<readonly unknown[]> =>
  page.evaluate((call) => window.fake.asked.filter(({ name }) => name === call).map(({ ask }) => ask), wanted)
async function startRoll(page: Page): Promise<void> {
  await page.getByTestId('start-roll').click()
  await page.getByTestId('end-roll').waitFor()
}

test.each<[what: string, scene: Parameters<typeof openMuster>, act: (page: Page) => Promise<void>]>([
  ['the list', ['incidents', 'en', 'light'], async () => undefined],
  ['the list without HCP', ['offline', 'ru', 'dark'], async () => undefined],
  ['an empty list', ['empty', 'ru', 'light'], async () => undefined],
  ['a roll call', ['site', 'en', 'dark'], startRoll],
  ['a roll call at 200 %', ['site', 'ru', 'light', { width: 683, height: 384 }], startRoll],
])(
  'axe finds nothing on %s, nothing scrolls sideways, nothing is styled in the markup',
  async (_what, scene, act) => {
    const page = await openMuster(...scene)
    await act(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`),
    ).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await page.getByTestId('muster').locator('[style]').count()).toBe(0)
  },
  30_000,
)

test('everybody inside, by name or by the last door, with all that helps to find them', async () => {
  const page = await openMuster('incidents')
  expect(await numbersOf(page)).toEqual({ inside: '6 inside' })
  const byName = await names(page)
  expect(byName[0]).toBe('Johansson Erik')
  expect([...byName].sort(new Intl.Collator('en').compare)).toEqual(byName)
  const nakamura = await row(page, 25).innerText()
  for (const part of ['12:22', '2 h 10 min', 'In · Turnstile 1 in', 'Sergey Ivanov', '+7 921 555-01-42'])
    expect(nakamura).toContain(part)
  expect(await row(page, 24).innerText()).toContain('Denied · Server room')
  // Out for a smoke, and still within the time he may come back in.
  expect(await row(page, 21).innerText()).toContain('Went out at 14:28')
  expect(await row(page, 25).innerText()).not.toContain('Went out')
  await page.getByLabel('By last door').check({ force: true })
  await expect.poll(() => names(page), patient).not.toEqual(byName)
  expect((await names(page))[0]).toBe('Ли Ян')
  await page.locator('.muster-guest button', { hasText: 'Nakamura' }).click()
  await page.locator('[data-visit-id="25"][data-testid="visit-card"]').waitFor()
}, 60_000)

test('how old the list is, and a plain word when the doors are not being read', async () => {
  const fresh = await openMuster('site')
  expect(await fresh.getByTestId('muster-age').innerText()).toBe('Doors read up to 14:32:01')
  expect(await fresh.getByTestId('muster-behind').count()).toBe(0)
  const offline = await openMuster('offline', 'ru')
  expect(await offline.getByTestId('muster-behind').innerText()).toBe(
    'Проходы не поступают: с 14:27:10 гости могли войти или выйти.',
  )
  // The list itself is there all the same.
  expect(await rows(offline).count()).toBe(6)
  const never = await openMuster('empty')
  expect(await never.getByTestId('muster-behind').innerText()).toContain('have not been read yet')
  expect(await never.getByTestId('print').isDisabled()).toBe(true)
}, 60_000)

test('a roll call: missing first, whoever is checked out stays, and the numbers follow', async () => {
  const page = await openMuster()
  await startRoll(page)
  expect(await numbersOf(page)).toEqual({ missing: '6 missing', seen: '0 of 6 seen' })
  expect(await page.getByTestId('roll-since').innerText()).toBe('Roll call since 14:32')
  await page.getByLabel('Seen: Johansson Erik').click()
  await expect.poll(() => row(page, 21).getAttribute('data-safe'), patient).toBe('true')
  expect(await asked(page, 'muster.mark')).toEqual([{ visitId: 21, safe: true }])
  expect((await names(page)).at(-1)).toBe('Johansson Erik')
  expect(await numbersOf(page)).toEqual({ missing: '5 missing', seen: '1 of 6 seen' })
  await page.evaluate(() => window.desk.visits.checkOut({ visitId: 25 }))
  await expect.poll(() => row(page, 25).getAttribute('data-mark'), patient).toBe('checkedOut')
  expect(await row(page, 25).innerText()).toContain('Checked out at 14:32')
  expect(await numbersOf(page)).toEqual({ missing: '5 missing', seen: '1 of 6 seen' })
  // Not seen after all.
  await page.getByLabel('Seen: Johansson Erik').click()
  await expect.poll(() => numbersOf(page), patient).toEqual({ missing: '6 missing', seen: '0 of 6 seen' })
}, 60_000)

test('by keyboard: each tick leads to the next who is missing', async () => {
  const page = await openMuster()
  await startRoll(page)
  const focused = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)
  const labels = (await names(page)).map((name) => `Seen: ${name}`)
  await page.getByLabel(labels[0] ?? '').focus()
  for (const [index, label] of labels.entries()) {
    expect(await focused()).toBe(label)
    await page.keyboard.press('Space')
    await expect.poll(async () => (await numbersOf(page))['seen'], patient).toBe(`${index + 1} of 6 seen`)
    if (index + 1 < labels.length) await expect.poll(focused, patient).toBe(labels[index + 1])
  }
  expect(await numbersOf(page)).toMatchObject({ missing: '0 missing' })
}, 60_000)

test('a finger that taps twice marks one guest, not the one who slid under it', async () => {
  const page = await openMuster()
  await startRoll(page)
  await row(page, 21).locator('.tick').dblclick()
  await expect.poll(() => row(page, 21).getAttribute('data-safe'), patient).toBe('true')
  await page.waitForTimeout(200)
  expect(await asked(page, 'muster.mark')).toEqual([{ visitId: 21, safe: true }])
  const box = await row(page, 25).locator('.tick').boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(56)
  expect(box?.width).toBeGreaterThanOrEqual(100)
}, 60_000)

test('a roll call that was ended by a slip goes on as it was', async () => {
  const page = await openMuster('site', 'ru')
  await startRoll(page)
  await page.getByLabel('Здесь: Ли Ян').click()
  await expect.poll(() => row(page, 24).getAttribute('data-safe'), patient).toBe('true')
  // A hand that presses twice ends one, and begins no other in its place.
  await page.waitForTimeout(800)
  await page.getByTestId('end-roll').dblclick()
  await page.waitForTimeout(200)
  expect(await asked(page, 'muster.set')).toEqual([{ running: true }, { running: false }])
  const toast = page.getByTestId('toast')
  await expect.poll(() => toast.innerText(), patient).toContain('Сверка закончена: отмечено 1 из 6.')
  expect(await numbersOf(page)).toEqual({ inside: '6 внутри' })
  await toast.getByRole('button', { name: 'Продолжить её' }).click()
  await expect
    .poll(() => numbersOf(page), patient)
    .toEqual({ missing: '5 не найдено', seen: '1 из 6 отмечено' })
}, 60_000)

test('Print prints, and the PDF has a name that sorts', async () => {
  const page = await openMuster()
  await page.evaluate(() => {
    Object.assign(window, { printed: 0, print: () => Object.assign(window, { printed: 1 }) })
  })
  await page.getByTestId('print').click()
  expect(await page.evaluate(() => 'printed' in window && window.printed)).toBe(1)
  await page.getByTestId('save-pdf').click()
  await expect
    .poll(() => page.getByTestId('toast').innerText(), patient)
    .toContain('who is inside 2027-05-12 14-32.pdf')
}, 60_000)

test('on paper there is the list and nothing else, black on white, whatever the screen looked like', async () => {
  const page = await openMuster('offline', 'en', 'dark')
  await startRoll(page)
  await page.getByLabel('Seen: Johansson Erik').click()
  await expect.poll(() => row(page, 21).getAttribute('data-safe'), patient).toBe('true')
  await page.emulateMedia({ media: 'print' })
  for (const hidden of ['.header', '.status', '.screen-head', '.toasts', '.notice-alarm', '.tick'])
    expect(await page.locator(hidden).first().isVisible()).toBe(false)
  const paper = await page.locator('.muster').innerText()
  for (const part of [
    'Who is inside',
    'hcp.north-campus.example:443',
    'printed 12 May 2027, 14:32',
    'Doors read up to 14:27:10',
    'guests may have come or left since 14:27:10',
    'Roll call since 14:32',
    '5 missing',
  ])
    expect(paper).toContain(part)
  const colours = await page
    .locator('.muster *')
    .evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).color))])
  expect(colours).toEqual(['rgb(0, 0, 0)'])
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  )
  // A box in each row, ticked for those who were seen.
  expect(await page.locator('.muster-box:visible').count()).toBe(6)
  expect(await page.locator('.muster-box .icon:visible').count()).toBe(1)
  expect(await page.locator('thead').evaluate((one) => getComputedStyle(one).display)).toBe(
    'table-header-group',
  )
}, 60_000)

test('a hundred guests are pages of A4, all photos on them', async () => {
  const page = await openMuster('crowd')
  expect(await rows(page).count()).toBe(100)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const text = pdf.toString('latin1')
  expect(text.startsWith('%PDF')).toBe(true)
  const pages = text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  expect(pages).toBeGreaterThanOrEqual(5)
  expect(pages).toBeLessThanOrEqual(8)
  // A4 in points.
  expect(text).toMatch(/\/MediaBox\s*\[0 0 59[45][\d.]* 84[12][\d.]*\]/)
  const loaded = await page
    .locator('.muster-photo')
    .evaluateAll((all) => all.every((one) => one instanceof HTMLImageElement && one.naturalWidth > 0))
  expect(loaded).toBe(true)
}, 60_000)

test('visits of the day are asked for with the span of the day on the screen', async () => {
  const page = await openMuster('site', 'ru')
  await page.keyboard.press('F6')
  await page.getByTestId('day-view').waitFor()
  await page.getByTestId('export-xlsx').click()
  await expect
    .poll(() => page.getByTestId('toast').innerText(), patient)
    .toContain('visits.xlsx: 41 визит записан')
  const [ask] = await asked(page, 'visits.exportTable')
  expect(ask).toMatchObject({
    fromMs: new Date('2027-05-12T00:00:00+03:00').getTime(),
    untilMs: new Date('2027-05-13T00:00:00+03:00').getTime(),
    format: 'xlsx',
    words: {
      fileName: 'визиты',
      delimiter: ';',
      columns: { guest: 'Гость' },
      statuses: { inside: 'Внутри' },
    },
  })
}, 60_000)
