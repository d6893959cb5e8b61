// Pictures: mutated JPEG, PNG and BMP files, and headers that lie. Each is taken with a valid picture, or refused in words.
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { type Darkroom, openDarkroom } from '../../src/main/photos/darkroom.ts'
import { problems as en } from '../../src/renderer/text/en-problems.ts'
import { problems as ru } from '../../src/renderer/text/ru-problems.ts'
import { somePortrait } from '../desk-harness.ts'
import { faultsOf } from '../photos/normal-picture.ts'
import { blackPng, bmp, jpegOfScans, noise, pngChunk } from '../photos/picture-makers.ts'
import { type Chance, type Fuzz, mutated, tryCases } from './chance.ts'

type Kind = 'jpeg' | 'png' | 'bmp'
interface Source {
  readonly kind: Kind
  readonly bytes: Buffer
}

/** Every way of writing a picture that its decoder has to know. */
export async function someSources(): Promise<readonly Source[]> {
  const portrait = sharp(await somePortrait()).resize(400, 300)
  const exif = { IFD0: { Make: 'Camera', Artist: 'Somebody' }, IFD3: { GPSLatitude: '43/1 15/1 0/1' } }
  const made = (kind: Kind, picture: Promise<Buffer>): Promise<Source> =>
    picture.then((bytes) => ({ kind, bytes }))
  const pixel = (x: number, y: number): number => (x * 40_503 + y * 9_973) & 0xffff
  const written = [
    bmp({ width: 90, height: 70, bits: 24, pixel }),
    bmp({
      width: 200,
      height: -60,
      bits: 32,
      headerBytes: 108,
      packing: 3,
      masks: [0xff0000, 0xff00, 0xff, 0xff000000],
      pixel,
    }),
    bmp({ width: 61, height: 99, bits: 16, packing: 3, masks: [0xf800, 0x7e0, 0x1f], pixel }),
    bmp({
      width: 100,
      height: 80,
      bits: 8,
      palette: Array.from({ length: 256 }, (_, i) => [i, 255 - i, 9]),
      pixel: (x, y) => (x + y) & 255,
    }),
    bmp({
      width: 333,
      height: 55,
      bits: 1,
      headerBytes: 12,
      palette: [
        [0, 0, 0],
        [255, 255, 255],
      ],
      pixel: (x, y) => (x ^ y) & 1,
    }),
  ]
  return [
    ...(await Promise.all([
      made('jpeg', portrait.clone().jpeg().withExif(exif).toBuffer()),
      made(
        'jpeg',
        portrait
          .clone()
          .jpeg({ progressive: true, chromaSubsampling: '4:4:4' })
          .withMetadata({ orientation: 6 })
          .toBuffer(),
      ),
      made('jpeg', portrait.clone().greyscale().jpeg({ quality: 40 }).toBuffer()),
      made('jpeg', portrait.clone().toColourspace('cmyk').jpeg().toBuffer()),
      made('jpeg', noise(120, 120).jpeg({ quality: 95 }).toBuffer()),
      made('png', portrait.clone().png().withIccProfile('p3').toBuffer()),
      made('png', portrait.clone().ensureAlpha(0.5).png({ progressive: true }).toBuffer()),
      made('png', portrait.clone().png({ palette: true, colours: 16 }).toBuffer()),
      made('png', portrait.clone().toColourspace('rgb16').png().withExif(exif).toBuffer()),
      made('png', noise(90, 90).greyscale().png().toBuffer()),
    ])),
    { kind: 'jpeg', bytes: jpegOfScans(200, 160, 40) },
    {
      kind: 'png',
      bytes: blackPng({ width: 300, height: 300, depth: 4, colourType: 0, isInterlaced: true }),
    },
    ...written.map((bytes): Source => ({ kind: 'bmp', bytes })),
  ]
}

const SIZES = [0, 1, 49, 50, 500, 3_999, 4_000, 4_001, 60_000, 65_535] as const

/** The bytes of one case. */
export function somePicture(chance: Chance, sources: readonly [Source, ...Source[]]): Buffer {
  const { kind, bytes } = chance.pick(sources)
  const other = chance.pick(sources).bytes
  const lied = chance.once(2) ? liars[kind](Buffer.from(bytes), chance) : bytes
  const out = chance.once(4) ? lied : mutated(lied, chance, other)
  // Past the checksums everything is still to be doubted.
  return kind === 'png' && chance.once(2) ? withRightSums(out) : Buffer.from(out)
}

/** Whatever the header says may be something else. */
const liars: Readonly<Record<Kind, (bytes: Buffer, chance: Chance) => Buffer>> = {
  jpeg(bytes, chance) {
    const frame = bytes.findIndex(
      (byte, at) => byte === 0xff && [0xc0, 0xc1, 0xc2].includes(bytes[at + 1] ?? 0),
    )
    bytes.writeUInt16BE(chance.pick(SIZES), frame + 5)
    bytes.writeUInt16BE(chance.pick(SIZES), frame + 7)
    if (chance.once(3)) bytes[frame + 9 + chance.below(9)] = chance.below(256)
    return bytes
  },
  png(bytes, chance) {
    bytes.writeUInt32BE(chance.once(9) ? 2 ** 32 - 1 : chance.pick(SIZES), 16)
    bytes.writeUInt32BE(chance.pick(SIZES), 20)
    if (chance.once(3)) bytes[24 + chance.below(5)] = chance.below(20)
    const extra = pngChunk(
      chance.pick(['tEXt', 'zTXt', 'iCCP', 'eXIf', 'PLTE', 'tRNS', 'IDAT', 'acTL']),
      bytes.subarray(40, 40 + chance.below(900)),
    )
    return withRightSums(
      chance.once(3) ? Buffer.concat([bytes.subarray(0, 33), extra, bytes.subarray(33)]) : bytes,
    )
  },
  bmp(bytes, chance) {
    const fields = [10, 14, 18, 22, 28, 30, 46, 54, 58, 62, 66] as const
    for (let left = 1 + chance.below(3); left > 0; left -= 1) {
      const value = chance.once(4)
        ? Math.floor(chance.random() * 2 ** 32)
        : chance.pick([...SIZES, 3, 4, 8, 16, 24, 32, 40, 54])
      bytes.writeUInt32LE(value, chance.pick(fields))
    }
    return bytes
  },
}

/** The same chunks, each with the sum that belongs to it. */
function withRightSums(png: Buffer): Buffer {
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 12 + png.readUInt32BE(at)
    if (end > png.length) break
    png.writeUInt32BE(crc32(png.subarray(at + 4, end - 4)), end - 4)
    at = end
  }
  return png
}

async function faultOf(bytes: Buffer, darkroom: Darkroom, chance: Chance): Promise<string | null> {
  const before = Buffer.from(bytes)
  const made = chance.once(8) ? await darkroom.shrink(bytes) : await darkroom.normalise(bytes, 'next')
  if (!bytes.equals(before)) return 'the caller’s bytes have changed'
  if (!made.ok) {
    const isTold = [en, ru].every((words) => words.photo[made.problem].length > 10)
    const isExpected = [
      'notAPicture',
      'compressedBmp',
      'tooSmall',
      'tooLarge',
      'tooHeavy',
      'damaged',
      'empty',
      'tooManyBytes',
    ]
    return isTold && isExpected.includes(made.problem) ? null : `refused without a sentence: ${made.problem}`
  }
  const faults = Buffer.isBuffer(made.picture)
    ? await faultsOfSmall(made.picture)
    : await faultsOf(made.picture)
  return faults.length === 0 ? null : `taken, and it breaks: ${faults.join(', ')}`
}

async function faultsOfSmall(jpeg: Buffer): Promise<readonly string[]> {
  const { format, width, height, exif } = await sharp(jpeg, { failOn: 'warning' }).metadata()
  const isFine = format === 'jpeg' && Math.max(width, height) <= limits.passagePicturePx && exif === undefined
  return isFine ? [] : ['is small and nothing but a picture']
}

export const fuzzPictures: Fuzz = async (seed, cases, say) => {
  const [first, ...others] = await someSources()
  if (first === undefined) throw new Error('there are no pictures')
  const darkroom = openDarkroom({ scheduler: systemScheduler, log: silentLog })
  try {
    return await tryCases(seed, cases, say, (chance) =>
      faultOf(somePicture(chance, [first, ...others]), darkroom, chance),
    )
  } finally {
    await darkroom.close()
  }
}
