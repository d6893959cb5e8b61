import { tidyText } from '../../shared/enrol-rules.ts'
import { recogniseColumns } from '../../shared/import-columns.ts'
import type { ReadRow, ReadTable } from '../../shared/import-table.ts'
import { limits } from '../lib/limits.ts'
import { Refusal } from './refusal.ts'

/** How many filled rows may stand above the header: a title, a date, a remark. */
const TITLE_ROWS = 20

/** Header and rows out of plain rows of text; `rows[0]` is row 1 of the file. Throws what is beyond the limits. */
export function shapeTable(fileName: string, rows: readonly (readonly string[])[]): ReadTable {
  const filled = rows
    .map((cells, at) => ({ rowNumber: at + 1, cells: tidied(cells, at + 1) }))
    .filter((row) => row.cells.length > 0)
  const header = headerOf(filled)
  if (!header) throw new Refusal({ kind: 'empty' })

  const guests = filled.filter((row) => row.rowNumber > header.rowNumber)
  const tooMany = guests[limits.importRowsMax]
  if (tooMany) throw new Refusal({ kind: 'tooManyRows', row: tooMany.rowNumber })
  if (guests.length === 0) throw new Refusal({ kind: 'noRows' })

  const width = Math.max(...[header, ...guests].map((row) => row.cells.length))
  const padded = (cells: readonly string[]): readonly string[] => [
    ...cells,
    ...Array<string>(width - cells.length).fill(''),
  ]
  const titles = padded(header.cells)
  return {
    fileName,
    header: titles,
    rows: guests.map((row) => ({ ...row, cells: padded(row.cells) })),
    fields: recogniseColumns(titles),
  }
}

/** The row with two known headers, else with one (a list of names alone), else the first. */
function headerOf(filled: readonly ReadRow[]): ReadRow | undefined {
  const top = filled.slice(0, TITLE_ROWS)
  const known = (row: ReadRow): number => recogniseColumns(row.cells).filter((field) => field !== null).length
  return top.find((row) => known(row) >= 2) ?? top.find((row) => known(row) === 1) ?? top[0]
}

/** One spelling for each cell, without the empty ones at the end. */
function tidied(cells: readonly string[], row: number): readonly string[] {
  if (cells.length > limits.importColumnsMax) {
    const column = cells.findIndex((cell, at) => at >= limits.importColumnsMax && cell.trim() !== '') + 1
    if (column > 0) throw new Refusal({ kind: 'tooManyColumns', row, column })
  }
  const texts = cells.slice(0, limits.importColumnsMax).map((cell, at) => {
    if (cell.length > limits.importCellMaxChars)
      throw new Refusal({ kind: 'cellTooLong', row, column: at + 1 })
    const text = tidyText(cell)
    if (isFormula(text)) throw new Refusal({ kind: 'formula', row, column: at + 1 })
    return text
  })
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1)
}

/** What a spreadsheet would calculate rather than show; signed numbers, phone numbers and lone dashes are no formulas. */
export function isFormula(text: string): boolean {
  if (!/^[=+\-@]/u.test(text)) return false
  return !/^[+-][\s\d().,-]*(?:(?:доб|ext|x)\.?\s*\d+)?$/iu.test(text)
}
