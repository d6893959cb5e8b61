import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { diskTrouble } from '../../src/main/lib/disk-trouble.ts'

it('a database that may not grow is a full disk, and what is no file is no trouble of the disk', () => {
  const db = new Database(':memory:')
  db.pragma('max_page_count = 2')
  const fill = (): void => {
    db.exec('CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x)')
  }
  const thrownBy = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (error) {
      return error
    }
  }
  expect(diskTrouble(thrownBy(fill))).toBe('diskFull')
  expect(diskTrouble(thrownBy(() => readFileSync('/nobody/has/this')))).toBeNull()
  expect(diskTrouble(thrownBy(() => db.exec('SELECT')))).toBeNull()
  expect([null, undefined, 'ENOSPC', new Error('x')].map(diskTrouble)).toEqual([null, null, null, null])
})

it.each([
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EIO', 'diskFailing'],
  ['EROFS', 'diskFailing'],
  ['SQLITE_IOERR_WRITE', 'diskFailing'],
  ['SQLITE_IOERR_SHMSIZE', 'diskFull'],
  ['SQLITE_READONLY_DBMOVED', 'diskFailing'],
  ['SQLITE_CONSTRAINT_UNIQUE', null],
  ['EACCES', null],
])('%s is %s', (code, trouble) => {
  expect(diskTrouble(Object.assign(new Error('x'), { code }))).toBe(trouble)
})
