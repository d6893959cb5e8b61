import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { csvRows } from '../outside/csv-rows.ts'
import { expect } from './driven-desk.ts'
import { guardedSite, IN, OUT } from './guarded-site.ts'

const site = guardedSite()

test('the passages of a guest are found, saved as a file in either language, and counted in the day', async () => {
  test.setTimeout(120_000)
  const { app, page } = site.desk()
  const downloads = join(site.place().folder, 'downloads')
  mkdirSync(downloads)
  // Nobody is here to answer the system's dialog.
  await app.evaluate(({ dialog }, folder) => {
    const answer = async (_window: unknown, options: { readonly defaultPath?: string }) => ({
      canceled: false,
      filePath: `${folder}/${options.defaultPath}`,
    })
    dialog.showSaveDialog = answer as typeof dialog.showSaveDialog
  }, downloads)
  await site.setPolicy({ exit: 'first' })
  const walker = await site.guestOnDoors('Walker')
  await site.guestOnDoors('Other')
  for (const name of ['Other', 'Walker']) site.simulator().walk(site.personOf(name), IN)
  await expect(walker).toHaveAttribute('data-status', 'inside')
  site.simulator().walk(site.personOf('Walker'), OUT)
  await expect(walker).toHaveAttribute('data-status', 'left')

  await page.getByRole('button', { name: 'Desk menu' }).click()
  await page.getByTestId('open-journal').click()
  await expect(page.getByTestId('journal-row')).toHaveCount(3)
  await page.getByTestId('journal').getByLabel('Guest', { exact: true }).fill('walk')
  await expect(page.getByTestId('journal-row')).toHaveCount(2)
  await page.getByTestId('export').click()
  const files = (): readonly string[] => readdirSync(downloads).filter((name) => name.endsWith('.csv'))
  await expect.poll(files).toHaveLength(1)
  const read = (name: string | undefined): string => readFileSync(join(downloads, name ?? ''), 'utf8')
  const [english] = files()
  expect(english).toMatch(/^passages \d{4}-\d\d-\d\d\.csv$/)
  const [header, out, into, ...more] = csvRows(read(english).slice(1), ',')
  expect(header?.slice(0, 3)).toEqual(['Date', 'Time', 'Guest'])
  expect([out?.[2], out?.[4], into?.[4], more]).toEqual(['Walker', 'Out', 'In', []])

  await page.evaluate(() => window.desk.desk.setLanguage({ language: 'ru' }))
  await expect(page.getByRole('heading', { name: 'Проходы' })).toBeVisible()
  await page.getByTestId('export').click()
  await expect.poll(files).toHaveLength(2)
  const russian = files().find((name) => name !== english)
  expect(read(russian)).toMatch(/^\uFEFF[А-яё]+;[А-яё]+;/)
  expect(csvRows(read(russian).slice(1), ';')).toHaveLength(3)

  const day = await page.evaluate(() => window.desk.day.view({ atMs: Date.now() }))
  expect(day).toMatchObject({
    now: { inside: 1, expected: 0 },
    came: 2,
    left: 1,
    automatic: { checkIns: 2, checkOuts: 1, windowEnds: 0 },
  })
  const sum = (count: (hour: (typeof day.hours)[number]) => number): number =>
    day.hours.reduce((all, hour) => all + count(hour), 0)
  expect([sum((hour) => hour.entries), sum((hour) => hour.exits), sum((hour) => hour.denied)]).toEqual([
    2, 1, 0,
  ])
})
