import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from '../lib/durable-file.ts'
import { listBackups, storeFile } from './backups.ts'

/** How a desk's store was left by whoever had it open last. */
export type LeftAs =
  /** There was none yet. */
  | 'new'
  | 'closed'
  /** By a kill or a power cut; its log has everything. */
  | 'open'
  /** By a desk whose store broke. */
  | 'broken'
  /** By a kill, and the log with the last changes is gone. */
  | 'logMissing'
  /** There was a store, and there is none any more. */
  | 'missing'

/** The mark of an open store is an empty file; it is only looked at, never read. */
const BROKEN = 'broken'

/**
 * Stands beside a store while it is open. It comes after SQLite has made its log and goes before SQLite takes it away: so
 * a mark without a log means that somebody else has taken the log, and with it the last changes.
 */
const markFile = (folder: string): string => join(folder, 'desk.open')

export function markOpen(folder: string): void {
  writeDurably(markFile(folder), '')
}

/** Left by a desk whose store broke: the next start reads every page first. */
export function markBroken(folder: string): void {
  writeDurably(markFile(folder), BROKEN)
}

export function markClosed(folder: string): void {
  rmSync(markFile(folder), { force: true })
}

export function leftAs(folder: string): LeftAs {
  const mark = statSync(markFile(folder), { throwIfNoEntry: false })
  const file = storeFile(folder)
  if (!existsSync(file)) return mark || listBackups(folder).length > 0 ? 'missing' : 'new'
  if (existsSync(`${file}-wal`)) return 'open'
  if (!mark) return 'closed'
  return mark.size > 0 ? 'broken' : 'logMissing'
}
