import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { limits } from '../../src/main/lib/limits.ts'
import { caseChance } from '../fuzz/chance.ts'
import { somePicture, someSources } from '../fuzz/pictures.ts'
import {
  blackPng,
  bmp,
  jpegOfScans,
  jpegOfSegments,
  noise,
  pngChunk,
  pngStart,
} from '../photos/picture-makers.ts'

const MUTATED = 1_000
const SEED = 20_261_121
const { imageMaxPx: most, imageMaxBytes } = limits

type PictureKind = 'photos' | 'headers' | 'bombs' | 'mutated'

/** Writes all pictures of the bench: photos, what only claims to be one, what is meant to cost much, and what is broken. */
export async function makePictures(folder: string): Promise<void> {
  const write = (kind: PictureKind, name: string, bytes: Uint8Array): void => {
    mkdirSync(join(folder, kind), { recursive: true })
    writeFileSync(join(folder, kind, name), bytes)
  }
  write('photos', '1 megapixel', await somePhoto(1_000, 1_000))
  write('photos', '12 megapixels', await somePhoto(4_000, 3_000))
  write('photos', '16 megapixels', await somePhoto(4_000, 4_000))
  write(
    'photos',
    '1.7 megapixels as BMP',
    bmp({ width: 1_600, height: 1_080, bits: 24, pixel: (x, y) => (x * 40_503 + y) & 0xffffff }),
  )

  write('headers', 'a PNG of 60,000 × 60,000', pngStart({ width: 60_000, height: 60_000 }))
  write(
    'headers',
    'five megabytes and a byte',
    Buffer.concat([await somePhoto(1_000, 1_000), Buffer.alloc(imageMaxBytes)]).subarray(
      0,
      imageMaxBytes + 1,
    ),
  )
  write('headers', 'a JPEG of a million segments', await jpegOfSegments(1_000_000, 4))
  write('headers', 'a JPEG of nothing but fill bytes', Buffer.alloc(imageMaxBytes, 0xff).fill(0xd8, 1, 2))
  write('headers', 'a JPEG of two thousand scans', jpegOfScans(most, most, 2_000))
  write(
    'headers',
    'five megabytes of scans',
    Buffer.concat([
      jpegOfScans(most, most, 2),
      Buffer.alloc(imageMaxBytes - 200_000).fill(Buffer.of(0xff, 0xda)),
    ]),
  )
  write(
    'headers',
    'a PNG that must be held whole',
    pngStart({ width: most, height: most, depth: 16, colourType: 6, isInterlaced: true }),
  )
  write('headers', 'a BMP of 60,000 rows', bmp({ width: 1, height: 1, bits: 24 }).fill(0x7f, 22, 24))
  write(
    'headers',
    'a TIFF',
    await sharp(await somePhoto(1_000, 1_000))
      .tiff({ compression: 'none' })
      .toBuffer(),
  )

  const text = pngChunk(
    'zTXt',
    Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(50 * 1024 * 1024))]),
  )
  const pixels = blackPng({ width: 300, height: 300 })
  write(
    'bombs',
    'texts of gigabytes',
    Buffer.concat([pixels.subarray(0, 33), ...Array.from({ length: 90 }, () => text), pixels.subarray(33)]),
  )
  write('bombs', 'as many scans as may be', jpegOfScans(3_344, 3_344, limits.photoScansMax))
  write(
    'bombs',
    'a progressive JPEG, as large as may be',
    await sharp({ create: { width: most, height: most, channels: 3, background: '#888' } })
      .jpeg({ progressive: true })
      .toBuffer(),
  )
  write(
    'bombs',
    'an interlaced PNG, as large as may be',
    blackPng({ width: most, height: most, colourType: 6, isInterlaced: true }),
  )
  write(
    'bombs',
    'sixteen bits, as large as may be',
    blackPng({ width: most, height: most, depth: 16, colourType: 6 }),
  )
  write('bombs', 'a BMP of two colours, as large as may be', bmp({ width: most, height: most, bits: 1 }))

  const [first, ...others] = await someSources()
  if (first === undefined) throw new Error('there are no pictures')
  for (let i = 0; i < MUTATED; i += 1)
    write('mutated', `${i}`, somePicture(caseChance(SEED, i), [first, ...others]))
}

/** A portrait with a camera's grain, turned by its note; as JPEG it weighs what a phone's picture does. */
async function somePhoto(width: number, height: number): Promise<Buffer> {
  const grain = await noise(Math.round(width / 4), Math.round(height / 4))
    .resize(width, height)
    .png({ compressionLevel: 0 })
    .toBuffer()
  const shapes = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="${width}" height="${height}" preserveAspectRatio="none">
    <rect width="400" height="300" fill="hsl(60 30% 75%)"/><circle cx="200" cy="120" r="70" fill="#d9a679"/>
    <circle cx="175" cy="105" r="8" fill="#222"/><circle cx="225" cy="105" r="8" fill="#222"/>
    <rect x="120" y="195" width="160" height="105" fill="#345"/></svg>`
  return sharp(Buffer.from(shapes))
    .composite([{ input: grain, blend: 'soft-light' }])
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 85 })
    .toBuffer()
}
