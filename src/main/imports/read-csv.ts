import { CsvError, parse } from 'csv-parse/sync'
import { recogniseColumns } from '../../shared/import-columns.ts'
import { limits } from '../lib/limits.ts'
import { Refusal } from './refusal.ts'

type Rows = readonly (readonly string[])[]

const DELIMITERS = [',', ';', '\t', '|'] as const

/** Enough to tell the delimiter by. */
const SAMPLE_ROWS = 20

/** Rows of text; blank lines are rows too, because a spreadsheet counts them. */
export function readCsv(text: string): Rows {
  // Excel's own first line that names the delimiter; a spreadsheet neither shows nor counts it.
  const named = /^sep=(.)(?:\r\n|\r|\n)/iu.exec(text)
  const body = named ? text.slice(named[0].length) : text
  const rows = strictly(body, named?.[1] ?? delimiterOf(body), limits.importLastRow + 1)
  if (rows.length > limits.importLastRow) throw new Refusal({ kind: 'tooManyRows', row: rows.length })
  return rows
}

/** The delimiter under which the first rows show most known headers, or else most rows of one width. */
function delimiterOf(text: string): string {
  let best: string = DELIMITERS[0]
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const sample = sampled(text, delimiter)
    const known = Math.max(
      0,
      ...sample.map((row) => recogniseColumns(row).filter((field) => field !== null).length),
    )
    const widths = Map.groupBy(
      sample.map((row) => row.length).filter((width) => width > 1),
      (width) => width,
    )
    const alike = Math.max(0, ...[...widths.values()].map((rows) => rows.length))
    const score = known * SAMPLE_ROWS + alike
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  return best
}

function sampled(text: string, delimiter: string): Rows {
  try {
    // Cut short, or a hundred thousand columns would be counted four times.
    const rows = parsed(text.slice(0, 50_000), delimiter, SAMPLE_ROWS, true)
    return rows.map((row) => row.slice(0, limits.importColumnsMax))
  } catch {
    return []
  }
}

/**
 * Quotes inside a bare cell (`ООО "Ромашка"`) are just characters. A quote that is opened and never closed, or closed in
 * the middle of a cell, is refused, or it would swallow the rows after it.
 */
function strictly(text: string, delimiter: string, to: number): Rows {
  try {
    return parsed(text, delimiter, to, false)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = rowOf(error)
    if (error.code !== 'INVALID_OPENING_QUOTE') throw new Refusal({ kind: 'brokenQuotes', row })
  }
  try {
    const rows = parsed(text, delimiter, to, true)
    const swallowed = rows.findIndex((row) => row.some((cell) => /[\r\n]/u.test(cell)))
    if (swallowed !== -1) throw new Refusal({ kind: 'brokenQuotes', row: swallowed + 1 })
    return rows
  } catch (error) {
    throw error instanceof CsvError ? new Refusal({ kind: 'brokenQuotes', row: rowOf(error) }) : error
  }
}

function parsed(text: string, delimiter: string, to: number, relaxed: boolean): Rows {
  return parse(text, {
    delimiter,
    to,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: relaxed,
    skip_empty_lines: false,
  })
}

/** The row under work is the one after those that were finished. */
function rowOf(error: CsvError): number {
  const finished = (error as { readonly records?: unknown }).records
  return (typeof finished === 'number' ? finished : 0) + 1
}
