import type { ImportPhotoAnswer } from '../../shared/imports.ts'
import type { Operations } from '../guards/operations.ts'
import type { PhotoSource } from '../imports/photo-source.ts'
import { diskTrouble } from '../lib/disk-trouble.ts'
import type { PhotosAside } from '../photos/aside.ts'
import type { Darkroom } from '../photos/darkroom.ts'
import { doubts } from '../photos/judge.ts'

export interface ImportPhotosNeeds {
  readonly darkroom: Darkroom
  readonly aside: PhotosAside
  readonly operations: Operations
}

/** The photos of one folder or ZIP on their way to the desk. */
export interface ImportPhotos {
  /** Made ready and put aside; however often it is asked for, it is read once, unless it was refused. */
  photo(name: string): Promise<ImportPhotoAnswer>
  close(): void
}

/** One is read from the disk while the one before is decoded. */
const AT_ONCE = 2

const MISSING = { ok: false, problem: 'missing' } as const

export function importPhotos(source: PhotoSource, needs: ImportPhotosNeeds): ImportPhotos {
  const listed = new Set(source.photos.map(({ name }) => name))
  const refused = new Map(source.refused.map(({ name, problem }) => [name, problem]))
  // Bounded by what is listed: nobody waits here twice.
  const answers = new Map<string, Promise<ImportPhotoAnswer>>()
  const lanes = Array.from({ length: AT_ONCE }, (): Promise<unknown> => Promise.resolve())
  let asked = 0
  let isClosed = false

  async function prepare(name: string): Promise<ImportPhotoAnswer> {
    if (isClosed) return MISSING
    const ran = await needs.operations.run('importPhotos', (signal) => prepareNow(name, signal))
    return ran.ok ? ran.value : { ok: false, problem: ran.refused === 'paused' ? 'paused' : 'tooSlow' }
  }

  async function prepareNow(name: string, signal: AbortSignal): Promise<ImportPhotoAnswer> {
    const read = await source.read(name)
    if (!read.ok) return read
    const ready = await needs.darkroom.normalise(read.bytes, 'last')
    if (!ready.ok) return ready
    // What is put aside after the import is over would be swept by nobody.
    if (isClosed) return MISSING
    signal.throwIfAborted()
    try {
      return {
        ok: true,
        photoHash: await needs.aside.put(ready.picture),
        doubts: doubts(ready.picture.measures),
      }
    } catch (error) {
      if (diskTrouble(error) !== 'diskFull') throw error
      return { ok: false, problem: 'diskFull' }
    }
  }

  return {
    async photo(name) {
      if (!listed.has(name)) return { ok: false, problem: refused.get(name) ?? 'missing' }
      const before = answers.get(name)
      if (before) return before
      const lane = asked % AT_ONCE
      asked += 1
      const answer = (lanes[lane] ?? Promise.resolve()).then(() => prepare(name))
      lanes[lane] = answer.catch(() => undefined)
      answers.set(name, answer)
      const isReady = await answer.then(
        ({ ok }) => ok,
        () => false,
      )
      if (!isReady) answers.delete(name)
      return answer
    },
    close() {
      isClosed = true
      source.close()
    },
  }
}
