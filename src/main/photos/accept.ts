import type Sharp from 'sharp'
import type { PhotoAnswer, PhotoProblem } from '../../shared/contract.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Store } from '../store/open-store.ts'
import { putPhoto } from '../store/photos.ts'
import { doubts, refusal } from './judge.ts'
import type { PhotoFiles } from './keep.ts'
import { type NormalPhoto, normalise } from './normalise.ts'

export interface ReadyNeeds {
  readonly sharp: () => Promise<typeof Sharp>
  readonly log: Log
}

export interface PhotoNeeds extends ReadyNeeds {
  readonly files: PhotoFiles
  readonly store: Store
  readonly clock: Clock
  /** Once it says so nothing is kept any more. */
  readonly signal: AbortSignal
}

export type ReadyPhoto =
  | { readonly ok: true; readonly photo: NormalPhoto }
  | { readonly ok: false; readonly problem: PhotoProblem }

/** Refused by its header, or normalised; nothing is kept anywhere. */
export async function readyPhoto(bytes: Uint8Array, needs: ReadyNeeds): Promise<ReadyPhoto> {
  const problem = refusal(bytes)
  if (problem) return { ok: false, problem }
  try {
    return { ok: true, photo: await normalise(await needs.sharp(), bytes) }
  } catch (error) {
    needs.log.info(`a picture of ${bytes.byteLength} bytes could not be decoded: ${(error as Error).name}`)
    return { ok: false, problem: 'damaged' }
  }
}

/** Takes a picture in: refused with a reason, or normalised, judged and kept. Nothing is kept of a refused one. */
export async function acceptPhoto(bytes: Uint8Array, needs: PhotoNeeds): Promise<PhotoAnswer> {
  const ready = await readyPhoto(bytes, needs)
  if (!ready.ok) return ready
  needs.signal.throwIfAborted()
  const { photo } = ready
  try {
    const { width, height, measures } = photo
    const hash = needs.files.keep(photo.jpeg, photo.thumb)
    putPhoto(needs.store, {
      hash,
      width,
      height,
      bytes: photo.jpeg.byteLength,
      takenAtMs: needs.clock.nowMs(),
    })
    return {
      ok: true,
      photoHash: hash,
      width,
      height,
      bytes: photo.jpeg.byteLength,
      doubts: doubts(measures),
    }
  } catch (error) {
    if (!isDiskFull(error)) throw error
    needs.log.error('a picture could not be kept', error)
    return { ok: false, problem: 'diskFull' }
  }
}

export function isDiskFull(error: unknown): boolean {
  const code = (error as { readonly code?: unknown }).code
  return code === 'ENOSPC' || code === 'SQLITE_FULL'
}
