import type { CareAnswer } from '../../shared/care.ts'
import type { Log } from '../lib/log.ts'
import { backupFile, listBackups, makeBackup } from '../store/backups.ts'
import { runStoreWork } from '../store/run-store-work.ts'
import { dropAside, stagePart, swapStore } from '../store/swap-store.ts'
import { troubleIn } from '../store/trouble.ts'

export interface RestoreAsk {
  /** Of the desk, which is closed. */
  readonly folder: string
  /** Name of a backup; null begins with an empty store. */
  readonly name: string | null
  /** The present could be opened: it is kept as a backup, and nothing is done without that. */
  readonly keepsPresent: boolean
  readonly nowMs: number
}

export function hasBackup(folder: string, name: string): boolean {
  return listBackups(folder).some((one) => one.name === name)
}

/**
 * Puts another store in the place of a desk's: either all of it happens or nothing. What was there before is a backup
 * afterwards, or lies aside where it could not be read.
 */
export async function restoreStore(ask: RestoreAsk, log: Log): Promise<CareAnswer> {
  const { folder, name, nowMs } = ask
  const backup = listBackups(folder).find((one) => one.name === name) ?? null
  if (name !== null && backup === null) return { ok: false, problem: 'missing' }
  let isKept = false
  const staged = await runStoreWork({
    kind: 'stage',
    backup: backup && { file: backupFile(folder, backup), madeAtMs: backup.madeAtMs },
    part: stagePart(folder),
    nowMs,
  })
  if (!staged.ok) return refused('the backup cannot be used', staged)
  if (ask.keepsPresent) {
    // After the staging: one more backup may be one too many, and the oldest the very one that was asked for.
    const kept = await makeBackup(folder, 'restore', nowMs)
    // What is damaged lies aside afterwards; nothing better can be had of it.
    isKept = kept.ok
    if (!kept.ok && kept.trouble !== 'damaged') return refused('the present could not be kept', kept)
  }
  try {
    const aside = swapStore(folder, nowMs)
    if (isKept) dropAside(aside)
  } catch (error) {
    return refused('the swap broke', { trouble: troubleIn(folder, error), why: String(error) })
  }
  log.info(backup ? `the store is that of ${backup.name}` : 'the store is begun anew')
  return { ok: true }

  function refused(
    what: string,
    {
      trouble,
      why,
    }: { readonly trouble: Extract<CareAnswer, { ok: false }>['problem']; readonly why: string },
  ): CareAnswer {
    log.warn(`${what}: ${trouble}, ${why}`)
    return { ok: false, problem: trouble }
  }
}
