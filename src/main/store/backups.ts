import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Backup, type BackupCause, backupCauses } from '../../shared/care.ts'
import { flushFolder } from '../lib/durable-file.ts'
import { limits } from '../lib/limits.ts'
import { runStoreWork } from './run-store-work.ts'
import type { StoreWorkAnswer } from './store-work.ts'
import { troubleIn } from './trouble.ts'

/** A desk's database file in its folder. */
export const storeFile = (folder: string): string => join(folder, 'desk.sqlite')
const backupsIn = (folder: string): string => join(folder, 'backups')
export const backupFile = (folder: string, { name }: Backup): string => join(backupsIn(folder), name)

const NAME = /^desk-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([a-z]+)\.sqlite$/

function nameOf(cause: BackupCause, nowMs: number): string {
  return `desk-${new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '')}-${cause}.sqlite`
}

/** What a file in the folder of backups is by its name, or null for anything else. */
function readName(name: string): Pick<Backup, 'cause' | 'madeAtMs'> | null {
  const [, year, month, day, hour, minute, second, ms, word] = NAME.exec(name) ?? []
  const cause = backupCauses.find((one) => one === word)
  const madeAtMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
  return cause && !Number.isNaN(madeAtMs) ? { cause, madeAtMs } : null
}

/** The backups of a desk, newest first. Parts of one that was interrupted are none. */
export function listBackups(folder: string): readonly Backup[] {
  return namesIn(backupsIn(folder))
    .flatMap((name) => {
      const read = readName(name)
      const bytes = read && statSync(join(backupsIn(folder), name), { throwIfNoEntry: false })?.size
      return read && bytes !== undefined && bytes !== null ? [{ name, ...read, bytes }] : []
    })
    .sort((a, b) => b.madeAtMs - a.madeAtMs)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Before the first backup there is none.
    return []
  }
}

/**
 * Copies a store, open or not, into a new backup: whole or not at all. It is written as a part, read back, flushed and then
 * named; a kill in the middle leaves a part that the next one throws away. Old ones go only after that. Never two at once:
 * the caller sees to it. Nothing comes of one that the signal ends.
 */
export async function makeBackup(
  folder: string,
  cause: BackupCause,
  nowMs: number,
  signal?: AbortSignal,
  /** Guests are not to be known for longer in a backup than on the desk. */
  maxAgeMs: number = limits.backupMaxAgeMs,
): Promise<StoreWorkAnswer> {
  const home = backupsIn(folder)
  try {
    mkdirSync(home, { recursive: true })
    for (const name of namesIn(home)) if (name.endsWith('.part')) rmSync(join(home, name), { force: true })
  } catch (error) {
    return { ok: false, trouble: troubleIn(folder, error), why: 'the folder of backups cannot be written to' }
  }
  const target = join(home, nameOf(cause, nowMs))
  const part = `${target}.part`
  const made = await runStoreWork({ kind: 'backUp', file: storeFile(folder), part }, signal)
  if (signal?.aborted) {
    rmSync(part, { force: true })
    return { ok: false, trouble: 'unknown', why: 'it was ended' }
  }
  if (!made.ok) return made
  renameSync(part, target)
  flushFolder(home)
  for (const old of backupsToDrop(listBackups(folder), nowMs, maxAgeMs))
    rmSync(join(home, old.name), { force: true })
  return made
}

/**
 * Which of the backups (newest first) go: those beyond the number kept, and those that are too old; but a few stay
 * whatever their age, or a computer that was off for a holiday would throw away the last it has.
 */
export function backupsToDrop(
  list: readonly Backup[],
  nowMs: number,
  maxAgeMs: number = limits.backupMaxAgeMs,
): readonly Backup[] {
  const oldestMs = nowMs - Math.min(maxAgeMs, limits.backupMaxAgeMs)
  return list.filter(
    ({ madeAtMs }, i) => i >= limits.backupsMost || (i >= limits.backupsLeast && madeAtMs < oldestMs),
  )
}
