import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { migrate } from './migrate.ts'
import { heard } from './trouble.ts'

/** The handle every query takes as its first argument. */
export type Store = Database.Database

/** Before 3.51.3 a WAL reset could lose committed pages when checkpoints overlapped. */
const OLDEST_SQLITE = [3, 51, 3] as const

const BUSY_MS = 5_000

/** The SQLite inside better-sqlite3 is older than the desk may trust. */
export class SqliteTooOldError extends Error {
  override readonly name = 'SqliteTooOldError'
}

/**
 * Opens (or makes) the database file and brings it to the newest schema.
 * Throws `SqliteTooOldError`, `StoreFromTheFutureError`, or SQLite's own error when the file is none.
 */
export function openStore(file: string): Store {
  mkdirSync(dirname(file), { recursive: true })
  const store = new Database(file)
  try {
    assertSqlite(store)
    // Readers never wait for the writer, and a kill leaves a log that the next start replays.
    store.pragma('journal_mode = WAL')
    // An acknowledged action must survive a power cut; the library's default (NORMAL) would not promise it.
    store.pragma('synchronous = FULL')
    store.pragma('foreign_keys = ON')
    // Only a second program (a backup, a curious administrator) could hold the lock.
    store.pragma(`busy_timeout = ${BUSY_MS}`)
    // What is deleted is overwritten: the names of guests must not stay in free pages of the file.
    store.pragma('secure_delete = ON')
    migrate(store)
    prepareOnce(store)
    return store
  } catch (error) {
    store.close()
    throw error
  }
}

/**
 * A query compiled anew for each row costs more than it does, and thousands of such statements wait for the garbage
 * collector, which then stops everybody for a while: in a rush, a text that was prepared before is not prepared again.
 */
function prepareOnce(store: Store): void {
  const known = new Map<string, Database.Statement>()
  const prepare = store.prepare.bind(store) as (sql: string) => Database.Statement
  const prepareKnown = (sql: string): Database.Statement => {
    const before = known.get(sql)
    // What one caller has set must not reach the next.
    if (before) return before.reader ? before.pluck(false) : before
    const statement = heard(store, () => prepare(sql))
    listen(store, statement)
    known.set(sql, statement)
    return statement
  }
  store.prepare = prepareKnown as Store['prepare']
}

/** A broken page may be met by any question: whoever watches over the store hears of it. */
function listen(store: Store, statement: Database.Statement): void {
  const { run, get, all } = statement
  statement.run = (...values) => heard(store, () => run.apply(statement, values))
  statement.get = (...values) => heard(store, () => get.apply(statement, values))
  statement.all = (...values) => heard(store, () => all.apply(statement, values))
}

function assertSqlite(store: Store): void {
  const version = String(store.prepare('SELECT sqlite_version()').pluck().get())
  const parts = version.split('.').map(Number)
  for (const [i, least] of OLDEST_SQLITE.entries()) {
    const part = parts[i] ?? 0
    if (part > least) return
    if (part < least) throw new SqliteTooOldError(`SQLite ${version}, needed ${OLDEST_SQLITE.join('.')}`)
  }
}

/**
 * Empties the write-ahead log, in which deleted names still stand, into the file. False when somebody reads in it just
 * now: to be tried again.
 */
export function emptyLog(store: Store): boolean {
  // Nobody is waited for: this runs between the clicks of a guard.
  store.pragma('busy_timeout = 0')
  try {
    const [result] = store.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
    return result?.busy === 0
  } finally {
    store.pragma(`busy_timeout = ${BUSY_MS}`)
  }
}

/** Runs `work` in one transaction that starts as a writer; no `await` may be inside. */
export function inTransaction<T>(store: Store, work: () => T): T {
  return heard(store, () => store.transaction(work).immediate())
}
