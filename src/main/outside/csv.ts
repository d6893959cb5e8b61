import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import type { Table } from './table.ts'

/** Rows between two breaths: each write lets everybody else have a turn. */
const PIECE_ROWS = 500
/** Without it Excel takes UTF-8 for the code page of the machine. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Writes a table to `file`, whole or not at all: into a part file beside it, flushed, renamed. Answers the number of rows.
 * Throws the file system's error, what `rows` throws, or the signal's reason; then `file` is as it was and no part is left.
 */
export async function writeCsv(file: string, table: Table, signal?: AbortSignal): Promise<number> {
  const part = `${file}.${randomBytes(4).toString('hex')}.part`
  // `wx`: nobody's file is written over before the table is whole.
  const handle = await open(part, 'wx', 0o600)
  try {
    const rows = await writeRows(handle, table, signal)
    signal?.throwIfAborted()
    await rename(part, file)
    return rows
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function writeRows(
  handle: FileHandle,
  { delimiter, header, rows }: Table,
  signal: AbortSignal | undefined,
): Promise<number> {
  let piece: (readonly string[])[] = []
  let written = 0
  const flush = async (): Promise<void> => {
    await handle.writeFile(csvText(piece, delimiter))
    piece = []
  }
  try {
    await handle.writeFile(BYTE_ORDER_MARK + csvText([header], delimiter))
    for await (const row of rows) {
      signal?.throwIfAborted()
      piece.push(row)
      written += 1
      if (piece.length === PIECE_ROWS) await flush()
    }
    await flush()
    await handle.sync()
    return written
  } finally {
    await handle.close()
  }
}

function csvText(rows: readonly (readonly string[])[], delimiter: string): string {
  return stringify(
    rows.map((row) => row.map(harmless)),
    // Of itself it would quote a line's end only where both of its signs stand.
    { delimiter, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )
}

/**
 * A cell no table program takes for a formula: an apostrophe before whatever would begin one, after blanks and unseen
 * signs too, in every width. The library's own `escape_formulas` looks at the very first sign only.
 */
export function harmless(cell: string): string {
  const [first = ''] = cell.replace(/^[\s\p{C}]+/u, '')
  const isFormula = '=+-@'.includes(first.normalize('NFKC')) && first !== ''
  return isFormula || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell
}
