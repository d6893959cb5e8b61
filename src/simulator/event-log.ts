import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { readIfThere, writeDurably } from './durable-file.ts'
import type { EventRow } from './state.ts'

/** Newest rows kept, in memory and over a restart. */
export const KEPT_EVENTS = 200_000

/** One JSON row per line, only ever appended to: a turnstile does not wait for the whole state to be written. */
export interface EventLog {
  /** As found at the opening. */
  readonly rows: readonly EventRow[]
  append(rows: readonly EventRow[]): void
  close(): void
}

const toText = (rows: readonly EventRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

export async function openEventLog(path: string): Promise<EventLog> {
  const text = readIfThere(path) ?? ''
  const lines = text.split('\n')
  // What follows the last LF was cut off in the middle of being written; nobody was told of it.
  const cutOff = lines.pop()
  const rows = lines.slice(-KEPT_EVENTS).map((line): EventRow => JSON.parse(line))
  if (cutOff !== '' || rows.length < lines.length) await writeDurably(path, toText(rows))

  const file = openSync(path, 'a', 0o600)
  return {
    rows,
    append: (added) => {
      writeSync(file, toText(added))
      fsyncSync(file)
    },
    close: () => closeSync(file),
  }
}
