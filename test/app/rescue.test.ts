import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { backupFile, listBackups } from '../../src/main/store/backups.ts'
import { newestSchema } from '../../src/main/store/migrate.ts'
import { openWholeFront, type WholeFront } from '../fuzz/whole-front.ts'

let whole: WholeFront
afterEach(async () => {
  await whole.close()
})

const folder = (): string => join(whole.folder, 'site')
const file = (): string => join(folder(), 'desk.sqlite')
const names = async (): Promise<readonly string[]> =>
  (await whole.front.snapshot()).cards.map(({ familyName }) => familyName).sort((a, b) => a.localeCompare(b))

/** The disk under an open desk: nothing of it stands in SQLite's memory or log any more. */
function breakUnder(): void {
  const store = whole.front.current()?.store
  store?.pragma('wal_checkpoint(TRUNCATE)')
  store?.pragma('shrink_memory')
  const handle = openSync(file(), 'r+')
  for (let at = 4_096; at < statSync(file()).size; at += 4_096)
    writeSync(handle, Buffer.alloc(512, 0xa5), 0, 512, at)
  closeSync(handle)
}

it('a store that breaks under an open desk: the page, the way back, and the broken one aside', async () => {
  whole = await openWholeFront('site')
  const { front } = whole
  expect(await names()).toEqual(['Bär', 'Fuchs', 'Wolf'])
  expect(await front.current()?.care.backUp('hand')).toEqual({ ok: true })
  breakUnder()
  expect(() => front.current()?.desk.search('Fuchs')).toThrow('malformed')

  const broken = await front.snapshot()
  expect(broken).toMatchObject({ mode: 'rescue', cards: [], rescue: { trouble: 'damaged', file: file() } })
  expect(front.current()).toBe(null)
  // Nothing has become better by itself; and the next start would look closer, too.
  await front.tryAgain()
  expect((await front.snapshot()).rescue?.trouble).toBe('damaged')

  const [backup] = broken.rescue?.backups ?? []
  expect(await front.weigh(backup?.name ?? '')).toMatchObject({
    backup: { visits: 3, open: 3 },
    present: null,
  })
  expect(await front.replaceStore('desk-20200101T000000000Z-daily.sqlite')).toEqual({
    ok: false,
    problem: 'missing',
  })
  expect(await front.replaceStore(backup?.name ?? '')).toEqual({ ok: true })
  expect(await front.snapshot()).toMatchObject({ mode: 'site', rescue: null })
  expect(await names()).toEqual(['Bär', 'Fuchs', 'Wolf'])
  expect(whole.files().filter((name) => /desk-aside-\d+\.sqlite$/.test(name))).toHaveLength(1)
}, 60_000)

it('locked: the desk opens when the other program has let go; a backup from the future is not gone back to', async () => {
  whole = await openWholeFront('site')
  const { front } = whole
  await front.current()?.care.backUp('hand')
  const [backup] = listBackups(folder())
  if (!backup) throw new Error('no backup')
  const newer = new Database(backupFile(folder(), backup))
  newer.pragma(`user_version = ${newestSchema + 1}`)
  newer.close()
  expect(await front.replaceStore(backup.name)).toEqual({ ok: false, problem: 'fromTheFuture' })
  // Nothing else was done: no rebuild, no guest less, no backup of the present more.
  expect((await front.snapshot()).care).toMatchObject({
    rebuild: null,
    backups: { list: [{ name: backup.name }] },
  })
  expect(await names()).toHaveLength(3)

  await front.close()
  const other = new Database(file())
  other.exec('BEGIN EXCLUSIVE')
  await front.open()
  expect((await front.snapshot()).rescue?.trouble).toBe('locked')
  // Whole data is not replaced by older.
  expect(await front.replaceStore(backup.name)).toMatchObject({ ok: false })
  expect(await front.replaceStore(null)).toMatchObject({ ok: false })
  other.exec('ROLLBACK')
  other.close()
  await front.tryAgain()
  expect(await front.snapshot()).toMatchObject({ mode: 'site', rescue: null })
  expect(await names()).toHaveLength(3)
}, 60_000)
