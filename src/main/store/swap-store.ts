import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { flushFolder } from '../lib/durable-file.ts'
import { storeFile } from './backups.ts'

/**
 * One store takes the place of another. The one moment that decides is a rename: as soon as a file `desk-next-….sqlite`
 * stands in the folder, whole and flushed, the old store is to go, and every start goes on where a crash has stopped
 * (`finishSwap`). Before that moment nothing of the old one was touched. SQLite's log (`-wal`) belongs to one database file
 * and would be played into any other of that name, so it leaves before the new one comes.
 */

const NEXT = /^desk-next-(\d+)\.sqlite$/

/** Where a store is put together that shall take the place; no start looks at it. */
export const stagePart = (folder: string): string => join(folder, 'desk-next.part')
const nextFile = (folder: string, stamp: string): string => join(folder, `desk-next-${stamp}.sqlite`)
const asideFile = (folder: string, stamp: string): string => join(folder, `desk-aside-${stamp}.sqlite`)

/** The staged part is decided upon. Answers where the old store is put. The desk must be closed. */
export function swapStore(folder: string, nowMs: number): string {
  const stamp = String(nowMs)
  renameSync(stagePart(folder), nextFile(folder, stamp))
  flushFolder(folder)
  finishSwap(folder)
  return asideFile(folder, stamp)
}

/** Brings a swap to its end that was decided upon; does nothing where there is none. */
export function finishSwap(folder: string): void {
  const stamp = stampIn(folder)
  if (stamp === null) return
  const [file, aside] = [storeFile(folder), asideFile(folder, stamp)]
  // The database itself goes last: as long as it is there, its log is beside one of the two names, and none is lost.
  for (const end of ['-wal', '']) {
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
  }
  rmSync(`${file}-shm`, { force: true })
  // Before the new one is named: a power cut must not leave it beside the old log.
  flushFolder(folder)
  renameSync(nextFile(folder, stamp), file)
  flushFolder(folder)
}

function stampIn(folder: string): string | null {
  if (!existsSync(folder)) return null
  const stamps = readdirSync(folder).flatMap((name) => NEXT.exec(name)?.[1] ?? [])
  return stamps.sort().at(-1) ?? null
}

/** A store put aside that is not needed: a backup holds all of it. */
export function dropAside(aside: string): void {
  for (const end of ['', '-wal']) rmSync(`${aside}${end}`, { force: true })
}
