import { createHash } from 'node:crypto'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import type { Store } from '../store/open-store.ts'
import { pictureOf } from '../store/passages.ts'
import type { Darkroom } from './darkroom.ts'
import type { PictureCache } from './picture-cache.ts'

/** The bytes as HCP gave them; `none` when it has none, or will not give it; `later` when it could not be asked. */
export type FetchedPicture = Uint8Array | 'none' | 'later'

export interface PassagePictureNeeds {
  readonly store: Store
  readonly cache: PictureCache
  readonly darkroom: Pick<Darkroom, 'shrink'>
  /** One call to HCP. */
  readonly fetchPicture: (pictureUri: string) => Promise<FetchedPicture>
  /** HCP is out of reach, or this machine has no room: only what is on the disk is shown. */
  readonly mayFetch: () => boolean
  readonly clock: Clock
  readonly log: Log
}

export interface PassagePictures {
  /**
   * The picture of a passage as a small JPEG, from the disk or else from HCP: one call however many ask. Null when there is
   * none, or none for now.
   */
  read(passageId: number): Promise<Buffer | null>
  /** From now on every answer is null; resolves when nothing touches the disk any more. */
  stop(): Promise<void>
}

/** A question HCP did not answer is not asked again before this. */
const AGAIN_MS = 60_000
/** How many passages are remembered as having no picture. */
const MOST_REMEMBERED = 10_000

interface Wish {
  readonly name: string
  readonly pictureUri: string
  readonly grant: (jpeg: Buffer | null) => void
}

/** Pictures of passages, fetched when a row is first looked at, and kept small. */
export function passagePictures(needs: PassagePictureNeeds): PassagePictures {
  const { store, cache, clock, log } = needs
  /** Whoever asks for the same picture meanwhile gets the same answer. */
  const underWay = new Map<string, Promise<Buffer | null>>()
  /** Oldest first. */
  const waiting: Wish[] = []
  /** Name → when it may be asked for again, on the clock that only rises. */
  const missing = new Map<string, number>()
  const atDisk = new Set<Promise<unknown>>()
  let fetching = 0
  let isDiskSick = false
  let isClosed = false

  /** Work at the disk that `stop` waits for; nothing new begins after it. */
  function disk<T>(work: () => Promise<T>): Promise<T | null> {
    if (isClosed) return Promise.resolve(null)
    const running = work()
    const settled: Promise<unknown> = running.then(
      () => atDisk.delete(settled),
      () => atDisk.delete(settled),
    )
    atDisk.add(settled)
    return running
  }

  /** Said once and not for every row. */
  function diskFailed(error: unknown): null {
    if (!isDiskSick) log.error('pictures of passages cannot be kept or read', error)
    isDiskSick = true
    return null
  }

  function remember(name: string, untilMs: number): void {
    missing.delete(name)
    missing.set(name, untilMs)
    const [oldest] = missing.keys()
    if (missing.size > MOST_REMEMBERED && oldest !== undefined) missing.delete(oldest)
  }

  async function find(name: string, pictureUri: string): Promise<Buffer | null> {
    const kept = await disk(() => cache.read(name))
    if (kept || isClosed || !needs.mayFetch()) return kept
    if (clock.monotonicMs() < (missing.get(name) ?? 0)) return null
    return new Promise((resolve) => {
      waiting.push({ name, pictureUri, grant: resolve })
      // Scrolled past long ago: no answer now, and nothing is held against it.
      if (waiting.length > limits.passagePicturesWaiting) waiting.shift()?.grant(null)
      fetchNext()
    })
  }

  /** The newest wish first: it is what the guard is looking at. */
  function fetchNext(): void {
    if (fetching >= limits.passagePicturesAtOnce) return
    const wish = waiting.pop()
    if (!wish) return
    fetching += 1
    void fetched(wish)
      .catch((error: unknown) => {
        log.error('a picture of a passage could not be had', error)
        remember(wish.name, clock.monotonicMs() + AGAIN_MS)
        return null
      })
      .then((jpeg) => {
        fetching -= 1
        wish.grant(jpeg)
        fetchNext()
      })
  }

  async function fetched({ name, pictureUri }: Wish): Promise<Buffer | null> {
    if (isClosed || !needs.mayFetch()) return null
    const answer = await needs.fetchPicture(pictureUri)
    // Made anew: nobody has looked into what came. Most of what it may turn out to be is no picture.
    const small = typeof answer === 'string' ? null : await needs.darkroom.shrink(answer)
    if (isClosed) return null
    if (!small?.ok) {
      const isLater = answer === 'later' || small?.problem === 'busy'
      remember(name, isLater ? clock.monotonicMs() + AGAIN_MS : Number.POSITIVE_INFINITY)
      return null
    }
    const { picture } = small
    // Seen now, even if it cannot be kept.
    await disk(() => cache.keep(name, picture)).then(() => {
      isDiskSick = false
    }, diskFailed)
    return picture
  }

  return {
    async read(passageId) {
      const source = isClosed ? undefined : pictureOf(store, passageId)
      if (!source) return null
      const name = passagePictureName(source)
      const asked = underWay.get(name)
      if (asked) return asked
      const answer = find(name, source.pictureUri)
        .catch(diskFailed)
        .finally(() => underWay.delete(name))
      underWay.set(name, answer)
      return answer
    },
    async stop() {
      isClosed = true
      for (const wish of waiting.splice(0)) wish.grant(null)
      await Promise.all(atDisk)
    },
  }
}

/** By HCP's own words: ids of ours may mean other passages after a backup was restored. */
export function passagePictureName({
  eventKey,
  pictureUri,
}: {
  readonly eventKey: string
  readonly pictureUri: string
}): string {
  return createHash('sha256').update(`${eventKey}\n${pictureUri}`).digest('hex')
}
