import type { Store } from './open-store.ts'

export interface PhotoMeta {
  readonly hash: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly takenAtMs: number
}

/** Remembers a kept picture; the same picture twice is one row. */
export function putPhoto(store: Store, photo: PhotoMeta): void {
  store
    .prepare(
      `INSERT INTO photo (hash, width, height, bytes, takenAtMs) VALUES (@hash, @width, @height, @bytes, @takenAtMs)
       ON CONFLICT (hash) DO NOTHING`,
    )
    .run(photo)
}

export function hasPhoto(store: Store, hash: string): boolean {
  return store.prepare('SELECT 1 FROM photo WHERE hash = ?').pluck().get(hash) === 1
}
