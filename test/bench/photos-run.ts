// The processes of `photos.ts`: what others have used does not count, and a build of sharp once loaded stays.
// photos-run.ts speed|mutated|bombs FOLDER
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { acceptPhoto } from '../../src/main/photos/accept.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import { refusal } from '../../src/main/photos/judge.ts'
import { photoFiles } from '../../src/main/photos/keep.ts'
import { loadSharp } from '../../src/main/photos/load-sharp.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { percentile } from './numbers.ts'
import { watched } from './watched.ts'

const MB = 1024 * 1024
const TIMES = 11
const IN_A_ROW = 100
const IDLE_MS = 2_000
const [part, folder = ''] = process.argv.slice(2)

const darkroom = openDarkroom({ scheduler: systemScheduler, log: silentLog })
const [photos, headers] = [readPictures('photos'), readPictures('headers')]

/** The pictures of one kind, still in their files: whoever decodes them holds nothing else. */
function readPictures(kind: string): readonly (readonly [name: string, read: () => Buffer])[] {
  const names = readdirSync(join(folder, kind)).toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  return names.map((name) => [name, () => readFileSync(join(folder, kind, name))])
}

/** In turn, so that a machine that is busy is so for all: half of the times are shorter. The first two load and learn. */
async function medians(...works: readonly (() => unknown)[]): Promise<readonly number[]> {
  const took = works.map((): number[] => [])
  for (let i = 0; i < TIMES; i += 1)
    for (const [which, work] of works.entries()) {
      const startedMs = performance.now()
      await work()
      took[which]?.push(performance.now() - startedMs)
    }
  return took.map((all) => percentile(all.slice(2), 0.5))
}

/** The same three things as sharp alone makes them, on the thread that asks. */
async function measureSpeed() {
  const sharp = await loadSharp()
  sharp.cache(false)
  const turned = (bytes: Buffer) => sharp(bytes).autoOrient().resize(500, 500, { fit: 'inside' })
  const bare = async (bytes: Buffer): Promise<void> => {
    const { data, info } = await turned(bytes).raw().toBuffer({ resolveWithObject: true })
    const pixels = () => sharp(data, { raw: info })
    await pixels().jpeg({ quality: 80 }).toBuffer()
    await pixels().resize(128, 128, { fit: 'cover', position: 'top' }).jpeg({ quality: 80 }).toBuffer()
    const grey = await pixels().greyscale().resize(320, 320).raw().toBuffer({ resolveWithObject: true })
    await sharp(grey.data, { raw: grey.info }).stats()
  }
  const normalised = []
  for (const [what, read] of photos) {
    const bytes = read()
    const works = [
      () => darkroom.normalise(bytes, 'next'),
      () => bare(bytes),
      () => turned(bytes).jpeg({ quality: 80 }).toBuffer(),
    ]
    // sharp alone reads no BMP.
    const [oursMs = Number.NaN, bareMs = null, jpegOnlyMs = null] = await medians(
      ...(what.endsWith('BMP') ? works.slice(0, 1) : works),
    )
    normalised.push({ what, oursMs, bareMs, jpegOnlyMs })
  }
  const refusals = []
  for (const [what, read] of headers) {
    const bytes = read()
    const problem = refusal(bytes)
    if (problem === null) throw new Error(`not refused: ${what}`)
    const [ms = Number.NaN] = await medians(() => refusal(bytes))
    refusals.push({ what, ms })
  }
  return { normalised, refusals, ...(await measureRow()) }
}

/** One after another, as a guard brings them: read, made, kept, remembered. */
async function measureRow() {
  const place = mkdtempSync(join(folder, 'desk-'))
  const store = openStore(join(place, 'desk.sqlite'))
  const { signal } = new AbortController()
  const files = photoFiles(join(place, 'photos'))
  const needs = { darkroom, files, store, clock: systemClock, log: silentLog, signal }
  const pictures = photos.map(([, read]) => read())
  const idle = await watched(() => new Promise((resolve) => void systemScheduler.after(IDLE_MS, resolve)))
  const row = await watched(async () => {
    for (let i = 0; i < IN_A_ROW; i += 1) {
      const bytes = pictures[i % pictures.length] ?? Buffer.alloc(0)
      const answer = await acceptPhoto(turnedOtherwise(bytes, i), needs)
      if (!answer.ok) throw new Error(`not taken: ${answer.problem}`)
    }
  })
  store.close()
  rmSync(place, { recursive: true, force: true })
  return { row, idleBlockMs: idle.blockMs }
}

/** EXIF's note of which way is up: eight ways make eight pictures of one. */
const NOTE = Buffer.of(0x12, 0x01, 0x03, 0x00, 0x01, 0x00, 0x00, 0x00)
function turnedOtherwise(bytes: Buffer, way: number): Buffer {
  const other = Buffer.from(bytes)
  const at = other.indexOf(NOTE)
  if (at > 0) other[at + NOTE.length] = 1 + (way % 8)
  return other
}

async function measureMemory(kind: 'mutated' | 'bombs') {
  // The thread has its tools, and has used them all.
  for (const [, read] of [...photos, ...photos]) await darkroom.normalise(read(), 'next')
  const idleMb = process.memoryUsage.rss() / MB
  let taken = 0
  const pictures = readPictures(kind)
  for (const [, read] of pictures) if ((await darkroom.normalise(read(), 'next')).ok) taken += 1
  // Of the whole life of this process, in kB.
  const peakMb = process.resourceUsage().maxRSS / 1_024
  return { idleMb, peakMb, pictures: pictures.length, taken }
}

const told =
  part === 'speed' ? await measureSpeed() : await measureMemory(part === 'bombs' ? 'bombs' : 'mutated')
await darkroom.close()
console.log(JSON.stringify(told))
