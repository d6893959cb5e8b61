import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { harmless, writeCsv } from '../../src/main/outside/csv.ts'
import { csvRows } from './csv-rows.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it.each<[cell: string]>([
  ['=1+1'],
  ['+7 999'],
  ['-1'],
  ['@SUM(A1)'],
  ['\tx'],
  ['\rx'],
  ['\nx'],
  ['＝1'],
  ['＋1'],
  ['－1'],
  ['＠x'],
  ['﹢1'],
  ['=HYPERLINK("http://x";"y")'],
  // What the eye does not see, a table program may drop.
  [' =1'],
  ['\u00A0=1'],
  ['\u200B=1'],
  ['\uFEFF=1'],
  ['\0=1'],
])('a cell that begins like a formula is none any more: %j', (cell) => {
  expect(harmless(cell)).toBe(`'${cell}`)
})

it.each<[cell: string]>([
  [''],
  [' '],
  ['Петрова'],
  ['a=b'],
  ['O’Neill'],
  ["'x"],
  ['1-2'],
  ['2026-11-21'],
  ['😀'],
  ['«x»'],
])('any other cell stays as it is: %j', (cell) => {
  expect(harmless(cell)).toBe(cell)
})

it('a table is UTF-8 with a mark, CRLF, and quotes where they are needed', async () => {
  const file = join(folder, 'a.csv')
  const rows = [
    ['Петрова; Анна', 'a,b', 'say "x"'],
    ['line\nbreak', '', '=1'],
  ]
  expect(await writeCsv(file, { delimiter: ';', header: ['А', 'B', 'C'], rows })).toBe(2)
  expect(readFileSync(file, 'utf8')).toBe(
    '\uFEFFА;B;C\r\n"Петрова; Анна";a,b;"say ""x"""\r\n"line\nbreak";;\'=1\r\n',
  )
  expect(readdirSync(folder)).toEqual(['a.csv'])
})

it('whatever the cells hold, they are read back, harmless', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', '\t', ' ', '=', "'", 'я') }),
  )
  // A row of one empty cell is an empty line: a table of one column is not what this is for.
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',' as const, ';' as const), async (rows, delimiter) => {
      const file = join(folder, 'any.csv')
      await writeCsv(file, { delimiter, header: ['a', 'b', 'c'], rows })
      const [, ...read] = csvRows(readFileSync(file, 'utf8').slice(1), delimiter)
      expect(read).toEqual(rows.map((row) => row.map(harmless)))
    }),
    { numRuns: 100 },
  )
})

it('rows that break off leave what was there before, and nothing else', async () => {
  const file = join(folder, 'a.csv')
  writeFileSync(file, 'before')
  async function* rows(): AsyncGenerator<readonly string[]> {
    for (let i = 0; i < 1_200; i += 1) yield [String(i)]
    expect(readdirSync(folder)).toHaveLength(2)
    throw new RangeError('no more')
  }
  await expect(writeCsv(file, { delimiter: ',', header: ['n'], rows: rows() })).rejects.toThrow('no more')
  expect(readdirSync(folder)).toEqual(['a.csv'])
  expect(readFileSync(file, 'utf8')).toBe('before')
})
