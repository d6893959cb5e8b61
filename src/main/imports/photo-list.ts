import type { PhotoFileProblem, PhotoSourceProblem } from '../../shared/import-photos.ts'
import { limits } from '../lib/limits.ts'
import type { ListedPhoto, RefusedPhoto } from './photo-source.ts'

const PICTURE = /\.(?:jpe?g|png|bmp)$/iu
// What macOS puts beside every file: the same names, and no pictures.
const SHADOW = /(?:^|\/)(?:__MACOSX\/|\._)/u

/** By its ending; what it is by content is asked when it is read. Everything else in the folder is passed over. */
export function isPictureName(name: string): boolean {
  return PICTURE.test(name) && !SHADOW.test(name)
}

/** Collects photos within the limits of a whole source. */
export interface PhotoList {
  readonly photos: ListedPhoto[]
  readonly refused: RefusedPhoto[]
  /** Answers the problem that ends the listing, or null. */
  add(name: string, bytes: number, problem: PhotoFileProblem | null): PhotoSourceProblem | null
}

export function createPhotoList(): PhotoList {
  const photos: ListedPhoto[] = []
  const refused: RefusedPhoto[] = []
  let total = 0
  return {
    photos,
    refused,
    add(name, bytes, problem) {
      const why = problem ?? (bytes > limits.imageMaxBytes ? 'tooLarge' : null)
      if (why) refused.push({ name, problem: why })
      else {
        photos.push({ name, bytes })
        total += bytes
      }
      if (photos.length + refused.length > limits.importPhotosMax) return 'tooManyFiles'
      return total > limits.importPhotosMaxBytes ? 'tooLarge' : null
    },
  }
}
