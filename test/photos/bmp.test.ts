import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type BmpHeader, decodeBmp, readBmpHeader } from '../../src/main/photos/bmp.ts'
import { normalise } from '../../src/main/photos/normalise.ts'
import { type BmpShape, bmp } from './picture-makers.ts'

type Rgb = readonly [number, number, number]

/** Different everywhere, so that no row, column or channel can be taken for another. */
const colourAt = (x: number, y: number): Rgb => [
  (x * 37 + y * 5) & 255,
  (x * 11 + y * 71) & 255,
  (x * 3 + y * 13) & 255,
]
const packed = (x: number, y: number): number => {
  const [red, green, blue] = colourAt(x, y)
  return red * 65_536 + green * 256 + blue
}
/** `n` of 0–255 in so many bits, and what those bits mean in 0–255. */
const inBits = (n: number, bits: number): number => Math.round((n * (2 ** bits - 1)) / 255)
const fromBits = (n: number, bits: number): number => Math.round((n * 255) / (2 ** bits - 1))
const palette = (count: number): Rgb[] => Array.from({ length: count }, (_, i) => colourAt(i, 255 - i))
const opaque = (pixel: number): number => pixel + 0xff000000

/** By the bits of each channel, from the highest. */
function masked(widths: readonly [number, number, number]) {
  const [red, green, blue] = widths
  const max = (bits: number): number => 2 ** bits - 1
  return {
    masks: [max(red) << (green + blue), max(green) << blue, max(blue)],
    pixel(x: number, y: number) {
      const [r, g, b] = colourAt(x, y)
      return (inBits(r, red) << (green + blue)) | (inBits(g, green) << blue) | inBits(b, blue)
    },
    shown: (x: number, y: number): Rgb => {
      const [r, g, b] = colourAt(x, y)
      return [
        fromBits(inBits(r, red), red),
        fromBits(inBits(g, green), green),
        fromBits(inBits(b, blue), blue),
      ]
    },
  }
}

const [width, height] = [61, 53]
const size = { width, height }
const indexed = (bits: number, colours = 2 ** bits) => ({
  bits,
  palette: palette(colours),
  pixel: (x: number, y: number) => (x * 7 + y * 3) % colours,
})
const byPalette = (colours: number) => (x: number, y: number) => palette(colours)[(x * 7 + y * 3) % colours]
const [of555, of565] = [masked([5, 5, 5]), masked([5, 6, 5])]
const rgba = [0xff0000, 0xff00, 0xff, 0xff000000]

const variants: readonly (readonly [
  what: string,
  shape: BmpShape,
  shown?: (x: number, y: number) => Rgb | undefined,
])[] = [
  ['1 bit', { ...size, ...indexed(1) }, byPalette(2)],
  ['2 bits', { ...size, ...indexed(2) }, byPalette(4)],
  ['4 bits', { ...size, ...indexed(4) }, byPalette(16)],
  ['8 bits', { ...size, ...indexed(8) }, byPalette(256)],
  ['8 bits of 20 colours', { ...size, ...indexed(8, 20) }, byPalette(20)],
  ['8 bits, from the top', { ...size, height: -height, ...indexed(8) }, byPalette(256)],
  ['16 bits', { ...size, bits: 16, pixel: of555.pixel }, of555.shown],
  ['24 bits', { ...size, bits: 24, pixel: packed }],
  ['24 bits, from the top', { ...size, height: -height, bits: 24, pixel: packed }],
  ['24 bits, a gap before the pixels', { ...size, bits: 24, pixel: packed, gap: 10 }],
  ['32 bits whose fourth byte means nothing', { ...size, bits: 32, pixel: packed }],
  ['an old header, 1 bit', { ...size, headerBytes: 12, ...indexed(1) }, byPalette(2)],
  ['an old header, 4 bits', { ...size, headerBytes: 12, ...indexed(4) }, byPalette(16)],
  ['an old header, 8 bits', { ...size, headerBytes: 12, ...indexed(8) }, byPalette(256)],
  ['an old header, 24 bits', { ...size, headerBytes: 12, bits: 24, pixel: packed }],
  ['OS/2, 24 bits', { ...size, headerBytes: 64, bits: 24, pixel: packed }],
  ['V4, 24 bits', { ...size, headerBytes: 108, bits: 24, pixel: packed }],
  ['V5, 8 bits', { ...size, headerBytes: 124, ...indexed(8) }, byPalette(256)],
  ['masks of 5-5-5', { ...size, bits: 16, packing: 3, ...of555 }, of555.shown],
  ['masks of 5-6-5', { ...size, bits: 16, packing: 3, ...of565 }, of565.shown],
  [
    'masks of 5-6-5 in a V3 header',
    { ...size, headerBytes: 56, bits: 16, packing: 3, ...of565 },
    of565.shown,
  ],
  ['masks of 8-8-8', { ...size, bits: 32, packing: 3, masks: rgba.slice(0, 3), pixel: packed }],
  [
    'masks the other way round',
    { ...size, bits: 32, packing: 3, masks: [0xff, 0xff00, 0xff0000], pixel: packed },
    (x, y) => colourAt(x, y).toReversed() as unknown as Rgb,
  ],
  [
    'masks of 10-10-10',
    {
      ...size,
      bits: 32,
      packing: 3,
      masks: [0x3ff00000, 0xffc00, 0x3ff],
      pixel: (x, y) => colourAt(x, y).reduce((all, one) => all * 1024 + one * 4, 0),
    },
  ],
  [
    'V4 with opacity, all opaque',
    { ...size, headerBytes: 108, bits: 32, packing: 3, masks: rgba, pixel: (x, y) => opaque(packed(x, y)) },
  ],
  [
    'V5 with opacity nobody has filled in',
    { ...size, headerBytes: 124, bits: 32, packing: 3, masks: rgba, pixel: packed },
  ],
  [
    'four masks behind a short header',
    { ...size, bits: 32, packing: 6, masks: rgba, pixel: (x, y) => opaque(packed(x, y)) },
  ],
]

function headerOf(bytes: Uint8Array): BmpHeader {
  const header = readBmpHeader(bytes)
  if (typeof header === 'string') throw new Error(header)
  return header
}

describe('a BMP', () => {
  it.each(variants.map(([what, shape, shown]) => [what, shape, shown ?? colourAt] as const))(
    'of %s is unpacked pixel by pixel',
    (_what, shape, shown) => {
      const bytes = bmp(shape)
      const pixels = decodeBmp(bytes, headerOf(bytes))
      expect([pixels?.width, pixels?.height]).toEqual([width, height])
      const expected = Array.from({ length: width * height }, (_, i) =>
        shown(i % width, Math.floor(i / width)),
      )
      expect([...(pixels?.data ?? [])]).toEqual(expected.flat())
    },
  )

  it.each([
    [2, 31, 27],
    [3, 21, 18],
    [100, 1, 1],
  ])('is made %i times smaller by what falls into each pixel', (smaller, across, down) => {
    const bytes = bmp({ ...size, bits: 24, pixel: packed })
    const pixels = decodeBmp(bytes, headerOf(bytes), smaller)
    expect([pixels?.width, pixels?.height]).toEqual([across, down])
    const expected = Array.from({ length: across * down }, (_, i) => {
      const [left, top] = [(i % across) * smaller, Math.floor(i / across) * smaller]
      const columns = Array.from({ length: Math.min(smaller, width - left) }, (__, x) => left + x)
      const rows = Array.from({ length: Math.min(smaller, height - top) }, (__, y) => top + y)
      const those = rows.flatMap((y) => columns.map((x) => colourAt(x, y)))
      return [0, 1, 2].map((channel) =>
        Math.round(those.reduce((sum, one) => sum + (one[channel] ?? 0), 0) / those.length),
      )
    })
    expect([...(pixels?.data ?? [])]).toEqual(expected.flat())
  })

  it('is laid on white where it is clear', () => {
    const shape = { ...size, headerBytes: 124, bits: 32, packing: 3, masks: rgba }
    const bytes = bmp({ ...shape, pixel: (x) => [0x00000000, 0x80000000, 0xff000000][x % 3] ?? 0 })
    expect([...(decodeBmp(bytes, headerOf(bytes))?.data.subarray(0, 9) ?? [])]).toEqual([
      255, 255, 255, 127, 127, 127, 0, 0, 0,
    ])
  })

  it('is black where the palette has no colour', () => {
    const bytes = bmp({ ...size, bits: 8, palette: [[1, 2, 3]], pixel: (x) => x % 2 })
    expect([...(decodeBmp(bytes, headerOf(bytes))?.data.subarray(0, 6) ?? [])]).toEqual([1, 2, 3, 0, 0, 0])
  })

  it.each([1, 2, 4, 5, 12, 13])('that is packed inside (%i) is refused by name', (packing) => {
    expect(readBmpHeader(bmp({ ...size, bits: 8, packing }))).toBe('compressedBmp')
  })

  it.each<[what: string, problem: string, change: (bytes: Buffer) => Uint8Array]>([
    ['an unknown header', 'notAPicture', (bytes) => bytes.fill(99, 14, 15)],
    ['another signature', 'notAPicture', (bytes) => bytes.fill(0x41, 0, 1)],
    ['nothing behind its signature', 'notAPicture', (bytes) => bytes.subarray(0, 2)],
    ['half a header', 'damaged', (bytes) => bytes.subarray(0, 40)],
    ['three bits', 'damaged', (bytes) => bytes.fill(3, 28, 29)],
    ['an unknown packing', 'damaged', (bytes) => bytes.fill(9, 30, 31)],
    ['masks for 24 bits', 'damaged', (bytes) => bytes.fill(3, 30, 31)],
    ['a negative width', 'damaged', (bytes) => bytes.fill(0xff, 18, 22)],
  ])('with %s is %s', (_what, problem, change) => {
    expect(readBmpHeader(change(bmp({ ...size, bits: 24 })))).toBe(problem)
  })

  it.each<[what: string, change: (bytes: Buffer) => Uint8Array]>([
    ['fewer pixels than it claims', (bytes) => bytes.subarray(0, -width * 2)],
    ['its pixels inside its header', (bytes) => bytes.fill(20, 10, 11)],
    ['its pixels far away', (bytes) => bytes.fill(0x7f, 10, 14)],
  ])('with %s has no pixels', (_what, change) => {
    const bytes = change(bmp({ ...size, bits: 24 }))
    expect(decodeBmp(bytes, headerOf(bytes))).toBeNull()
  })

  it('with masks full of holes has no pixels', () => {
    const bytes = bmp({ ...size, bits: 32, packing: 3, masks: [0xf0f0, 0xff, 0xff0000] })
    expect(decodeBmp(bytes, headerOf(bytes))).toBeNull()
  })

  it('may spare the padding of its last row', () => {
    const bytes = bmp({ ...size, height: -height, bits: 24, pixel: packed })
    expect(decodeBmp(bytes.subarray(0, -1), headerOf(bytes))).toEqual(decodeBmp(bytes, headerOf(bytes)))
  })

  it('becomes a picture like any other', async () => {
    const red = bmp({ width: 300, height: 200, bits: 24, pixel: () => 0xc03020 })
    const { jpeg, width: across, height: down } = await normalise(sharp, red)
    const [r = 0, g = 0, b = 0] = await sharp(jpeg).resize(1, 1).raw().toBuffer()
    expect([across, down]).toEqual([300, 200])
    expect([r, g, b].every((shade, i) => Math.abs(shade - ([0xc0, 0x30, 0x20][i] ?? 0)) < 6)).toBe(true)
  })
})
