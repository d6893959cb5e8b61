import { parentPort } from 'node:worker_threads'
import { loadSharp } from './load-sharp.ts'
import { type NormalPhoto, normalise, shrink } from './normalise.ts'

/** What `darkroom.ts` sends, one at a time; the answer goes back as one message. */
export interface DarkroomAsk {
  readonly what: 'normalise' | 'shrink'
  readonly bytes: Uint8Array
}

/** `ready` comes once, before the first answer.. */
export type DarkroomAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'normal'; readonly photo: NormalPhoto }
  | { readonly kind: 'small'; readonly jpeg: Uint8Array }
  | { readonly kind: 'damaged' }

const sharp = await loadSharp()
// Nothing is decoded twice: what libvips keeps of the last pictures would only be memory.
sharp.cache(false)

async function answerTo({ what, bytes }: DarkroomAsk): Promise<DarkroomAnswer> {
  try {
    if (what === 'shrink') return { kind: 'small', jpeg: await shrink(sharp, bytes) }
    return { kind: 'normal', photo: await normalise(sharp, bytes) }
  } catch {
    return { kind: 'damaged' }
  }
}

function say(answer: DarkroomAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(answer)
}

parentPort?.on('message', (ask: DarkroomAsk) => void answerTo(ask).then(say))
say({ kind: 'ready' })
