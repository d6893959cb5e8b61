import { close, constants, fstat, open, read } from 'node:fs'
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

// A pipe without a writer would hold up the opening for ever. Windows has neither flag, nor pipes among its files.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Opens a file that somebody named; what it is and how large is asked of the opened file, so nobody can swap it. */
export async function openRegular(path: string, maxBytes: number): Promise<OpenFile> {
  let fd: number | null = null
  try {
    if ((await lstat(path)).isSymbolicLink()) return { ok: false, problem: 'notAFile' }
    fd = await openFile(path, FLAGS)
    const stats = await statOf(fd)
    const problem = !stats.isFile() ? 'notAFile' : stats.size > maxBytes ? 'tooLarge' : null
    if (problem === null) return { ok: true, fd, size: stats.size }
    await closeFile(fd)
    return { ok: false, problem }
  } catch (error) {
    if (fd !== null) await closeFile(fd)
    return { ok: false, problem: problemOf(error) }
  }
}

/** The whole of a file somebody named, at most `maxBytes` of it. */
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
