import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Locator, type Page, test } from '@playwright/test'
import { readSheet } from 'read-excel-file/node'
import type { VisitCard } from '../../src/shared/visit.ts'
import { csvRows } from '../outside/csv-rows.ts'
import { expect } from './driven-desk.ts'
import { guardedSite, IN, OUT } from './guarded-site.ts'
import {
  fullName,
  headers,
  rowsOf,
  type TableGuest,
  tableGuests,
  writeGuestXlsx,
  writePhotos,
} from './guest-table.ts'
import { chooseIn, pickFile, pressOn, tabTo, typeInto } from './keyboard.ts'

const LEVEL = 'Visitors'
const RUNS = { timeout: 90_000 }
/** On the table, and left out of it: the desk never stores this name. */
const UNINVITED = { familyName: 'Незванов', givenName: 'Пётр' }
const site = guardedSite([...tableGuests, UNINVITED].map(fullName))

/** Nobody is here to answer the system's dialogs: photos come from one folder, and files go to another. */
async function answerDialogs(photos: string): Promise<string> {
  const downloads = join(site.place().folder, 'downloads')
  mkdirSync(downloads, { recursive: true })
  await site.desk().app.evaluate(
    ({ dialog }, folders) => {
      const save = async (_window: unknown, options: { readonly defaultPath?: string }) => ({
        canceled: false,
        filePath: `${folders.downloads}/${options.defaultPath}`,
      })
      const open = async () => ({ canceled: false, filePaths: [folders.photos] })
      dialog.showSaveDialog = save as typeof dialog.showSaveDialog
      dialog.showOpenDialog = open
    },
    { photos, downloads },
  )
  return downloads
}

async function saved(downloads: string, ending: string): Promise<Buffer> {
  const find = () => readdirSync(downloads).find((name) => name.endsWith(ending))
  await expect.poll(find).toBeDefined()
  return readFileSync(join(downloads, find() ?? ''))
}

const cards = async (): Promise<readonly VisitCard[]> => (await site.desk().snapshot()).cards
/** How many of these guests are so far. */
const countOf =
  (guests: readonly TableGuest[], is: (card: VisitCard) => boolean) => async (): Promise<number> => {
    const names = new Set(guests.map(({ familyName }) => familyName))
    return (await cards()).filter((card) => names.has(card.familyName) && is(card)).length
  }
const onDoors = ({ access }: VisitCard): boolean => access === 'onDoors'
const walk = ({ familyName }: TableGuest, doorId: string): boolean =>
  site.simulator().walk(site.personOf(familyName), doorId).granted

/** From anywhere to the preview of a table. */
async function openTable(page: Page, file: string): Promise<Locator> {
  await page.keyboard.press('F9')
  await expect(page.getByTestId('groups')).toBeVisible()
  await pressOn(page, page.getByTestId('import-table'))
  const importing = page.getByTestId('import')
  await pickFile(page, importing.getByTestId('import-drop').getByRole('button'), file)
  await expect(importing.getByTestId('import-tally')).toBeVisible()
  return importing
}

/** Rows need no photo, so that all of them are ready before one is chosen, too. */
async function choosePhotos(page: Page, importing: Locator, count: number): Promise<void> {
  await pressOn(page, importing.getByTestId('photos-folder'))
  await expect(importing.getByText(`${count} photos in`)).toBeVisible()
}

async function expectReady(importing: Locator, count: number): Promise<void> {
  await expect(importing.getByTestId('import-tally')).toHaveText(`${count} ready`)
  await expect(importing.locator('tr[data-state="ready"]')).toHaveCount(count)
}

/** A family name in the preview, by its row in the file. */
const nameCell = (importing: Locator, row: number): Locator =>
  importing.locator(`tr[data-row="${row}"] [data-field="familyName"]`)

async function openNewest(page: Page): Promise<void> {
  await page.keyboard.press('F9')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('open-group')).toBeVisible()
}

/** Photo, names, Ctrl+Enter; the form has the focus from the beginning. */
async function walkIn(page: Page, familyName: string): Promise<void> {
  await page.keyboard.press('F2')
  const panel = page.getByTestId('panel')
  await expect(panel.getByRole('button', { name: /Take photo/ })).toBeEnabled()
  await page.keyboard.press('F5')
  await expect(panel.getByRole('button', { name: 'Retake' })).toBeVisible()
  await typeInto(page, panel.getByLabel('Family name'), familyName)
  await page.keyboard.press('Control+Enter')
  await expect(panel).toHaveCount(0)
}

test('a table of guests: in, counted at the assembly point, and out again, without a mouse', async () => {
  test.setTimeout(300_000)
  const { page } = site.desk()
  const { folder } = site.place()
  const [file, photos] = [join(folder, 'Экскурсия.xlsx'), join(folder, 'photos')]
  // Row 6 of the file: the headers are row 1.
  const broken = tableGuests[4]?.familyName ?? ''
  await writeGuestXlsx(file, rowsOf(tableGuests, { [broken]: 'Дуб?ов' }))
  await writePhotos(photos, tableGuests)
  const downloads = await answerDialogs(photos)

  const importing = await openTable(page, file)
  const rows = importing.locator('tr[data-row]')
  await expect(rows).toHaveCount(tableGuests.length)
  await expect(rows.first(), 'errors first').toHaveAttribute('data-row', '6')
  await expect(rows.first()).toHaveAttribute('data-state', 'error')
  await chooseIn(page, importing.getByLabel('Access level').first(), LEVEL)
  await choosePhotos(page, importing, tableGuests.length)
  await typeInto(page, nameCell(importing, 6), broken)
  await expectReady(importing, tableGuests.length)
  expect(await cards(), 'nothing is stored before it is confirmed').toEqual([])
  expect(site.simulator().journal.count('/resource/v1/person/single/add')).toBe(0)
  await page.keyboard.press('Control+Enter')

  const state = page.getByTestId('group-state')
  await expect(page.getByTestId('open-group')).toBeVisible()
  await walkIn(page, 'Прохожий')
  const walkInGuest = { familyName: 'Прохожий', givenName: '' }
  await expect.poll(countOf([walkInGuest], onDoors), RUNS).toBe(1)
  await openNewest(page)
  await expect(state).toHaveText('Finished', RUNS)
  await expect.poll(countOf(tableGuests, onDoors), RUNS).toBe(tableGuests.length)
  const persons = site.simulator().persons()
  for (const { familyName } of tableGuests) {
    const ofHim = persons.filter((person) => person.familyName === familyName)
    expect(ofHim.map(({ hasFace, applied }) => [hasFace, applied?.hasFace])).toEqual([[true, true]])
  }

  const came = tableGuests.slice(0, 4)
  for (const guest of [...came, walkInGuest]) expect(walk(guest, IN)).toBe(true)
  await expect.poll(countOf([...came, walkInGuest], ({ status }) => status === 'inside')).toBe(5)
  await page.keyboard.press('Control+F9')
  const roll = page.getByTestId('roll-row')
  await expect(roll).toHaveCount(5)
  await pressOn(page, page.getByTestId('start-roll'))
  const firstSeen = roll.filter({ hasText: came[0]?.familyName ?? '' })
  await tabTo(page, firstSeen.getByRole('checkbox'))
  await page.keyboard.press('Space')
  await expect(firstSeen).toHaveAttribute('data-safe', 'true')
  await pressOn(page, page.getByTestId('save-pdf'))
  expect((await saved(downloads, '.pdf')).subarray(0, 4).toString()).toBe('%PDF')
  let printed = 0
  await page.exposeFunction('countPrint', () => {
    printed += 1
  })
  await page.evaluate(() => {
    window.print = () => Reflect.get(window, 'countPrint')()
  })
  await pressOn(page, page.getByTestId('print'))
  await expect.poll(() => printed).toBe(1)

  await openNewest(page)
  await pressOn(page, page.getByTestId('check-out'))
  const ask = page.getByTestId('ask-many')
  await expect(ask).toBeVisible()
  await page.keyboard.type(String(tableGuests.length))
  await page.keyboard.press('Enter')
  await expect(ask).toHaveCount(0)
  await expect(state).toHaveText('Finished', RUNS)
  await expect.poll(countOf(tableGuests, ({ access }) => access === 'revoked')).toBe(tableGuests.length)
  for (const guest of tableGuests) expect(walk(guest, IN), 'refused').toBe(false)
  expect(walk(walkInGuest, OUT), 'nobody asked him to leave').toBe(true)

  await pressOn(page, page.getByTestId('export-xlsx'))
  await pressOn(page, page.getByTestId('export'))
  const words = tableGuests.map((guest) => [fullName(guest), 'Done'])
  const told = (row: readonly unknown[] | undefined) => [row?.[0], row?.[4]]
  const [xlsxHead, ...xlsxRows] = await readSheet(await saved(downloads, '.xlsx'))
  expect([told(xlsxHead), ...xlsxRows.map(told)]).toEqual([['Guest', 'Result'], ...words])
  const [csvHead, ...csv] = csvRows((await saved(downloads, '.csv')).toString('utf8').slice(1), ',')
  expect([told(csvHead), ...csv.map(told)]).toEqual([['Guest', 'Result'], ...words])

  await page.keyboard.press('Control+F9')
  await expect(roll).toHaveCount(5)
  for (const { familyName } of came)
    await expect(roll.filter({ hasText: familyName })).toHaveAttribute('data-mark', 'checkedOut')
  await pressOn(page, page.getByTestId('end-roll'))
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('muster')).toHaveCount(0)
})

test('the power fails in the middle of a group: the next start brings every guest to the doors, nobody twice', async () => {
  test.setTimeout(180_000)
  const guests = tableGuests.slice(0, 5)
  const { folder } = site.place()
  const [file, photos] = [join(folder, 'small.xlsx'), join(folder, 'photos')]
  await writeGuestXlsx(file, rowsOf(guests))
  await writePhotos(photos, guests)
  await answerDialogs(photos)
  await site.simulator().weather.set({ troubles: [{ kind: 'delay', ms: 700 }] })

  const { page } = site.desk()
  const importing = await openTable(page, file)
  await chooseIn(page, importing.getByLabel('Access level').first(), LEVEL)
  await choosePhotos(page, importing, guests.length)
  await expectReady(importing, guests.length)
  await page.keyboard.press('Control+Enter')
  const known = (): number =>
    site
      .simulator()
      .persons()
      .filter(({ familyName }) => guests.some((one) => one.familyName === familyName)).length
  await expect.poll(known, { intervals: [50] }).toBeGreaterThan(0)
  expect(await countOf(guests, onDoors)(), 'in the middle').toBeLessThan(guests.length)
  await site.killed()
  await site.simulator().weather.reset()

  await expect.poll(countOf(guests, onDoors), RUNS).toBe(guests.length)
  expect(known(), 'nobody twice').toBe(guests.length)
  await site.desk().page.keyboard.press('F9')
  await expect(site.desk().page.getByTestId('group-state')).toHaveText('Finished')
  for (const guest of guests) expect(walk(guest, IN)).toBe(true)
})

test('a Russian desk takes a Russian table, told row by row what is wrong, without a mouse', async () => {
  test.setTimeout(120_000)
  const guests = tableGuests.slice(0, 3)
  const { page } = site.desk()
  const file = join(site.place().folder, 'Список гостей.csv')
  const [nameless = [], ...others] = rowsOf([...guests, UNINVITED], { [guests[0]?.familyName ?? '']: '' })
  const lines = [headers, ...others, nameless].map((row) => row.join(';'))
  writeFileSync(file, `\uFEFF${lines.join('\r\n')}\r\n`)
  await page.evaluate(() => window.desk.desk.setLanguage({ language: 'ru' }))

  const importing = await openTable(page, file)
  await expect(importing.getByRole('heading', { name: 'Гости из таблицы' })).toBeVisible()
  const first = importing.locator('tr[data-row]').first()
  await expect(first).toHaveAttribute('data-row', '5')
  await expect(nameCell(importing, 5)).toHaveAccessibleDescription(/[А-яё]{3,}/)
  await typeInto(page, nameCell(importing, 5), guests[0]?.familyName ?? '')
  await expect(first).toHaveAttribute('data-state', 'ready')
  const uninvited = importing.locator('tr[data-row="4"]')
  await tabTo(page, uninvited.getByRole('checkbox'))
  await page.keyboard.press('Space')
  await expect(uninvited).toHaveAttribute('data-state', 'leftOut')
  expect(await cards()).toEqual([])
  // Without a level nobody is taken, and the list of levels has the focus.
  await page.keyboard.press('Control+Enter')
  const level = importing.getByLabel('Уровень доступа').first()
  await expect(level).toBeFocused()
  await chooseIn(page, level, LEVEL)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('open-group')).toBeVisible()
  await expect(page.getByTestId('group-state')).toHaveText('Готово', RUNS)
  await expect.poll(countOf(guests, onDoors), RUNS).toBe(guests.length)
  expect(await cards()).toHaveLength(guests.length)
})
