import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { flushNames, writeWhole } from '../lib/durable-file.ts'
import { limits } from '../lib/limits.ts'
import { readRegularSync } from '../lib/safe-read.ts'

/** Pictures as files named by their content, beside the database. */
export interface PhotoFiles {
  /** Durable when it answers the SHA-256 of the picture, in hex. Throws the file system's error. */
  keep(jpeg: Buffer, thumb: Buffer): Promise<string>
  has(hash: string): boolean
  /** The picture, or null when there is no file of this name. */
  read(hash: string, size: 'full' | 'thumb'): Buffer | null
}

const HASH = /^[0-9a-f]{64}$/

export const hashOf = (jpeg: Buffer): string => createHash('sha256').update(jpeg).digest('hex')

/** Beginning with the hash. */
export const photoFileName = (hash: string, size: 'full' | 'thumb'): string =>
  size === 'full' ? `${hash}.jpg` : `${hash}.thumb.jpg`

/** Where pictures wait that belong to nobody yet. */
export const asideOf = (folder: string): string => join(folder, 'aside')

export function photoFiles(folder: string): PhotoFiles {
  mkdirSync(folder, { recursive: true })
  const place = (hash: string, size: 'full' | 'thumb'): string => join(folder, photoFileName(hash, size))
  return {
    async keep(jpeg, thumb) {
      const hash = hashOf(jpeg)
      await writeOnce(place(hash, 'thumb'), thumb)
      await writeOnce(place(hash, 'full'), jpeg)
      // A visit may name this picture in the next moment, so it must be on the disk before.
      await flushNames(folder)
      return hash
    },
    has: (hash) => existsSync(place(hash, 'full')) && existsSync(place(hash, 'thumb')),
    read(hash, size) {
      // The name comes over the wire from the page: nothing but a hash may become part of a path.
      if (!HASH.test(hash)) return null
      // In this order: a picture moves from aside to its place and never back, so it cannot slip between the two looks.
      return readIfThere(join(asideOf(folder), photoFileName(hash, size))) ?? readIfThere(place(hash, size))
    },
  }
}

function readIfThere(file: string): Buffer | null {
  const read = readRegularSync(file, limits.imageMaxBytes)
  if (read.ok) return read.bytes
  // What is no picture of ours is none. A disk that does not answer says nothing about the picture: that is tried again.
  if (read.problem === 'unreadable') throw new Error('a kept picture could not be read')
  return null
}

async function writeOnce(file: string, bytes: Buffer): Promise<void> {
  if (!existsSync(file)) await writeWhole(file, bytes)
}
