import type sharpModule from 'sharp'
import type { Sharp } from 'sharp'
import { limits } from '../lib/limits.ts'
import { MEASURE_PX, type Measures } from './judge.ts'

export interface NormalPhoto {
  /** RGB JPEG, at most 500×500 and 200 KB, without metadata. */
  readonly jpeg: Buffer
  readonly thumb: Buffer
  readonly width: number
  readonly height: number
  readonly measures: Measures
}

const QUALITIES = [80, 72, 64, 56, 48, 40] as const
const SMALLER = 0.8
const THUMB_PX = 128

/**
 * Makes the picture HCP is known to take: turned as EXIF says, stripped, sRGB, at most 500×500, quality stepped down from
 * 80 (and then the size) until it is small enough. Throws when the content cannot be decoded.
 */
export async function normalise(sharp: typeof sharpModule, bytes: Uint8Array): Promise<NormalPhoto> {
  const upright = await sharp(bytes, { failOn: 'error', limitInputPixels: limits.imageMaxPx ** 2 })
    .autoOrient()
    .resize({ width: limits.photoOutPx, height: limits.photoOutPx, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = upright.info
  const pixels = () => sharp(upright.data, { raw: { width, height, channels } })
  const [jpeg, thumb, measures] = await Promise.all([
    smallEnough(pixels, width),
    pixels().resize(THUMB_PX, THUMB_PX, { fit: 'cover', position: 'top' }).jpeg({ quality: 80 }).toBuffer(),
    measure(sharp, pixels, Math.min(width, height)),
  ])
  return { jpeg: jpeg.data, thumb, width: jpeg.info.width, height: jpeg.info.height, measures }
}

async function smallEnough(pixels: () => Sharp, width: number) {
  for (let edge = width; ; edge = Math.round(edge * SMALLER)) {
    for (const quality of QUALITIES) {
      const made = await pixels()
        .resize({ width: edge })
        .jpeg({ quality })
        .toBuffer({ resolveWithObject: true })
      if (made.info.size <= limits.photoOutMaxBytes) return made
    }
  }
}

async function measure(sharp: typeof sharpModule, pixels: () => Sharp, edgePx: number): Promise<Measures> {
  const copy = await pixels()
    .greyscale()
    .resize(MEASURE_PX, MEASURE_PX, { fit: 'cover' })
    .png({ compressionLevel: 0 })
    .toBuffer()
  const { channels, sharpness } = await sharp(copy).stats()
  return { edgePx, mean: channels[0]?.mean ?? 0, deviation: channels[0]?.stdev ?? 0, sharpness }
}

/** A small copy for a row of a list, at most 320×320, without metadata. Throws when the content cannot be decoded. */
export function shrink(sharp: typeof sharpModule, bytes: Uint8Array): Promise<Buffer> {
  const edge = limits.passagePicturePx
  return sharp(bytes, { failOn: 'error', limitInputPixels: limits.imageMaxPx ** 2 })
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 75 })
    .toBuffer()
}
