import type { PhotoDoubt, PhotoProblem } from '../../shared/contract.ts'
import { limits } from '../lib/limits.ts'
import { readHeader } from './header.ts'

/** What may not even be decoded: by size and header alone, in microseconds. Null means it may. */
export function refusal(bytes: Uint8Array): PhotoProblem | null {
  if (bytes.byteLength === 0) return 'empty'
  if (bytes.byteLength > limits.imageMaxBytes) return 'tooManyBytes'
  const header = readHeader(bytes)
  if (!header) return 'notAPicture'
  const { width, height } = header
  if (Math.min(width, height) < limits.imageMinPx) return 'tooSmall'
  if (Math.max(width, height) > limits.imageMaxPx) return 'tooLarge'
  return null
}

/** Measures of a grey copy of one fixed size: mean and deviation in 0–255, sharpness as sharp defines it. */
export interface Measures {
  /** The shorter edge of the picture itself, in pixels. */
  readonly edgePx: number
  readonly mean: number
  readonly deviation: number
  readonly sharpness: number
}

/** Edge length of the copy that is measured: brightness and sharpness depend on the size they are measured at. */
export const MEASURE_PX = 320

/** Below this HCP was seen to refuse a face. */
const SMALL_PX = 200
const DARK_MEAN = 50
const BRIGHT_MEAN = 215
const FLAT_DEVIATION = 12
// A soft but usable webcam picture measures about 1, a clearly blurred one 0.3.
const BLURRED_SHARPNESS = 0.35

/** What the guard should look at before he enrols the picture; he may overrule every one of them. */
export function doubts(measures: Measures): readonly PhotoDoubt[] {
  const found: PhotoDoubt[] = []
  if (measures.edgePx < SMALL_PX) found.push('small')
  if (measures.mean < DARK_MEAN) found.push('dark')
  if (measures.mean > BRIGHT_MEAN) found.push('bright')
  if (measures.deviation < FLAT_DEVIATION) found.push('flat')
  if (measures.sharpness < BLURRED_SHARPNESS) found.push('blurred')
  return found
}
