import {
  close,
  closeSync,
  constants,
  fstat,
  fstatSync,
  lstatSync,
  open,
  openSync,
  read,
  readSync,
  type Stats,
} from 'node:fs'
import { lstat, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { promisify } from 'node:util'

const openFile = promisify(open)
const closeFile = promisify(close)
const statOf = promisify(fstat)
const readInto = promisify(read)

export type ReadProblem = 'missing' | 'notAFile' | 'tooLarge' | 'unreadable'

/** A file that may be read: regular, reached over no link, not larger than allowed. Whoever has it closes it. */
export type OpenFile =
  | { readonly ok: true; readonly fd: number; readonly size: number }
  | { readonly ok: false; readonly problem: ReadProblem }

export type FileBytes =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly problem: ReadProblem }

// A pipe without a writer would hold up the opening for ever, and a link may have been put there since the look at it.
// Windows has neither flag, nor pipes among its files.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Opens a file that somebody named. What is no file is not even opened: opening a device may do something. What was opened
 * is asked once more what it is and how large, so nobody can swap it.
 */
export async function openRegular(path: string, maxBytes: number): Promise<OpenFile> {
  let fd: number | null = null
  try {
    if (!(await lstat(path)).isFile()) return { ok: false, problem: 'notAFile' }
    fd = await openFile(path, FLAGS)
    const stats = await statOf(fd)
    const problem = whyNot(stats, maxBytes)
    if (problem === null) return { ok: true, fd, size: stats.size }
    await closeFile(fd)
    return { ok: false, problem }
  } catch (error) {
    if (fd !== null) await closeFile(fd)
    return { ok: false, problem: problemOf(error) }
  }
}

/** The whole of a file somebody named. One that grows meanwhile is read as far as it went when it was opened. */
export async function readRegular(path: string, maxBytes: number): Promise<FileBytes> {
  const file = await openRegular(path, maxBytes)
  if (!file.ok) return file
  try {
    const bytes = Buffer.allocUnsafe(file.size)
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await readInto(file.fd, bytes, at, bytes.length - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return { ok: true, bytes: bytes.subarray(0, at) }
  } catch {
    return { ok: false, problem: 'unreadable' }
  } finally {
    await closeFile(file.fd)
  }
}

/** The same while everybody waits: for small files of our own, which are asked for where nothing can be awaited. */
export function readRegularSync(path: string, maxBytes: number): FileBytes {
  let fd: number | null = null
  try {
    if (!lstatSync(path).isFile()) return { ok: false, problem: 'notAFile' }
    fd = openSync(path, FLAGS)
    const stats = fstatSync(fd)
    const problem = whyNot(stats, maxBytes)
    if (problem !== null) return { ok: false, problem }
    const bytes = Buffer.allocUnsafe(stats.size)
    let at = 0
    for (let got = -1; got !== 0 && at < bytes.length; at += got)
      got = readSync(fd, bytes, at, bytes.length - at, at)
    return { ok: true, bytes: bytes.subarray(0, at) }
  } catch (error) {
    return { ok: false, problem: problemOf(error) }
  } finally {
    if (fd !== null) closeSync(fd)
  }
}

function whyNot(stats: Stats, maxBytes: number): ReadProblem | null {
  if (!stats.isFile()) return 'notAFile'
  return stats.size > maxBytes ? 'tooLarge' : null
}

/** A file below a folder, `name` with `/`; a link anywhere on the way, even one that was put there later, is refused. */
export async function readInside(folder: string, name: string, maxBytes: number): Promise<FileBytes> {
  try {
    const path = join(await realpath(folder), ...name.split('/'))
    const isInside = path.startsWith((await realpath(folder)) + sep)
    if (!isInside || (await realpath(path)) !== path) return { ok: false, problem: 'notAFile' }
    return await readRegular(path, maxBytes)
  } catch (error) {
    return { ok: false, problem: problemOf(error) }
  }
}

export { closeFile }

function problemOf(error: unknown): ReadProblem {
  const code = (error as { readonly code?: unknown }).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
  // A link met with O_NOFOLLOW, a socket, a folder.
  return code === 'ELOOP' || code === 'ENXIO' || code === 'EISDIR' ? 'notAFile' : 'unreadable'
}
