import { beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { readHeader } from '../../src/main/photos/header.ts'
import { refusal } from '../../src/main/photos/judge.ts'
import { blackPng, bmp, jpegOfScans, jpegOfSegments, plain, pngStart } from './picture-makers.ts'

describe('the header of a picture', () => {
  it.each<[what: string, make: () => Promise<Uint8Array> | Uint8Array, header: object | string]>([
    [
      'a JPEG',
      () => plain(300, 200).jpeg().toBuffer(),
      { kind: 'jpeg', width: 300, height: 200, heldBytes: 0, scans: 1 },
    ],
    [
      'a progressive JPEG',
      () => plain(300, 200).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
      { kind: 'jpeg', width: 300, height: 200, heldBytes: 300 * 200 * 6 },
    ],
    [
      'a progressive JPEG with a quarter of the colours',
      () => plain(300, 200).jpeg({ progressive: true }).toBuffer(),
      { kind: 'jpeg', width: 300, height: 200, heldBytes: 300 * 200 * 3 },
    ],
    ['a PNG', () => plain(70, 90).png().toBuffer(), { kind: 'png', width: 70, height: 90, heldBytes: 0 }],
    [
      'an interlaced PNG',
      () => blackPng({ width: 70, height: 90, depth: 16, colourType: 6, isInterlaced: true }),
      { kind: 'png', width: 70, height: 90, heldBytes: 70 * 90 * 8 },
    ],
    [
      'a BMP',
      () => bmp({ width: 70, height: -90, bits: 8 }),
      { kind: 'bmp', width: 70, height: 90, isTopDown: true, heldBytes: 0 },
    ],
    ['a JPEG of many segments', () => jpegOfSegments(20, 60_000), { kind: 'jpeg', width: 300, height: 200 }],
    [
      'a JPEG that ends in its segments',
      async () => (await jpegOfSegments(20, 60_000)).subarray(0, 100_000),
      'damaged',
    ],
    [
      'a JPEG that ends in its frame',
      () => Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 1, 44),
      'damaged',
    ],
    [
      'a JPEG that ends among its components',
      () => Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 1, 44, 1, 44, 3, 1, 17, 0),
      'damaged',
    ],
    [
      'a JPEG with padding',
      () => Uint8Array.of(0xff, 0xd8, 0xff, 0xff, 0xff, 0xc0, 0, 17, 8, 0, 9, 0, 7, 1, 1, 17, 0),
      { kind: 'jpeg', width: 7, height: 9 },
    ],
    ['a JPEG of nothing but padding', () => new Uint8Array(1_000_000).fill(0xff).fill(0xd8, 1, 2), 'damaged'],
    ['a JPEG of ten thousand segments', () => jpegOfSegments(10_000, 4), 'damaged'],
    [
      'a JPEG of segments without length',
      () => Uint8Array.of(0xff, 0xd8, ...Array.from({ length: 250 }, () => [0xff, 0xe0, 0, 1]).flat()),
      'damaged',
    ],
    ['the start of a JPEG', () => Uint8Array.of(0xff, 0xd8), 'notAPicture'],
    ['a PNG that ends in its header', () => pngStart({ width: 70, height: 90 }).subarray(0, 23), 'damaged'],
    [
      'a PNG whose first chunk is another',
      () => pngStart({ width: 70, height: 90 }).fill(0x41, 12, 16),
      'damaged',
    ],
    ['a PNG of unknown colours', () => pngStart({ width: 70, height: 90, colourType: 5 }), 'damaged'],
    [
      'a BMP that is packed inside',
      () => bmp({ width: 70, height: 90, bits: 8, packing: 1 }),
      'compressedBmp',
    ],
    ['a GIF', () => plain(70, 90).gif().toBuffer(), 'notAPicture'],
    ['a WebP', () => plain(70, 90).webp().toBuffer(), 'notAPicture'],
    ['a TIFF', () => plain(70, 90).tiff().toBuffer(), 'notAPicture'],
    ['a HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'notAPicture'],
    ['an AVIF', () => plain(70, 90).avif().toBuffer(), 'notAPicture'],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'notAPicture'],
    ['a PDF', () => Buffer.from('%PDF-1.7 and so on, and so on'), 'notAPicture'],
    ['a text that begins like a BMP', () => Buffer.from('BMW is a maker of cars. '.repeat(9)), 'notAPicture'],
    ['zeros', () => new Uint8Array(1_000), 'notAPicture'],
    ['nothing', () => new Uint8Array(0), 'notAPicture'],
  ])('of %s', async (_what, make, header) => {
    const read = readHeader(await make())
    if (typeof header === 'string') expect(read).toBe(header)
    else expect(read).toMatchObject(header)
  })

  it('is read where the picture lies in a larger buffer', async () => {
    for (const picture of [
      await plain(70, 90).png().toBuffer(),
      await plain(70, 90).jpeg().toBuffer(),
      bmp({ width: 70, height: 90, bits: 24 }),
    ]) {
      const larger = Buffer.concat([Buffer.alloc(13, 0xff), picture, Buffer.alloc(7)])
      expect(readHeader(larger.subarray(13, -7))).toMatchObject({ width: 70, height: 90 })
    }
  })
})

/** A PNG of this size by its header alone, as heavy as wished; nothing of it is ever decoded. */
const pngHeader = (width: number, height: number, bytes = 100): Uint8Array =>
  Buffer.concat([pngStart({ width, height }), Buffer.alloc(bytes)]).subarray(0, bytes)

/** The header of a picture of another size. */
function bmpHeader(width: number, height: number): Buffer {
  const bytes = bmp({ width: 1, height: 1, bits: 24 })
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  return bytes
}

describe('a refusal', () => {
  let jpeg: Buffer
  beforeAll(async () => {
    jpeg = await plain(300, 200).jpeg().toBuffer()
  })
  function jpegHeader(width: number, height: number): Buffer {
    const frame = jpeg.indexOf(Buffer.of(0xff, 0xc0))
    const lied = Buffer.from(jpeg)
    lied.writeUInt16BE(height, frame + 5)
    lied.writeUInt16BE(width, frame + 7)
    return lied
  }

  const { imageMinPx: least, imageMaxPx: most, imageMaxBytes } = limits
  it.each<[what: string, problem: string | null, make: () => Uint8Array]>([
    ['nothing', 'empty', () => new Uint8Array(0)],
    ['one byte', 'notAPicture', () => Uint8Array.of(0xff)],
    ['no picture', 'notAPicture', () => Buffer.from('GIF89a and so on')],
    ['the smallest', null, () => pngHeader(least, least)],
    ['the largest', null, () => pngHeader(most, most)],
    ['too narrow', 'tooSmall', () => pngHeader(least - 1, 500)],
    ['too low', 'tooSmall', () => pngHeader(500, least - 1)],
    ['without size', 'tooSmall', () => pngHeader(0, 0)],
    ['too wide', 'tooLarge', () => pngHeader(most + 1, 500)],
    ['too high', 'tooLarge', () => pngHeader(500, most + 1)],
    ['a PNG of 60,000 × 60,000', 'tooLarge', () => pngHeader(60_000, 60_000)],
    ['a JPEG of 60,000 × 60,000', 'tooLarge', () => jpegHeader(60_000, 60_000)],
    ['a BMP of 60,000 × 60,000', 'tooLarge', () => bmpHeader(60_000, 60_000)],
    ['a BMP of 60,000 rows from the top', 'tooLarge', () => bmpHeader(60_000, -60_000)],
    ['a BMP of the most rows there can be', 'tooLarge', () => bmpHeader(60_000, -(2 ** 31))],
    ['the most a PNG can say', 'tooLarge', () => pngHeader(2 ** 32 - 1, 2 ** 32 - 1)],
    ['as heavy as may be', null, () => pngHeader(500, 500, imageMaxBytes)],
    ['one byte too heavy', 'tooManyBytes', () => pngHeader(500, 500, imageMaxBytes + 1)],
    ['as many scans as may be', null, () => jpegOfScans(300, 200, limits.photoScansMax)],
    ['one scan too many', 'tooHeavy', () => jpegOfScans(300, 200, limits.photoScansMax + 1)],
    ['what is held whole, just', null, () => jpegOfScans(3_344, 3_344, 3)],
    ['what is held whole and too much', 'tooHeavy', () => jpegOfScans(3_345, 3_345, 3)],
    [
      'interlaced and too much',
      'tooHeavy',
      () => pngStart({ width: most, height: most, depth: 16, colourType: 6, isInterlaced: true }),
    ],
  ])('of %s: %s', (_what, problem, make) => {
    expect(refusal(make())).toBe(problem)
  })
})
