import type {
  BackupCause,
  BackupComparison,
  BackupsView,
  CareAnswer,
  CareView,
  StoreTrouble,
} from '../../shared/care.ts'
import type { Operations, WorkRefusal } from '../guards/operations.ts'
import { limits } from '../lib/limits.ts'
import { startLoop } from '../lib/scheduler.ts'
import { backupFile, listBackups, makeBackup, storeFile } from '../store/backups.ts'
import { runStoreWork } from '../store/run-store-work.ts'
import { keepDays } from './keeping.ts'
import { type RebuildNeeds, startRebuild } from './rebuild.ts'

const DAY_MS = 24 * 3_600_000

export interface CareNeeds extends RebuildNeeds {
  readonly folder: string
  readonly operations: Operations
  readonly changed: () => void
  /** The store cannot be trusted any more. */
  readonly broken: (trouble: StoreTrouble) => void
}

/** The data of one open desk: looked through after the start, and copied once a day. */
export interface Care {
  view(): Pick<CareView, 'backups' | 'rebuild'>
  backUp(cause: BackupCause): Promise<CareAnswer>
  /** Until HCP has told who holds access, no passage is read and no visit ends by its window: see `rebuild.ts`. */
  holdsForMs(): number
  /** A guard has read what the rebuild came to. */
  seen(): null
  /** Waits for a copy that is being made: it has the store open. */
  stop(): Promise<void>
}

/** A desk that closes tells nobody. */
const notMade = { paused: 'paused', timeout: 'unknown', closing: 'busy' } as const

export function openCare(needs: CareNeeds): Care {
  const { folder, clock, log } = needs
  const rebuild = startRebuild(needs)
  let list = listBackups(folder)
  let failure: BackupsView['failure'] = null
  let running: Promise<CareAnswer> | null = null
  /** The copy itself, which may still have the store open when it is not waited for any more. */
  let copying: Promise<unknown> | null = null
  let isChecked = false
  let stopped = false
  const openedMs = clock.monotonicMs()

  async function round(): Promise<number> {
    const waitMs = openedMs + limits.storeCheckAfterMs - clock.monotonicMs()
    if (waitMs > 0) return waitMs
    const isDue = clock.nowMs() - (list[0]?.madeAtMs ?? 0) >= limits.backupEveryMs
    // A backup reads every page as well.
    if (isDue && !needs.operations.isPaused('backup')) await backUp('daily')
    else if (!isChecked) await check()
    isChecked = true
    return limits.backupLookMs
  }

  async function check(): Promise<void> {
    const checked = await runStoreWork({ kind: 'check', file: storeFile(folder), isWhole: true })
    if (!checked.ok) hear(checked.trouble, checked.why)
  }

  function hear(trouble: StoreTrouble, why: string): void {
    log.error(`the store was read through: ${trouble}, ${why}`)
    if (!stopped && (trouble === 'damaged' || trouble === 'notADatabase')) needs.broken(trouble)
  }

  async function backUp(cause: BackupCause): Promise<CareAnswer> {
    if (running) return { ok: false, problem: 'busy' }
    running = copy(cause)
    needs.changed()
    try {
      return await running
    } finally {
      running = null
      needs.changed()
    }
  }

  async function copy(cause: BackupCause): Promise<CareAnswer> {
    const startedMs = clock.monotonicMs()
    const ran = await needs.operations.run('backup', (signal) => {
      const made = makeBackup(folder, cause, clock.nowMs(), signal, keepDays(needs.store) * DAY_MS)
      copying = made
      return made
    })
    list = listBackups(folder)
    if (!ran.ok) return ended(ran.refused)
    const made = ran.value
    failure = made.ok ? null : { problem: made.trouble, atMs: clock.nowMs() }
    if (made.ok) log.info(`backup made (${cause}) in ${Math.round(clock.monotonicMs() - startedMs)} ms`)
    else hear(made.trouble, made.why)
    return made.ok ? { ok: true } : { ok: false, problem: made.trouble }
  }

  function ended(why: WorkRefusal): CareAnswer {
    if (why === 'timeout') failure = { problem: 'unknown', atMs: clock.nowMs() }
    return { ok: false, problem: notMade[why] }
  }

  const loop = startLoop(
    needs.scheduler,
    round,
    (error) => log.error('the care of the store broke', error),
    limits.backupLookMs,
  )
  return {
    view: () => ({
      backups: { list, isRunning: running !== null, failure },
      rebuild: rebuild.view(),
    }),
    backUp,
    holdsForMs: rebuild.holdsForMs,
    seen() {
      rebuild.seen()
      needs.changed()
      return null
    },
    async stop() {
      stopped = true
      await Promise.all([loop.stop(), rebuild.stop(), running, copying])
    },
  }
}

/** What a backup holds, beside what the store holds now. */
export async function compareBackup(folder: string, name: string): Promise<BackupComparison> {
  const backup = listBackups(folder).find((one) => one.name === name)
  const weigh = async (file: string) => {
    const weighed = await runStoreWork({ kind: 'weigh', file })
    return weighed.ok ? weighed.weight : null
  }
  const [before, present] = await Promise.all([
    backup ? weigh(backupFile(folder, backup)) : null,
    weigh(storeFile(folder)),
  ])
  return { backup: before, present }
}
