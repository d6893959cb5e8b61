import { rmSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../store/open-store.ts'
import { hasPhoto } from '../store/photos.ts'
import { asideOf, photoFileName } from './keep.ts'
import { pictureFile } from './picture-cache.ts'

/**
 * Removes the files of a photo, unless the store has come to know it again. Without a pause between the look and the
 * removal, so that nobody can keep the same picture in between.
 */
export function removePhoto(store: Store, folder: string, hash: string): void {
  if (hasPhoto(store, hash)) return
  for (const size of ['full', 'thumb'] as const) {
    rmSync(join(folder, photoFileName(hash, size)), { force: true })
    rmSync(join(asideOf(folder), photoFileName(hash, size)), { force: true })
  }
}

export function removePicture(folder: string, name: string): void {
  rmSync(join(folder, pictureFile(name)), { force: true })
}

export interface SweepAsk {
  readonly folder: string
  /** Files that were last written before this, in UTC milliseconds. */
  readonly untilMs: number
  /** Whether this file may go; asked only of old ones. */
  readonly mayGo: (name: string) => boolean
  readonly isStopped: () => boolean
  /** Everybody else has a turn. */
  readonly breathe: () => Promise<void>
}

/** So many files are looked at before others have a turn. */
const STEP_FILES = 50

/** Removes old files nobody names any more, as a crash or a restored store may leave them; answers how many. */
export async function sweep({ folder, untilMs, mayGo, isStopped, breathe }: SweepAsk): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  let removed = 0
  for (const [i, entry] of entries.entries()) {
    if (i % STEP_FILES === STEP_FILES - 1) await breathe()
    if (isStopped()) break
    if (!entry.isFile()) continue
    const file = join(folder, entry.name)
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs > untilMs || !mayGo(entry.name)) continue
    rmSync(file, { force: true })
    removed += 1
  }
  return removed
}

/** Whether a file in the folder of photos belongs to one the store knows. */
export function isKnownPhotoFile(store: Store, name: string): boolean {
  return hasPhoto(store, name.split('.', 1)[0] ?? '')
}
