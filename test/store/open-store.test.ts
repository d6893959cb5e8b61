import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { migrate, StoreFromTheFutureError } from '../../src/main/store/migrate.ts'
import { inTransaction, openStore, type Store } from '../../src/main/store/open-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NEWEST = 60
const file = (name: string): string => join(folder, name, 'desk.sqlite')
const versionOf = (store: Store): unknown => store.pragma('user_version', { simple: true })

function tables(store: Store): readonly unknown[] {
  return store
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all()
}

describe('opening the store', () => {
  it('makes the file, its folder and every table', () => {
    const store = openStore(file('new'))
    expect(versionOf(store)).toBe(NEWEST)
    expect(tables(store)).toEqual([
      'access',
      'destruction',
      'door',
      'fact',
      'groupVisit',
      'guest',
      'incident',
      'leftover',
      'notice',
      'passage',
      'photo',
      'reader',
      'visit',
      'visitGroup',
    ])
    store.close()
  })

  it('promises durability on a real file', () => {
    const store = openStore(file('durable'))
    const pragma = (name: string): unknown => store.pragma(name, { simple: true })
    // 2 is FULL: a commit is on the disk before it answers.
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1])
    expect(pragma('busy_timeout')).toBe(5_000)
    store.close()
  })

  it('stands on an SQLite that loses no committed page', () => {
    const store = openStore(':memory:')
    const [major = 0, minor = 0, patch = 0] = String(store.prepare('SELECT sqlite_version()').pluck().get())
      .split('.')
      .map(Number)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003)
    store.close()
  })

  it('finds what was there before, and leaves the schema alone', () => {
    const first = openStore(file('again'))
    first.prepare("INSERT INTO fact (name, value) VALUES ('a', '1')").run()
    first.close()
    const second = openStore(file('again'))
    expect(second.prepare('SELECT count(*) FROM fact').pluck().get()).toBe(1)
    expect(versionOf(second)).toBe(NEWEST)
    second.close()
  })

  it('refuses a file of a newer desk and does not touch it', () => {
    const store = openStore(file('future'))
    store.pragma(`user_version = ${NEWEST + 1}`)
    store.close()
    expect(() => openStore(file('future'))).toThrow(StoreFromTheFutureError)
    const raw = new Database(file('future'))
    expect(versionOf(raw)).toBe(NEWEST + 1)
    raw.close()
  })

  it('refuses a file that is no database', () => {
    openStore(file('broken')).close()
    writeFileSync(file('broken'), 'no database at all, but long enough to be looked at'.repeat(20))
    expect(() => openStore(file('broken'))).toThrow('file is not a database')
  })

  it('refuses rows that point nowhere', () => {
    const store = openStore(':memory:')
    const insert = store.prepare(
      `INSERT INTO visit (guestId, status, host, purpose, fromMs, untilMs, levelId, createdAtMs)
       VALUES (4711, 'expected', '', '', 1, 2, '7', 1)`,
    )
    expect(() => insert.run()).toThrow('FOREIGN KEY')
    store.close()
  })
})

describe('migrating', () => {
  const step = (version: number) => ({ version, sql: `CREATE TABLE t${version} (a INTEGER) STRICT;` })

  it('runs each step once, also from the middle', () => {
    const db = new Database(':memory:')
    migrate(db, [step(10)])
    migrate(db, [step(10), step(20), step(30)])
    migrate(db, [step(10), step(20), step(30)])
    expect(tables(db)).toEqual(['t10', 't20', 't30'])
    expect(versionOf(db)).toBe(30)
  })

  it('is all or nothing', () => {
    const db = new Database(':memory:')
    expect(() => migrate(db, [step(10), { version: 20, sql: 'CREATE TABLE t20 (a); NONSENSE;' }])).toThrow()
    expect(tables(db)).toEqual([])
    expect(versionOf(db)).toBe(0)
  })

  it.each([[[step(20), step(10)]], [[step(10), step(10)]], [[step(0)]]])(
    'wants rising numbers: %j',
    (steps) => {
      const db = new Database(':memory:')
      expect(() => migrate(db, steps)).toThrow('stands after')
      expect(tables(db)).toEqual([])
    },
  )
})

describe('a transaction', () => {
  it('takes everything back when it breaks', () => {
    const store = openStore(':memory:')
    const broken = () =>
      inTransaction(store, () => {
        store.prepare("INSERT INTO fact (name, value) VALUES ('a', '1')").run()
        throw new Error('in the middle')
      })
    expect(broken).toThrow('in the middle')
    expect(store.prepare('SELECT count(*) FROM fact').pluck().get()).toBe(0)
    store.close()
  })
})
