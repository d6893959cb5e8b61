import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page, test } from '@playwright/test'
import readXlsx from 'read-excel-file/node'
import { csvRows } from '../outside/csv-rows.ts'
import {
  cardOf,
  type DrivenDesk,
  enrol,
  expect,
  expectAccess,
  fillGuest,
  newPlace,
  openDesk,
  startTraining,
} from './driven-desk.ts'

const row = (page: Page, name: string) => page.getByTestId('roll-row').filter({ hasText: name })

/** Nobody is here to answer the system's dialog. */
async function saveInto(desk: DrivenDesk, folder: string): Promise<void> {
  await desk.app.evaluate(({ dialog }, into) => {
    const answer = async (_window: unknown, options: { readonly defaultPath?: string }) => ({
      canceled: false,
      filePath: `${into}/${options.defaultPath}`,
    })
    dialog.showSaveDialog = answer as typeof dialog.showSaveDialog
  }, folder)
}

test('who is inside, while HCP is away: a roll call over a restart, a PDF, and tables of the day', async () => {
  test.setTimeout(180_000)
  const place = await newPlace()
  const downloads = join(place.folder, 'downloads')
  mkdirSync(downloads)
  let desk = await openDesk(place)
  try {
    await startTraining(desk.page)
    for (const [familyName, host] of [
      ['Семёнова', '=SUM(1)'],
      ['Walker', 'Reception'],
    ] as const) {
      await fillGuest(desk.page, { familyName, host })
      await expectAccess(await enrol(desk.page, familyName), 'onDoors')
      await desk.page.getByRole('button', { name: 'Gate in' }).first().click()
      await expect(cardOf(desk.page, familyName)).toHaveAttribute('data-status', 'inside')
    }
    await desk.page.evaluate(() => window.desk.training.setWeather({ down: true, delayMs: 0 }))
    await expect(desk.page.getByTestId('status-strip')).toHaveAttribute('data-hcp', 'unreachable', {
      timeout: 40_000,
    })

    await desk.page.keyboard.press('Control+F9')
    await expect(desk.page.getByTestId('roll-row')).toHaveCount(2)
    await expect(desk.page.getByTestId('muster-behind')).toBeVisible()
    await expect(row(desk.page, 'Walker')).toContainText('Gate in')
    await desk.page.getByTestId('start-roll').click()
    await desk.page.getByLabel('Seen: Walker').click()
    await expect(row(desk.page, 'Walker')).toHaveAttribute('data-safe', 'true')

    // Checked out while it goes on, without HCP: he stays, and is marked.
    await row(desk.page, 'Семёнова').getByRole('button').click()
    await cardOf(desk.page, 'Семёнова').getByRole('button', { name: 'Check out' }).click()
    await desk.page.keyboard.press('Control+F9')
    await expect(row(desk.page, 'Семёнова')).toHaveAttribute('data-mark', 'checkedOut')
    await expect(row(desk.page, 'Семёнова')).toContainText('Checked out at')
    await expect(desk.page.getByTestId('muster-head')).toContainText('1 missing')

    await desk.kill()
    desk = await openDesk(place)
    await saveInto(desk, downloads)
    await desk.page.keyboard.press('Control+F9')
    await expect(desk.page.getByTestId('muster-head')).toContainText('1 missing')
    await expect(row(desk.page, 'Семёнова')).toHaveAttribute('data-mark', 'checkedOut')
    await expect(row(desk.page, 'Walker')).toHaveAttribute('data-safe', 'true')

    const files = (ending: string): readonly string[] =>
      readdirSync(downloads).filter((name) => name.endsWith(ending))
    await desk.page.getByTestId('save-pdf').click()
    await expect.poll(() => files('.pdf')).toHaveLength(1)
    const [pdf = ''] = files('.pdf')
    expect(pdf).toMatch(/^who is inside \d{4}-\d\d-\d\d \d\d-\d\d\.pdf$/)
    const bytes = readFileSync(join(downloads, pdf))
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    // A4, as its style sheet says, with the photo on it: one film for both guests is one picture.
    expect(bytes.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45][\d.]* 84[12][\d.]*\]/)
    expect(bytes.toString('latin1').match(/\/Subtype\s*\/Image/g)?.length).toBeGreaterThanOrEqual(1)

    await desk.page.getByTestId('end-roll').click()
    await expect(desk.page.getByTestId('roll-row')).toHaveCount(1)
    await desk.page.getByTestId('toast').getByRole('button', { name: 'Go on with it' }).click()
    await expect(desk.page.getByTestId('muster-head')).toContainText('1 missing')

    // The day's visits, as both kinds of table.
    await desk.page.keyboard.press('F6')
    await desk.page.getByTestId('export-xlsx').click()
    await expect.poll(() => files('.xlsx')).toHaveLength(1)
    await expect.poll(() => existsSync(join(downloads, files('.xlsx')[0] ?? ''))).toBe(true)
    await expect(desk.page.getByTestId('toast')).toContainText('2 visits are written to')
    const [sheet] = await readXlsx(join(downloads, files('.xlsx')[0] ?? ''))
    const cells = (sheet?.data ?? []).map((one) => one.slice(0, 2))
    expect(cells).toEqual([
      ['Guest', 'Host'],
      ['Семёнова', '=SUM(1)'],
      ['Walker', 'Reception'],
    ])
    await desk.page.getByTestId('export').click()
    await expect.poll(() => files('.csv')).toHaveLength(1)
    const table = csvRows(readFileSync(join(downloads, files('.csv')[0] ?? ''), 'utf8').slice(1), ',')
    expect(table[1]?.slice(0, 2)).toEqual(['Семёнова', "'=SUM(1)"])
  } finally {
    await desk.close().catch(() => undefined)
    place.remove()
  }
})
