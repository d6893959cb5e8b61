import { mkdirSync } from 'node:fs'
import type { StoreTrouble } from '../../shared/care.ts'
import { makeBackup, storeFile } from './backups.ts'
import { newestSchema } from './migrate.ts'
import { leftAs, markClosed } from './open-mark.ts'
import { runStoreWork } from './run-store-work.ts'
import { finishSwap } from './swap-store.ts'
import { troubleIn } from './trouble.ts'

export interface NotReady {
  readonly trouble: StoreTrouble
  /** For the log. */
  readonly why: string
}

/**
 * Makes a desk's store ready to be opened: a swap that a crash has stopped is finished, the file is looked at, and before
 * its schema changes it is copied. Every page is read where the last end was a crash; after a clean one that waits until
 * the desk is open (`limits.storeCheckAfterMs`), for it takes 0.4 s per 100,000 guests and more from a cold disk.
 */
export async function readyStore(folder: string, nowMs: number): Promise<NotReady | null> {
  try {
    mkdirSync(folder, { recursive: true })
    finishSwap(folder)
  } catch (error) {
    return { trouble: troubleIn(folder, error), why: 'the folder cannot be written to' }
  }
  const left = leftAs(folder)
  if (left === 'new') return null
  if (left === 'missing') return { trouble: 'missing', why: 'the database file is gone' }
  const file = storeFile(folder)
  // The look works the log in and takes it away: a kill right after that must not seem to have lost it.
  if (left === 'open') markClosed(folder)
  const checked = await runStoreWork({ kind: 'check', file, isWhole: left !== 'closed' })
  if (!checked.ok) return checked
  if (checked.version > 0 && checked.version < newestSchema) {
    const made = await makeBackup(folder, 'migration', nowMs)
    if (!made.ok) return made
  }
  if (left !== 'logMissing') return null
  const doubted = await runStoreWork({ kind: 'distrust', file, reason: 'logMissing', nowMs })
  return doubted.ok ? null : doubted
}
