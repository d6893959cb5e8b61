import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { diskTrouble } from '../lib/disk-trouble.ts'
import { writeWhole } from '../lib/durable-file.ts'
import { limits } from '../lib/limits.ts'
import { inTransaction, type Store } from './open-store.ts'

/**
 * Room on the disk that is kept for the end of a guest's access. When everything else is full, a piece of it is given
 * back to the disk; when there is room again, it is taken anew.
 */
export interface Reserve {
  /** Gives one piece back; false when there is none left. */
  release(): boolean
  /** Takes what is missing, if the disk has plenty. Throws the file system's error. */
  refill(): Promise<void>
}

export interface ReserveSize {
  readonly pieces: number
  readonly pieceBytes: number
}

/** It never takes the last of a disk for itself. */
const PLENTY = 4

export function openReserve(
  folder: string,
  { pieces, pieceBytes }: ReserveSize = {
    pieces: limits.reservePieces,
    pieceBytes: limits.reservePieceBytes,
  },
): Reserve {
  const files = Array.from({ length: pieces }, (_, i) => join(folder, `room-${i + 1}`))
  return {
    release() {
      const file = files.find((one) => existsSync(one))
      if (file === undefined) return false
      rmSync(file)
      return true
    },
    async refill() {
      const missing = files.filter((one) => !existsSync(one))
      if (missing.length === 0) return
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < PLENTY * pieces * pieceBytes) return
      // Nothing a file system could store in less room than it takes.
      for (const file of missing) await writeWhole(file, randomBytes(pieceBytes))
    },
  }
}

const reserves = new WeakMap<Store, Reserve>()

/** From now on `mustStore` may fall back on it. */
export function keepReserve(store: Store, reserve: Reserve): void {
  reserves.set(store, reserve)
}

/**
 * A transaction that ends a guest's access, or brings that to HCP: it is stored also on a full disk, as long as the
 * reserve lasts. `work` may run more than once, and only its last run counts.
 */
export function mustStore<T>(store: Store, work: () => T): T {
  // Inside another transaction it is for that one to try again: nothing of it is left when this fails.
  if (store.inTransaction) return inTransaction(store, work)
  for (;;) {
    try {
      return inTransaction(store, work)
    } catch (error) {
      if (diskTrouble(error) !== 'diskFull' || !makeRoom(store)) throw error
    }
  }
}

function makeRoom(store: Store): boolean {
  if (reserves.get(store)?.release() !== true) return false
  try {
    // What is in the file already need not stand in the log as well: its room is used again.
    store.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // There was no room for that. The transaction will tell.
  }
  return true
}
