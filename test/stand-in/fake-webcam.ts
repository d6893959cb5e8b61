// A film for Chromium's fake webcam (--use-file-for-fake-video-capture=…): one still picture, drawn, not photographed.
import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'

type Film = { readonly width?: number; readonly height?: number; readonly svg?: string }

// Chromium wants more than one frame to show a film.
const FRAMES = 2

/** Somebody at a reception: head and shoulders, light from the left, a wall behind. */
export const portrait = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720">
  <defs>
    <linearGradient id="wall" x1="0" x2="1"><stop stop-color="#dfe3e6"/><stop offset="1" stop-color="#b3bdc4"/></linearGradient>
    <radialGradient id="skin" cx=".38" cy=".35" r=".8"><stop stop-color="#f0c5a2"/><stop offset="1" stop-color="#c58c68"/></radialGradient>
    <linearGradient id="coat" x1="0" x2="1"><stop stop-color="#3b5876"/><stop offset="1" stop-color="#22384f"/></linearGradient>
  </defs>
  <rect width="1280" height="720" fill="url(#wall)"/>
  <rect x="80" y="70" width="250" height="330" fill="#cfd8dc" stroke="#8fa0aa" stroke-width="10"/>
  <path d="M80 320 L170 230 L240 300 L290 250 L330 290 V400 H80 Z" fill="#9fb5a4"/>
  <path d="M330 720 Q345 560 520 530 L760 530 Q935 560 950 720 Z" fill="url(#coat)"/>
  <path d="M560 470 H720 V545 Q640 620 560 545 Z" fill="#c08a66"/>
  <path d="M548 535 L640 640 L732 535 L760 548 L680 720 H600 L520 548 Z" fill="#f4f4f0"/>
  <path d="M626 632 H654 L664 720 H616 Z" fill="#8c2f39"/>
  <ellipse cx="478" cy="318" rx="24" ry="44" fill="#cf9872"/><ellipse cx="802" cy="318" rx="24" ry="44" fill="#b97f5c"/>
  <path d="M480 290 Q480 110 640 110 Q800 110 800 290 Q800 420 730 480 Q640 545 550 480 Q480 420 480 290 Z" fill="url(#skin)"/>
  <path d="M470 290 Q455 75 640 70 Q825 75 810 290 Q800 200 740 180 Q640 215 545 175 Q490 200 470 290 Z" fill="#4b3528"/>
  <path d="M528 262 Q565 238 604 258 M676 258 Q715 238 752 262" stroke="#4b3528" stroke-width="11" fill="none" stroke-linecap="round"/>
  <g fill="#fff"><ellipse cx="567" cy="298" rx="33" ry="18"/><ellipse cx="713" cy="298" rx="33" ry="18"/></g>
  <g fill="#3d5a40"><circle cx="569" cy="298" r="16"/><circle cx="711" cy="298" r="16"/></g>
  <g fill="#111"><circle cx="569" cy="298" r="8"/><circle cx="711" cy="298" r="8"/></g>
  <path d="M640 300 Q628 370 616 384 Q640 402 664 384" stroke="#a06a4c" stroke-width="8" fill="none" stroke-linecap="round"/>
  <path d="M578 432 Q640 470 702 432 Q640 448 578 432 Z" fill="#a4504a" stroke="#8d4540" stroke-width="6"/>
</svg>`

function toI420(rgb: Buffer, width: number, height: number): Buffer {
  const luma = Buffer.alloc(width * height)
  const blue = Buffer.alloc((width * height) / 4)
  const red = Buffer.alloc((width * height) / 4)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 3
      const [r = 0, g = 0, b = 0] = [rgb[at], rgb[at + 1], rgb[at + 2]]
      luma[row * width + column] = ((66 * r + 129 * g + 25 * b + 128) >> 8) + 16
      if (row % 2 === 1 || column % 2 === 1) continue
      const quarter = (row >> 1) * (width >> 1) + (column >> 1)
      blue[quarter] = ((-38 * r - 74 * g + 112 * b + 128) >> 8) + 128
      red[quarter] = ((112 * r - 94 * g - 18 * b + 128) >> 8) + 128
    }
  }
  return Buffer.concat([luma, blue, red])
}

/** Writes a y4m file; width and height must be even. */
export async function writeFakeWebcam(file: string, film: Film = {}): Promise<void> {
  const { width = 1280, height = 720, svg = portrait } = film
  if (width % 2 === 1 || height % 2 === 1) throw new RangeError('a film needs an even width and height')
  const picture = sharp(Buffer.from(svg))
    .resize(width, height, { fit: 'cover' })
    .flatten({ background: '#fff' })
  const frame = toI420(await picture.removeAlpha().raw().toBuffer(), width, height)
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`)
  const frames = Array.from({ length: FRAMES }, () => [Buffer.from('FRAME\n'), frame]).flat()
  await writeFile(file, Buffer.concat([header, ...frames]))
}
