import { statfsSync } from 'node:fs'
import type { StoreTrouble } from '../../shared/care.ts'
import { StoreFromTheFutureError } from './migrate.ts'
import type { Store } from './open-store.ts'

/** The check of a store has found pages that are not what SQLite wrote. */
export class StoreDamagedError extends Error {
  override readonly name = 'StoreDamagedError'
}

/** An SQLite file of another program. */
export class NotOurStoreError extends Error {
  override readonly name = 'NotOurStoreError'
}

/** By the begin of SQLite's or the system's code; the first that fits counts. */
const BY_CODE: readonly (readonly [begin: string, trouble: StoreTrouble])[] = [
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'notADatabase'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_PROTOCOL', 'locked'],
  ['SQLITE_IOERR_LOCK', 'locked'],
  ['SQLITE_READONLY', 'readOnly'],
  ['SQLITE_CANTOPEN', 'readOnly'],
  ['SQLITE_PERM', 'readOnly'],
  ['SQLITE_FULL', 'diskFull'],
  // Room for the shared index of the log could not be made.
  ['SQLITE_IOERR_SHMSIZE', 'diskFull'],
  ['SQLITE_IOERR', 'diskError'],
  ['EACCES', 'readOnly'],
  ['EPERM', 'readOnly'],
  ['EROFS', 'readOnly'],
  ['EBUSY', 'locked'],
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EIO', 'diskError'],
  ['ENOENT', 'missing'],
]

function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** What an error of SQLite or of the file system says about a store. */
export function troubleOf(error: unknown): StoreTrouble {
  if (error instanceof StoreFromTheFutureError) return 'fromTheFuture'
  if (error instanceof StoreDamagedError) return 'damaged'
  if (error instanceof NotOurStoreError) return 'notADatabase'
  const code = codeOf(error)
  return BY_CODE.find(([begin]) => code.startsWith(begin))?.[1] ?? 'unknown'
}

/** Below this SQLite cannot even make room for its log's index, and says so in many ways. */
const FULL_BYTES = 128 * 1024

/** The same, where a full disk may speak as any other trouble of writing. */
export function troubleIn(folder: string, error: unknown): StoreTrouble {
  const trouble = troubleOf(error)
  if (trouble !== 'diskError' && trouble !== 'readOnly' && trouble !== 'unknown') return trouble
  try {
    const { bavail, bsize, type } = statfsSync(folder)
    return type !== 0 && bavail * bsize < FULL_BYTES ? 'diskFull' : trouble
  } catch {
    return trouble
  }
}

/** No question can be answered by such a store any more; a lock or a full disk passes. */
const MORTAL: ReadonlySet<StoreTrouble> = new Set<StoreTrouble>([
  'damaged',
  'notADatabase',
  'diskError',
  'readOnly',
])

const hearers = new WeakMap<Store, (trouble: StoreTrouble) => void>()

/** `hear` is told, once, when a question or a write shows that the store is broken. */
export function onBroken(store: Store, hear: (trouble: StoreTrouble) => void): void {
  hearers.set(store, hear)
}

/** Runs a piece of work on a store; what it throws is thrown on, and heard. */
export function heard<T>(store: Store, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const hear = hearers.get(store)
    const trouble = troubleOf(error)
    if (hear && codeOf(error).startsWith('SQLITE_') && MORTAL.has(trouble)) {
      hearers.delete(store)
      hear(trouble)
    }
    throw error
  }
}
