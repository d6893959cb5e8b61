import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** Pictures no program would write: the bytes are put together here. */

export const plain = (width: number, height: number, background = '#8899aa'): Sharp =>
  sharp({ create: { width, height, channels: 3, background } })

export const noise = (width: number, height: number): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 80 },
    },
  })

const PNG_SIGNATURE = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4)
  return chunk
}

export interface PngShape {
  readonly width: number
  readonly height: number
  readonly depth?: number
  readonly colourType?: number
  readonly isInterlaced?: boolean
}

/** The first chunk of a PNG and what comes before it. */
export function pngStart({
  width,
  height,
  depth = 8,
  colourType = 2,
  isInterlaced = false,
}: PngShape): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([depth, colourType, 0, 0, isInterlaced ? 1 : 0], 8)
  return Buffer.concat([PNG_SIGNATURE, pngChunk('IHDR', header)])
}

/** A black PNG with these chunks before its pixels. */
export function blackPng(shape: PngShape, chunks: readonly Buffer[] = []): Buffer {
  const { width, height, depth = 8, isInterlaced = false } = shape
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[shape.colourType ?? 2] ?? 3
  const rows = height * (Math.ceil((width * samples * depth) / 8) + 1)
  const pixels = deflateSync(Buffer.alloc(isInterlaced ? rows + width + height * 8 : rows), { level: 9 })
  return Buffer.concat([
    pngStart(shape),
    ...chunks,
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** One segment of a JPEG: marker, length, content. */
function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...content])
}

/** A grey progressive JPEG whose every coefficient is refined again and again: valid, small, and slow to decode. */
export function jpegOfScans(width: number, height: number, scans: number, components = 3): Buffer {
  const each = Array.from({ length: components }, (_, i) => i + 1)
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8)
  // One symbol each: "no difference" for the first, "nothing in the next 32,767 blocks" for the others.
  const oneSymbol = [1, ...Array<number>(15).fill(0)]
  const runs = '0'.concat('1'.repeat(14)).repeat(Math.ceil(blocks / 32_767))
  const padded = runs.padEnd(Math.ceil(runs.length / 8) * 8, '1')
  const packed = (padded.match(/.{8}/g) ?? []).flatMap((bits) =>
    bits === '11111111' ? [255, 0] : [parseInt(bits, 2)],
  )
  const parts = [
    Buffer.of(0xff, 0xd8),
    segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    segment(0xc2, [
      8,
      height >> 8,
      height & 0xff,
      width >> 8,
      width & 0xff,
      components,
      ...each.flatMap((id) => [id, 0x11, 0]),
    ]),
    segment(0xc4, [0x00, ...oneSymbol, 0]),
    segment(0xc4, [0x10, ...oneSymbol, 0xe0]),
    segment(0xda, [components, ...each.flatMap((id) => [id, 0]), 0, 0, 0]),
    Buffer.alloc(Math.ceil((blocks * components) / 8)),
  ]
  let made = 1
  for (let step = 0; made < scans; step += 1, made += 1) {
    const [id, coefficient, low] = [
      1 + Math.floor(step / (63 * 14)),
      1 + (Math.floor(step / 14) % 63),
      13 - (step % 14),
    ]
    const precision = low === 13 ? 13 : ((low + 1) << 4) | low
    parts.push(segment(0xda, [1, id, 0, coefficient, coefficient, precision]), Buffer.from(packed))
  }
  return Buffer.concat([...parts, Buffer.of(0xff, 0xd9)])
}

/** A JPEG of 300×200 with `count` segments of `bytes` bytes between its start and its frame. */
export async function jpegOfSegments(count: number, bytes: number): Promise<Buffer> {
  const jpeg = await plain(300, 200).jpeg().toBuffer()
  const one = segment(0xe9, Array<number>(bytes - 4).fill(0x41))
  return Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: count }, () => one), jpeg.subarray(2)])
}

export interface BmpShape {
  readonly width: number
  /** Negative: rows from the top. */
  readonly height: number
  readonly bits: number
  /** 12, 40, 52, 56, 64, 108 or 124. */
  readonly headerBytes?: number
  readonly packing?: number
  readonly masks?: readonly number[]
  /** Red, green, blue each. */
  readonly palette?: readonly (readonly [number, number, number])[]
  /** What stands between header and pixels and is neither. */
  readonly gap?: number
  /** The bits of one pixel; without it every pixel is 0. */
  readonly pixel?: (x: number, y: number) => number
}

/** A BMP as the format says; `pixel` counts rows from the top of the picture, wherever they are in the file. */
export function bmp(shape: BmpShape): Buffer {
  const { width, bits, headerBytes = 40, packing = 0, masks = [], palette = [], gap = 0 } = shape
  const height = Math.abs(shape.height)
  const isCore = headerBytes === 12
  const masksBehind = headerBytes === 40 ? masks.length * 4 : 0
  const entryBytes = isCore ? 3 : 4
  const pixelsAt = 14 + headerBytes + masksBehind + palette.length * entryBytes + gap
  const stride = Math.ceil((width * bits) / 32) * 4
  const made = Buffer.alloc(pixelsAt + stride * height)
  made.write('BM', 'latin1')
  made.writeUInt32LE(made.length, 2)
  made.writeUInt32LE(pixelsAt, 10)
  made.writeUInt32LE(headerBytes, 14)
  if (isCore) {
    for (const [i, value] of [width, height, 1, bits].entries()) made.writeUInt16LE(value, 18 + i * 2)
  } else {
    made.writeInt32LE(width, 18)
    made.writeInt32LE(shape.height, 22)
    made.writeUInt16LE(1, 26)
    made.writeUInt16LE(bits, 28)
    made.writeUInt32LE(packing, 30)
    made.writeUInt32LE(palette.length, 46)
    for (const [i, mask] of masks.entries()) made.writeUInt32LE(mask, 54 + i * 4)
  }
  for (const [i, [red, green, blue]] of palette.entries())
    made.set([blue, green, red], 14 + headerBytes + masksBehind + i * entryBytes)
  for (let y = 0; y < height; y += 1) {
    const row = pixelsAt + stride * (shape.height < 0 ? y : height - 1 - y)
    for (let x = 0; x < width; x += 1) {
      const value = shape.pixel?.(x, y) ?? 0
      if (bits >= 8) made.writeUIntLE(value, row + (x * bits) / 8, bits / 8)
      else {
        const at = row + Math.floor((x * bits) / 8)
        made[at] = (made[at] ?? 0) | (value << (8 - bits - ((x * bits) % 8)))
      }
    }
  }
  return made
}
