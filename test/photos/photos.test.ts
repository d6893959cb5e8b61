import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Region } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { acceptPhoto } from '../../src/main/photos/accept.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import { doubts, measure } from '../../src/main/photos/judge.ts'
import { photoFiles } from '../../src/main/photos/keep.ts'
import { normalise } from '../../src/main/photos/normalise.ts'
import { removePhoto } from '../../src/main/photos/sweep.ts'
import { hasPhoto } from '../../src/main/store/photos.ts'
import { readJpegHeader } from '../../src/simulator/face-rules.ts'
import { somePortrait } from '../desk-harness.ts'
import { dump, NOW_MS, newStore } from '../store/desk-store.ts'
import { noise, plain, pngStart } from './picture-makers.ts'

const folder = mkdtempSync(join(tmpdir(), 'photos-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the normal picture', () => {
  async function made(bytes: Uint8Array) {
    const photo = await normalise(sharp, bytes)
    return { ...photo, meta: await sharp(photo.jpeg).metadata(), frame: readJpegHeader(photo.jpeg) }
  }

  it.each<[what: string, make: () => Promise<Uint8Array>, width: number, height: number]>([
    ['a JPEG', () => plain(640, 480).jpeg().toBuffer(), 500, 375],
    ['a small one, which is not blown up', () => plain(120, 90).png().toBuffer(), 120, 90],
    [
      'transparency',
      () =>
        sharp({ create: { width: 300, height: 300, channels: 4, background: '#00000000' } })
          .png()
          .toBuffer(),
      300,
      300,
    ],
    ['printer’s colours', () => plain(300, 300).toColourspace('cmyk').jpeg().toBuffer(), 300, 300],
    ['16 bits a channel', () => plain(300, 300).toColourspace('rgb16').png().toBuffer(), 300, 300],
    ['a palette', () => plain(300, 300).png({ palette: true }).toBuffer(), 300, 300],
    ['a high one', () => plain(400, 4_000).jpeg().toBuffer(), 50, 500],
  ])('is a baseline JPEG in colour: from %s', async (_what, make, width, height) => {
    const { jpeg, meta, frame } = await made(await make())
    expect(frame).toEqual({ width, height, components: 3, baseline: true })
    expect([meta.format, meta.space, meta.hasAlpha]).toEqual(['jpeg', 'srgb', false])
    expect(jpeg.byteLength).toBeLessThanOrEqual(limits.photoOutMaxBytes)
  })

  it('keeps the colours: transparency becomes white, 16 bits stay what they were', async () => {
    const middle = async (bytes: Uint8Array) => {
      const { jpeg } = await normalise(sharp, bytes)
      return [...(await sharp(jpeg).resize(1, 1).raw().toBuffer())]
    }
    const clear = sharp({ create: { width: 300, height: 300, channels: 4, background: '#00000000' } })
    expect(await middle(await clear.png().toBuffer())).toEqual([255, 255, 255])
    const [r = 0, g = 0, b = 0] = await middle(
      await plain(300, 300, '#c86432').toColourspace('rgb16').png().toBuffer(),
    )
    expect([Math.abs(r - 200) < 6, Math.abs(g - 100) < 6, Math.abs(b - 50) < 6]).toEqual([true, true, true])
  })

  it.each([1, 3, 6, 8])('stands upright as EXIF says (%i)', async (orientation) => {
    // Left half dark, right half light, and then turned by the camera's note.
    const dark = await plain(150, 200, '#000').png().toBuffer()
    const picture = plain(300, 200, '#fff').composite([{ input: dark, left: 0, top: 0 }])
    const upright = { 1: 'left', 3: 'right', 6: 'top', 8: 'bottom' }[orientation] ?? ''
    const { jpeg, width, height } = await made(await picture.jpeg().withMetadata({ orientation }).toBuffer())
    expect([width, height]).toEqual(orientation < 5 ? [300, 200] : [200, 300])
    const strips: Record<string, Region> = {
      left: { left: 0, top: 0, width: 20, height },
      right: { left: width - 20, top: 0, width: 20, height },
      top: { left: 0, top: 0, width, height: 20 },
      bottom: { left: 0, top: height - 20, width, height: 20 },
    }
    const shades = await Promise.all(
      Object.entries(strips).map(async ([side, strip]) => {
        const pixels = await sharp(jpeg).extract(strip).raw().toBuffer()
        return [side, pixels.reduce((sum, shade) => sum + shade, 0) / pixels.length] as const
      }),
    )
    const [darkest] = shades.toSorted((a, b) => a[1] - b[1])
    expect(darkest?.[0]).toBe(upright)
  })

  it('tells nothing of place, time and camera', async () => {
    const exif = { IFD0: { Make: 'Secret camera' }, IFD3: { GPSLatitude: '43/1 15/1 0/1' } }
    const bytes = await plain(300, 300)
      .jpeg()
      .withExif(exif)
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .toBuffer()
    expect(bytes.includes('Secret camera')).toBe(true)
    const { jpeg, thumb, meta } = await made(bytes)
    expect([meta.exif, meta.xmp, meta.icc, meta.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect([jpeg, thumb].some((picture) => picture.includes('Secret camera'))).toBe(false)
  })

  it('is small enough even of noise', async () => {
    const bytes = await noise(500, 500).png().toBuffer()
    const { jpeg, meta } = await made(bytes)
    expect(jpeg.byteLength).toBeLessThanOrEqual(limits.photoOutMaxBytes)
    expect(Math.max(meta.width, meta.height)).toBeLessThanOrEqual(limits.photoOutPx)
  })

  it('has a square thumbnail', async () => {
    const { thumb } = await made(await plain(640, 480).jpeg().toBuffer())
    expect(await sharp(thumb).metadata()).toMatchObject({ format: 'jpeg', width: 128, height: 128 })
    expect(thumb.byteLength).toBeLessThan(10_000)
  })

  it.each<[what: string, make: () => Promise<Uint8Array>]>([
    ['half a JPEG', async () => (await noise(600, 600).jpeg().toBuffer()).subarray(0, 60_000)],
    ['a header and nothing', async () => pngStart({ width: 300, height: 300 })],
    [
      'a PNG with a broken middle',
      async () => (await noise(300, 300).png().toBuffer()).fill(0, 3_000, 60_000),
    ],
  ])('is never made of %s', async (_what, make) => {
    await expect(normalise(sharp, await make())).rejects.toThrow()
  })
})

describe('a doubt', () => {
  let portrait: Uint8Array
  beforeAll(async () => {
    portrait = await somePortrait()
  })

  it.each<[what: string, found: readonly string[], make: () => Promise<Uint8Array>]>([
    ['a portrait', [], async () => portrait],
    ['one too dark', ['dark'], () => sharp(portrait).linear(0.4, -20).jpeg().toBuffer()],
    ['one too bright', ['bright'], () => sharp(portrait).linear(0.35, 180).jpeg().toBuffer()],
    ['one blurred', ['blurred'], () => sharp(portrait).blur(25).jpeg().toBuffer()],
    // What is blown up to be measured is soft as well.
    ['one too small', ['small', 'blurred'], () => sharp(portrait).resize(120, 120).jpeg().toBuffer()],
    ['one just small', ['small'], () => sharp(portrait).resize(199, 199).jpeg().toBuffer()],
    // Drawn and not photographed, it weighs less than any photo at its best.
    ['one of few bytes', ['small'], () => sharp(portrait).resize(250, 250).jpeg().toBuffer()],
    ['a wall', ['flat', 'blurred'], () => plain(500, 500).jpeg().toBuffer()],
    ['a covered lens', ['dark', 'flat', 'blurred'], () => plain(500, 500, '#000').jpeg().toBuffer()],
  ])('about %s: %j', async (_what, found, make) => {
    const { measures } = await normalise(sharp, await make())
    expect(doubts(measures)).toEqual(found)
  })

  const fine = { edgePx: 200, bytes: 10 * 1024, mean: 50, deviation: 12, sharpness: 0.35 }
  it.each<[found: readonly string[], change: object]>([
    [[], {}],
    [[], { mean: 215 }],
    [['small'], { edgePx: 199 }],
    [['small'], { bytes: 10 * 1024 - 1 }],
    [['dark'], { mean: 49.9 }],
    [['bright'], { mean: 215.1 }],
    [['flat'], { deviation: 11.9 }],
    [['blurred'], { sharpness: 0.34 }],
    [['flat', 'blurred'], { bytes: 1, deviation: 0, sharpness: 0 }],
  ])('%j begins at its limit: %j', (found, change) => {
    expect(doubts({ ...fine, ...change })).toEqual(found)
  })

  it('is measured as sharp measures it', async () => {
    const { data, info } = await sharp(portrait)
      .greyscale()
      .resize(320, 320)
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { channels, sharpness } = await sharp(data, { raw: info }).stats()
    const measures = measure(data)
    expect(measures.mean).toBeCloseTo(channels[0]?.mean ?? 0, 6)
    expect(measures.deviation).toBeCloseTo(channels[0]?.stdev ?? 0, 6)
    expect(measures.sharpness).toBeCloseTo(sharpness, 6)
  })
})

describe('kept pictures', () => {
  const place = () => mkdtempSync(join(folder, 'kept-'))
  const jpeg = Buffer.from('a picture')
  const thumb = Buffer.from('a thumbnail')

  it('are named by their content, and come back whole', async () => {
    const files = photoFiles(join(place(), 'new', 'folder'))
    const hash = await files.keep(jpeg, thumb)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect([files.read(hash, 'full'), files.read(hash, 'thumb')]).toEqual([jpeg, thumb])
  })

  it('are kept once', async () => {
    const at = place()
    const files = photoFiles(at)
    const hash = await files.keep(jpeg, thumb)
    expect(await files.keep(jpeg, Buffer.from('another thumbnail'))).toBe(hash)
    expect(readdirSync(at).sort()).toEqual([`${hash}.jpg`, `${hash}.thumb.jpg`])
    expect(files.read(hash, 'thumb')).toEqual(thumb)
  })

  it('are made whole after a crash in the middle of writing', async () => {
    const at = place()
    const hash = await photoFiles(place()).keep(jpeg, thumb)
    writeFileSync(join(at, `${hash}.jpg.01234567.part`), 'a pic')
    const files = photoFiles(at)
    expect(files.read(hash, 'full')).toBeNull()
    expect(await files.keep(jpeg, thumb)).toBe(hash)
    expect(files.read(hash, 'full')).toEqual(jpeg)
  })

  it.each([
    '../secret',
    '..\\secret',
    '/etc/passwd',
    'C:\\secret',
    '%2e%2e%2fsecret',
    `../${'a'.repeat(61)}`,
    'A'.repeat(64),
    'a'.repeat(63),
    `${'a'.repeat(64)}.jpg`,
    `${'a'.repeat(64)}\n`,
    '',
    'b'.repeat(64),
  ])('are not read by the name %j', (name) => {
    const at = place()
    for (const file of ['secret.jpg', 'secret.thumb.jpg', `${'A'.repeat(64)}.jpg`, `${'a'.repeat(63)}.jpg`])
      writeFileSync(join(at, file), 'not yours')
    const files = photoFiles(join(at))
    expect(files.read(name, 'full')).toBeNull()
    expect(files.read(name, 'thumb')).toBeNull()
  })
})

describe('taking a picture in', () => {
  const darkroom = openDarkroom({ scheduler: systemScheduler, log: silentLog })
  afterAll(() => darkroom.close())

  function photoDesk(signal = new AbortController().signal) {
    const at = mkdtempSync(join(folder, 'taken-'))
    const store = newStore()
    const clock = { nowMs: () => NOW_MS, monotonicMs: () => 0 }
    const files = { ...photoFiles(join(at, 'photos')) }
    const needs = { darkroom, files, store, clock, log: silentLog, signal }
    return { store, files, accept: (bytes: Uint8Array) => acceptPhoto(bytes, needs), at: join(at, 'photos') }
  }

  it('keeps file and row, and says what was made', async () => {
    const { store, files, accept, at } = photoDesk()
    const answer = await accept(await somePortrait())
    if (!answer.ok) throw new Error(answer.problem)
    expect(answer).toMatchObject({ width: 500, height: 500, doubts: [] })
    expect(hasPhoto(store, answer.photoHash)).toBe(true)
    expect(files.read(answer.photoHash, 'full')?.byteLength).toBe(answer.bytes)
    expect(readFileSync(join(at, `${answer.photoHash}.jpg`)).byteLength).toBe(answer.bytes)
    // The same picture again is the same picture.
    const again = await accept(await somePortrait())
    expect(again).toEqual(answer)
    expect(readdirSync(at)).toHaveLength(2)
  })

  it('keeps one a guard may doubt', async () => {
    const { store, accept } = photoDesk()
    const answer = await accept(await plain(300, 300, '#000').jpeg().toBuffer())
    expect(answer).toMatchObject({ ok: true, doubts: ['dark', 'flat', 'blurred'] })
    expect(answer.ok && hasPhoto(store, answer.photoHash)).toBe(true)
  })

  it.each<[what: string, make: () => Promise<Uint8Array>, problem: string]>([
    ['nothing', async () => new Uint8Array(0), 'empty'],
    ['a text', async () => Buffer.from('no picture'), 'notAPicture'],
    ['a GIF', () => plain(300, 300).gif().toBuffer(), 'notAPicture'],
    ['a stamp', () => plain(40, 40).png().toBuffer(), 'tooSmall'],
    ['a poster', () => plain(4_001, 60).png().toBuffer(), 'tooLarge'],
    ['half a JPEG', async () => (await noise(600, 600).jpeg().toBuffer()).subarray(0, 60_000), 'damaged'],
    ['a header and nothing', async () => pngStart({ width: 300, height: 300 }), 'damaged'],
    [
      'a header and garbage',
      async () => Buffer.concat([pngStart({ width: 300, height: 300 }), Buffer.alloc(9_000, 0x5a)]),
      'damaged',
    ],
  ])('of %s is refused with a sentence, and nothing is kept', async (_what, make, problem) => {
    const { store, accept, at } = photoDesk()
    const before = dump(store)
    expect(await accept(await make())).toEqual({ ok: false, problem })
    expect(dump(store)).toEqual(before)
    expect(existsSync(at) ? readdirSync(at) : []).toEqual([])
  })

  it('is kept even while the same picture of an earlier guest is destroyed', async () => {
    const { store, files, accept, at } = photoDesk()
    const first = await accept(await somePortrait())
    if (!first.ok) throw new Error(first.problem)
    const { photoHash } = first
    store.prepare('DELETE FROM photo').run()
    // Destroyed as soon as it has been found to be there already.
    const { keep } = files
    files.keep = async (jpeg, thumb) => {
      const hash = await keep(jpeg, thumb)
      if (!hasPhoto(store, hash)) removePhoto(store, at, hash)
      return hash
    }
    expect(await accept(await somePortrait())).toEqual(first)
    expect(files.has(photoHash)).toBe(true)
  })

  it('keeps nothing when it was given up meanwhile', async () => {
    const { accept, at } = photoDesk(AbortSignal.abort(new Error('too late')))
    await expect(accept(await somePortrait())).rejects.toThrow('too late')
    expect(readdirSync(at)).toEqual([])
  })
})
