import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file whole or not at all, and on the disk before it returns: into a part file, flushed, renamed, and the
 * folder flushed too, because until then the name itself may be lost. Readable by this user only.
 */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true })
  const part = `${file}.part`
  const handle = openSync(part, 'w', 0o600)
  try {
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(part, file)
  flushFolder(folder)
}

function flushFolder(folder: string): void {
  // Windows has no such thing: its file system journals names by itself.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
