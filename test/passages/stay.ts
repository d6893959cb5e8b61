import type { IncidentKind } from '../../src/shared/incident.ts'
import type { VisitStatus } from '../../src/shared/visit.ts'
import { directionOf, isGranted, openTimes, type TrueAct, type TrueRow, type Truth } from './truth.ts'

/** What may be on record of a visit when everything has been read; several where more than one order is right. */
export interface Verdict {
  readonly statuses: ReadonlySet<VisitStatus>
  /** When he left, where the visit has ended. */
  readonly leftAtMs: ReadonlySet<number>
  readonly must: ReadonlySet<IncidentKind>
  readonly may: ReadonlySet<IncidentKind>
}

/** When the desk can, and must, have known of a row. */
export interface Knowing {
  knownFrom(row: TrueRow): number
  knownUntil(row: TrueRow): number
  sureEnd(fromMs: number): number
  isInTurn(row: TrueRow): boolean
  isBefore(a: TrueRow, b: TrueRow): boolean
}

/** Later than this by HCP, and a row may be outside of what a tick looks back. */
export const LATE_MS = 120_000
const AFTER_END_MS = 10_000

/** One visit with everything that happened to it. */
export class Stay {
  readonly #oracle: Knowing
  readonly #truth: Truth
  readonly #acts: readonly TrueAct[]
  readonly #rows: readonly TrueRow[]
  readonly #entries: readonly TrueRow[]
  /** The guard's last word: nothing before it counts against it. */
  readonly #last: TrueAct
  readonly #wordMs: number
  readonly #guardIn: number | null
  readonly #closings: readonly TrueAct[]
  /** When he came in, at the earliest and the latest. */
  readonly #inFromMs: number
  readonly #inUntilMs: number

  constructor(oracle: Knowing, truth: Truth, acts: readonly TrueAct[], rows: readonly TrueRow[]) {
    this.#oracle = oracle
    this.#truth = truth
    this.#acts = acts
    this.#rows = rows
    this.#entries = rows.filter((row) => isGranted(row) && directionOf(row) === 'entry')
    const last = acts.at(-1)
    if (!last) throw new Error('a visit nobody made')
    this.#last = last
    this.#wordMs = last.kind === 'enrol' ? 0 : last.atMs
    this.#guardIn = acts.find((act) => act.kind === 'checkIn')?.atMs ?? null
    this.#closings = acts.filter((act) => act.kind === 'checkOut' || act.kind === 'cancel')
    const firsts = this.#entries.filter((one) => !this.#entries.some((other) => oracle.isBefore(other, one)))
    const times = this.#entries.map((row) => row.atMs)
    const latest = (this.#closings.length > 0 ? this.#entries : firsts).map((row) => row.atMs)
    this.#inFromMs = this.#guardIn ?? Math.min(...times)
    this.#inUntilMs = this.#guardIn ?? Math.max(...latest)
  }

  verdict(): Verdict {
    const statuses = new Set<VisitStatus>()
    const leftAtMs = new Set<number>()
    const { kind, atMs } = this.#last
    if (kind === 'checkOut' || kind === 'cancel') {
      statuses.add(kind === 'cancel' ? 'cancelled' : 'left')
      leftAtMs.add(atMs)
    } else {
      const isIn = this.#isCheckedIn()
      if (isIn !== 'yes') statuses.add('expected')
      const ends = isIn === 'no' ? [] : this.#exits().filter((exit) => this.#mayEnd(exit))
      for (const exit of ends) leftAtMs.add(exit.atMs)
      if (ends.length > 0) statuses.add('left')
      if (isIn !== 'no' && !this.#mustBeGone()) statuses.add('inside')
    }
    return { statuses, leftAtMs, must: this.#must(statuses), may: this.#may() }
  }

  #isCheckedIn(): 'yes' | 'no' | 'perhaps' {
    if (this.#guardIn !== null) return 'yes'
    if (this.#entries.length === 0) return 'no'
    const [closing] = this.#closings
    if (!closing) return 'yes'
    // An entry that is read while the visit is closed checks nobody in.
    const isSeen = this.#entries.some(
      (row) => this.#oracle.knownFrom(row) > this.#wordMs || this.#oracle.knownUntil(row) < closing.atMs,
    )
    return isSeen ? 'yes' : 'perhaps'
  }

  #inOut(): readonly TrueRow[] {
    const isOne = (row: TrueRow): boolean => isGranted(row) && directionOf(row) !== 'none'
    return this.#rows
      .filter((row) => isOne(row) && row.atMs > this.#wordMs && row.atMs >= this.#inFromMs)
      .sort((a, b) => a.atMs - b.atMs)
  }

  #exits(): readonly TrueRow[] {
    return this.#truth.policy.exit === 'never'
      ? []
      : this.#inOut().filter((row) => directionOf(row) === 'exit')
  }

  get #graceMs(): number {
    return this.#truth.policy.exit === 'grace' ? this.#truth.policy.graceMinutes * 60_000 : 0
  }

  /** Rows that say he is back, or went again. */
  #after(exit: TrueRow, withSameSecond: boolean): readonly TrueRow[] {
    if (this.#truth.policy.exit === 'first') return []
    return this.#inOut().filter(
      (row) => row !== exit && (row.atMs > exit.atMs || (withSameSecond && row.atMs === exit.atMs)),
    )
  }

  /** Was there a moment at which this exit was the last that could be known, for long enough? */
  #mayEnd(exit: TrueRow): boolean {
    const later = this.#after(exit, false)
    if (this.#truth.hadNight && later.every((row) => row.atMs >= exit.atMs + this.#graceMs)) return true
    const fromMs = Math.max(this.#oracle.knownFrom(exit), exit.atMs + this.#graceMs)
    const untilMs = Math.min(this.#truth.endMs, ...later.map((row) => this.#readBy(row)))
    return openTimes(this.#truth.blocks, fromMs, untilMs).length > 0
  }

  #readBy(row: TrueRow): number {
    const isLate = row.delayMs > LATE_MS || !this.#truth.persons.has(row.personId)
    const personMs = this.#truth.persons.get(row.personId)?.knownAtMs ?? 0
    if (isLate || row.knownMs < personMs) return this.#oracle.knownUntil(row)
    return Math.max(row.knownMs, row.atMs + 1_000)
  }

  /** By when this exit must have ended the visit; null when it need not. */
  #endedBy(exit: TrueRow): number | null {
    if (exit.atMs < this.#inUntilMs || !this.#oracle.isInTurn(exit)) return null
    const inMs =
      this.#guardIn ??
      Math.min(
        ...this.#entries.filter((row) => row.atMs <= exit.atMs).map((row) => this.#oracle.knownUntil(row)),
      )
    const knownMs = Math.max(this.#oracle.knownUntil(exit), exit.atMs + this.#graceMs, this.#wordMs, inMs)
    const endMs = this.#oracle.sureEnd(knownMs)
    const untilMs = Math.min(
      this.#truth.endMs,
      ...this.#after(exit, true).map((row) => this.#oracle.knownFrom(row)),
    )
    return endMs < untilMs ? endMs : null
  }

  #mustBeGone(): boolean {
    const exits = this.#exits().filter((exit) => exit.atMs >= this.#inUntilMs)
    if (this.#truth.policy.exit === 'first') return exits.length > 0
    const lasts = exits.filter((exit) => this.#after(exit, true).every((row) => directionOf(row) === 'exit'))
    return lasts.length > 0 || exits.some((exit) => this.#endedBy(exit) !== null)
  }

  #must(statuses: ReadonlySet<VisitStatus>): ReadonlySet<IncidentKind> {
    const must = new Set<IncidentKind>()
    const { policy, endMs } = this.#truth
    const isUntouched = this.#acts.length === 1
    for (const row of this.#rows) {
      const direction = directionOf(row)
      if (!isGranted(row)) {
        if (this.#refusalsBefore(row, (one) => this.#oracle.isInTurn(one)) >= policy.denials)
          must.add('repeatedDenials')
        continue
      }
      const isFirst = this.#entries.every((entry) => this.#oracle.isBefore(row, entry))
      if (direction === 'exit' && isUntouched && isFirst) must.add('exitWithoutEntry')
      if (direction === 'entry' && isUntouched && !statuses.has('left') && !isOpenHour(row, this.#truth))
        must.add('strangeHour')
      if (direction !== 'exit' && this.#isSurelyAfterEnd(row)) must.add('passageAfterRevoke')
    }
    const isInside = statuses.size === 1 && statuses.has('inside')
    if (isInside && this.#inUntilMs + policy.longStayHours * 3_600_000 <= endMs) must.add('longStay')
    return must
  }

  #isSurelyAfterEnd(row: TrueRow): boolean {
    const { kind, atMs } = this.#last
    if (kind === 'checkOut' || kind === 'cancel')
      return row.atMs > atMs + AFTER_END_MS && this.#oracle.knownFrom(row) > atMs
    return this.#exits().some((exit) => {
      const endedMs = this.#endedBy(exit)
      return endedMs !== null && row.delayMs === 0 && row.knownMs > endedMs + 120_000
    })
  }

  #may(): ReadonlySet<IncidentKind> {
    const may = new Set<IncidentKind>()
    const { policy, endMs } = this.#truth
    const guardIn = this.#guardIn ?? Number.POSITIVE_INFINITY
    for (const row of this.#rows) {
      const direction = directionOf(row)
      if (!isGranted(row)) {
        if (this.#refusalsBefore(row, () => true) >= policy.denials) may.add('repeatedDenials')
        continue
      }
      const isIn = this.#entries.some((entry) => this.#oracle.isBefore(entry, row))
      const isClosedSometimes = this.#closings.length > 0
      if (direction === 'exit' && (!isIn || isClosedSometimes) && this.#oracle.knownFrom(row) < guardIn)
        may.add('exitWithoutEntry')
      if (direction === 'entry' && !isOpenHour(row, this.#truth)) may.add('strangeHour')
      const ends = [
        ...this.#closings,
        ...(policy.exit === 'never'
          ? []
          : this.#rows.filter((one) => directionOf(one) === 'exit' && isGranted(one))),
      ]
      if (direction !== 'exit' && ends.some((end) => row.atMs > end.atMs + AFTER_END_MS))
        may.add('passageAfterRevoke')
    }
    if (this.#inFromMs + policy.longStayHours * 3_600_000 <= endMs) may.add('longStay')
    return may
  }

  #refusalsBefore(row: TrueRow, counts: (row: TrueRow) => boolean): number {
    const sinceMs = row.atMs - this.#truth.policy.denialsMinutes * 60_000
    const guestId = this.#last.guestId
    const refused = this.#truth.rows.filter(
      (one) =>
        !isGranted(one) &&
        counts(one) &&
        this.#truth.persons.get(one.personId)?.guestId === guestId &&
        one.atMs >= sinceMs &&
        one.atMs <= row.atMs,
    )
    return counts(row) ? new Set(refused.map((one) => one.key)).size : 0
  }
}

function isOpenHour(row: TrueRow, { policy: { openFromHour, openUntilHour } }: Truth): boolean {
  const hour = new Date(row.atMs).getHours()
  const isOpen = (from: number, until: number): boolean => hour >= from && hour < until
  return openFromHour <= openUntilHour
    ? isOpen(openFromHour, openUntilHour)
    : isOpen(openFromHour, 24) || isOpen(0, openUntilHour)
}
