import type { PhotoAnswer } from '../../shared/contract.ts'
import type { Operations } from '../guards/operations.ts'
import { acceptPhoto, type PhotoNeeds } from '../photos/accept.ts'

export interface TakePhotosNeeds extends Omit<PhotoNeeds, 'signal'> {
  readonly operations: Operations
}

/** Takes pictures in, one by one, when the machine can bear it. */
export function takePhotos({
  operations,
  ...needs
}: TakePhotosNeeds): (bytes: Uint8Array) => Promise<PhotoAnswer> {
  return async (bytes) => {
    const ran = await operations.run('photo', (signal) => acceptPhoto(bytes, { ...needs, signal }))
    if (ran.ok) return ran.value
    return { ok: false, problem: ran.refused === 'paused' ? 'paused' : 'tooSlow' }
  }
}
