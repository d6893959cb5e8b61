import type { EventPage, EventQuery } from '../../src/main/hcp/endpoints/events.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { raiseLongStays } from '../../src/main/passages/exits.ts'
import { type Monitor, startMonitor } from '../../src/main/passages/monitor.ts'
import { guestOfPerson, putObserved } from '../../src/main/store/access.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { createDesk, type Desk } from '../../src/main/visits/desk.ts'
import { VirtualTime } from '../virtual-time.ts'
import { emptyStore, keyOf, storeFrom } from './copied-store.ts'
import { ModelEvents } from './model-events.ts'
import { GUESTS, type Happening, type Story } from './story.ts'
import { FACE, type Span, type TrueAct, type TrueRow, type Truth } from './truth.ts'

/** How the questions get to HCP, where not by a call of a function. */
export interface Wire {
  read(query: EventQuery, events: ModelEvents): Promise<Outcome<EventPage>>
  settle(time: VirtualTime): Promise<void>
}

interface Slot {
  guestId: number
  visitId: number
  readonly personId: string
}

interface Copy {
  readonly bytes: Buffer
  readonly atMs: number
  readonly acts: number
  readonly slots: readonly (Slot | null)[]
}

const HOUR_MS = 3_600_000
/** A desk that lives through a story. */
export class WatchedSite {
  readonly time = new VirtualTime(new Date(2026, 4, 4, 8).getTime())
  readonly storedAtMs = new Map<string, number>()
  store: Store = storeFrom(emptyStore)
  readonly events: ModelEvents
  readonly #story: Story
  readonly #read: (query: EventQuery) => Promise<Outcome<EventPage>>
  readonly #settle: (time: VirtualTime) => Promise<void>
  readonly #acts: TrueAct[] = []
  readonly #blocks: Span[] = []
  readonly #persons = new Map<string, { guestId: number; knownAtMs: number }>()
  #slots: (Slot | null)[] = Array.from({ length: GUESTS }, () => null)
  #copy: Copy | null = null
  #desk: Desk
  #monitor: Monitor | null = null
  #number = 0
  readonly #turnMs: number
  #held = false
  #hadNight = false
  #crashAt: { when: 'asking' | 'storing'; left: number } | null = null

  constructor(story: Story, wire?: Wire) {
    this.#story = story
    this.events = new ModelEvents(story, this.time, () => this.time.nowMs())
    this.events.onAsked = () => this.#crash('asking')
    this.#read = wire ? (query) => wire.read(query, this.events) : this.events.read
    this.#settle = wire ? (time) => wire.settle(time) : async () => undefined
    this.#turnMs = wire ? 60_000 : story.tickMs
    this.#desk = this.#openDesk()
    this.#start()
  }

  async play(): Promise<void> {
    this.#enrol(0, 0)
    this.#enrol(1, 0)
    // A desk that has never read anything begins with the present; this one is not new.
    for (let i = 0; i < 10 && this.#monitor?.readUntilMs() === null; i += 1) await this.#pass(60_000)
    for (const { afterMs, happening } of this.#story.acts) {
      await this.#pass(afterMs)
      raiseLongStays(this.store, this.#story.policy, this.time.nowMs())
      await this.#happen(happening)
    }
    // What comes late, comes; then the look at the last day, an hour after a start.
    this.#crashAt = null
    const lastMs = Math.max(this.time.nowMs(), ...this.events.rows.map((row) => row.knownMs))
    await this.#pass(lastMs - this.time.nowMs() + HOUR_MS + 3 * this.#story.tickMs)
    raiseLongStays(this.store, this.#story.policy, this.time.nowMs())
  }

  truth(): Truth {
    const { policy, tickMs, skewMs, form, latencyMs, page } = this.#story
    return {
      rows: this.events.rows,
      acts: this.#acts,
      blocks: this.#blocks,
      persons: this.#persons,
      policy,
      tickMs,
      roundMs: latencyMs * (30 + this.events.rows.length / Math.min(page, 30)),
      skewMs,
      asksByType: form !== 'plain',
      hadNight: this.#hadNight,
      endMs: this.time.nowMs(),
    }
  }

  async close(): Promise<void> {
    void this.#monitor?.stop()
    await this.#pass(0)
    this.store.close()
  }

  async #pass(ms: number): Promise<void> {
    await this.#settle(this.time)
    for (let left = ms; left >= 0; left -= this.#turnMs) {
      await this.time.pass(Math.min(left, this.#turnMs))
      await this.#settle(this.time)
    }
  }

  #openDesk(): Desk {
    return createDesk({
      store: this.store,
      clock: this.time,
      levelIds: () => new Set(['7']),
      isPaused: () => false,
      askedAgain: () => undefined,
      hideName: () => undefined,
      decided: () => undefined,
    })
  }

  #start(): void {
    this.#monitor = startMonitor({
      store: this.store,
      clock: this.time,
      scheduler: this.time,
      log: silentLog,
      tickMs: this.#story.tickMs,
      heldForMs: () => (this.#held ? 20_000 : 0),
      policy: () => this.#story.policy,
      readEvents: this.#read,
      taken: ({ passageIds }) => {
        for (const id of passageIds) this.storedAtMs.set(keyOf(this.store, id), this.time.nowMs())
        this.#crash('storing')
      },
      ended: () => undefined,
    })
  }

  /** What a crash does: nothing of the old monitor happens any more. */
  #restart(): void {
    void this.#monitor?.stop()
    this.#blocks.push([this.time.nowMs(), this.time.nowMs()])
    this.#start()
  }

  #crash(when: 'asking' | 'storing'): void {
    if (this.#crashAt?.when !== when) return
    this.#crashAt.left -= 1
    if (this.#crashAt.left > 0) return
    this.#crashAt = null
    this.#restart()
  }

  async #happen(what: Happening): Promise<void> {
    const nowMs = this.time.nowMs()
    switch (what.kind) {
      case 'pass': {
        const personId = this.#slots[what.guest]?.personId ?? ''
        const row = { personId, doorId: what.door, eventType: what.type, delayMs: what.delayMs }
        this.#row(row, nowMs, what.hasId)
        if (what.again !== 'no') {
          const doorId = what.again === 'same' ? what.door : what.door === '12' ? '13' : '12'
          this.#row({ ...row, doorId }, nowMs, what.hasId)
        }
        break
      }
      case 'stepOut': {
        const personId = this.#slots[what.guest]?.personId ?? ''
        this.#row({ personId, doorId: '13', eventType: FACE, delayMs: 0 }, nowMs)
        const back = { personId, doorId: '12', eventType: what.type, delayMs: what.delayMs } as const
        this.#row(back, nowMs + what.awayMs)
        break
      }
      case 'refused': {
        const personId = this.#slots[what.guest]?.personId ?? ''
        for (let i = 0; i < what.times; i += 1)
          this.#row(
            { personId, doorId: what.door, eventType: what.type, delayMs: what.delayMs },
            nowMs + i * what.everyMs,
          )
        break
      }
      case 'stranger':
        this.#row(
          { personId: what.isKnownToHcp ? '1' : '', doorId: what.door, eventType: FACE, delayMs: 0 },
          nowMs,
          what.hasId,
        )
        break
      case 'crowd':
        for (let i = 0; i < what.rows; i += 1)
          this.#row(
            { personId: '', doorId: '12', eventType: FACE, delayMs: 0 },
            nowMs + Math.floor(i / 20) * 1_000,
          )
        break
      case 'enrol':
        this.#enrol(what.guest, what.knownAfterMs)
        break
      case 'guard': {
        const slot = this.#slots[what.guest]
        if (slot && this.#desk[what.act](slot.visitId).ok) this.#note(what.act, slot)
        break
      }
      case 'away':
        this.events.isAway = true
        this.#held = what.isHeld
        await this.#pass(what.forMs)
        this.events.isAway = false
        this.#held = false
        this.#blocks.push([nowMs, this.time.nowMs()])
        break
      case 'restart':
        if (what.downMs === 0) {
          this.#restart()
          break
        }
        void this.#monitor?.stop()
        this.#hadNight ||= what.downMs > 12 * HOUR_MS
        await this.#pass(what.downMs)
        this.#blocks.push([nowMs, this.time.nowMs()])
        this.#start()
        break
      case 'crash':
        this.#crashAt = { when: what.when, left: what.after }
        break
      case 'copy':
        this.#copy = {
          bytes: this.store.serialize(),
          atMs: nowMs,
          acts: this.#acts.length,
          slots: this.#slots.map((slot) => slot && { ...slot }),
        }
        break
      case 'restore':
        if (this.#copy) this.#restore(this.#copy)
        break
      case 'wake':
        this.#monitor?.wake()
    }
  }

  #row(row: Omit<TrueRow, 'key' | 'atMs' | 'knownMs'>, happensMs: number, hasId = true): void {
    const atMs = Math.floor((happensMs + this.#story.skewMs) / 1_000) * 1_000
    this.#number += 1
    const key = hasId ? `e${this.#number}` : `${row.doorId}/${row.personId}/${atMs}/${row.eventType}`
    this.events.rows.push({ ...row, key, atMs, knownMs: happensMs + row.delayMs })
  }

  #note(kind: TrueAct['kind'], { visitId, guestId }: Slot): void {
    this.#acts.push({ kind, visitId, guestId, atMs: this.time.nowMs() })
  }

  #enrol(guest: number, knownAfterMs: number): void {
    const nowMs = this.time.nowMs()
    const known = this.#slots[guest]
    const words = {
      familyName: `Guest ${guest}`,
      givenName: '',
      host: '',
      purpose: '',
      phone: '',
      levelId: '7',
    }
    const window = { fromMs: nowMs, untilMs: nowMs + 30 * HOUR_MS, photoHash: null }
    const answer = this.#desk.enrol({ guestId: known?.guestId ?? null, ...words, ...window })
    if (!answer.ok) return
    const { visitId, guestId } = answer
    this.#number += 1
    const slot = { guestId, visitId, personId: known?.personId ?? `85${this.#number}` }
    this.#slots[guest] = slot
    this.#note('enrol', slot)
    if (!known) this.time.after(knownAfterMs, () => this.#learn(guest, slot.personId))
  }

  /** HCP has told who the guest is there. */
  #learn(guest: number, personId: string): void {
    const slot = this.#slots[guest]
    if (slot?.personId !== personId) return
    putObserved(this.store, slot.guestId, { ...nothingObserved, person: { personId } })
    this.#persons.set(personId, { guestId: slot.guestId, knownAtMs: this.time.nowMs() })
  }

  #restore({ bytes, atMs, acts, slots }: Copy): void {
    void this.#monitor?.stop()
    this.store.close()
    this.store = storeFrom(Buffer.from(bytes))
    this.#acts.length = acts
    this.#blocks.push([atMs, this.time.nowMs()])
    this.#slots = slots.map((slot) => slot && { ...slot })
    const known = new Set(this.#slots.map((slot) => slot?.personId))
    for (const personId of this.#persons.keys()) if (!known.has(personId)) this.#persons.delete(personId)
    for (const [guest, slot] of this.#slots.entries())
      if (slot && this.#persons.has(slot.personId) && guestOfPerson(this.store, slot.personId) === null)
        this.#learn(guest, slot.personId)
    this.#desk = this.#openDesk()
    this.#start()
  }
}
