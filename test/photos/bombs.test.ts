import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import { somePortrait } from '../desk-harness.ts'
import { faultsOf } from './normal-picture.ts'
import { blackPng, bmp, jpegOfScans, noise, plain, pngChunk, pngStart } from './picture-makers.ts'

const darkroom = openDarkroom({ scheduler: systemScheduler, log: silentLog })
afterAll(() => darkroom.close())

const SECRET = 'Petrova, Anna, 4507 123456'
/** Unpacks to fifty megabytes. */
const packedZeros = deflateSync(Buffer.alloc(50 * 1024 * 1024))
const text = (packed: Uint8Array): Buffer =>
  pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), packed]))
const { imageMaxPx: most } = limits

let jpeg: Buffer
let png: Buffer
beforeAll(async () => {
  jpeg = Buffer.from(await somePortrait())
  png = await sharp(jpeg).png().toBuffer()
})

/** Its chunks before the pixels. */
const withChunks = (picture: Buffer, ...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([picture.subarray(0, 33), ...chunks, picture.subarray(33)])

describe('a picture that is', () => {
  it.each<[what: string, make: () => Promise<Uint8Array> | Uint8Array]>([
    [
      'a PNG with texts that unpack to gigabytes',
      () => withChunks(png, ...Array.from({ length: 90 }, () => text(packedZeros))),
    ],
    [
      'a PNG with a text of four megabytes',
      () => withChunks(png, pngChunk('tEXt', Buffer.alloc(4_000_000, 0x41))),
    ],
    [
      'a PNG with fifty thousand texts',
      () => withChunks(png, ...Array.from({ length: 50_000 }, () => pngChunk('tEXt', Buffer.from('a\0b')))),
    ],
    [
      'a PNG with a colour profile of fifty megabytes',
      () => withChunks(png, pngChunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), packedZeros]))),
    ],
    [
      'a PNG in fifty thousand pieces',
      () => withChunks(png, ...Array.from({ length: 50_000 }, () => pngChunk('IDAT', Buffer.alloc(0)))),
    ],
    [
      'a PNG of a colour, as large as may be',
      () => blackPng({ width: most, height: most, depth: 1, colourType: 0 }),
    ],
    [
      'an interlaced PNG, as large as may be',
      () => blackPng({ width: most, height: most, isInterlaced: true }),
    ],
    [
      'a PNG whose pixels unpack to more than its size',
      () =>
        Buffer.concat([
          pngStart({ width: 300, height: 200 }),
          pngChunk('IDAT', packedZeros),
          pngChunk('IEND', Buffer.alloc(0)),
        ]),
    ],
    ['a JPEG of as many scans as may be', () => jpegOfScans(1_000, 1_000, limits.photoScansMax)],
    ['a BMP of two colours, as large as may be', () => bmp({ width: most, height: -most, bits: 1 })],
    ['a JPEG and an archive', () => Buffer.concat([jpeg, Buffer.from(`PK\x03\x04 ${SECRET}`)])],
    ['a PNG and a page', () => Buffer.concat([png, Buffer.from(`<html><script>${SECRET}</script>`)])],
    [
      'a BMP and a page',
      () => Buffer.concat([bmp({ width: 300, height: 200, bits: 24 }), Buffer.from(SECRET)]),
    ],
    [
      'a JPEG with a page inside',
      () =>
        Buffer.concat([
          jpeg.subarray(0, 2),
          Buffer.of(0xff, 0xfe, 0, SECRET.length + 2),
          Buffer.from(SECRET),
          jpeg.subarray(2),
        ]),
    ],
    [
      'a PNG with words inside',
      () =>
        withChunks(
          png,
          pngChunk('tEXt', Buffer.from(`Author\0${SECRET}`)),
          pngChunk('prVt', Buffer.from(SECRET)),
        ),
    ],
    [
      'a moving PNG',
      () =>
        withChunks(
          png,
          pngChunk('acTL', Buffer.alloc(8, 1)),
          pngChunk('fcTL', Buffer.alloc(26)),
          pngChunk('fdAT', Buffer.from(SECRET)),
        ),
    ],
    ['in CMYK', () => sharp(jpeg).toColourspace('cmyk').jpeg().toBuffer()],
    ['in YCCK', async () => asYcck(await sharp(jpeg).toColourspace('cmyk').jpeg().toBuffer())],
    [
      'in CMYK with a profile',
      async () => sharp(jpeg).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer(),
    ],
    ['of 16 bits', () => sharp(jpeg).toColourspace('rgb16').png().toBuffer()],
    ['of 16 bits, grey and clear', () => blackPng({ width: 300, height: 200, depth: 16, colourType: 4 })],
    ['grey', () => sharp(jpeg).greyscale().jpeg().toBuffer()],
    ['grey, as PNG', () => sharp(jpeg).greyscale().png().toBuffer()],
    ['of a palette', () => sharp(jpeg).png({ palette: true }).toBuffer()],
    ['of a palette, clear', () => sharp(jpeg).ensureAlpha(0.5).png({ palette: true }).toBuffer()],
    ['progressive', () => sharp(jpeg).jpeg({ progressive: true }).toBuffer()],
    ['interlaced', () => sharp(jpeg).png({ progressive: true }).toBuffer()],
    ['noise', () => noise(500, 500).png().toBuffer()],
  ])('%s is taken, and nothing but its pixels', async (_what, make) => {
    const made = await darkroom.normalise(await make(), 'next')
    if (!made.ok) throw new Error(made.problem)
    expect(await faultsOf(made.picture)).toEqual([])
    for (const bytes of [made.picture.jpeg, made.picture.thumb]) expect(bytes.includes('Petrova')).toBe(false)
  })

  it.each<[what: string, problem: string, make: () => Promise<Uint8Array> | Uint8Array]>([
    ['a JPEG of thousands of scans', 'tooHeavy', () => jpegOfScans(most, most, 2_000)],
    ['a PNG without pixels', 'damaged', () => png.subarray(0, 33)],
    ['half a PNG', 'damaged', () => png.subarray(0, png.length / 2)],
    ['half a JPEG', 'damaged', () => jpeg.subarray(0, jpeg.length / 2)],
    ['half a BMP', 'damaged', () => bmp({ width: 300, height: 200, bits: 24 }).subarray(0, 90_000)],
    [
      'a PNG whose chunk claims gigabytes',
      'damaged',
      () => withChunks(png, Buffer.from('fffffff074455874', 'hex')),
    ],
    [
      'an archive with a JPEG behind it',
      'notAPicture',
      () => Buffer.concat([Buffer.from('PK\x03\x04'), jpeg]),
    ],
    ['a TIFF', 'notAPicture', () => plain(300, 200).tiff().toBuffer()],
  ])('%s is refused: %s', async (_what, problem, make) => {
    expect(await darkroom.normalise(await make(), 'next')).toEqual({ ok: false, problem })
  })
})

/** Says of a CMYK JPEG that its colours are YCCK: transform 2 in Adobe's segment. */
function asYcck(cmyk: Buffer): Buffer {
  const adobe = cmyk.indexOf('Adobe')
  expect(adobe).toBeGreaterThan(0)
  return cmyk.fill(2, adobe + 11, adobe + 12)
}
