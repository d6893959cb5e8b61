import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeDurably } from './durable-file.ts'

/** Pictures by the SHA-256 of their bytes: the same picture twice is one. */
export interface FaceStore {
  put(bytes: Buffer): string
  get(sha: string): Buffer | undefined
  forget(sha: string): void
  /** What has been forgotten so far; to be asked in the same moment as the state is read. */
  forgotten(): readonly string[]
  /** Before the state that names new pictures is saved. */
  writeNew(): Promise<void>
  /** After a state was saved that no longer names them. */
  remove(shas: readonly string[]): Promise<void>
}

/** folder undefined = in memory only. */
export function createFaceStore(folder: string | undefined): FaceStore {
  const inMemory = new Map<string, Buffer>()
  const forgotten = new Set<string>()
  if (folder !== undefined) mkdirSync(folder, { recursive: true })

  return {
    put: (bytes) => {
      const sha = createHash('sha256').update(bytes).digest('hex')
      forgotten.delete(sha)
      inMemory.set(sha, bytes)
      return sha
    },
    get: (sha) => {
      const bytes = inMemory.get(sha)
      if (bytes !== undefined || folder === undefined) return bytes
      try {
        return readFileSync(join(folder, `${sha}.jpg`))
      } catch {
        return undefined
      }
    },
    forget: (sha) => {
      if (folder === undefined) inMemory.delete(sha)
      else forgotten.add(sha)
    },
    forgotten: () => [...forgotten],
    writeNew: async () => {
      if (folder === undefined) return
      for (const [sha, bytes] of inMemory) {
        await writeDurably(join(folder, `${sha}.jpg`), bytes)
        // On disk is enough: the memory must not grow with the number of guests.
        if (inMemory.get(sha) === bytes) inMemory.delete(sha)
      }
    },
    remove: async (shas) => {
      if (folder === undefined) return
      for (const sha of shas) {
        // Put in again meanwhile: it is wanted after all.
        if (!forgotten.delete(sha)) continue
        await rm(join(folder, `${sha}.jpg`), { force: true })
      }
    },
  }
}
