import type { PhotoDoubt, PhotoProblem } from '../../shared/contract.ts'
import { limits } from '../lib/limits.ts'
import { readHeader } from './header.ts'

/** What may not even be decoded: by size and header alone, in a few milliseconds. Null means it may. */
export function refusal(bytes: Uint8Array): PhotoProblem | null {
  if (bytes.byteLength === 0) return 'empty'
  if (bytes.byteLength > limits.imageMaxBytes) return 'tooManyBytes'
  const header = readHeader(bytes)
  if (typeof header === 'string') return header
  const { width, height, heldBytes } = header
  if (Math.min(width, height) < limits.imageMinPx) return 'tooSmall'
  if (Math.max(width, height) > limits.imageMaxPx) return 'tooLarge'
  if (heldBytes > limits.photoHeldMaxBytes) return 'tooHeavy'
  return header.kind === 'jpeg' && header.scans > limits.photoScansMax ? 'tooHeavy' : null
}

/** Measures of a grey copy of one fixed size: mean and deviation in 0–255, sharpness as sharp defines it. */
export interface Measures {
  /** The shorter edge of the picture itself, in pixels. */
  readonly edgePx: number
  /** As it would be sent. */
  readonly bytes: number
  readonly mean: number
  readonly deviation: number
  readonly sharpness: number
}

/** Measures the shades of a square grey copy, row by row. Sharpness is the deviation of its Laplacian. */
export function measure(shades: Uint8Array): Omit<Measures, 'edgePx' | 'bytes'> {
  const edge = Math.sqrt(shades.length)
  const { mean, deviation } = spread(shades)
  const laplacian = new Float64Array(shades.length)
  for (let y = 0; y < edge; y += 1) {
    // Beyond the edge lies what is at the edge.
    const [above, row, below] = [Math.max(0, y - 1) * edge, y * edge, Math.min(edge - 1, y + 1) * edge]
    for (let x = 0; x < edge; x += 1) {
      const [left, right] = [Math.max(0, x - 1), Math.min(edge - 1, x + 1)]
      const shade = (at: number): number => shades[at] ?? 0
      const around = shade(above + x) + shade(below + x) + shade(row + left) + shade(row + right)
      laplacian[row + x] = (around - 4 * shade(row + x)) / 9
    }
  }
  return { mean, deviation, sharpness: spread(laplacian).deviation }
}

function spread(values: Uint8Array | Float64Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0
  let squares = 0
  for (const value of values) {
    sum += value
    squares += value * value
  }
  const count = values.length
  return { mean: sum / count, deviation: Math.sqrt(Math.max(0, squares - (sum * sum) / count) / (count - 1)) }
}

/** What the guard should look at before he enrols the picture, the gravest first; he may overrule every one of them. */
export function doubts({ edgePx, bytes, mean, deviation, sharpness }: Measures): readonly PhotoDoubt[] {
  const found: PhotoDoubt[] = []
  if (edgePx < limits.photoSmallPx) found.push('small')
  if (mean < limits.photoDarkMean) found.push('dark')
  if (mean > limits.photoBrightMean) found.push('bright')
  if (deviation < limits.photoFlatDeviation) found.push('flat')
  if (sharpness < limits.photoBlurredSharpness) found.push('blurred')
  // Lighter than any photo that was seen to be taken, and it is clear from nothing else why.
  return found.length === 0 && bytes < limits.photoOutMinBytes ? ['small'] : found
}
