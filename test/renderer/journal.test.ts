import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyPassage, type PassageFilter } from '../../src/shared/passage-search.ts'
import { NOW, raiseStage, type Stage } from './browser.ts'
import { allPassages, HISTORY_VISIT_ID } from './samples-journal.ts'

/** All passages in a real Chromium: found, narrowed, read on and on, one visit as a story, saved. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-journal'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

const nowMs = NOW.getTime()
const everything = allPassages(nowMs)
/** Answers take their time on a busy machine. */
const patient = { timeout: 8_000 }

async function board(language: 'en' | 'ru' = 'en', theme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await stage.open({ name: 'site', language, theme }, { width: 1366, height: 768 })
  await page.locator('main').waitFor()
  return page
}
async function open(...scene: Parameters<typeof board>): Promise<Page> {
  const page = await board(...scene)
  await page.keyboard.press('F7')
  await rows(page).first().waitFor()
  return page
}
async function openHistory(...scene: Parameters<typeof board>): Promise<Page> {
  const page = await board(...scene)
  await page.locator(`[data-visit-id="${HISTORY_VISIT_ID}"] .menu-button`).click()
  await page.getByTestId('history').click()
  await page.getByTestId('history-end').waitFor()
  return page
}
const rows = (page: Page): Locator => page.getByTestId('journal-row')
const ids = (page: Page): Promise<number[]> =>
  rows(page).evaluateAll((list) => list.map((row) => Number(row.getAttribute('data-passage-id'))))
const asked = (page: Page): Promise<{ filter: PassageFilter; after: unknown }[]> =>
  page.evaluate(() =>
    window.fake.asked
      .filter(({ name }) => name === 'passages.find')
      .map(({ ask }) => ask as { filter: PassageFilter; after: unknown }),
  )
async function lastFilter(page: Page): Promise<PassageFilter | undefined> {
  return (await asked(page)).at(-1)?.filter
}
const pick = (page: Page, group: string, name: string): Promise<void> =>
  page.getByRole('group', { name: group }).getByRole('radio', { name, exact: true }).check({ force: true })

test.each<[what: string, opens: typeof open, scene: Parameters<typeof open>]>([
  ['the list', open, ['en', 'light']],
  ['the list', open, ['ru', 'dark']],
  ['the history of a visit', openHistory, ['ru', 'light']],
])(
  'axe finds nothing on %s, nothing scrolls sideways',
  async (_what, opens, scene) => {
    const page = await opens(...scene)
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
    // Of rows that are all alike some are enough, and axe takes its time for each.
    const axe = new AxeBuilder({ page }).exclude('.journal-table tbody tr:nth-child(n+16)')
    const { violations } = await axe.analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`),
    ).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    const screen = page.locator('.screen')
    expect(await screen.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  },
  60_000,
)

test('the newest come first; coming to the end brings the next piece, in order, to the last', async () => {
  const page = await open()
  expect((await asked(page))[0]).toEqual({ filter: everyPassage, after: null })
  expect(await ids(page)).toEqual(everything.slice(0, 60).map(({ passageId }) => passageId))
  await page.getByTestId('more').scrollIntoViewIfNeeded()
  await expect.poll(async () => (await ids(page)).length, patient).toBeGreaterThan(60)
  await expect
    .poll(async () => {
      const more = page.getByTestId('more')
      if ((await more.count()) > 0) await more.scrollIntoViewIfNeeded().catch(() => undefined)
      return (await ids(page)).length
    }, patient)
    .toBe(everything.length)
  expect(await ids(page)).toEqual(everything.map(({ passageId }) => passageId))
  expect(await page.getByTestId('journal-count').innerText()).toBe(`${everything.length} passages`)
}, 60_000)

test('each filter narrows what main is asked for; one press clears them all', async () => {
  const page = await open()
  const search = page.getByRole('textbox', { name: 'Guest' })
  await page.keyboard.press('F3')
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.type('andersen')
  await expect.poll(async () => (await lastFilter(page))?.text, patient).toBe('andersen')
  // Letters typed in one go are one question; a busy machine may type them in two.
  const texts = (await asked(page)).map(({ filter }) => filter.text)
  expect(texts[0]).toBe('')
  expect(texts.length).toBeLessThan('andersen'.length)
  await expect.poll(() => rows(page).filter({ hasNotText: 'Andersen' }).count(), patient).toBe(0)

  await pick(page, 'Who', 'Guests')
  await pick(page, 'Verdict', 'Denied')
  await pick(page, 'Direction', 'Passage')
  await page.getByLabel('Door').selectOption({ label: 'Server room' })
  await page.getByRole('button', { name: '7 days' }).click()
  await expect
    .poll(() => lastFilter(page), patient)
    .toEqual({
      text: 'andersen',
      who: 'guests',
      verdict: 'denied',
      direction: 'none',
      doorId: '5',
      visitId: null,
      fromMs: new Date('2027-05-06T00:00:00+03:00').getTime(),
      untilMs: new Date('2027-05-13T00:00:00+03:00').getTime(),
    })
  expect(await page.getByLabel('From').inputValue()).toBe('2027-05-06')
  await expect.poll(() => rows(page).filter({ hasNotText: 'Server room' }).count(), patient).toBe(0)
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect.poll(() => lastFilter(page), patient).toEqual(everyPassage)
  await expect.poll(async () => (await ids(page)).length, patient).toBe(60)
}, 60_000)

test('strangers have neither card nor history; nobody found says so and offers the way back', async () => {
  const page = await open()
  await pick(page, 'Who', 'Others')
  await expect.poll(() => rows(page).filter({ hasNotText: 'Not on the guest list' }).count(), patient).toBe(0)
  expect(await rows(page).getByRole('button').count()).toBe(0)
  await page.getByRole('textbox', { name: 'Guest' }).fill('nobody at all')
  await page.getByText('No passage fits all of this.').waitFor()
  await page.locator('.journal-none').getByRole('button', { name: 'Clear all' }).click()
  await expect.poll(() => rows(page).count(), patient).toBe(60)
}, 60_000)

test('an answer that was overtaken is dropped', async () => {
  const page = await open()
  await page.evaluate(() => {
    const { passages } = window.desk
    const { find } = passages
    const { dataset } = document.documentElement
    let isOvertaken = (): void => {}
    const overtaken = new Promise<void>((resolve) => {
      isOvertaken = resolve
    })
    Object.assign(passages, {
      find: async (ask: Parameters<typeof find>[0]) => {
        const slice = await find(ask)
        const { verdict } = ask.filter
        if (verdict === 'denied') await overtaken
        dataset['answered'] = `${dataset['answered'] ?? ''} ${verdict}`
        if (verdict === 'granted') setTimeout(isOvertaken, 200)
        return slice
      },
    })
  })
  await pick(page, 'Verdict', 'Denied')
  await pick(page, 'Verdict', 'Granted')
  const documentElement = page.locator('html')
  await expect.poll(() => documentElement.getAttribute('data-answered'), patient).toBe(' granted denied')
  expect(await page.locator('.journal-denied').count()).toBe(0)
  expect(await page.locator('.journal-table').getAttribute('aria-busy')).toBe('false')
}, 60_000)

test('a list that cannot be read says so and can be asked for again', async () => {
  const page = await board()
  await page.evaluate(() => window.fake.breakCall('passages.find'))
  await page.keyboard.press('F7')
  const alert = page.getByTestId('journal').getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toContain('The passages could not be read.')
  await page.evaluate(() => window.fake.mendCall('passages.find'))
  await alert.getByRole('button', { name: 'Try again' }).click()
  await rows(page).first().waitFor()
}, 60_000)

test('new passages wait in a quiet line; only those that fit are counted', async () => {
  const page = await open()
  await pick(page, 'Verdict', 'Denied')
  await expect.poll(async () => (await lastFilter(page))?.verdict, patient).toBe('denied')
  await expect.poll(() => rows(page).filter({ hasText: 'Granted' }).count(), patient).toBe(0)
  const before = await ids(page)
  await page.evaluate(async () => {
    const [denied] = (await window.desk.desk.snapshot()).passages
    if (denied === undefined) return
    const add = (passageId: number, granted: boolean) => ({
      ...denied,
      passageId,
      granted,
      atMs: Date.now() - 500_000 + passageId,
    })
    window.fake.push({ passages: [add(200_003, false), add(200_002, true), add(200_001, false)] })
  })
  const fresh = page.getByTestId('fresh')
  await fresh.waitFor()
  expect(await fresh.innerText()).toBe('2 new passages – show')
  expect(await ids(page)).toEqual(before)
  await fresh.click()
  await expect.poll(async () => (await ids(page)).includes(200_003), patient).toBe(true)
  expect(await fresh.count()).toBe(0)
}, 60_000)

test('arrows go through the rows; a guest leads to his card, and Esc back to the board', async () => {
  const page = await open()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  const focused = page.locator('.journal-row:focus')
  expect(Number(await focused.getAttribute('data-passage-id'))).toBe(everything[0]?.passageId)
  await rows(page).getByRole('button', { name: 'Show the card of Johansson Erik' }).first().click()
  const card = page.locator('[data-testid="visit-card"][data-visit-id="21"]')
  await expect.poll(() => card.evaluate((one) => one === document.activeElement), patient).toBe(true)
  await page.keyboard.press('F7')
  await page.getByTestId('journal').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('journal').waitFor({ state: 'detached' })
}, 60_000)

test('the menu of a card tells the story of its visit, whole, and leads on to all passages', async () => {
  const page = await openHistory()
  expect(await lastFilter(page)).toEqual({ ...everyPassage, visitId: HISTORY_VISIT_ID })
  expect(await page.getByRole('heading', { name: 'Королёва Майя' }).count()).toBe(1)
  expect(await page.locator('.history-steps li').allInnerTexts()).toEqual([
    '12:57\nCame in through “Turnstile 1 in”',
    '13:10\nWent out through “Turnstile 1 out” after 13 min inside',
    '13:32\nCame back after 22 min outside through “Проходная северного корпуса, турникет № 14”',
    '13:47\nRefused at “Server room”, 2 times',
    '14:08\nWent out through “Turnstile 1 out” after 36 min inside',
    '14:20\nCame back after 12 min outside through “Turnstile 1 in”',
  ])
  expect(await page.getByTestId('history-end').innerText()).toContain('Still inside, for 12 min')
  // What happens now is part of the story at once.
  await page.evaluate(async (visitId) => {
    const slice = await window.desk.passages.find({
      filter: {
        text: '',
        who: 'all',
        verdict: 'all',
        direction: null,
        doorId: null,
        visitId,
        fromMs: null,
        untilMs: null,
      },
      after: null,
    })
    const [last] = slice.rows
    if (last === undefined) return
    const out = { doorName: 'Turnstile 1 out', direction: 'exit' } as const
    window.fake.push({ passages: [{ ...last, ...out, passageId: 300_000, atMs: Date.now() - 60_000 }] })
  }, HISTORY_VISIT_ID)
  await expect.poll(() => page.getByTestId('history-end').innerText(), patient).toContain('Outside for 1 min')
  const insideEnds = await page
    .locator('.stay-in')
    .last()
    .evaluate((bar) => [bar, bar.parentElement].map((it) => it?.getBoundingClientRect().right ?? 0))
  expect(insideEnds[0], 'the bar tells of the minute outside, too').toBeLessThan(insideEnds[1] ?? 0)
  await page.getByRole('button', { name: 'Only this visit' }).click()
  await expect.poll(() => rows(page).count(), patient).toBe(60)
  expect(await page.getByTestId('history-of-visit').count()).toBe(0)
  const isFocused = (one: Locator): Promise<boolean> => one.evaluate((it) => it === document.activeElement)
  expect(await isFocused(page.getByRole('textbox', { name: 'Guest' })), 'back to where one searches').toBe(
    true,
  )
  await rows(page).getByTestId('history').first().click()
  await page.getByTestId('history-of-visit').waitFor()
  expect(await isFocused(page.getByTestId('history-of-visit')), 'the row is gone, the focus is not').toBe(
    true,
  )
}, 60_000)

test('in Russian: the story, the words of the file, and how many rows are in it', async () => {
  const page = await openHistory('ru', 'dark')
  expect(await page.getByTestId('history-end').innerText()).toContain('Сейчас внутри, уже 12 мин')
  await page.getByTestId('export').click()
  const toast = page.getByTestId('toast')
  await expect.poll(() => toast.innerText(), patient).toContain('passages.csv: 1204 прохода записано.')
  const [ask] = await page.evaluate(() =>
    window.fake.asked.filter(({ name }) => name === 'passages.exportTable').map((one) => one.ask),
  )
  expect(ask).toMatchObject({
    filter: { ...everyPassage, visitId: HISTORY_VISIT_ID },
    words: {
      fileName: 'проходы',
      delimiter: ';',
      columns: { date: 'Дата', guest: 'Гость' },
      directions: { entry: 'Вход', exit: 'Выход' },
      granted: 'Разрешено',
      denied: 'Отказано',
      stranger: 'Нет в списке гостей',
      reasons: { 197635: 'Нет доступа к этой двери' },
    },
  })
}, 60_000)

test('a picture is asked for by the rows in sight only', async () => {
  const page = await board()
  const pictures: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/passages/')) pictures.push(request.url())
  })
  await page.keyboard.press('F7')
  await rows(page).first().waitFor()
  await expect.poll(() => page.locator('.face-taken[data-state="shown"]').count(), patient).toBeGreaterThan(3)
  await page.waitForTimeout(300)
  expect(pictures.length).toBeLessThan(20)
  expect(new Set(pictures).size).toBe(pictures.length)
}, 60_000)
