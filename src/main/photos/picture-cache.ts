import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../lib/limits.ts'
import { readRegular } from '../lib/safe-read.ts'
import { readHeader } from './header.ts'

/** Small pictures on the disk that can be had again: bounded, the oldest goes first. */
export interface PictureCache {
  /** Null when there is none, or what is there is no picture (any more). */
  read(name: string): Promise<Buffer | null>
  keep(name: string, jpeg: Buffer): Promise<void>
}

const NAME = /^[0-9a-f]{64}$/
const PART = '.part'
const SUFFIX = '.jpg'

export const pictureFile = (name: string): string => name + SUFFIX

export interface CacheLimits {
  readonly files: number
  readonly bytes: number
}

/** `name` is 64 hex digits. Nothing is touched before the first question. */
export function pictureCache(
  folder: string,
  { files, bytes }: CacheLimits = { files: limits.passagePictures, bytes: limits.passagePicturesBytes },
): PictureCache {
  /** Name → bytes, oldest first. Read once: nobody else writes here. */
  let known: Promise<Map<string, number>> | null = null
  const place = (name: string): string => join(folder, pictureFile(name))

  return {
    async read(name) {
      if (!NAME.test(name)) return null
      const kept = await readRegular(place(name), limits.imageMaxBytes)
      if (!kept.ok && kept.problem === 'unreadable') throw new Error('a kept picture could not be read')
      // A power cut may have left a name without its content; what is no picture of ours is none.
      return !kept.ok || typeof readHeader(kept.bytes) === 'string' ? null : kept.bytes
    },
    async keep(name, jpeg) {
      if (!NAME.test(name)) throw new Error('not a name of a kept picture')
      known ??= lookInto(folder).catch((error: unknown) => {
        known = null
        throw error
      })
      const kept = await known
      // It can be fetched again, so it is not flushed to the disk; but nobody may read half of it.
      await writeFile(place(name) + PART, jpeg, { mode: 0o600 })
      await rename(place(name) + PART, place(name))
      kept.delete(name)
      kept.set(name, jpeg.byteLength)
      let sum = [...kept.values()].reduce((all, one) => all + one, 0)
      for (const [oldest, size] of kept) {
        if (kept.size <= files && sum <= bytes) return
        kept.delete(oldest)
        sum -= size
        await rm(place(oldest), { force: true })
      }
    },
  }
}

/** What an earlier run has left; half-written files are swept away. */
async function lookInto(folder: string): Promise<Map<string, number>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found: { readonly name: string; readonly size: number; readonly keptAtMs: number }[] = []
  for (const file of await readdir(folder)) {
    const name = file.slice(0, -SUFFIX.length)
    if (file.endsWith(PART)) await rm(join(folder, file), { force: true })
    else if (file.endsWith(SUFFIX) && NAME.test(name)) {
      const { size, mtimeMs } = await lstat(join(folder, file))
      found.push({ name, size, keptAtMs: mtimeMs })
    }
  }
  found.sort((a, b) => a.keptAtMs - b.keptAtMs)
  return new Map(found.map(({ name, size }) => [name, size]))
}
