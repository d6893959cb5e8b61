import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { parseTable } from '../../src/main/imports/parse-table.ts'
import { isFormula } from '../../src/main/imports/shape-table.ts'
import { templateCsv, templateXlsx } from '../../src/main/imports/template.ts'
import { importing as en } from '../../src/renderer/text/en-import.ts'
import { importing as ru } from '../../src/renderer/text/ru-import.ts'
import { tidyText } from '../../src/shared/enrol-rules.ts'
import { importFields } from '../../src/shared/import-table.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 60)

const word = fc.oneof(
  fc.constantFrom(
    '',
    'Иванов',
    'Ann',
    'ООО "Ромашка"',
    "O'Brien; Lee, Wu",
    'a|b\tc',
    '<b>&amp;</b>',
    '21.11.2026',
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
)
// As any cell is read: one spelling, no control characters, no formulas. `_x0041_` is how XLSX spells an A, and the
// library that writes stumbles over the names every object has.
const cell = word
  .map((text) => tidyText(text.replace(/[\p{Cc}\p{Cs}]/gu, '')))
  .filter((text) => !isFormula(text) && !(text in {}) && !/[\uFFFE\uFFFF]|_x[\da-f]{4}_/iu.test(text))
const rows = fc
  .array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((row) => row.some((text) => text !== '')))

const HEADER = ['Фамилия', 'Имя', 'К кому']

async function readBack(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  const answer = await parseTable(bytes, 'x')
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
  expect(answer.table.header).toEqual(HEADER)
  return answer.table.rows.map((row) => [String(row.rowNumber), ...row.cells])
}

/** What is not blank, by the row it stands in; the header is row 1. */
const filled = (all: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  all.map((row, at) => [String(at + 2), ...row]).filter((row) => row.slice(1).some((text) => text !== ''))

describe('a table of any text', () => {
  it('comes back from XLSX as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const data = [HEADER, ...all].map((row) =>
          row.map((value) => (value === '' ? null : { value, type: String })),
        )
        expect(await readBack(await writeXlsx(data).toBuffer())).toEqual(filled(all))
      }),
      { numRuns: RUNS },
    )
  })

  it('comes back from CSV as it was written, whatever stands between', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('windows', 'unix'),
        fc.boolean(),
        async (all, delimiter, record_delimiter, bom) => {
          const text = stringify([HEADER, ...all], { delimiter, record_delimiter, bom })
          expect(await readBack(Buffer.from(text))).toEqual(filled(all))
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('never breaks the reader, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', 'PK\x03\x04', '\uFEFF', 'Name;'),
        async (bytes, start) => {
          const answer = await parseTable(Buffer.concat([Buffer.from(start), bytes]), 'x')
          expect(typeof answer.ok).toBe('boolean')
        },
      ),
      { numRuns: RUNS },
    )
  })
})

describe('the template', () => {
  const wanted = importFields.filter((field) => field !== 'fullName')

  it.each([
    ['English', en],
    ['Russian', ru],
  ])('in %s is read back with every column known', async (_language, { template }) => {
    for (const bytes of [await templateXlsx(template), templateCsv(template)]) {
      const answer = await parseTable(bytes, 'template')
      expect(answer).toMatchObject({ ok: true, table: { header: template.headers, fields: wanted } })
      if (answer.ok) expect(answer.table.rows).toEqual([{ rowNumber: 2, cells: template.example }])
    }
  })
})
