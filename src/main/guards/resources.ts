import type { MachineUse, Shortage } from '../../shared/work.ts'
import { createEmitter, type Emitter } from '../lib/emitter.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { type Scheduler, startLoop } from '../lib/scheduler.ts'
import { judge, nothingShort, reasonOf } from './judge.ts'
import type { Probe } from './probes.ts'

/** What the machine can bear, as last measured. Asking costs nothing. */
export interface Guards {
  /** Why new work pauses, or null. */
  paused(): Shortage | null
  /** Null before the first look; `isCurrent` is false when the last look came to nothing. */
  use(): (MachineUse & { readonly isCurrent: boolean }) | null
  /** Work pauses, goes on, or pauses for another reason. */
  readonly onChange: Pick<Emitter<Shortage | null>, 'on'>
  /** Not waited for: it touches no store, and a look may hang on a disk that does. */
  stop(): void
}

export interface GuardNeeds {
  readonly probe: Probe
  readonly scheduler: Scheduler
  readonly log: Log
  /** Milliseconds between looks while all is well, and while work pauses. */
  readonly checkMs?: number
  readonly checkPausedMs?: number
}

/** Looks at disk and memory now and then, and never because somebody asks. */
export function startGuards({
  probe,
  scheduler,
  log,
  checkMs = limits.resourceCheckMs,
  checkPausedMs = limits.resourceCheckPausedMs,
}: GuardNeeds): Guards {
  const news = createEmitter<Shortage | null>()
  let short = nothingShort
  let use: MachineUse | null = null
  let isCurrent = true
  /** A look that hangs is not looked after a second time: each would hold a thread of the process for ever. */
  let looking: Promise<void> | null = null

  function learn(measured: MachineUse): void {
    const before = reasonOf(short)
    short = judge(measured, short)
    use = measured
    if (!isCurrent) log.info('disk and memory can be measured again')
    isCurrent = true
    const now = reasonOf(short)
    if (now === before) return
    log.warn(now ? `new work pauses: ${now} runs short` : 'new work goes on')
    news.emit(now)
  }

  /** Told once, however often: what was known last counts meanwhile. */
  function failed(why: string, error?: unknown): void {
    if (isCurrent) log.error(`disk and memory cannot be measured: ${why}`, error)
    isCurrent = false
  }

  function look(): Promise<void> {
    looking ??= probe()
      .then(learn, (error: unknown) => failed('the system refuses', error))
      .finally(() => {
        looking = null
      })
    return looking
  }

  function inTime(look: Promise<void>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = scheduler.after(limits.resourceTimeoutMs, () => resolve(false))
      void look.then(() => {
        cancel()
        resolve(true)
      })
    })
  }

  const loop = startLoop(
    scheduler,
    async () => {
      const isDone = await inTime(look())
      if (!isDone) failed('the system does not answer')
      return reasonOf(short) === null ? checkMs : checkPausedMs
    },
    (error) => failed('the look broke', error),
    checkMs,
  )
  return {
    paused: () => reasonOf(short),
    use: () => use && { ...use, isCurrent },
    onChange: news,
    stop: () => void loop.stop(),
  }
}
