import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'
import { CHECKED_OUT, PAUSED, TOUR } from './samples-groups.ts'

/** Groups of guests, in a real Chromium with the fake desk. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-groups'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

const patient = { timeout: 5_000 }

async function openBoard(
  language: 'en' | 'ru' = 'en',
  theme: 'light' | 'dark' = 'light',
  name: SceneName = 'groups',
): Promise<Page> {
  const page = await stage.open({ name, language, theme }, { width: 1366, height: 768 })
  await page.locator('main').waitFor()
  return page
}
async function openList(...scene: Parameters<typeof openBoard>): Promise<Page> {
  const page = await openBoard(...scene)
  await page.keyboard.press('F9')
  await page.getByTestId('groups').waitFor()
  return page
}
async function openGroup(groupId: number, ...scene: Parameters<typeof openBoard>): Promise<Page> {
  const page = await openList(...scene)
  await rowOf(page, groupId).getByRole('button').click()
  await page.getByTestId('open-group').waitFor()
  return page
}
const rowOf = (page: Page, groupId: number): Locator =>
  page.locator(`[data-testid="group"][data-group-id="${groupId}"]`)
const asked = (page: Page, name: string): Promise<readonly unknown[]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((one) => one.name === wanted).map(({ ask }) => ask),
    name,
  )
const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? '')
const toast = (page: Page): Locator => page.getByTestId('toast').last()

/** A running group comes to its end, as main would say it. */
async function finish(page: Page, groupId: number, failed: number): Promise<void> {
  await page.evaluate(
    async ([id, lost]) => {
      const { groups } = await window.desk.desk.snapshot()
      window.fake.push({
        groups: groups.map((one) =>
          one.groupId === id
            ? {
                ...one,
                waiting: 0,
                failed: lost,
                done: one.visitIds.length - lost,
                result: {
                  finishedAtMs: Date.now(),
                  succeeded: one.visitIds.length - lost,
                  failed: lost,
                  calls: 99,
                },
              }
            : one,
        ),
      })
    },
    [groupId, failed] as const,
  )
}

test.each<[what: string, language: 'en' | 'ru', theme: 'light' | 'dark', act: (page: Page) => Promise<void>]>(
  [
    ['the list', 'en', 'light', async () => undefined],
    ['an opened group', 'ru', 'dark', (page) => rowOf(page, TOUR).getByRole('button').click()],
    ['a paused group', 'en', 'dark', (page) => rowOf(page, PAUSED).getByRole('button').click()],
    ['a group of a checkout', 'ru', 'light', (page) => rowOf(page, CHECKED_OUT).getByRole('button').click()],
    ['the question', 'ru', 'light', (page) => page.getByTestId('check-out-inside').click()],
  ],
)(
  'axe finds nothing on %s, nothing scrolls sideways, nothing is styled in the markup',
  async (_what, language, theme, act) => {
    const page = await openList(language, theme)
    await act(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`),
    ).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await page.getByTestId('groups').locator('[style]').count()).toBe(0)
  },
  20_000,
)

test('the list tells how far each group is, and what came of those that ended', async () => {
  const page = await openList()
  const tour = rowOf(page, TOUR)
  expect(await tour.locator('progress').evaluate((bar: HTMLProgressElement) => [bar.value, bar.max])).toEqual(
    [20, 48],
  )
  expect(await tour.innerText()).toContain('20 of 48')
  expect(await tour.getByTestId('group-state').innerText()).toBe('Running, 2 failed')
  expect(await tour.getByTestId('group-pace').innerText()).toMatch(/guests\/min[\s\S]*about 2 min/u)
  const paused = rowOf(page, PAUSED)
  expect(await paused.getByTestId('group-state').innerText()).toBe('Paused')
  expect((await paused.getByTestId('group-pace').locator('dd').allInnerTexts()).join()).toBe('–,–')
  const audit = rowOf(page, 4)
  expect(await audit.getByTestId('group-state').innerText()).toBe('Finished with 2 failed')
  expect(await audit.getByTestId('group-result').locator('dd').allInnerTexts()).toEqual([
    '98',
    '2',
    '43',
    '2.3',
    '207',
  ])
}, 60_000)

test('by keyboard: into the list, into a group, to a guest, and back step by step', async () => {
  const page = await openList()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const group = page.getByTestId('open-group')
  expect(await group.getAttribute('data-group-id')).toBe(String(TOUR))
  expect(await group.locator('.group-card').evaluate((part) => part === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => focusedText(page)).toBe('Экскурсия, 7 «Б»')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await focusedText(page)).toContain('Lindholm 20')
  await page.keyboard.press('Enter')
  await page.locator('[data-visit-id="119"]:focus').waitFor()
  expect(await page.getByTestId('groups').count()).toBe(0)
}, 60_000)

test('failures stand first, with the reason and what to do; then who waits, then who is done', async () => {
  const page = await openGroup(TOUR)
  const sections = page.getByTestId('group-guests').locator('section')
  expect(await sections.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual([
    'Failed',
    'On the way',
    'Done',
  ])
  const first = page.getByTestId('group-guest').first()
  expect(await first.getByTestId('advice').innerText()).toBe(
    'HCP found no usable face in the photo. Take a new photo: one face, frontal, evenly lit.',
  )
}, 60_000)

test('a guest whose card has left the board is counted in words, not left out', async () => {
  const page = await openGroup(CHECKED_OUT)
  expect(await page.getByTestId('group-guest').count()).toBe(2)
  expect(await page.getByTestId('off-board').innerText()).toContain(
    '1 guest has no card on the board any more',
  )
  // A checkout never waits, so there is nothing to pause.
  expect(await page.getByTestId('pause').count()).toBe(0)
}, 60_000)

test('pause, go on and try again answer at once, in words', async () => {
  const page = await openGroup(TOUR)
  await page.getByTestId('pause').click()
  await expect.poll(() => toast(page).innerText(), patient).toContain('Экскурсия, 7 «Б» is paused.')
  expect(await page.getByTestId('open-group').innerText()).toContain('Ending an access never waits.')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect.poll(() => toast(page).innerText(), patient).toContain('goes on.')
  await page.getByTestId('try-again').click()
  await expect.poll(() => toast(page).innerText(), patient).toContain('tried again for 2 guests.')
  await expect.poll(() => page.getByTestId('try-again').count(), patient).toBe(0)
  expect(await asked(page, 'groups.change')).toEqual(
    ['pause', 'resume', 'tryAgain'].map((kind) => ({ groupId: TOUR, change: { kind } })),
  )
}, 60_000)

test('a new level and a new end of stay are asked for once for all of them', async () => {
  const page = await openGroup(TOUR)
  await page.getByTestId('level').click()
  await page.getByLabel('Access level', { exact: true }).selectOption('13')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => toast(page).innerText(), patient).toContain('new access level for 48 guests.')
  await page.getByTestId('until').click()
  const field = page.getByLabel('Until', { exact: true })
  await field.fill('2027-05-12T14:30')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  expect(await page.getByRole('dialog').innerText()).toContain('This time is already over.')
  await field.fill('2027-05-12T20:00')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => toast(page).innerText(), patient).toContain('new end of stay for 48 guests.')
  expect(await asked(page, 'groups.change')).toEqual([
    { groupId: TOUR, change: { kind: 'level', levelId: '13' } },
    { groupId: TOUR, change: { kind: 'window', untilMs: Date.UTC(2027, 4, 12, 17) } },
  ])
}, 60_000)

test('cancelling all who have not come asks for the number; who is inside is said to be not possible', async () => {
  const page = await openGroup(TOUR)
  await page.getByTestId('group-actions').locator('.menu-button').click()
  await page.getByTestId('cancelAll').click()
  expect(await page.getByRole('heading', { name: 'Cancel the visits of 39 guests?' }).count()).toBe(1)
  await page.keyboard.type('39')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => toast(page).innerText(), patient)
    .toContain('39 guests cancelled. Not possible for 9 guests.')
}, 60_000)

test('everybody inside is checked out by the number alone; who had left meanwhile is not counted, and it says so', async () => {
  const page = await openList()
  await page.getByTestId('check-out-inside').click()
  const dialog = page.getByTestId('ask-many')
  expect(await dialog.innerText()).toContain('and 9 more')
  // A wrong number, and Enter: nothing but a word.
  await page.keyboard.type('14')
  await page.keyboard.press('Enter')
  expect(await dialog.innerText()).toContain('The number is 15.')
  expect(await asked(page, 'groups.checkOut')).toEqual([])
  await page.evaluate(async () => {
    const { cards } = await window.desk.desk.snapshot()
    const gone = cards.filter(({ visitId }) => visitId === 101)
    window.fake.push({ cards: gone.map((one) => ({ ...one, status: 'left', access: 'revoked' })) })
  })
  await page.keyboard.press('Backspace')
  await page.keyboard.type('5')
  await page.keyboard.press('Enter')
  expect(await page.getByTestId('not-counted').innerText()).toContain('1 guest of the 15 had left meanwhile')
  expect(await page.getByTestId('group-guest').count()).toBe(14)
  const [ask] = await asked(page, 'groups.checkOut')
  expect(ask).toMatchObject({ name: 'Everybody inside, 14:32' })
}, 60_000)

test('a house of more than a thousand is emptied in parts, after one confirmation', async () => {
  const page = await openList()
  const inside = await page.evaluate(async () => {
    const { cards } = await window.desk.desk.snapshot()
    const [someone] = cards.filter(({ status }) => status === 'inside')
    if (!someone) throw new Error('nobody is inside')
    window.fake.push({
      cards: Array.from({ length: 1_000 }, (_, i) => ({ ...someone, visitId: 10_000 + i })),
    })
    return 1_000 + cards.filter(({ status }) => status === 'inside').length
  })
  const all = page.getByTestId('check-out-inside')
  await expect.poll(() => all.innerText(), patient).toContain(String(inside))
  await all.click()
  await page.keyboard.type(String(inside))
  await page.keyboard.press('Enter')
  await page.getByTestId('open-group').waitFor()
  const asks = (await asked(page, 'groups.checkOut')) as { readonly visitIds: readonly number[] }[]
  expect(asks.map(({ visitIds }) => visitIds.length)).toEqual([1_000, inside - 1_000])
  expect(new Set(asks.flatMap(({ visitIds }) => visitIds)).size).toBe(inside)
  expect(await page.getByTestId('not-counted').count()).toBe(0)
}, 60_000)

test('held instead of typed: a short press does nothing, two seconds do it, once', async () => {
  const page = await openGroup(TOUR)
  await page.getByTestId('select-inside').click()
  await page.getByTestId('check-out-selected').click()
  const hold = page.getByTestId('hold')
  await hold.hover()
  await page.mouse.down()
  await page.locator('[data-testid="hold"][data-held]').waitFor()
  await page.mouse.up()
  expect(await page.locator('.ask-said').innerText()).toBe('Too short: keep it held for two seconds.')
  expect(await asked(page, 'groups.checkOut')).toEqual([])
  await page.mouse.down()
  await page.getByTestId('open-group').and(page.locator(':not([data-group-id="7"])')).waitFor()
  await page.mouse.up()
  expect(await asked(page, 'groups.checkOut')).toHaveLength(1)
  expect(await page.getByTestId('group-guest').count()).toBe(9)
}, 60_000)

test('Enter is held as well, but never the Enter that opened the question, and never over a wrong number', async () => {
  const page = await openGroup(TOUR)
  await page.getByTestId('check-out').focus()
  // Held down: the first opens the question, the repetitions must not answer it.
  await page.keyboard.down('Enter')
  await page.getByTestId('ask-many').waitFor()
  await page.keyboard.down('Enter')
  expect(await page.getByTestId('hold').getAttribute('data-held')).toBeNull()
  await page.keyboard.up('Enter')
  await page.keyboard.type('4')
  await page.keyboard.down('Enter')
  expect(await page.getByTestId('hold').getAttribute('data-held')).toBeNull()
  await page.keyboard.up('Enter')
  await page.keyboard.press('Backspace')
  await page.keyboard.down('Enter')
  await page.locator('[data-testid="hold"][data-held]').waitFor()
  await page.getByTestId('ask-many').waitFor({ state: 'detached' })
  await page.keyboard.up('Enter')
  expect(await asked(page, 'groups.checkOut')).toHaveLength(1)
}, 60_000)

test('a selection is made by keyboard, and Esc leaves everything as it is', async () => {
  const page = await openGroup(TOUR)
  const ticks = page.getByTestId('group-guest').getByRole('checkbox')
  await ticks.first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  expect(await page.getByTestId('check-out-selected').innerText()).toBe('Check out selected (2)…')
  await page.getByTestId('check-out-selected').press('Enter')
  await page.getByTestId('ask-many').waitFor()
  await page.keyboard.press('Escape')
  expect(await page.getByTestId('ask-many').count()).toBe(0)
  expect(await asked(page, 'groups.checkOut')).toEqual([])
  expect(await ticks.first().isChecked()).toBe(true)
}, 60_000)

test('the strip shows what runs while walk-ins are served, and opens it', async () => {
  const page = await openBoard()
  const strip = page.getByTestId('running-groups')
  expect((await strip.innerText()).replace(/\s+/gu, ' ')).toBe('Экскурсия, 7 «Б»: 20 of 48 +1')
  await finish(page, PAUSED, 0)
  await strip.click()
  expect(await page.getByTestId('open-group').getAttribute('data-group-id')).toBe(String(TOUR))
  await finish(page, TOUR, 2)
  await expect.poll(() => strip.count(), patient).toBe(0)
}, 60_000)

test('the end of a group is said once, whatever screen is open, and leads to it', async () => {
  const page = await openBoard('ru')
  await page.keyboard.press('F6')
  await page.getByTestId('day-view').waitFor()
  // Those that had ended before are no news.
  expect(await page.getByTestId('toast').count()).toBe(0)
  await finish(page, TOUR, 2)
  await finish(page, TOUR, 2)
  await expect
    .poll(() => page.getByTestId('toast').allInnerTexts(), patient)
    .toEqual([expect.stringContaining('Экскурсия, 7 «Б»: успешно 46, не удалось 2.')])
  await page.getByTestId('toast').getByRole('button', { name: 'Показать' }).click()
  expect(await page.getByTestId('open-group').getAttribute('data-group-id')).toBe(String(TOUR))
  expect(await page.getByTestId('group-state').innerText()).toBe('Готово, не удалось: 2')
}, 60_000)

test('the result leaves as a table in the words of the language on the screen', async () => {
  const page = await openGroup(TOUR, 'ru')
  await page.getByTestId('export').click()
  await expect.poll(() => toast(page).innerText(), patient).toContain('group.csv')
  const [ask] = await asked(page, 'groups.exportResult')
  expect(ask).toMatchObject({
    groupId: TOUR,
    format: 'csv',
    words: { columns: { guest: 'Гость' }, outcomes: { done: 'Готово' } },
  })
}, 60_000)

test('without groups the screen says how to begin, and the table is one press away', async () => {
  const page = await openList('en', 'light', 'site')
  expect(await page.getByTestId('groups').innerText()).toContain('No group yet')
  await page.getByTestId('import-table').click()
  await page.getByTestId('import').waitFor()
}, 60_000)
