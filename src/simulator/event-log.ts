import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import type { EventRow } from './state.ts'

/** Newest rows kept over a restart. */
const KEPT_ROWS = 200_000

/** One JSON row per line, only ever appended to: a turnstile does not wait for the whole state to be written. */
export interface EventLog {
  readonly rows: readonly EventRow[]
  append(rows: readonly EventRow[]): void
  close(): void
}

function readRows(path: string): readonly EventRow[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  const lines = text.split('\n')
  // What follows the last LF was cut off in the middle of being written; nobody was told of it.
  lines.pop()
  return lines.slice(-KEPT_ROWS).map((line): EventRow => JSON.parse(line))
}

const toText = (rows: readonly EventRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

export function openEventLog(path: string): EventLog {
  const rows = readRows(path)
  writeFileSync(path, toText(rows), { mode: 0o600 })
  const file = openSync(path, 'a')
  return {
    rows,
    append: (added) => {
      writeSync(file, toText(added))
      fsyncSync(file)
    },
    close: () => closeSync(file),
  }
}
