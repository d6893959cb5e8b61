import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../lib/clock.ts'
import { flushNames, writeWhole } from '../lib/durable-file.ts'
import type { Log } from '../lib/log.ts'
import type { Store } from '../store/open-store.ts'
import { hasPhoto, type PhotoMeta, putPhoto } from '../store/photos.ts'
import { asideOf, hashOf, photoFileName } from './keep.ts'
import type { NormalPhoto } from './normalise.ts'

export interface AsideNeeds {
  /** The folder of kept pictures; those put aside wait in a folder of their own in it. */
  readonly folder: string
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
}

/**
 * Pictures of people who may never be guests. They are on the disk and can be shown, but the store knows nothing of them,
 * and whatever the store does not know is removed when it is dropped, or when the desk is opened again after a crash.
 */
export interface PhotosAside {
  /** Durable when it answers the hash. Throws the file system's error. */
  put(photo: NormalPhoto): Promise<string>
  /** In the caller's transaction: those of these pictures that are aside are the store's from now on. */
  keep(hashes: readonly string[]): void
  /** Moves what has become the store's to its place. Until then it is found aside, so nobody has to wait for this. */
  settle(): Promise<void>
  /** Removes what is nobody's. Nothing may be put aside meanwhile. */
  drop(): Promise<void>
}

export function photosAside({ folder, store, clock, log }: AsideNeeds): PhotosAside {
  const place = asideOf(folder)
  const aside = new Map<string, PhotoMeta>()
  const writing = new Map<string, Promise<void>>()
  let settling: Promise<void> = Promise.resolve()

  async function write(hash: string, { jpeg, thumb, width, height }: NormalPhoto): Promise<void> {
    // A sweep that began before may just be removing what a crash has left of this picture.
    await settling
    await mkdir(place, { recursive: true, mode: 0o700 })
    await writeWhole(join(place, photoFileName(hash, 'thumb')), thumb)
    await writeWhole(join(place, photoFileName(hash, 'full')), jpeg)
    await flushNames(place)
    aside.set(hash, { hash, width, height, bytes: jpeg.byteLength, takenAtMs: clock.nowMs() })
  }

  /** The one rule of the folder: the store's moves to its place, what is being imported stays, the rest goes. */
  async function settleOne(name: string): Promise<void> {
    const hash = name.split('.', 1)[0] ?? ''
    if (writing.has(hash)) return
    if (hasPhoto(store, hash) && !name.endsWith('.part')) await rename(join(place, name), join(folder, name))
    else if (!aside.has(hash)) await rm(join(place, name), { force: true })
  }

  async function settleAll(): Promise<void> {
    const names = await readdir(place).catch(() => [])
    const failed = new Set<string>()
    // Together: one after another each would wait for its turn behind everything a new group sets going.
    const moves = names.map((name) =>
      settleOne(name).catch((error: unknown) =>
        failed.add((error as NodeJS.ErrnoException).code ?? 'unknown'),
      ),
    )
    await Promise.all(moves)
    for (const hash of aside.keys()) if (hasPhoto(store, hash)) aside.delete(hash)
    // They are tried again when the desk is opened the next time.
    if (failed.size > 0)
      log.warn(`pictures put aside could not be moved or removed: ${[...failed].join(', ')}`)
  }

  function settle(): Promise<void> {
    settling = settling.then(settleAll)
    return settling
  }

  // What a crash has left.
  void settle()

  return {
    async put(photo) {
      const hash = hashOf(photo.jpeg)
      if (aside.has(hash) || hasPhoto(store, hash)) return hash
      const written =
        writing.get(hash) ??
        write(hash, photo).finally(() => {
          writing.delete(hash)
        })
      writing.set(hash, written)
      await written
      return hash
    },
    keep(hashes) {
      for (const hash of hashes) {
        const photo = aside.get(hash)
        if (photo) putPhoto(store, photo)
      }
    },
    settle,
    async drop() {
      await Promise.allSettled(writing.values())
      aside.clear()
      await settle()
    },
  }
}
