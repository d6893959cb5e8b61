import type { DoorEvent, EventPage, EventQuery } from '../../src/main/hcp/endpoints/events.ts'
import { done, type Outcome } from '../../src/main/hcp/outcome.ts'
import { pause, type Scheduler } from '../../src/main/lib/scheduler.ts'
import type { Story } from './story.ts'
import type { TrueRow } from './truth.ts'
import { untold } from './untold.ts'

const refused = (why: 'callerBug' | 'notUnderstood', code: string): Outcome<EventPage> => ({
  kind: 'refused',
  class: why,
  code,
  field: '',
})

/** `door/events` as HCP answers it: by type and doors where it wants them, a frozen window in pages, oldest first. */
export class ModelEvents {
  readonly rows: TrueRow[] = []
  isAway = false
  /** Called at every question, before it is answered. */
  onAsked: () => void = () => undefined
  readonly #site: Story
  readonly #scheduler: Scheduler
  readonly #nowMs: () => number

  constructor(site: Story, scheduler: Scheduler, nowMs: () => number) {
    this.#site = site
    this.#scheduler = scheduler
    this.#nowMs = nowMs
  }

  read = async (query: EventQuery): Promise<Outcome<EventPage>> => {
    this.onAsked()
    // Without one, too: the clock must not go on while pages are turned.
    await pause(this.#scheduler, this.#site.latencyMs)
    if (this.isAway) return { kind: 'notSent', why: 'unreachable' }
    const { form, tooLong } = this.#site
    if (form !== 'plain' && query.eventType === null) return refused('callerBug', '2')
    if (form === 'byTypeAndDoors' && query.doorIds === null) return refused('callerBug', '2')
    if (query.doorIds && query.doorIds.length > 10) return refused('callerBug', '2')
    if (tooLong > 0 && query.pageSize > tooLong) return refused('notUnderstood', '0x00072004')
    const rows = this.#hits(query)
    const size = Math.min(query.pageSize, this.#site.page)
    const from = (query.pageNo - 1) * size
    const start = this.#site.repeats ? Math.max(0, from - 1) : from
    return done({
      events: rows.slice(start, from + size).map(asEvent),
      unread: 0,
      isLast: from + size >= rows.length,
    })
  }

  /** What HCP has heard of by now. */
  published(): readonly TrueRow[] {
    const nowMs = this.#nowMs()
    return this.rows.filter((row) => row.knownMs <= nowMs)
  }

  #hits({ fromMs, untilMs, eventType, doorIds }: EventQuery): readonly TrueRow[] {
    return this.published()
      .filter(
        (row) =>
          row.atMs >= fromMs &&
          row.atMs <= untilMs &&
          (eventType === null || row.eventType === eventType) &&
          (doorIds === null || doorIds.includes(row.doorId)),
      )
      .sort((a, b) => a.atMs - b.atMs || a.knownMs - b.knownMs)
  }
}

function asEvent({ key, eventType, atMs, personId, doorId }: TrueRow): DoorEvent {
  return { eventKey: key, eventType, atMs, personId, doorId, doorName: `door ${doorId}`, ...untold }
}
