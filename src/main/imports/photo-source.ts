import { stat } from 'node:fs/promises'
import type { PhotoFileProblem, PhotoSourceProblem } from '../../shared/import-photos.ts'
import { openPhotoFolder } from './photo-folder.ts'
import { openPhotoZip } from './photo-zip.ts'

/** A picture somebody put beside the table; nobody has looked inside yet. */
export interface ListedPhoto {
  /** Below the folder or in the ZIP, with `/`. */
  readonly name: string
  readonly bytes: number
}

export interface RefusedPhoto {
  readonly name: string
  readonly problem: PhotoFileProblem
}

export type PhotoBytes =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly problem: PhotoFileProblem }

/** Photos listed once and read one at a time, so that five hundred megabytes never stand in memory. */
export interface PhotoSource {
  readonly photos: readonly ListedPhoto[]
  readonly refused: readonly RefusedPhoto[]
  /** Only names of `photos`; the bytes are at most the limit of one picture, and still nobody has decoded them. */
  read(name: string): Promise<PhotoBytes>
  close(): void
}

export type PhotoSourceAnswer =
  | { readonly ok: true; readonly source: PhotoSource }
  | { readonly ok: false; readonly problem: PhotoSourceProblem }

/** Lists the photos of a folder or a ZIP the guard has chosen; nothing stays open of one that is given up meanwhile. */
export async function openPhotoSource(path: string, signal?: AbortSignal): Promise<PhotoSourceAnswer> {
  try {
    // A link the guard himself has chosen may be followed; inside, none is.
    const opened = (await stat(path)).isDirectory() ? await openPhotoFolder(path) : await openPhotoZip(path)
    if (opened.ok && signal?.aborted) opened.source.close()
    return opened
  } catch (error) {
    const isGone = (error as { readonly code?: unknown }).code === 'ENOENT'
    return { ok: false, problem: isGone ? 'missing' : 'unreadable' }
  }
}
