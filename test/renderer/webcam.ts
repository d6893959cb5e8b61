import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { portrait } from './portraits.ts'

const WIDTH = 1280
const HEIGHT = 720

/** A guest before the camera: a short film for Chromium's fake webcam (raw YUV 4:2:0, two equal frames). */
export async function writeWebcamFilm(path: string): Promise<void> {
  const face = await sharp(Buffer.from(portrait('00002a')))
    .resize(HEIGHT, HEIGHT)
    .toBuffer()
  const { data } = await sharp({
    create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#cfd8dc' },
  })
    .composite([{ input: face, left: (WIDTH - HEIGHT) / 2, top: 0 }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const frame = Buffer.concat([Buffer.from('FRAME\n'), yuv420(data)])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`)
  await writeFile(path, Buffer.concat([head, frame, frame]))
}

function yuv420(rgb: Buffer): Buffer {
  const luma = Buffer.alloc(WIDTH * HEIGHT)
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2)
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const at = (y * WIDTH + x) * 3
      const [r = 0, g = 0, b = 0] = rgb.subarray(at, at + 3)
      luma[y * WIDTH + x] = 0.299 * r + 0.587 * g + 0.114 * b
      if (y % 2 === 1 || x % 2 === 1) continue
      const spot = (y / 2) * (WIDTH / 2) + x / 2
      chroma[spot] = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b
      chroma[(WIDTH * HEIGHT) / 4 + spot] = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b
    }
  }
  return Buffer.concat([luma, chroma])
}
