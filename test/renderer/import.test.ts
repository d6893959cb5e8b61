import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import { raiseStage, type Stage } from './browser.ts'
import { DOUBTFUL_ROW, REFUSED_PHOTO_ROW, RETURNING_ROW, WRONG } from './samples-import.ts'

/** A table of guests in a real Chromium: chosen, looked at, corrected, given photos, taken. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-import'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

/** Answers take their time on a busy machine. */
const patient = { timeout: 10_000 }

async function open(language: 'en' | 'ru' = 'en', theme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await stage.open({ name: 'site', language, theme }, { width: 1366, height: 768 })
  await page.locator('main').waitFor()
  await page.keyboard.press('F9')
  await tabTo(page, page.locator('[data-testid=import-table], [data-testid=groups] .button-primary').first())
  await page.keyboard.press('Enter')
  await page.getByTestId('import').waitFor()
  // The title has the focus, whatever else comes to rest.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), patient).toBe('H2')
  return page
}
async function choose(page: Page, name: string, bytes = 4): Promise<void> {
  await page
    .getByTestId('import-file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.alloc(bytes) })
}
async function openTable(name: string, ...scene: Parameters<typeof open>): Promise<Page> {
  const page = await open(...scene)
  await choose(page, name)
  await page.locator('.import-row').first().waitFor()
  return page
}
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error('no way there by keyboard')
}
const row = (page: Page, rowNumber: number): Locator => page.locator(`[data-row="${rowNumber}"]`)
const cell = (page: Page, rowNumber: number, field: string): Locator =>
  row(page, rowNumber).locator(`[data-field="${field}"]`)
const stateOf = (page: Page, rowNumber: number): Promise<string | null> =>
  row(page, rowNumber).getAttribute('data-state')
const says = (page: Page, rowNumber: number): Locator =>
  page.locator(`[data-row="${rowNumber}"] + .import-lines`)
const tally = (page: Page): Locator => page.getByTestId('import-tally')
const level = (page: Page): Locator => page.locator('.import-group select')
const asked = <Ask>(page: Page, name: string): Promise<Ask[]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((one) => one.name === wanted).map(({ ask }) => ask as Ask),
    name,
  )
const enrolled = (page: Page): Promise<{ name: string; asks: EnrolAsk[] }[]> => asked(page, 'groups.enrol')

test.each<
  [what: string, show: (scene: Parameters<typeof open>) => Promise<Page>, scene: Parameters<typeof open>]
>([
  ['choosing', (scene) => open(...scene), ['en', 'dark']],
  ['the preview', (scene) => openTable('guests.xlsx', ...scene), ['ru', 'dark']],
  [
    'the preview with photos',
    async (scene) => {
      const page = await openTable('guests.xlsx', ...scene)
      await page.getByTestId('photos-folder').click()
      await page.locator('.import-row img').first().waitFor()
      return page
    },
    ['en', 'light'],
  ],
])(
  'axe finds nothing on %s, nothing scrolls sideways',
  async (_what, show, scene) => {
    const page = await show(scene)
    // What is wrong stands first; of the rows below, all alike, some are enough, and axe takes its time for each.
    const axe = new AxeBuilder({ page }).exclude('.import-table tbody tr:nth-child(n+30)')
    const { violations } = await axe.analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`),
    ).toEqual([])
    const screen = page.locator('.screen')
    expect(await screen.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  },
  90_000,
)

test('by keyboard alone: from the table over a correction to the group', async () => {
  const page = await open()
  // Asked for before the way there: it takes its time until dialogs are held back.
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, page.getByRole('button', { name: 'Choose a table' }))
  await page.keyboard.press('Enter')
  await (await chooser).setFiles({ name: 'guests.xlsx', mimeType: 'text/csv', buffer: Buffer.alloc(4) })
  await page.locator('.import-row').first().waitFor()
  await expect.poll(() => tally(page).innerText(), patient).toContain('7 with errors')

  // Without a level the whole group waits, and the focus goes where it is missing.
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => level(page).evaluate((one) => one === document.activeElement), patient).toBe(true)
  expect(await level(page).getAttribute('aria-invalid')).toBe('true')
  await page.keyboard.type('Contr')
  await tabTo(page, cell(page, WRONG.noName, 'familyName'))
  await page.keyboard.type('Sidorova')
  await expect.poll(() => stateOf(page, WRONG.noName), patient).toBe('ready')
  expect(await cell(page, WRONG.noName, 'familyName').inputValue()).toBe('Sidorova')
  // Enter goes down the column, as in a spreadsheet.
  await page.keyboard.press('Enter')
  expect(
    await cell(page, WRONG.forbidden, 'familyName').evaluate((one) => one === document.activeElement),
  ).toBe(true)
  await tabTo(page, row(page, WRONG.forbidden).locator('input[type=checkbox]'), 'Shift+Tab')
  await page.keyboard.press('Space')
  await expect.poll(() => tally(page).innerText(), patient).toContain('1 left out')

  await page.keyboard.press('Control+Enter')
  await expect.poll(() => enrolled(page), patient).toHaveLength(1)
  const [group] = await enrolled(page)
  expect(group?.name).toBe('guests')
  expect(group?.asks).toHaveLength(42)
  expect(new Set(group?.asks.map(({ levelId }) => levelId))).toEqual(new Set(['13']))
  expect(group?.asks.some(({ familyName }) => familyName === 'Sidorova')).toBe(true)
  // Five rows with errors are left: the table stays, those taken are marked.
  await expect.poll(() => tally(page).innerText(), patient).toContain('42 taken')
  expect(await stateOf(page, WRONG.noSuchDay)).toBe('error')
}, 60_000)

test('what stands against a row stands at the row, and one press mends what can be mended', async () => {
  const page = await openTable('guests.xlsx')
  await expect.poll(() => says(page, WRONG.inside).innerText(), patient).toContain('Is already inside.')
  expect(await says(page, WRONG.duplicate).innerText()).toContain('The same guest as in row 4.')
  expect(await says(page, WRONG.noSuchDay).innerText()).toContain('From: The calendar has no such day.')
  expect(await says(page, WRONG.level).innerText()).toContain('HCP has no access level of this name.')
  expect(await says(page, WRONG.endsBeforeStart).innerText()).toContain('Until: The end is before the start.')
  expect(await says(page, RETURNING_ROW).innerText()).toContain('Has been here before.')
  expect(await cell(page, WRONG.noSuchDay, 'from').getAttribute('aria-invalid')).toBe('true')

  await says(page, WRONG.forbidden).getByRole('button', { name: 'Replace' }).click()
  await expect.poll(() => stateOf(page, WRONG.forbidden), patient).toBe('ready')
  expect(await cell(page, WRONG.forbidden, 'familyName').inputValue()).toBe('O’Brien')
  await cell(page, WRONG.noSuchDay, 'from').fill('28.05.2027 09:00')
  await expect.poll(() => stateOf(page, WRONG.noSuchDay), patient).toBe('error')
  await cell(page, WRONG.noSuchDay, 'until').fill('28.05.2027 18:00')
  await expect.poll(() => stateOf(page, WRONG.noSuchDay), patient).toBe('ready')
  await cell(page, WRONG.level, 'level').selectOption('Contractors')
  await expect.poll(() => stateOf(page, WRONG.level), patient).toBe('ready')
}, 40_000)

test('a column whose header nobody knows is given its meaning by hand, and keeps the focus', async () => {
  const page = await openTable('wrong-column.csv')
  await expect.poll(() => tally(page).innerText(), patient).toBe('0 ready\n12 with errors')
  await page.getByLabel('A · Who comes').selectOption({ label: 'Last name' })
  await expect.poll(() => tally(page).innerText(), patient).toBe('12 ready')
  const meaning = page.getByLabel('A · Who comes')
  expect(await meaning.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await page.locator('.import-guest strong').first().innerText()).toBe('Andersen Anna')
  await page.getByLabel('C · Host').selectOption({ label: 'Not used' })
  await expect
    .poll(
      () => page.locator('.import-unused summary').evaluate((one) => one === document.activeElement),
      patient,
    )
    .toBe(true)
}, 40_000)

test('a table that cannot be read says so with its row and column; a large one does not leave the window', async () => {
  const page = await open()
  await choose(page, 'formula.xlsx')
  await expect.poll(() => page.getByTestId('import-refused').innerText(), patient).toContain('cell C7')
  await choose(page, 'huge.csv', 5 * 1024 * 1024 + 1)
  await expect
    .poll(() => page.getByTestId('import-refused').innerText(), patient)
    .toContain('larger than 5 MB')
  expect((await asked<{ fileName: string }>(page, 'imports.read')).map(({ fileName }) => fileName)).toEqual([
    'formula.xlsx',
  ])
  await page.getByRole('button', { name: 'Template (XLSX)' }).click()
  await expect
    .poll(() => asked(page, 'imports.saveTemplate'), patient)
    .toMatchObject([{ format: 'xlsx', words: { sheetName: 'Guests' } }])
}, 40_000)

test('a file is dropped', async () => {
  const page = await open()
  const files = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['a'], 'few.csv'))
    return transfer
  })
  await page.getByTestId('import-drop').dispatchEvent('dragover', { dataTransfer: files })
  await expect.poll(() => page.getByTestId('import-drop').getAttribute('data-over'), patient).toBe('true')
  await page.getByTestId('import-drop').dispatchEvent('drop', { dataTransfer: files })
  await page.locator('.import-row').first().waitFor()
  expect(await page.locator('.import-row').count()).toBe(3)
}, 40_000)

test('photos come two at a time, those in sight first; a row waits for its own', async () => {
  const page = await openTable('guests.xlsx')
  await level(page).selectOption('11')
  await page.evaluate(() => {
    const { imports } = window.fake.bridge
    const { photo } = imports
    const gate = { open: false, running: 0, most: 0, names: [] as string[] }
    Object.assign(window, { gate })
    Object.assign(imports, {
      photo: async (ask: { name: string }) => {
        gate.names.push(ask.name)
        gate.running += 1
        gate.most = Math.max(gate.most, gate.running)
        while (!gate.open) await new Promise((resolve) => setTimeout(resolve, 10))
        gate.running -= 1
        return photo(ask)
      },
    })
  })
  const gate = (): Promise<{ most: number; names: string[] }> =>
    page.evaluate(() => (window as unknown as { gate: { most: number; names: string[] } }).gate)
  await page.getByTestId('photos-folder').click()
  await expect.poll(async () => (await gate()).names.length, patient).toBe(2)
  await expect.poll(() => tally(page).innerText(), patient).toContain('photos to prepare')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => page.getByTestId('toast').innerText(), patient).toContain('still being prepared')
  expect(await enrolled(page)).toEqual([])

  await page.evaluate(() => Object.assign((window as unknown as { gate: object }).gate, { open: true }))
  await expect.poll(() => tally(page).innerText(), patient).not.toContain('to prepare')
  expect((await gate()).most).toBe(2)
  expect(await says(page, DOUBTFUL_ROW).innerText()).toContain('The picture is dark.')
  expect(await says(page, WRONG.photoMissing).innerText()).toContain('There is no photo of this name.')
  const refused = says(page, REFUSED_PHOTO_ROW)
  expect(await refused.innerText()).toContain('Photo: The picture is damaged.')
  await refused.getByRole('button', { name: 'Without photo' }).click()
  await expect.poll(() => stateOf(page, REFUSED_PHOTO_ROW), patient).toBe('ready')

  await page.keyboard.press('Control+Enter')
  await expect.poll(() => enrolled(page), patient).toHaveLength(1)
  const asks = (await enrolled(page))[0]?.asks ?? []
  expect(asks.filter(({ photoHash }) => photoHash === null)).toHaveLength(1)
}, 60_000)

test('more than 100: one group of 100 after the other, and at the end the last group is shown', async () => {
  const page = await openTable('many.csv')
  await level(page).selectOption('12')
  const banner = page.getByTestId('import-groups')
  const confirm = page.getByTestId('import-confirm')
  expect(await page.locator('.import-row').count()).toBe(100)
  expect(await banner.innerText()).toContain('Group 1 of 3: rows 2–101')
  await confirm.click()
  await expect.poll(() => banner.innerText(), patient).toContain('Group 2 of 3: rows 102–201')
  expect(await page.getByTestId('toast').innerText()).toContain('100 guests')
  await confirm.click()
  await expect.poll(() => banner.innerText(), patient).toContain('Group 3 of 3: rows 202–251')
  await page.getByRole('button', { name: 'The next 100' }).click()
  expect(await page.locator('.import-row').first().getAttribute('data-state')).toBe('taken')
  await confirm.click()
  await page.getByTestId('groups').waitFor()
  expect((await enrolled(page)).map(({ name, asks }) => [name, asks.length])).toEqual([
    ['many (1/3)', 100],
    ['many (2/3)', 100],
    ['many (3/3)', 50],
  ])
  expect(await asked(page, 'imports.close')).toHaveLength(1)
}, 60_000)

test("main's no is shown at its rows and nobody is taken; paused says so and keeps the table", async () => {
  const page = await openTable('few.csv')
  await level(page).selectOption('12')
  const answer = (value: object): Promise<void> =>
    page.evaluate((it) => {
      Object.assign(window.fake.bridge.groups, { enrol: async () => it })
    }, value)
  await answer({ ok: false, refused: 'paused' })
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => page.getByTestId('toast').innerText(), patient).toContain('short of room')
  await answer({ ok: false, rows: [{ index: 1, refused: 'alreadyOpen' }] })
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => stateOf(page, 3), patient).toBe('error')
  expect(await says(page, 3).innerText()).toContain('already has an open visit')
  expect(await page.locator('.import-row').first().getAttribute('data-row')).toBe('3')
  expect(await page.getByTestId('import-confirm').innerText()).toContain('Enrol 2 guests')
}, 40_000)

test('a walk-in is served meanwhile, the table waits; leaving it for good asks first', async () => {
  const page = await openTable('guests.xlsx')
  await cell(page, WRONG.noName, 'familyName').fill('Sidorova')
  await page.keyboard.press('F2')
  await page.locator('.panel').waitFor()
  await page.keyboard.press('F9')
  await page.locator('[data-testid=import-table], [data-testid=groups] .button-primary').first().click()
  expect(await cell(page, WRONG.noName, 'familyName').inputValue()).toBe('Sidorova')

  await page.keyboard.press('Escape')
  const dialog = page.getByRole('dialog')
  expect(await dialog.innerText()).toContain('48 guests of it are not enrolled')
  await page.keyboard.press('Enter')
  expect(await page.locator('.import-row').count()).toBe(48)
  expect(await asked(page, 'imports.close')).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Throw away' }).click()
  await page.getByTestId('import').waitFor({ state: 'detached' })
  expect(await asked(page, 'imports.close')).toHaveLength(1)
}, 40_000)

test('Russian says the same', async () => {
  const page = await openTable('guests.xlsx', 'ru')
  await expect.poll(() => tally(page).innerText(), patient).toContain('с ошибками: 7')
  expect(await says(page, WRONG.duplicate).innerText()).toContain('Тот же гость, что в строке 4.')
  expect(await page.getByLabel('A · Last name').locator('option:checked').innerText()).toBe('Фамилия')
  await level(page).selectOption('12')
  expect(await page.getByTestId('import-confirm').innerText()).toContain('Оформить: 41 гость')
}, 40_000)
