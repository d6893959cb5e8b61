import type { SitePolicy } from '../../shared/policy.ts'
import type { CatchUp } from '../../shared/status.ts'
import type { DoorEvent, EventPage, EventQuery } from '../hcp/endpoints/events.ts'
import type { Outcome } from '../hcp/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, pause, type Scheduler, startLoop } from '../lib/scheduler.ts'
import { getFact } from '../store/facts.ts'
import type { Store } from '../store/open-store.ts'
import { inChunks } from './ask.ts'
import { endByExits } from './exits.ts'
import { createReader } from './read-window.ts'
import { CURSOR, type TakenIn, takeIn } from './take-in.ts'
import { tickWindow } from './window.ts'

export interface MonitorNeeds {
  readonly store: Store
  readonly readEvents: (query: EventQuery) => Promise<Outcome<EventPage>>
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Milliseconds between ticks. */
  readonly tickMs: number
  /** Milliseconds for which the gate sends nothing. */
  readonly heldForMs: () => number
  readonly policy: () => SitePolicy
  /** Hears of every stored piece, and of every tick that brought nothing. */
  readonly taken: (news: TakenIn) => void
  /** Visits that ended because their guests went out; their access is to be taken away. */
  readonly ended: (visitIds: readonly number[]) => void
}

export interface Monitor {
  /** Look at once: when HCP answers again, or the rules have changed. */
  wake(): void
  /** The machine goes to sleep: no tick starts until `resume`. */
  suspend(): void
  /** The machine is awake: look at once. */
  resume(): void
  readUntilMs(): number | null
  /** Null while the monitor is at the present. */
  catchingUp(): CatchUp | null
  stop(): Promise<void>
}

const SWEEP_MS = 15 * 60_000
const RESCAN_EVERY_MS = 3_600_000
const RESCAN_MS = 24 * 3_600_000
/** HCP answers, but not this question: no reason to insist. */
const RETRY_MS = 30_000
/** Whoever has been awake for so long is not asleep: a `resume` that never came must not blind the desk. */
const ASLEEP_AT_MOST_MS = 5 * 60_000

/** One question for everybody, tick by tick: its cost does not depend on the number of visits. */
export function startMonitor(needs: MonitorNeeds): Monitor {
  const { store, clock, scheduler, log } = needs
  let sweptAtMs = 0
  /** Up to when every type was asked for, the rare ones too. */
  let allReadUntilMs = 0
  let wasBehind = false
  let catchUp: { readonly fromMs: number; readonly untilMs: number } | null = null
  let rescannedAtMs = clock.nowMs()
  /** On the clock that only rises, which may stand still while the machine sleeps. */
  let asleepUntilMs = Number.NEGATIVE_INFINITY
  let stopped = false
  const readWindow = createReader({
    store,
    readEvents: needs.readEvents,
    log,
    isStopped: () => stopped,
  })

  async function round(): Promise<number> {
    const nowMs = clock.nowMs()
    const waitMs = Math.max(needs.heldForMs(), asleepUntilMs - clock.monotonicMs())
    if (waitMs > 0) return waitMs
    const rescan = nowMs - rescannedAtMs >= RESCAN_EVERY_MS || nowMs < rescannedAtMs
    // Rare event types are asked for now and then, but then for all the time since the last sweep.
    const sweep = wasBehind || rescan || nowMs - sweptAtMs >= SWEEP_MS || nowMs < sweptAtMs
    const lookBackMs = rescan ? RESCAN_MS : sweep ? SWEEP_MS + limits.tickOverlapMs : 0
    const window = tickWindow(cursor(store), nowMs, lookBackMs)
    if (window.isBehind || catchUp) {
      const fromMs = catchUp?.fromMs ?? Math.max(window.fromMs, cursor(store) ?? 0)
      catchUp = { fromMs, untilMs: nowMs }
    }
    const read = await readWindow(window, sweep)
    if (stopped) return 0
    // HCP did not answer: the cursor stays, and the same window (and more) is asked again.
    if (!read) {
      const heldMs = needs.heldForMs()
      return heldMs > 0 ? heldMs : Math.min(RETRY_MS, needs.tickMs)
    }
    if (sweep) sweptAtMs = nowMs
    if (rescan) rescannedAtMs = nowMs
    wasBehind = window.isBehind
    if (read.isEveryType) allReadUntilMs = window.untilMs
    await storeInPieces(read.events, window.untilMs)
    if (stopped) return 0
    if (!window.isBehind) catchUp = null
    // An exit speaks for itself; that nobody has come back is known only where a return of any type would have been seen.
    await endGone(needs.policy().exit === 'first' ? window.untilMs : allReadUntilMs)
    return window.isBehind ? 0 : needs.tickMs
  }

  /** Stores in small transactions with a breath between them; the cursor moves with the last. */
  async function storeInPieces(events: readonly DoorEvent[], untilMs: number): Promise<void> {
    const pieces = events.length === 0 ? [[]] : inChunks(events, limits.visitsPerTransaction)
    for (const [i, piece] of pieces.entries()) {
      const isLast = i === pieces.length - 1
      needs.taken(takeIn(store, piece, isLast ? untilMs : null, needs.policy()))
      if (!isLast) await pause(scheduler, 0)
      if (stopped) return
    }
  }

  /** Ends the visits of those who went out, in small transactions as well. */
  async function endGone(readUntilMs: number): Promise<void> {
    for (;;) {
      if (stopped) return
      const ended = endByExits(store, needs.policy(), readUntilMs, clock.nowMs())
      if (ended.length > 0) needs.ended(ended)
      if (ended.length < limits.visitsPerTransaction) return
      await pause(scheduler, 0)
    }
  }

  const loop: Loop = startLoop(scheduler, round, (error) => log.error('a tick broke', error))
  return {
    wake: () => loop.wake(),
    suspend() {
      asleepUntilMs = clock.monotonicMs() + ASLEEP_AT_MOST_MS
    },
    resume() {
      asleepUntilMs = Number.NEGATIVE_INFINITY
      loop.wake()
    },
    readUntilMs: () => cursor(store),
    catchingUp() {
      if (!catchUp) return null
      const readUntilMs = Math.max(catchUp.fromMs, cursor(store) ?? 0)
      return { ...catchUp, readUntilMs }
    },
    async stop() {
      stopped = true
      await loop.stop()
    },
  }
}

function cursor(store: Store): number | null {
  const value = getFact(store, CURSOR)
  return typeof value === 'number' ? value : null
}
