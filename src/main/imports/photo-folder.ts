import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PhotoSourceProblem } from '../../shared/import-photos.ts'
import { limits } from '../lib/limits.ts'
import { readInside } from '../lib/safe-read.ts'
import { createPhotoList, isPictureName, type PhotoList } from './photo-list.ts'
import type { PhotoSourceAnswer } from './photo-source.ts'

/** Photos of a folder and the folders in it. Links are never followed: they may lead anywhere, or round in a circle. */
export async function openPhotoFolder(folder: string): Promise<PhotoSourceAnswer> {
  const list = createPhotoList()
  const problem = await listFolder(folder, list)
  if (problem) return { ok: false, problem }
  if (list.photos.length + list.refused.length === 0) return { ok: false, problem: 'noPhotos' }
  const listed = new Set(list.photos.map((photo) => photo.name))
  return {
    ok: true,
    source: {
      photos: list.photos,
      refused: list.refused,
      read: (name) =>
        listed.has(name)
          ? readInside(folder, name, limits.imageMaxBytes)
          : Promise.resolve({ ok: false, problem: 'missing' }),
      close: () => undefined,
    },
  }
}

async function listFolder(folder: string, list: PhotoList): Promise<PhotoSourceProblem | null> {
  const waiting = [{ below: '', depth: 1 }]
  let seen = 0
  for (const { below, depth } of waiting) {
    for await (const entry of await opendir(join(folder, below))) {
      const name = below + entry.name
      seen += 1
      if (seen > limits.importPhotoEntriesMax) return 'tooManyFiles'
      if (entry.isDirectory()) {
        if (depth < limits.importPhotosDepth) waiting.push({ below: `${name}/`, depth: depth + 1 })
      } else if (isPictureName(name)) {
        const stats = await lstat(join(folder, name))
        const problem = list.add(name, stats.size, stats.isFile() ? null : 'notAFile')
        if (problem) return problem
      }
    }
  }
  return null
}
