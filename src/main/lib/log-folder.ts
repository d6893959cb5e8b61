import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { limits } from './limits.ts'

/** The file that is written to; `desk.1.log` is the one before it, and so on. Numbered, for clocks may jump. */
export function logFileOf(folder: string, generation = 0): string {
  return join(folder, generation === 0 ? 'desk.log' : `desk.${generation}.log`)
}

/** A line of the longest kind still fits. */
const FULL_BYTES = limits.logFileMaxBytes - 4 * limits.logLineMaxChars - 200

/**
 * Makes room for one more line: the folder is there, the file is a file and not full. Throws where the disk, or
 * somebody, does not let it. Looks at the disk each time, for others may write here, or take all of it away.
 */
export function makeRoom(folder: string): void {
  const found = lstatSync(logFileOf(folder), { throwIfNoEntry: false })
  // A pipe would hold up whoever writes to it, and a link leads anywhere.
  if (found && !found.isFile()) throw new Error('what stands in the place of the log is no file')
  if (found && found.size < FULL_BYTES) return
  mkdirSync(folder, { recursive: true })
  if (found) rotate(folder)
  tidyLogs(folder)
}

/** Everything becomes one older. A kill in between leaves a gap in the row, which is no harm. */
function rotate(folder: string): void {
  for (let older = limits.logFiles - 1; older > 0; older -= 1) {
    const from = logFileOf(folder, older - 1)
    try {
      renameSync(from, logFileOf(folder, older))
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      // Some program holds it open, as it may on Windows: then its lines go, not the limit.
      if (older === 1 && !isMissing) truncateSync(from)
    }
  }
}

/** Removes what is too much in the folder: first what is not the desk's, oldest first, then its own oldest. */
export function tidyLogs(folder: string): void {
  const own = Array.from({ length: limits.logFiles }, (_, generation) => logFileOf(folder, generation))
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .filter((path) => path !== own[0])
    .map((path) => {
      const stats = lstatSync(path, { throwIfNoEntry: false })
      return { path, bytes: stats?.size ?? 0, changedMs: stats?.mtimeMs ?? 0, age: own.indexOf(path) }
    })
    .sort((a, b) => Number(a.age >= 0) - Number(b.age >= 0) || b.age - a.age || a.changedMs - b.changedMs)
  // The file being written counts as full, so that the sum holds until it is.
  let bytes = files.reduce((sum, file) => sum + file.bytes, limits.logFileMaxBytes)
  for (const file of files) {
    if (bytes <= limits.logFolderMaxBytes) return
    rmSync(file.path, { force: true })
    bytes -= file.bytes
  }
}

/** Whether the file can be written to; `torn` begins a new line, for the last one may have got only halfway. */
export function touchLog(folder: string, torn: boolean): void {
  writeFileSync(logFileOf(folder), torn ? '\n' : '', { flag: 'a', mode: 0o600 })
}
