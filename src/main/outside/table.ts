import type { TableFormat } from '../../shared/export-words.ts'
import { writeCsv } from './csv.ts'
import { writeXlsx } from './xlsx.ts'

/** What a guard has asked for, as text in every cell. */
export interface Table {
  /** Of a CSV. */
  readonly delimiter: ',' | ';'
  readonly header: readonly string[]
  /** Cells as they are; what a table program must not take for a formula is made harmless when it is written. */
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>
}

/**
 * Writes a table to `file`, whole or not at all. Answers the number of rows. Throws `TooManyRowsError` for what no XLSX
 * is made of, the file system's error, what `rows` throws, or the signal's reason: after that, nothing is written any more.
 */
export function writeTable(
  file: string,
  format: TableFormat,
  table: Table,
  signal?: AbortSignal,
): Promise<number> {
  return format === 'csv' ? writeCsv(file, table, signal) : writeXlsx(file, table, signal)
}
