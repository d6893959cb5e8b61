import sharp from 'sharp'
import { limits } from '../../src/main/lib/limits.ts'
import type { NormalPhoto } from '../../src/main/photos/normalise.ts'

/** Segments of a JPEG that are its picture: tables, frame, scan, restart interval, and JFIF's own. */
const NEEDED: ReadonlySet<number> = new Set([0xdb, 0xc4, 0xc0, 0xda, 0xdd, 0xe0])

/** What is wrong with a picture that was accepted; nothing is an empty list. Every pixel is decoded again. */
export async function faultsOf({ jpeg, thumb, width, height }: NormalPhoto): Promise<readonly string[]> {
  const { data, info } = await sharp(jpeg, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true })
  const meta = await sharp(jpeg).metadata()
  const small = await sharp(thumb, { failOn: 'warning' }).metadata()
  const rules: readonly (readonly [string, boolean])[] = [
    ['is a JPEG', meta.format === 'jpeg' && small.format === 'jpeg'],
    ['is not progressive', !meta.isProgressive],
    ['is in colour', meta.space === 'srgb' && info.channels === 3 && data.length === width * height * 3],
    ['is as large as it says', info.width === width && info.height === height],
    [
      'is small enough',
      Math.max(width, height) <= limits.photoOutPx && jpeg.length <= limits.photoOutMaxBytes,
    ],
    ['has a square thumbnail', small.width === 128 && small.height === 128],
    [
      'has nothing but a picture',
      [jpeg, thumb].every((bytes) => segmentsOf(bytes).every((one) => NEEDED.has(one))),
    ],
    ['ends where it ends', [jpeg, thumb].every((bytes) => bytes.readUInt16BE(bytes.length - 2) === 0xffd9)],
  ]
  return rules.filter(([, isMet]) => !isMet).map(([rule]) => rule)
}

/** Markers up to the first scan. */
function segmentsOf(jpeg: Buffer): readonly number[] {
  const markers: number[] = []
  for (let at = 2; at + 4 <= jpeg.length && markers.at(-1) !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2))
    markers.push(jpeg[at + 1] ?? 0)
  return markers
}
