import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readXlsx from 'read-excel-file/node'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { partText, unpackXlsx } from '../../src/main/imports/xlsx-parts.ts'
import { TooManyRowsError, writeXlsx, XLSX_ROWS_MAX } from '../../src/main/outside/xlsx.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xlsx-'))
  file = join(folder, 'a.xlsx')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const HEADER = ['Guest', 'Phone', 'Came in']
/** The first sheet, cell by cell. */
async function readBack(): Promise<readonly (readonly unknown[])[]> {
  const [sheet] = await readXlsx(file, { trim: false })
  return sheet?.data ?? []
}
const partsOf = async (): Promise<string> => {
  const parts = await unpackXlsx(readFileSync(file))
  return [...parts.keys()].map((path) => partText(parts, path)).join('\n')
}

it('every cell is text and nothing else: no formula, no number, no date', async () => {
  const rows = [
    ['=HYPERLINK("http://x";"y")', '+7 999 123-45-67', '2026-11-21 14:32'],
    ['@SUM(A1)', '-1', '0042'],
    ['Петрова «Анна» <b>&amp;', 'say "x", \'y\'', 'line\nbreak'],
    ['\t=1', '1E5', '😀'],
  ]
  expect(await writeXlsx(file, { header: HEADER, rows })).toBe(4)
  expect(await readBack()).toEqual([HEADER, ...rows])
  const parts = await partsOf()
  expect(parts).not.toMatch(/<f[ >/]/)
  // Format 49 is "@": a cell that is edited stays text.
  expect(parts).toMatch(/numFmtId="(?:49|\d{3})"/)
  expect(readdirSync(folder)).toEqual(['a.xlsx'])
})

it('what no XML can hold is left out, so that the file can be opened', async () => {
  const rows = [['a\0b\u0007', 'c\uD800d\uFFFF', 'x'.repeat(40_000)]]
  await writeXlsx(file, { header: HEADER, rows })
  // Half a sign is a replacement sign, or nothing to a reader who drops it.
  const half: unknown = expect.stringMatching(/^c\uFFFD?d$/)
  expect((await readBack())[1]).toEqual(['ab', half, 'x'.repeat(32_767)])
})

it('more rows than fit are refused, and nothing is left behind', { timeout: 60_000 }, async () => {
  writeFileSync(file, 'before')
  function* rows(): Generator<readonly string[]> {
    for (let i = 0; i <= XLSX_ROWS_MAX; i += 1) yield [String(i), '', '']
  }
  await expect(writeXlsx(file, { header: HEADER, rows: rows() })).rejects.toThrow(TooManyRowsError)
  expect(readFileSync(file, 'utf8')).toBe('before')
  expect(readdirSync(folder)).toEqual(['a.xlsx'])
})

it('rows that break off leave what was there before, and nothing else', async () => {
  writeFileSync(file, 'before')
  async function* rows(): AsyncGenerator<readonly string[]> {
    for (let i = 0; i < 1_200; i += 1) yield [String(i), '', '']
    throw new RangeError('no more')
  }
  await expect(writeXlsx(file, { header: HEADER, rows: rows() })).rejects.toThrow('no more')
  expect(readFileSync(file, 'utf8')).toBe('before')
  expect(readdirSync(folder)).toEqual(['a.xlsx'])
})

it('everybody else has a turn while thousands of rows become a file', { timeout: 60_000 }, async () => {
  let turns = 0
  let isWritten = false
  const turn = (): void => {
    turns += 1
    if (!isWritten) setImmediate(turn)
  }
  turn()
  const rows = Array.from({ length: 5_000 }, (_, i) => [`Guest ${i}`, String(i), ''])
  expect(await writeXlsx(file, { header: HEADER, rows })).toBe(5_000)
  isWritten = true
  // The work is done elsewhere: this thread only waits.
  expect(turns).toBeGreaterThan(1_000)
  expect(await readBack()).toHaveLength(5_001)
})

it('a guest who is called like a word of the language is written like any other', async () => {
  const rows = [['constructor', '__proto__', 'toString']]
  await writeXlsx(file, { header: HEADER, rows })
  expect((await readBack())[1]?.map((value) => String(value).trim())).toEqual(rows[0])
})
