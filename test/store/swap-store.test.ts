import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { listBackups, makeBackup, storeFile } from '../../src/main/store/backups.ts'
import { knownRebuild } from '../../src/main/store/distrust.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { readyStore } from '../../src/main/store/ready-store.ts'
import { finishSwap, stagePart, swapStore } from '../../src/main/store/swap-store.ts'
import { seeded } from '../crash/kill-plan.ts'
import { addDecided, NOW_MS } from './desk-store.ts'

const root = mkdtempSync(join(tmpdir(), 'swap-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let made = 0

/** A folder whose store has so many visits, the last of them only in the log, as a crash leaves it. */
function crashed(visits: number): string {
  const [alive, folder] = [1, 2].map(() => {
    made += 1
    const one = join(root, String(made))
    mkdirSync(one)
    return one
  }) as [string, string]
  const store = openStore(storeFile(alive))
  for (let i = 0; i < visits; i += 1) addDecided(store, { faceHash: null }, { photoHash: null })
  for (const end of ['', '-wal']) copyFileSync(`${storeFile(alive)}${end}`, `${storeFile(folder)}${end}`)
  store.close()
  return folder
}

function visitsIn(file: string): unknown {
  const db = new Database(file, { fileMustExist: true })
  try {
    return db.prepare('SELECT count(*) FROM visit').pluck().get()
  } finally {
    db.close()
  }
}

/** A store of one visit, ready to take the place. */
function stage(folder: string): void {
  const other = crashed(1)
  visitsIn(storeFile(other))
  copyFileSync(storeFile(other), stagePart(folder))
}

const NEXT = `desk-next-${NOW_MS}.sqlite`
const ASIDE = `desk-aside-${NOW_MS}.sqlite`

it.each<[after: string, upTo: number]>([
  ['the new one was named', 1],
  ['the log of the old one was put aside', 2],
  ['the old one was put aside', 3],
  ['its index was removed', 4],
  ['all of it', 5],
])('a swap is brought to its end after a crash when %s', (_after, upTo) => {
  const folder = crashed(3)
  stage(folder)
  const at = (name: string): string => join(folder, name)
  const steps: readonly (() => void)[] = [
    () => renameSync(stagePart(folder), at(NEXT)),
    () => renameSync(at('desk.sqlite-wal'), at(`${ASIDE}-wal`)),
    () => renameSync(at('desk.sqlite'), at(ASIDE)),
    () => rmSync(at('desk.sqlite-shm'), { force: true }),
    () => renameSync(at(NEXT), at('desk.sqlite')),
  ]
  for (const step of steps.slice(0, upTo)) step()
  finishSwap(folder)
  finishSwap(folder)
  expect(visitsIn(storeFile(folder))).toBe(1)
  // With what stood in its log only.
  expect(visitsIn(at(ASIDE))).toBe(3)
  expect(readdirSync(folder).filter((name) => name.includes('next'))).toEqual([])
})

it('a store that was only staged changes nothing', async () => {
  const folder = crashed(3)
  stage(folder)
  expect(await readyStore(folder, NOW_MS)).toBe(null)
  expect(visitsIn(storeFile(folder))).toBe(3)
})

it('the old one is put aside with its log, and never deleted', () => {
  const folder = crashed(3)
  stage(folder)
  const aside = swapStore(folder, NOW_MS)
  expect([visitsIn(storeFile(folder)), visitsIn(aside)]).toEqual([1, 3])
})

/** `RESTORE_KILLS=200` for a night. */
const KILLS = Number(process.env['RESTORE_KILLS'] ?? 4)
const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

it(`${KILLS} kills while the desk goes back: the old store or the new one, whole (seed ${seed})`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  const random = seeded(seed)
  const ended: string[] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    const folder = crashed(1)
    expect((await makeBackup(folder, 'hand', NOW_MS)).ok).toBe(true)
    const [backup] = listBackups(folder)
    const store = openStore(storeFile(folder))
    for (let i = 0; i < 2; i += 1) addDecided(store, { faceHash: null }, { photoHash: null })
    store.close()

    const life = join(import.meta.dirname, 'restore-life.ts')
    const child = spawn(process.execPath, [life, folder, backup?.name ?? ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(child, 'exit')
    await once(child.stdout, 'data')
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, random() * 900))])
    child.kill('SIGKILL')
    await gone

    expect(await readyStore(folder, NOW_MS)).toBe(null)
    const now = openStore(storeFile(folder))
    const visits = now.prepare('SELECT count(*) FROM visit').pluck().get()
    const rebuild = knownRebuild(now)
    now.close()
    expect([1, 3]).toContain(visits)
    // Who went back knows that HCP knows more; who did not has forgotten nothing.
    expect(rebuild?.reason ?? null).toBe(visits === 1 ? 'restored' : null)
    const kept = listBackups(folder).filter((one) => one.cause === 'restore')
    if (visits === 1) expect(visitsIn(join(folder, 'backups', kept[0]?.name ?? ''))).toBe(3)
    // What is listed is whole.
    for (const one of listBackups(folder)) expect(existsSync(join(folder, 'backups', one.name))).toBe(true)
    ended.push(String(visits))
  }
  expect(ended).toHaveLength(KILLS)
})
