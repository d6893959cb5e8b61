// Fetching Electron's binary, once, for `npm start`. A desk without internet must not wait for it, so a download that
// does not grow is given up, and one that failed is not tried again soon.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const STALL_MS = 10_000
const LOOK_EVERY_MS = 500
const TRY_AGAIN_AFTER_MS = 12 * 60 * 60_000

const root = join(import.meta.dirname, '../..')
const failureNote = join(root, 'node_modules/.cache/guard-post/electron-not-fetched')

function failedLately(): boolean {
  const note = statSync(failureNote, { throwIfNoEntry: false })
  return note !== undefined && Date.now() - note.mtimeMs < TRY_AGAIN_AFTER_MS
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const sizes = files.map(
    (file) => statSync(join(file.parentPath, file.name), { throwIfNoEntry: false })?.size,
  )
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
}

export async function fetchElectron(log: (line: string) => void): Promise<void> {
  if (failedLately()) return
  log('Electron is not here yet. Trying to fetch it …')
  // The download grows in a folder of our own, where its progress can be seen.
  const folder = mkdtempSync(join(tmpdir(), 'guard-post-electron-'))
  const installer = join(root, 'node_modules/electron/install.js')
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder }
  const child = spawn(process.execPath, [installer], { env, stdio: 'ignore' })
  let size = 0
  let grownAtMs = Date.now()
  const watch = setInterval(() => {
    const now = sizeOf(folder)
    // Unpacking grows outside the folder, so a finished download is given its time.
    if (now !== size || now > 50_000_000) grownAtMs = Date.now()
    size = now
    if (Date.now() - grownAtMs > STALL_MS) child.kill()
  }, LOOK_EVERY_MS)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearInterval(watch)
  rmSync(folder, { recursive: true, force: true })
  if (code === 0) return
  log('Electron cannot be fetched from here.')
  mkdirSync(join(failureNote, '..'), { recursive: true })
  writeFileSync(failureNote, '')
}
