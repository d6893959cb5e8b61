import type { PhotoDoubt, PhotoProblem } from './contract.ts'
import type { PhotoFileProblem, PhotoSourceProblem } from './import-photos.ts'

/** A folder or ZIP of photos, chosen by the guard; null: he has changed his mind. */
export type PhotosAnswer =
  | {
      readonly ok: true
      /** Of the folder or ZIP, without its path. */
      readonly sourceName: string
      readonly names: readonly string[]
      readonly refused: readonly { readonly name: string; readonly problem: PhotoFileProblem }[]
    }
  | { readonly ok: false; readonly problem: PhotoSourceProblem }
  | null

/**
 * One photo made ready as it would be enrolled, and put aside: `photoHash` may be shown and enrolled, but belongs to
 * nobody until then.
 */
export type ImportPhotoAnswer =
  | { readonly ok: true; readonly photoHash: string; readonly doubts: readonly PhotoDoubt[] }
  | { readonly ok: false; readonly problem: PhotoProblem | PhotoFileProblem }

export interface NameAsked {
  readonly familyName: string
  readonly givenName: string
}
