/** Picture rules: no official numbers exist; these are the working values of field reports, read strictly. */
const LARGEST_BYTES = 200 * 1024
const SMALLEST_SIDE_PX = 200

const START_OF_IMAGE = 0xffd8
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

export interface JpegHeader {
  readonly width: number
  readonly height: number
  /** 3 = colour; 1 = grey; 4 = CMYK */
  readonly components: number
  readonly baseline: boolean
}

/** SOF0…SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Walks the segments up to the frame header; null = no JPEG, or broken off before it. */
export function readJpegHeader(bytes: Buffer): JpegHeader | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== START_OF_IMAGE) return null
  let at = 2
  while (at + 10 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    // 0xFF may be repeated as padding in front of a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrameHeader(marker))
      return {
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
        components: bytes[at + 9] ?? 0,
        baseline: marker === 0xc0 || marker === 0xc1,
      }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return null
    at += 2 + length
  }
  return null
}

/** Bare base64 of a usable face picture → its bytes; null = HCP would refuse it. */
export function acceptFace(faceData: unknown): Buffer | null {
  // No `data:` prefix, no line breaks.
  if (typeof faceData !== 'string' || faceData.length % 4 !== 0 || !BASE64.test(faceData)) return null
  const bytes = Buffer.from(faceData, 'base64')
  if (bytes.length > LARGEST_BYTES) return null
  const header = readJpegHeader(bytes)
  if (header === null || !header.baseline || header.components !== 3) return null
  return Math.min(header.width, header.height) >= SMALLEST_SIDE_PX ? bytes : null
}
