import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import {
  backupFile,
  backupsToDrop,
  listBackups,
  makeBackup,
  storeFile,
} from '../../src/main/store/backups.ts'
import { newestSchema } from '../../src/main/store/migrate.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { readyStore } from '../../src/main/store/ready-store.ts'
import type { Backup } from '../../src/shared/care.ts'
import { addDecided, dump, NOW_MS } from './desk-store.ts'

const root = mkdtempSync(join(tmpdir(), 'backups-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'desk-'))
})

const DAY_MS = 24 * 3_600_000
const inFolder = (): readonly string[] => readdirSync(join(folder, 'backups'))

it('holds every row of one moment, in one file, while the desk goes on', async () => {
  const store = openStore(storeFile(folder))
  addDecided(store, { faceHash: null }, { photoHash: null })
  const before = dump(store)
  mkdirSync(join(folder, 'backups'))
  // What a kill has left of the one before.
  writeFileSync(join(folder, 'backups', 'desk-20260101T000000000Z-daily.sqlite.part'), 'half')
  const making = makeBackup(folder, 'hand', NOW_MS)
  expect(await making).toMatchObject({ ok: true, version: newestSchema })
  addDecided(store, { faceHash: null }, { photoHash: null })
  const [backup, ...others] = listBackups(folder)
  expect(others).toEqual([])
  expect(backup).toMatchObject({ cause: 'hand', madeAtMs: NOW_MS })
  expect(inFolder()).toEqual([backup?.name])
  const copy = new Database(backupFile(folder, backup as Backup), { readonly: true })
  expect(dump(copy)).toEqual(before)
  copy.close()
  store.close()
})

it('is made before the schema changes, by what was there before', async () => {
  const old = new Database(storeFile(folder))
  old.exec('CREATE TABLE guest (name TEXT)')
  old.pragma('user_version = 10')
  old.close()
  expect(await readyStore(folder, NOW_MS)).toBe(null)
  const [backup] = listBackups(folder)
  expect(backup?.cause).toBe('migration')
  const copy = new Database(backupFile(folder, backup as Backup), { readonly: true })
  expect(copy.pragma('user_version', { simple: true })).toBe(10)
  copy.close()
})

it('is kept by number and age, and a few whatever their age', () => {
  const made = (daysAgo: number): Backup => ({
    name: `${daysAgo}`,
    cause: 'daily',
    madeAtMs: NOW_MS - daysAgo * DAY_MS,
    bytes: 1,
  })
  const drop = (daysAgo: readonly number[], keepDays?: number): readonly number[] =>
    backupsToDrop(daysAgo.map(made), NOW_MS, keepDays && keepDays * DAY_MS).map(({ name }) => Number(name))
  expect(drop([0, 1, 13])).toEqual([])
  expect(drop([0, 13, 14.1, 15])).toEqual([14.1, 15])
  // No guest is known in one for longer than on the desk.
  expect(drop([0, 1, 6, 8, 13], 7)).toEqual([8, 13])
  expect(drop([0, 13, 14.1], 365)).toEqual([14.1])
  // After a long holiday.
  expect(drop([40, 41, 42])).toEqual([42])
  const many = Array.from({ length: limits.backupsMost + 3 }, (_, i) => i / 100)
  expect(drop(many)).toHaveLength(3)
})

it('nothing else in the folder is taken for one', () => {
  mkdirSync(join(folder, 'backups'))
  for (const name of [
    'notes.txt',
    'desk-20261341T000000000Z-daily.sqlite',
    'desk-20260101T000000000Z-odd.sqlite',
  ])
    writeFileSync(join(folder, 'backups', name), '')
  expect(listBackups(folder)).toEqual([])
})
