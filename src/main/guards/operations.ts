import { pauses, type Shortage, type Work } from '../../shared/work.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import type { Guards } from './resources.ts'

/** Work that reads or writes much at once, by its name in the one list; each has a time limit. */
export type HeavyWork = keyof typeof limits.workTimeMs & Work

/** Why heavy work did not begin, or was ended. */
export type WorkRefusal = 'paused' | 'timeout' | 'closing'

export type Ran<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refused: WorkRefusal }

/** What `signal.reason` is when heavy work is ended. */
export class WorkEndedError extends Error {
  override readonly name = 'WorkEndedError'
  readonly why: WorkRefusal
  constructor(work: HeavyWork, why: WorkRefusal) {
    super(`${work} was ended: ${why}`)
    this.why = why
  }
}

/** The heavy work of one desk: begun only when the machine can bear it, ended when it cannot any more. */
export interface Operations {
  /** Whether this work must not begin now; false for ever for what never pauses. */
  isPaused(work: Work): boolean
  /**
   * Runs `work` unless it pauses. It is ended by its time limit, by a shortage (if it is one of those that pause), and when
   * the desk closes: the answer comes at once, and the signal tells the work, which must change nothing any more after
   * that (`signal.throwIfAborted()` before it writes). Rejects with what the work throws of itself.
   */
  run<T>(name: HeavyWork, work: (signal: AbortSignal) => Promise<T>): Promise<Ran<T>>
  /** Ends everything under way, and lets nothing begin; resolves when it has noticed, or a few seconds later. */
  close(): Promise<void>
}

export interface OperationsNeeds {
  readonly guards: Pick<Guards, 'paused' | 'onChange'>
  readonly scheduler: Scheduler
  readonly log: Log
  /** For the numbers: how heavy work has ended. */
  readonly ended?: (name: HeavyWork, how: 'done' | 'failed' | WorkRefusal) => void
}

interface Running {
  readonly name: HeavyWork
  readonly end: (why: WorkRefusal) => void
  /** Nothing of it goes on any more. */
  readonly isOver: Promise<void>
}

export function createOperations({ guards, scheduler, log, ended }: OperationsNeeds): Operations {
  const running = new Set<Running>()
  let isClosing = false

  const isPaused = (work: Work): boolean => guards.paused() !== null && pauses(work)
  const forget = guards.onChange.on((shortage: Shortage | null) => {
    if (shortage === null) return
    for (const one of running) if (pauses(one.name)) one.end('paused')
  })

  function begin<T>(name: HeavyWork, work: (signal: AbortSignal) => Promise<T>) {
    const ending = new AbortController()
    const end = (why: WorkRefusal): void => ending.abort(new WorkEndedError(name, why))
    const isEnded = new Promise<never>((_, reject) => {
      ending.signal.addEventListener('abort', () => reject(ending.signal.reason))
    })
    // Async, so that what it throws at once is a rejection too.
    const result = (async () => work(ending.signal))()
    const isOver = result.then(
      () => undefined,
      () => undefined,
    )
    const one: Running = { name, end, isOver }
    running.add(one)
    void isOver.then(() => running.delete(one))
    return { end, answer: Promise.race([result, isEnded]) }
  }

  return {
    isPaused,
    async run(name, work) {
      const no = isClosing ? 'closing' : isPaused(name) ? 'paused' : null
      if (no !== null) {
        ended?.(name, no)
        return { ok: false, refused: no }
      }
      const { answer, end } = begin(name, work)
      const cancel = scheduler.after(limits.workTimeMs[name], () => end('timeout'))
      try {
        const value = await answer
        ended?.(name, 'done')
        return { ok: true, value }
      } catch (error) {
        if (!(error instanceof WorkEndedError)) {
          ended?.(name, 'failed')
          throw error
        }
        if (error.why !== 'closing') log.warn(error.message)
        ended?.(name, error.why)
        return { ok: false, refused: error.why }
      } finally {
        cancel()
      }
    },
    async close() {
      isClosing = true
      forget()
      for (const one of running) one.end('closing')
      const all = Promise.all([...running].map((one) => one.isOver))
      await new Promise<void>((resolve) => {
        const cancel = scheduler.after(limits.workEndMs, resolve)
        void all.then(() => {
          cancel()
          resolve()
        })
      })
    },
  }
}
