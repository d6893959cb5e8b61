export type DiskTrouble = 'diskFull' | 'diskFailing'

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])
const FAILING: ReadonlySet<string> = new Set(['EIO', 'EROFS', 'EFBIG', 'SQLITE_READONLY'])

/**
 * Whether an error of the file system or of SQLite says that this computer's disk has no room, or does not do its work;
 * null for everything else. Nothing of what was to be written is there then.
 */
export function diskTrouble(error: unknown): DiskTrouble | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (typeof code !== 'string') return null
  // SQLite asks for room for its shared index before it writes, and has a code of its own when there is none.
  if (FULL.has(code) || code === 'SQLITE_IOERR_SHMSIZE') return 'diskFull'
  return FAILING.has(code) || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY_')
    ? 'diskFailing'
    : null
}
