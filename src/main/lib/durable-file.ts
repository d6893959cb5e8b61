import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file whole or not at all, and on the disk before it returns: into a part file, flushed, renamed, and the
 * folder flushed too, because until then the name itself may be lost. Readable by this user only.
 */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true })
  const part = `${file}.part`
  try {
    const handle = openSync(part, 'w', 0o600)
    try {
      writeFileSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(part, file)
  } catch (error) {
    // On a full disk half a file would take the room of what comes next.
    rmSync(part, { force: true })
    throw error
  }
  flushFolder(folder)
}

/** Names given, changed or taken in this folder are on the disk. */
export function flushFolder(folder: string): void {
  // Windows has no such thing: its file system journals names by itself.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * The same while everybody else has a turn, and beside any file that is there already; only the name may still be lost
 * in a power cut until `flushNames`.
 */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const part = `${file}.${randomBytes(4).toString('hex')}.part`
  const handle = await open(part, 'wx', 0o600)
  try {
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Every name given or taken in this folder so far is on the disk. */
export async function flushNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
