import { z } from 'zod'
import type { SitePolicy } from '../../shared/policy.ts'
import type { CatchUp } from '../../shared/status.ts'
import type { DoorEvent, EventPage, EventQuery } from '../hcp/endpoints/events.ts'
import type { Outcome } from '../hcp/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, pause, type Scheduler, startLoop } from '../lib/scheduler.ts'
import { allDoors } from '../store/doors.ts'
import { getFact, putFact } from '../store/facts.ts'
import type { Store } from '../store/open-store.ts'
import { eventTypesSince } from '../store/passages.ts'
import { type Form, forms, inChunks, type Learned, nextForm, nothingLearned, questions } from './ask.ts'
import { endByExits } from './exits.ts'
import { CURSOR, type TakenIn, takeIn } from './take-in.ts'
import { type TickWindow, tickWindow } from './window.ts'

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
  /** Look at once: after a resume, or when HCP answers again. */
  wake(): void
  readUntilMs(): number | null
  /** Null while the monitor is at the present. */
  catchingUp(): CatchUp | null
  stop(): Promise<void>
}

const SWEEP_MS = 15 * 60_000
const RESCAN_EVERY_MS = 3_600_000
const RESCAN_MS = 24 * 3_600_000
const LATELY_MS = 7 * 24 * 3_600_000
/** HCP answers, but not this question: no reason to insist. */
const RETRY_MS = 30_000
/** How far back the form is looked for; HCP allows 31 days. */
const HISTORY_MS = 30 * 24 * 3_600_000
/** HCP's word for an answer that would be too long; it is asked for in smaller pages from then on. */
const TOO_LONG = '0x00072004'
const LEAST_PAGE = 10
export const LEARNED = 'passages.learned'

const learnedShape = z.object({ form: z.enum(forms), proven: z.boolean() })

/** One question for everybody, tick by tick: its cost does not depend on the number of visits. */
export function startMonitor(needs: MonitorNeeds): Monitor {
  const { store, clock, scheduler, log } = needs
  let sweptAtMs = 0
  /** Up to when every type was asked for, the rare ones too. */
  let allReadUntilMs = 0
  let wasBehind = false
  let rescannedAtMs = clock.nowMs()
  let stopped = false
  let pageSize: number = limits.hcpPageSize

  async function round(): Promise<number> {
    const nowMs = clock.nowMs()
    const heldMs = needs.heldForMs()
    if (heldMs > 0) return heldMs
    const rescan = nowMs - rescannedAtMs >= RESCAN_EVERY_MS || nowMs < rescannedAtMs
    // Rare event types are asked for now and then, but then for all the time since the last sweep.
    const sweep = wasBehind || rescan || nowMs - sweptAtMs >= SWEEP_MS || nowMs < sweptAtMs
    const lookBackMs = rescan ? RESCAN_MS : sweep ? SWEEP_MS + limits.tickOverlapMs : 0
    const window = tickWindow(cursor(store), nowMs, lookBackMs)
    const events = await ask(window, sweep)
    if (stopped) return 0
    // HCP did not answer: the cursor stays, and the same window (and more) is asked again.
    if (!events) {
      const heldNowMs = needs.heldForMs()
      return heldNowMs > 0 ? heldNowMs : Math.min(RETRY_MS, needs.tickMs)
    }
    if (sweep) sweptAtMs = nowMs
    if (rescan) rescannedAtMs = nowMs
    wasBehind = window.isBehind
    if (sweep || readLearned(store).form === 'plain') allReadUntilMs = window.untilMs
    await store50(events, window.untilMs)
    // An exit speaks for itself; that nobody has come back is known only where a return of any type would have been seen.
    await endGone(needs.policy().exit === 'first' ? window.untilMs : allReadUntilMs)
    return window.isBehind ? 0 : needs.tickMs
  }

  /** Stores in small transactions with a breath between them; the cursor moves with the last. */
  async function store50(events: readonly DoorEvent[], untilMs: number): Promise<void> {
    const pieces = inChunks(events, limits.visitsPerTransaction)
    for (const [i, piece] of pieces.entries()) {
      const isLast = i === pieces.length - 1
      needs.taken(takeIn(store, piece, isLast ? untilMs : null, needs.policy()))
      if (!isLast) await pause(scheduler, 0)
      if (stopped) return
    }
    if (pieces.length === 0) needs.taken(takeIn(store, [], untilMs, needs.policy()))
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

  /** All events of the window in the cheapest form known to work here, or null when HCP did not answer. */
  async function ask(window: TickWindow, sweep: boolean): Promise<readonly DoorEvent[] | null> {
    let learned = readLearned(store)
    if (!learned.proven && sweep) learned = (await learn(learned, window.untilMs)) ?? learned
    const events = await askIn(learned.form, window, sweep)
    if (events === 'tooLong') return ask(window, sweep)
    if (events !== 'notAllowed') return events
    // An update of HCP may have become stricter.
    const dearer = nextForm(learned.form)
    if (dearer) remember({ form: dearer, proven: false })
    else log.warn('HCP refuses every form of asking for door events')
    return null
  }

  /**
   * Finds the cheapest form this server allows by its own history: a form that brings rows works; one that brings none
   * while a dearer one does is not to be trusted. On a site without any history it stays unproven and is tried again.
   */
  async function learn(known: Learned, untilMs: number): Promise<Learned | null> {
    let allowed: Form | null = null
    for (let form: Form | null = known.form; form !== null; form = nextForm(form)) {
      const [question] = questions(form, doorIds(), [], false)
      if (!question) break
      const outcome = await needs.readEvents({
        fromMs: untilMs - HISTORY_MS,
        untilMs,
        ...question,
        pageNo: 1,
        pageSize,
      })
      if (stopped) return null
      const isRefused = outcome.kind === 'refused' && outcome.class === 'callerBug'
      if (outcome.kind !== 'done' && !isRefused) return null
      if (outcome.kind !== 'done') continue
      allowed ??= form
      if (outcome.value.events.length > 0) return remember({ form, proven: true })
    }
    return allowed === null ? null : remember({ form: allowed, proven: false })
  }

  function remember(learned: Learned): Learned {
    log.info(`door events are asked ${learned.form}${learned.proven ? '' : ', not proven yet'}`)
    putFact(store, LEARNED, learned)
    return learned
  }

  function doorIds(): readonly string[] {
    return allDoors(store).map((door) => door.doorId)
  }

  async function askIn(
    form: Form,
    window: TickWindow,
    sweep: boolean,
  ): Promise<readonly DoorEvent[] | 'notAllowed' | 'tooLong' | null> {
    const seenLately = eventTypesSince(store, window.untilMs - LATELY_MS)
    const events: DoorEvent[] = []
    const asked = questions(form, doorIds(), seenLately, sweep)
    // Without a question nothing was read, and the cursor must not say so.
    if (asked.length === 0) return null
    for (const question of asked) {
      for (let pageNo = 1; ; pageNo += 1) {
        const outcome = await needs.readEvents({ ...window, ...question, pageNo, pageSize })
        if (stopped) return null
        if (outcome.kind === 'refused' && outcome.code === TOO_LONG && pageSize > LEAST_PAGE) {
          // The pages of another size are other pages: from the beginning, in the next round.
          pageSize = Math.max(LEAST_PAGE, Math.floor(pageSize / 2))
          return 'tooLong'
        }
        if (outcome.kind === 'refused' && outcome.class === 'callerBug') return 'notAllowed'
        if (outcome.kind !== 'done') return null
        events.push(...outcome.value.events)
        if (outcome.value.unread > 0) log.warn(`${outcome.value.unread} door events could not be read`)
        if (outcome.value.isLast) break
      }
    }
    return events.sort((a, b) => a.atMs - b.atMs)
  }

  const loop: Loop = startLoop(scheduler, round, (error) => log.error('a tick broke', error))
  return {
    wake: () => loop.wake(),
    readUntilMs: () => cursor(store),
    catchingUp: () => null,
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

function readLearned(store: Store): Learned {
  const read = learnedShape.safeParse(getFact(store, LEARNED))
  return read.success ? read.data : nothingLearned
}
