import { z } from 'zod'
import type { DoorEvent, EventPage, EventQuery } from '../hcp/endpoints/events.ts'
import type { Outcome } from '../hcp/outcome.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { allDoors } from '../store/doors.ts'
import { getFact, putFact } from '../store/facts.ts'
import type { Store } from '../store/open-store.ts'
import { eventTypesSince } from '../store/passages.ts'
import { type Form, forms, type Learned, nextForm, nothingLearned, questions } from './ask.ts'
import type { TickWindow } from './window.ts'

export interface ReaderNeeds {
  readonly store: Store
  readonly readEvents: (query: EventQuery) => Promise<Outcome<EventPage>>
  readonly log: Log
  /** Nothing more is asked, and nothing more is written down. */
  readonly isStopped: () => boolean
}

/** All that HCP had of a window when it was asked. */
export interface WindowRead {
  /** Oldest first. */
  readonly events: readonly DoorEvent[]
  /** The rare event types were asked for as well. */
  readonly isEveryType: boolean
}

/** `sweep` takes the rare event types along. Null when HCP did not answer all of it. */
export type ReadWindow = (window: TickWindow, sweep: boolean) => Promise<WindowRead | null>

const LATELY_MS = 7 * 24 * 3_600_000
/** How far back the form is looked for; HCP allows 31 days. */
const HISTORY_MS = 30 * 24 * 3_600_000
/** HCP's word for an answer that would be too long; it is asked for in smaller pages from then on. */
const TOO_LONG = '0x00072004'
const LEAST_PAGE = 10
export const LEARNED = 'passages.learned'

const learnedShape = z.object({ form: z.enum(forms), proven: z.boolean() })

/** Reads a window page by page, in the cheapest form known to work here. */
export function createReader({ store, readEvents, log, isStopped }: ReaderNeeds): ReadWindow {
  let pageSize: number = limits.hcpPageSize

  return async function read(window, sweep) {
    let learned = readLearned(store)
    if (!learned.proven && sweep) learned = (await learn(learned, window.untilMs)) ?? learned
    const events = await askIn(learned.form, window, sweep)
    if (events === 'tooLong') return read(window, sweep)
    if (events === 'notAllowed') {
      // An update of HCP may have become stricter.
      const dearer = nextForm(learned.form)
      if (dearer) remember({ form: dearer, proven: false })
      else log.warn('HCP refuses every form of asking for door events')
      return null
    }
    return events && { events, isEveryType: sweep || learned.form === 'plain' }
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
        const outcome = await readEvents({ ...window, ...question, pageNo, pageSize })
        if (isStopped()) return null
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

  /**
   * Finds the cheapest form this server allows by its own history: a form that brings rows works; one that brings none
   * while a dearer one does is not to be trusted. On a site without any history it stays unproven and is tried again.
   */
  async function learn(known: Learned, untilMs: number): Promise<Learned | null> {
    let allowed: Form | null = null
    for (let form: Form | null = known.form; form !== null; form = nextForm(form)) {
      const [question] = questions(form, doorIds(), [], false)
      if (!question) break
      const fromMs = untilMs - HISTORY_MS
      const outcome = await readEvents({ fromMs, untilMs, ...question, pageNo: 1, pageSize })
      if (isStopped()) return null
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
}

function readLearned(store: Store): Learned {
  const read = learnedShape.safeParse(getFact(store, LEARNED))
  return read.success ? read.data : nothingLearned
}
