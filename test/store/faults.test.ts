import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { listBackups, makeBackup, storeFile } from '../../src/main/store/backups.ts'
import { knownRebuild } from '../../src/main/store/distrust.ts'
import { newestSchema } from '../../src/main/store/migrate.ts'
import { markClosed, markOpen } from '../../src/main/store/open-mark.ts'
import { inTransaction, openStore, type Store } from '../../src/main/store/open-store.ts'
import { readyStore } from '../../src/main/store/ready-store.ts'
import { runStoreWork } from '../../src/main/store/run-store-work.ts'
import { onBroken } from '../../src/main/store/trouble.ts'
import { type StoreTrouble, waysOut } from '../../src/shared/care.ts'
import { addDecided, NOW_MS } from './desk-store.ts'

const root = mkdtempSync(join(tmpdir(), 'faults-'))
const mounted: string[] = []
afterAll(() => {
  for (const one of mounted) spawnSync('umount', ['-l', one])
  rmSync(root, { recursive: true, force: true })
})

let made = 0
function newFolder(): string {
  made += 1
  const folder = join(root, String(made))
  mkdirSync(folder)
  return folder
}

/** A store of a few hundred kilobytes, closed well. */
function fill(folder: string): string {
  const store = openStore(storeFile(folder))
  inTransaction(store, () => {
    for (let i = 0; i < 400; i += 1) addDecided(store, { faceHash: null }, { photoHash: null })
  })
  store.close()
  return folder
}

/** A folder on a disk of its own, where this machine lets tests have one. */
function smallDisk(size: string): string | null {
  const folder = newFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0) return null
  mounted.push(folder)
  return folder
}

function write(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

/** Noise in the middle of the file, over several pages. */
function flip(folder: string): void {
  const file = storeFile(folder)
  for (let at = 8_192; at < statSync(file).size - 2_048; at += 16_384)
    write(file, at, Buffer.alloc(2_048, 0xa5))
}

const troubleIn = async (folder: string): Promise<StoreTrouble | null> =>
  (await readyStore(folder, NOW_MS))?.trouble ?? null

const faults: readonly (readonly [what: string, trouble: StoreTrouble, spoil: (folder: string) => void])[] = [
  ['another header', 'notADatabase', (folder) => write(storeFile(folder), 0, Buffer.from('no database'))],
  ['text', 'notADatabase', (folder) => writeFileSync(storeFile(folder), 'no database at all '.repeat(200))],
  ['cut in the middle', 'damaged', (folder) => truncateSync(storeFile(folder), 40_960)],
  [
    'noise in the middle, after a crash',
    'damaged',
    (folder) => {
      markOpen(folder)
      writeFileSync(`${storeFile(folder)}-wal`, '')
      flip(folder)
    },
  ],
  [
    'a newer desk',
    'fromTheFuture',
    (folder) => {
      const db = new Database(storeFile(folder))
      db.pragma(`user_version = ${newestSchema + 1}`)
      db.close()
    },
  ],
  [
    'a database of another program',
    'notADatabase',
    (folder) => {
      rmSync(storeFile(folder))
      const db = new Database(storeFile(folder))
      db.exec('CREATE TABLE song (title TEXT)')
      db.close()
    },
  ],
  [
    'gone, though it was open',
    'missing',
    (folder) => {
      markOpen(folder)
      rmSync(storeFile(folder))
    },
  ],
]

describe('a store that does not open says why', () => {
  it.each(faults)('%s: %s', async (_what, trouble, spoil) => {
    const folder = fill(newFolder())
    spoil(folder)
    const before = existsSync(storeFile(folder)) ? readFileSync(storeFile(folder)) : null
    expect(await troubleIn(folder)).toBe(trouble)
    // Nobody has tried to mend it.
    if (before) expect(readFileSync(storeFile(folder)).equals(before)).toBe(true)
  })

  it('locked by another program', { timeout: 20_000 }, async () => {
    const folder = fill(newFolder())
    const other = new Database(storeFile(folder))
    other.exec('BEGIN EXCLUSIVE')
    expect(await troubleIn(folder)).toBe('locked')
    other.exec('ROLLBACK')
    other.close()
    expect(await troubleIn(folder)).toBe(null)
  })

  it('gone, though there are backups of it', async () => {
    const folder = fill(newFolder())
    expect((await makeBackup(folder, 'hand', NOW_MS)).ok).toBe(true)
    rmSync(storeFile(folder))
    expect(await troubleIn(folder)).toBe('missing')
  })

  it('may only be read', async ({ skip }) => {
    const disk = process.getuid?.() === 0 ? smallDisk('4m') : newFolder()
    if (disk === null) return skip('nothing keeps this user from writing')
    const folder = fill(disk)
    if (mounted.includes(disk)) spawnSync('mount', ['-o', 'remount,ro', disk])
    else for (const one of [storeFile(folder), folder]) chmodSync(one, 0o500)
    expect(await troubleIn(folder)).toBe('readOnly')
    if (mounted.includes(disk)) spawnSync('mount', ['-o', 'remount,rw', disk])
    else for (const one of [folder, storeFile(folder)]) chmodSync(one, 0o700)
    expect(await troubleIn(folder)).toBe(null)
  })

  it('on a full disk', async ({ skip }) => {
    const disk = smallDisk('3m')
    if (disk === null) return skip('this machine gives tests no disk of their own')
    const folder = fill(disk)
    const filler = join(disk, 'filler')
    const handle = openSync(filler, 'w')
    expect(() => {
      for (;;) writeSync(handle, Buffer.alloc(4_096))
    }).toThrow('ENOSPC')
    closeSync(handle)
    expect(await troubleIn(folder)).toBe('diskFull')
    // A backup there is not half made either.
    expect(await makeBackup(folder, 'hand', NOW_MS)).toMatchObject({ ok: false, trouble: 'diskFull' })
    expect(listBackups(folder)).toEqual([])
    rmSync(filler)
    expect(await troubleIn(folder)).toBe(null)
  })

  it('every trouble leaves a way, and none that would harm whole data', () => {
    const whole: readonly StoreTrouble[] = ['locked', 'readOnly', 'diskFull', 'fromTheFuture']
    for (const trouble of whole) expect(waysOut(trouble)).toMatchObject({ restore: false, startEmpty: false })
    for (const trouble of ['damaged', 'notADatabase', 'missing', 'diskError', 'unknown'] as const)
      expect(waysOut(trouble)).toMatchObject({ restore: true, startEmpty: true })
  })
})

describe('a store that lost something', () => {
  it('its log, though it was open: nothing it says of HCP is believed, and no grant goes out', async () => {
    const folder = fill(newFolder())
    markOpen(folder)
    expect(await troubleIn(folder)).toBe(null)
    const store = openStore(storeFile(folder))
    expect(knownRebuild(store)).toMatchObject({ reason: 'logMissing', readAtMs: null })
    const count = (sql: string): unknown => store.prepare(sql).pluck().get()
    expect(count("SELECT count(*) FROM access WHERE parked = 1 AND problem = 'restored'")).toBe(400)
    expect(count("SELECT count(*) FROM access WHERE json_type(observed, '$.doubt') = 'null'")).toBe(0)
    store.close()
  })

  it('nothing, when the kill left its log', async () => {
    const folder = fill(newFolder())
    const store = openStore(storeFile(folder))
    markOpen(folder)
    addDecided(store, { faceHash: null }, { photoHash: null })
    // What a kill leaves behind.
    const copy = newFolder()
    for (const end of ['', '-wal'])
      writeFileSync(`${storeFile(copy)}${end}`, readFileSync(`${storeFile(folder)}${end}`))
    markOpen(copy)
    store.close()
    markClosed(folder)
    expect(await troubleIn(copy)).toBe(null)
    // Killed once more before it was opened.
    expect(await troubleIn(copy)).toBe(null)
    const again = openStore(storeFile(copy))
    expect(again.prepare('SELECT count(*) FROM visit').pluck().get()).toBe(401)
    expect(knownRebuild(again)).toBe(null)
    again.close()
  })
})

describe('a store that breaks while it is open', () => {
  function openBroken(): { readonly store: Store; readonly heard: StoreTrouble[] } {
    const folder = fill(newFolder())
    flip(folder)
    const store = openStore(storeFile(folder))
    const heard: StoreTrouble[] = []
    onBroken(store, (trouble) => heard.push(trouble))
    return { store, heard }
  }

  it('is heard at the first question that meets it, once', () => {
    const { store, heard } = openBroken()
    const ask = (): unknown => store.prepare('SELECT * FROM access').all()
    expect(ask).toThrow('malformed')
    expect(ask).toThrow('malformed')
    expect(heard).toEqual(['damaged'])
    store.close()
  })

  it('is found by who reads every page', async () => {
    const folder = fill(newFolder())
    flip(folder)
    const found = await runStoreWork({ kind: 'check', file: storeFile(folder), isWhole: true })
    expect(found).toMatchObject({ ok: false, trouble: 'damaged' })
    expect(await makeBackup(folder, 'daily', NOW_MS)).toMatchObject({ ok: false, trouble: 'damaged' })
  })

  it('is not broken by what a caller does wrong', () => {
    const store = openStore(':memory:')
    const heard: StoreTrouble[] = []
    onBroken(store, (trouble) => heard.push(trouble))
    expect(() => store.prepare('SELECT * FROM nowhere')).toThrow('no such table')
    expect(() => inTransaction(store, () => readFileSync(join(root, 'nowhere')))).toThrow('ENOENT')
    expect(heard).toEqual([])
    store.close()
  })
})
