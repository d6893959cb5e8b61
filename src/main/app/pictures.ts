import { join } from 'node:path'
import type { Operations } from '../guards/operations.ts'
import { readEventPicture } from '../hcp/endpoints/events.ts'
import type { Gate } from '../hcp/gate.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Darkroom } from '../photos/darkroom.ts'
import { type FetchedPicture, type PassagePictures, passagePictures } from '../photos/passage-pictures.ts'
import { pictureCache } from '../photos/picture-cache.ts'
import type { Store } from '../store/open-store.ts'

export interface PictureNeeds {
  /** Folder of the desk; the pictures get one of their own in it. */
  readonly folder: string
  readonly store: Store
  readonly gate: Gate
  readonly isPaused: Operations['isPaused']
  readonly darkroom: Darkroom
  readonly clock: Clock
  readonly log: Log
}

/** Joins the pictures of passages with HCP, the store and the disk of one desk. */
export function openPassagePictures({ folder, gate, isPaused, ...needs }: PictureNeeds): PassagePictures {
  return passagePictures({
    ...needs,
    cache: pictureCache(join(folder, 'passages')),
    fetchPicture: (pictureUri) => fetchEventPicture(gate, pictureUri),
    mayFetch: () => gate.heldForMs() === 0 && !isPaused('passagePicture'),
  })
}

/** HCP's last word on this one picture. What is busy, offline or locked now may be otherwise later. */
const FINAL: ReadonlySet<string> = new Set(['callerBug', 'missing', 'duplicate', 'notUnderstood'])

/** One call for the picture of a passage, in the words of `photos`. */
async function fetchEventPicture(gate: Gate, pictureUri: string): Promise<FetchedPicture> {
  const outcome = await readEventPicture(gate, pictureUri)
  if (outcome.kind === 'done') return outcome.value ?? 'none'
  if (outcome.kind !== 'refused') return 'later'
  // An API closed to the partner is remembered by the gate, which sends nothing; pictures come as soon as it is opened.
  const isClosed = gate.closedApis().some(({ api }) => api === 'eventPicture')
  return FINAL.has(outcome.class) || (outcome.class === 'entitlement' && !isClosed) ? 'none' : 'later'
}
