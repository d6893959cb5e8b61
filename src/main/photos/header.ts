import { limits } from '../lib/limits.ts'
import { type BmpHeader, readBmpHeader } from './bmp.ts'

interface Size {
  readonly width: number
  readonly height: number
  /** Bytes its decoder has to hold at once, however small the result; 0 where it goes row by row. */
  readonly heldBytes: number
}

/** What the first bytes of a picture say, before anything is decoded. */
export type PictureHeader =
  | (Size & { readonly kind: 'png' })
  | (Size & { readonly kind: 'jpeg'; readonly scans: number })
  | (Size & BmpHeader)

/** `damaged` is a JPEG, PNG or BMP whose header is cut off or makes no sense. */
export type HeaderProblem = 'notAPicture' | 'compressedBmp' | 'damaged'

/**
 * Reads kind and size of a JPEG, PNG or BMP by its content. What passes here begins as only that kind begins, so that sharp
 * asks none of its other readers (SVG, GIF, TIFF and more).
 */
export function readHeader(bytes: Uint8Array): PictureHeader | HeaderProblem {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (head.length >= 8 && head.readBigUInt64BE() === PNG_SIGNATURE) return readPng(head)
  if (head.length >= 3 && head.readUIntBE(0, 3) === JPEG_SIGNATURE) return readJpeg(head)
  const bmp = readBmpHeader(head)
  return typeof bmp === 'string' ? bmp : { ...bmp, heldBytes: 0 }
}

const PNG_SIGNATURE = 0x89504e470d0a1a0an
/** Start of image, and the first byte of the next marker. */
const JPEG_SIGNATURE = 0xffd8ff

/** Samples of a pixel by the colour type of a PNG; a palette may bring opacity. */
const PNG_SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 4, 4: 2, 6: 4 }

function readPng(head: Buffer): PictureHeader | HeaderProblem {
  // The first chunk of a PNG is IHDR: length, type, then width, height, depth, colour type, packing, filter, interlacing.
  if (head.length < 29 || head.readUInt32BE(12) !== 0x49484452) return 'damaged'
  const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)]
  const [depth, colourType, isInterlaced] = [head[24], head[25] ?? 0, head[28] !== 0]
  const samples = PNG_SAMPLES[colourType]
  if (samples === undefined) return 'damaged'
  const heldBytes = isInterlaced ? width * height * samples * (depth === 16 ? 2 : 1) : 0
  return { kind: 'png', width, height, heldBytes }
}

/** Start-of-frame markers carry the size; C4, C8 and CC in the same range are other tables. */
const isFrameStart = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function readJpeg(head: Buffer): PictureHeader | HeaderProblem {
  let at = 2
  for (let steps = 0; steps < limits.photoHeaderSteps && at + 10 <= head.length; steps += 1) {
    const marker = head[at + 1] ?? 0
    const length = head.readUInt16BE(at + 2)
    if (head[at] !== 0xff) return 'damaged'
    if (marker === 0xff) at += 1
    else if (length < 2) return 'damaged'
    else if (isFrameStart(marker)) return readFrame(head, at)
    else at += 2 + length
  }
  return 'damaged'
}

function readFrame(head: Buffer, at: number): PictureHeader | HeaderProblem {
  const [height, width] = [head.readUInt16BE(at + 5), head.readUInt16BE(at + 7)]
  const components = head[at + 9] ?? 0
  if (at + 10 + components * 3 > head.length) return 'damaged'
  const factors = Array.from({ length: components }, (_, i) => {
    const both = head[at + 11 + i * 3] ?? 0
    return { across: both >> 4, down: both & 15 }
  })
  const across = Math.max(1, ...factors.map((one) => one.across))
  const down = Math.max(1, ...factors.map((one) => one.down))
  const samples = factors.reduce((sum, one) => sum + (one.across * one.down) / (across * down), 0)
  const scans = countScans(head, at)
  // What comes in several scans can only be put together when all of them have been read: two bytes for each sample.
  const heldBytes = scans > 1 ? width * height * samples * 2 : 0
  return { kind: 'jpeg', width, height, heldBytes, scans }
}

const START_OF_SCAN = Buffer.of(0xff, 0xda)

/** In what is packed behind the frame, every FF is followed by a zero, so this is a scan wherever it stands. */
function countScans(head: Buffer, from: number): number {
  let count = 0
  for (let at = head.indexOf(START_OF_SCAN, from); at !== -1; at = head.indexOf(START_OF_SCAN, at + 2)) {
    count += 1
    if (count > limits.photoScansMax) break
  }
  return count
}
