// A process of its own: what the others have used does not count.
import { execFile } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { z } from 'zod'

const toldShape = z.object({
  seconds: z.number(),
  idleMb: z.number(),
  peakMb: z.number(),
  blockMs: z.number(),
})

export interface PhotosRun extends z.infer<typeof toldShape> {
  readonly mbEach: number
}

/** A phone's 12 megapixels. */
const [WIDTH, HEIGHT] = [4_000, 3_000]
/** Different pictures; the others are the same files under other names, and are prepared all the same. */
const DIFFERENT = 5
const MB = 1024 * 1024

/** Has so many photos made ready, as an import does. */
export async function preparePhotos(count: number): Promise<PhotosRun> {
  const root = mkdtempSync(join(tmpdir(), 'photos-'))
  try {
    const from = join(root, 'from')
    mkdirSync(from)
    for (let i = 0; i < DIFFERENT; i += 1) writeFileSync(join(root, `${i}.jpg`), await someLargePhoto(i))
    for (let i = 0; i < count; i += 1)
      linkSync(join(root, `${i % DIFFERENT}.jpg`), join(from, `guest ${i}.jpg`))
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'groups-photos-run.ts'), root])
    return { ...toldShape.parse(JSON.parse(stdout)), mbEach: statSync(join(root, '0.jpg')).size / MB }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** A face before a wall with a camera's noise, or it would be as small as no photo is. */
async function someLargePhoto(which: number): Promise<Buffer> {
  const noise = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer()
  const shapes = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="hsl(${which * 60} 30% 75%)"/><circle cx="2000" cy="1200" r="700" fill="#d9a679"/>
    <circle cx="1750" cy="1050" r="80" fill="#222"/><circle cx="2250" cy="1050" r="80" fill="#222"/>
    <rect x="1200" y="1950" width="1600" height="1050" fill="#345"/></svg>`
  return sharp(Buffer.from(shapes))
    .composite([{ input: noise, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer()
}
