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
  | { readonly kind: 'normal'; readonly photo: Sent<NormalPhoto> }
  | { readonly kind: 'small'; readonly jpeg: Uint8Array }
  | { readonly kind: 'damaged' }

/** Between threads a Buffer becomes a plain array of bytes. */
type Sent<T> = { readonly [K in keyof T]: T[K] extends Buffer ? Uint8Array : T[K] }

const sharp = await loadSharp()
// Nothing is decoded twice: what libvips keeps of the last pictures would only be memory.
sharp.cache(false)

async function answerTo({ what, bytes }: DarkroomAsk): Promise<DarkroomAnswer> {
  try {
    if (what === 'shrink') return { kind: 'small', jpeg: owned(await shrink(sharp, bytes)) }
    const photo = await normalise(sharp, bytes)
    return { kind: 'normal', photo: { ...photo, jpeg: owned(photo.jpeg), thumb: owned(photo.thumb) } }
  } catch {
    return { kind: 'damaged' }
  }
}

/**
 * A copy nobody else writes into. The WebAssembly build's results lie in its own memory, which threads share: sent as they
 * are they would not be copied on the way, and change when that memory is used again.
 */
const owned = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)

function say(answer: DarkroomAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(answer)
}

parentPort?.on('message', (ask: DarkroomAsk) => void answerTo(ask).then(say))
say({ kind: 'ready' })
