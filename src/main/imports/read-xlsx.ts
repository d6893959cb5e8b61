import { readSheet } from 'read-excel-file/universal'
import { storedZip } from '../lib/zip.ts'
import { sheetOfValues } from './scan-sheet.ts'
import { type Parts, partText, unpackXlsx, visibleSheets } from './xlsx-parts.ts'

/** Rows of text of the first sheet that is not hidden and not empty; none when there is no such sheet. */
export async function readXlsx(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  const parts = await unpackXlsx(bytes)
  for (const { number, path } of visibleSheets(parts)) {
    const values = sheetOfValues(partText(parts, path))
    if (values === null) continue
    const archive = storedZip(new Map([...besides(parts), [path, Buffer.from(values)]]))
    const rows = await readSheet(Uint8Array.from(archive).buffer, number)
    return rows.map((row) => row.map(textOf))
  }
  return []
}

/** What a sheet needs besides itself: the list of sheets, the texts they share, the formats that tell a date. */
function besides(parts: Parts): Parts {
  const needed = [...parts.keys()].filter((path) => !path.startsWith('xl/worksheets/'))
  return new Map(needed.map((path) => [path, Buffer.from(partText(parts, path))]))
}

// The library's own type says `typeof Date` where it means a date.
function textOf(value: unknown): string {
  if (value instanceof Date) return dateText(value.getTime())
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/**
 * A spreadsheet's date is wall-clock time without a zone; the library gives it as if it were UTC. It becomes
 * `YYYY-MM-DDTHH:mm:ss`, `YYYY-MM-DD` at midnight (spreadsheets cannot tell the two apart), or `HH:mm:ss` for a time alone.
 */
function dateText(wallMs: number): string {
  // Days are counted in fractions, and the library cuts them: 09:30 arrives a millisecond early.
  const rounded = new Date(Math.round(wallMs / 1_000) * 1_000)
  // Excel shows such a cell so, too.
  if (Number.isNaN(rounded.getTime()) || rounded.getUTCFullYear() > 9_999) return '#####'
  const [day = '', time = ''] = rounded.toISOString().slice(0, 19).split('T')
  // Day 0 of either date system: the cell holds a time only.
  if (day <= '1900-01-01' || day === '1904-01-01') return time
  return time === '00:00:00' ? day : `${day}T${time}`
}
