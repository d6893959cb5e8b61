// A desk's database and its log, with bytes that are not what SQLite wrote.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { FrontDesk } from '../../src/main/app/front-desk-shape.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { putPhoto } from '../../src/main/store/photos.ts'
import { type StoreTrouble, waysOut } from '../../src/shared/care.ts'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import { keyStore } from '../crash/key-store.ts'
import { addDecided, FACE, NOW_MS } from '../store/desk-store.ts'
import { bareFront } from './bare-front.ts'
import { type Chance, type Fuzz, mutated, tryCases } from './chance.ts'

/** Enough for tables and indexes of several pages. */
const GUESTS = 120

/** A desk that was killed: most of it in the file, the last of it in the log. */
interface Killed {
  readonly file: Buffer
  readonly wal: Buffer
}

function killedDesk(folder: string): Killed {
  const [file, copy] = [join(folder, 'made.sqlite'), join(folder, 'copy.sqlite')]
  const store = openStore(file)
  putPhoto(store, { hash: FACE, width: 500, height: 500, bytes: 20_000, takenAtMs: NOW_MS })
  for (let i = 0; i < GUESTS; i += 1) addDecided(store)
  store.pragma('wal_checkpoint(TRUNCATE)')
  for (let i = 0; i < GUESTS / 10; i += 1) addDecided(store)
  for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${copy}${end}`)
  store.close()
  return { file: readFileSync(copy), wal: readFileSync(`${copy}-wal`) }
}

/** Flipped, cut and spliced bytes; whole pages that are another's, empty, or from an older state. */
function damage(killed: Killed, chance: Chance): Killed {
  const { file, wal } = killed
  switch (chance.below(8)) {
    case 0:
      return { file: mutated(file, chance, wal), wal }
    case 1:
      return { file, wal: mutated(wal, chance, file) }
    case 2:
      return { file: file.subarray(0, chance.below(file.length)), wal: Buffer.alloc(0) }
    case 3:
      return { file, wal: wal.subarray(0, chance.below(wal.length)) }
    case 4:
      return {
        file: withPage(file, chance, (pages) => pages[chance.below(pages.length)] ?? Buffer.alloc(PAGE)),
        wal,
      }
    case 5:
      return {
        file: withPage(file, chance, () => Buffer.alloc(PAGE)),
        wal: chance.once(2) ? wal : Buffer.alloc(0),
      }
    case 6: {
      // The first hundred bytes tell what the rest is.
      const head = Buffer.from(file)
      head[chance.below(100)] = chance.below(256)
      return { file: head, wal: chance.once(2) ? wal : Buffer.alloc(0) }
    }
    default:
      return {
        file: chance.pick([Buffer.alloc(0), Buffer.from('not a database at all'), Buffer.alloc(8_192, 7)]),
        wal,
      }
  }
}

const PAGE = 4_096

function withPage(file: Buffer, chance: Chance, other: (pages: readonly Buffer[]) => Buffer): Buffer {
  const pages = Array.from({ length: file.length / PAGE }, (_, i) => file.subarray(i * PAGE, (i + 1) * PAGE))
  pages[chance.below(pages.length)] = other(pages)
  return Buffer.concat(pages)
}

/** What SQLite itself says of these bytes, asked apart from the desk: `ok`, or what is wrong. */
function verdictOf({ file, wal }: Killed, folder: string): string {
  const copy = join(folder, 'judged.sqlite')
  writeFileSync(copy, file)
  writeFileSync(`${copy}-wal`, wal)
  try {
    const store = new Database(copy)
    try {
      return String(store.pragma('quick_check', { simple: true }))
    } finally {
      store.close()
    }
  } catch (error) {
    return (error as Error).message
  }
}

/** What a guard does with a desk that has opened; what is wrong with it, or null. */
async function work(front: FrontDesk, { isWhole }: { readonly isWhole: boolean }): Promise<string | null> {
  const desk = front.current()
  if (!desk) return null
  try {
    const { cards } = desk.state()
    if (isWhole && cards.length < GUESTS)
      return `${cards.length} of ${GUESTS} visits are left, and nobody said so`
    for (const card of cards.slice(0, 5)) desk.desk.extend(card.visitId, NOW_MS + 365 * DAY_MS)
    for (const card of cards.slice(5, 10)) desk.desk.checkOut(card.visitId)
    desk.desk.search('пет')
    await desk.journal.day(NOW_MS)
    return null
  } catch (error) {
    // Whatever a question has brought to light, the desk must not go on as if nothing were.
    const { code = '' } = error as { readonly code?: string }
    if (!code.startsWith('SQLITE_')) throw error
    const { mode } = await front.snapshot()
    return mode === 'rescue' ? null : `it goes on after ${code}`
  }
}

/** What the page offers leads back to a desk. */
async function wayOut(front: FrontDesk, trouble: StoreTrouble | undefined): Promise<string | null> {
  if (trouble === undefined || !waysOut(trouble).startEmpty) return null
  const answer = await front.replaceStore(null)
  const { mode } = await front.snapshot()
  return answer.ok && mode === 'site'
    ? null
    : `${trouble}: begun anew, it is ${mode}: ${JSON.stringify(answer)}`
}

/** It takes as long as everything else together: tried of one in so many. */
const WAY_OUT = 4
const DAY_MS = 24 * 3_600_000

export const fuzzDatabase: Fuzz = async (seed, count, say) => {
  const home = mkdtempSync(join(tmpdir(), 'fuzz-'))
  const killed = killedDesk(home)
  const { certificatePem } = await makeCertificate()
  const site = { address: '127.0.0.1:9', appKey: '12345678', fingerprint: 'AA', certificatePem }
  const settings = JSON.stringify({ mode: 'site', language: 'en', theme: 'dark', site })
  try {
    return await tryCases(seed, count, say, async (chance) => {
      const folder = mkdtempSync(join(home, 'case-'))
      const damaged = damage(killed, chance)
      mkdirSync(join(folder, 'site'))
      writeFileSync(join(folder, 'settings.json'), settings)
      writeFileSync(join(folder, 'secret.bin'), keyStore.encryptString('secret-of-the-site'))
      writeFileSync(join(folder, 'site/desk.sqlite'), damaged.file)
      writeFileSync(join(folder, 'site/desk.sqlite-wal'), damaged.wal)
      const verdict = verdictOf(damaged, folder)
      const { front } = bareFront(folder)
      try {
        await front.open()
        const { mode, rescue } = await front.snapshot()
        if (mode === 'rescue') return chance.once(WAY_OUT) ? await wayOut(front, rescue?.trouble) : null
        if (mode !== 'site') return `it waits in ${mode}`
        if (verdict !== 'ok') return `it opens, and SQLite says: ${verdict.slice(0, 80)}`
        return await work(front, { isWhole: damaged.file === killed.file })
      } finally {
        await front.close()
        rmSync(folder, { recursive: true, force: true })
      }
    })
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
