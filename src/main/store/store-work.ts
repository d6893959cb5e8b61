import { closeSync, copyFileSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { RebuildReason, StoreTrouble, StoreWeight } from '../../shared/care.ts'
import { distrust } from './distrust.ts'
import { newestSchema, StoreFromTheFutureError } from './migrate.ts'
import { openStore } from './open-store.ts'
import { NotOurStoreError, StoreDamagedError, troubleIn } from './trouble.ts'

/** Work on whole database files: seconds for a large one, so it is done on a thread of its own (`run-store-work.ts`). */
export type StoreWork =
  /** Can it be opened and written to? With `isWhole` every page is read. Answers its schema version. */
  | { readonly kind: 'check'; readonly file: string; readonly isWhole: boolean }
  /** A copy of a store that may be in use, in one file, read back and on the disk. */
  | { readonly kind: 'backUp'; readonly file: string; readonly part: string }
  /** A store to take the place of another: a copy of a backup, or an empty one; it knows that HCP knows more. */
  | {
      readonly kind: 'stage'
      readonly backup: { readonly file: string; readonly madeAtMs: number } | null
      readonly part: string
      readonly nowMs: number
    }
  /** A store whose last changes are lost. */
  | {
      readonly kind: 'distrust'
      readonly file: string
      readonly reason: RebuildReason
      readonly nowMs: number
    }
  | { readonly kind: 'weigh'; readonly file: string }

export type StoreWorkAnswer =
  | { readonly ok: true; readonly version: number; readonly weight: StoreWeight | null }
  | { readonly ok: false; readonly trouble: StoreTrouble; readonly why: string }

export function doStoreWork(work: StoreWork): StoreWorkAnswer {
  const file = work.kind === 'stage' || work.kind === 'backUp' ? work.part : work.file
  try {
    switch (work.kind) {
      case 'check':
        return done(check(work.file, work.isWhole))
      case 'backUp':
        return done(backUp(work.file, work.part))
      case 'stage':
        stage(work)
        return done(newestSchema)
      case 'distrust':
        withStore(work.file, (store) => distrust(store, work.reason, null, work.nowMs))
        return done(newestSchema)
      case 'weigh':
        return { ok: true, version: 0, weight: weigh(work.file) }
    }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: '' }
    return { ok: false, trouble: troubleIn(dirname(file), error), why: `${name}: ${message}` }
  }
}

const done = (version: number): StoreWorkAnswer => ({ ok: true, version, weight: null })

/** Whoever copies or scans the file lets go of it within this; the guard looks at an empty window meanwhile. */
const LOCK_WAIT_MS = 2_000

/** Throws what keeps the store from being used. A log that a crash has left is worked in on the way. */
function check(file: string, isWhole: boolean): number {
  const db = new Database(file, { fileMustExist: true, timeout: LOCK_WAIT_MS })
  try {
    const version = schemaOf(db)
    // Writing is tried, too: a lock of another program and a file that may only be read show in nothing else.
    db.exec('BEGIN IMMEDIATE; ROLLBACK')
    if (isWhole) assertWhole(db)
    return version
  } finally {
    db.close()
  }
}

function schemaOf(db: Database.Database): number {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > newestSchema) throw new StoreFromTheFutureError(`schema ${version}`)
  const tables = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get())
  if (version === 0 && tables > 0) throw new NotOurStoreError('an SQLite file of another program')
  return version
}

function assertWhole(db: Database.Database): void {
  const found = db.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') throw new StoreDamagedError('quick_check has found damaged pages')
}

/**
 * Made by SQLite's own VACUUM INTO: one consistent moment, whatever the desk writes meanwhile, without the log beside it
 * and without what was deleted long ago. What it is made of is checked first, what was made is read back.
 */
function backUp(file: string, part: string): number {
  rmSync(part, { force: true })
  const source = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const version = schemaOf(source)
    assertWhole(source)
    source.prepare('VACUUM INTO ?').run(part)
    const copy = new Database(part, { readonly: true, fileMustExist: true })
    try {
      if (schemaOf(copy) !== version) throw new StoreDamagedError('the copy has another schema')
      assertWhole(copy)
    } finally {
      copy.close()
    }
    flush(part)
    return version
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    source.close()
  }
}

function stage({ backup, part, nowMs }: Extract<StoreWork, { kind: 'stage' }>): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${part}${end}`, { force: true })
  try {
    if (backup) {
      copyFileSync(backup.file, part)
      check(part, true)
    }
    withStore(part, (store) => {
      distrust(store, backup ? 'restored' : 'empty', backup?.madeAtMs ?? null, nowMs)
    })
    flush(part)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** Opens a store as the desk would, its schema brought up to date; afterwards it is one file again, with no log beside it. */
function withStore(file: string, work: (store: Database.Database) => void): void {
  const store = openStore(file)
  try {
    work(store)
    store.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    store.close()
  }
}

function weigh(file: string): StoreWeight {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    schemaOf(db)
    return db
      .prepare<[], StoreWeight>(
        `SELECT count(*) AS visits, max(createdAtMs) AS newestAtMs,
           count(*) FILTER (WHERE status IN ('expected', 'inside')) AS open FROM visit`,
      )
      .get() as StoreWeight
  } finally {
    db.close()
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
