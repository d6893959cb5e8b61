import type sharpModule from 'sharp'
import type { Sharp } from 'sharp'
import { limits } from '../lib/limits.ts'
import { decodeBmp } from './bmp.ts'
import { readHeader } from './header.ts'
import { type Measures, measure } from './judge.ts'
import { pictureChunks } from './png-chunks.ts'

export interface NormalPhoto {
  /** RGB JPEG, at most 500×500 and 200 KB, without metadata. */
  readonly jpeg: Buffer
  readonly thumb: Buffer
  readonly width: number
  readonly height: number
  readonly measures: Measures
}

const QUALITY = 80
const LIGHTER = [72, 64, 56, 48, 40] as const
const HEAVIER = [88, 94, 98, 100] as const
const SMALLER = 0.8
const THUMB_PX = 128
const WHITE = '#ffffff'

/**
 * Makes the picture HCP is known to take: turned as EXIF says, stripped, sRGB, at most 500×500, 10–200 KB. What no quality
 * brings to 10 KB stays as light as it is, and raises a doubt. Throws when the content cannot be decoded.
 */
export async function normalise(sharp: typeof sharpModule, bytes: Uint8Array): Promise<NormalPhoto> {
  const { data, info } = await upright(sharp, bytes, limits.photoOutPx)
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const pixels = (): Sharp => sharp(data, { raw: { width, height, channels } })
  const jpeg = await rightWeight(pixels, width)
  const edge = limits.photoMeasurePx
  const [thumb, shades] = await Promise.all([
    pixels()
      .resize(THUMB_PX, THUMB_PX, { fit: 'cover', position: 'top' })
      .jpeg({ quality: QUALITY })
      .toBuffer(),
    pixels().greyscale().resize(edge, edge, { fit: 'cover' }).raw().toBuffer(),
  ])
  return {
    jpeg: jpeg.data,
    thumb,
    width: jpeg.info.width,
    height: jpeg.info.height,
    measures: { edgePx: Math.min(width, height), bytes: jpeg.info.size, ...measure(shades) },
  }
}

/** Within the bytes HCP is known to take, by quality first, then by size. */
async function rightWeight(pixels: () => Sharp, width: number) {
  const made = (quality: number, edge = width) =>
    (edge === width ? pixels() : pixels().resize({ width: edge }))
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true })
  let picture = await made(QUALITY)
  for (const quality of HEAVIER) {
    if (picture.info.size >= limits.photoOutMinBytes) break
    picture = await made(quality)
  }
  for (let edge = width; ; edge = Math.round(edge * SMALLER)) {
    for (const quality of LIGHTER) {
      if (picture.info.size <= limits.photoOutMaxBytes) return picture
      picture = await made(quality, edge)
    }
  }
}

/** A small copy for a row of a list, at most 320×320, without metadata. Throws when the content cannot be decoded. */
export function shrink(sharp: typeof sharpModule, bytes: Uint8Array): Promise<Buffer> {
  return upright(sharp, bytes, limits.passagePicturePx).jpeg({ quality: 75 }).toBuffer()
}

/** The picture in this square, as it is to be seen: red, green and blue, no opacity, and nothing beside it. */
function upright(sharp: typeof sharpModule, bytes: Uint8Array, edge: number): Sharp {
  return opened(sharp, bytes, edge)
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: WHITE })
    .toColourspace('srgb')
}

function opened(sharp: typeof sharpModule, bytes: Uint8Array, edge: number): Sharp {
  const header = readHeader(bytes)
  if (typeof header === 'string') throw new Error(header)
  if (header.kind !== 'bmp') {
    const picture = header.kind === 'png' ? pictureChunks(bytes) : bytes
    return sharp(picture, { failOn: 'error', limitInputPixels: limits.imageMaxPx ** 2 })
  }
  // At least twice as large as wished, so that what is left to make smaller is made well.
  const smaller = Math.floor(Math.max(header.width, header.height) / (2 * edge))
  const pixels = decodeBmp(bytes, header, Math.max(1, smaller))
  if (pixels === null) throw new Error('there are fewer pixels than the header claims')
  return sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } })
}
