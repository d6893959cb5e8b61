import type { PhotoAnswer } from '../../shared/contract.ts'
import type { Clock } from '../lib/clock.ts'
import { diskTrouble } from '../lib/disk-trouble.ts'
import type { Log } from '../lib/log.ts'
import type { Store } from '../store/open-store.ts'
import { putPhoto } from '../store/photos.ts'
import type { Darkroom } from './darkroom.ts'
import { doubts } from './judge.ts'
import type { PhotoFiles } from './keep.ts'

export interface PhotoNeeds {
  readonly darkroom: Darkroom
  readonly files: PhotoFiles
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Once it says so nothing is kept any more. */
  readonly signal: AbortSignal
}

/** Takes a picture in: refused with a reason, or normalised, judged and kept. Nothing is kept of a refused one. */
export async function acceptPhoto(bytes: Uint8Array, needs: PhotoNeeds): Promise<PhotoAnswer> {
  const ready = await needs.darkroom.normalise(bytes, 'next')
  if (!ready.ok) return ready
  needs.signal.throwIfAborted()
  const { jpeg, thumb, width, height, measures } = ready.picture
  try {
    const hash = await needs.files.keep(jpeg, thumb)
    needs.signal.throwIfAborted()
    putPhoto(needs.store, { hash, width, height, bytes: jpeg.byteLength, takenAtMs: needs.clock.nowMs() })
    // The same picture of an earlier guest may just have been destroyed; now that the store knows it, nobody does that.
    if (!needs.files.has(hash)) await needs.files.keep(jpeg, thumb)
    return { ok: true, photoHash: hash, width, height, bytes: jpeg.byteLength, doubts: doubts(measures) }
  } catch (error) {
    if (diskTrouble(error) !== 'diskFull') throw error
    needs.log.warn('a picture could not be kept: the disk is full')
    return { ok: false, problem: 'diskFull' }
  }
}
