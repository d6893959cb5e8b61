import { type Knowing, LATE_MS, Stay, type Verdict } from './stay.ts'
import { CARD, FACE, openTimes, type TrueRow, type Truth } from './truth.ts'

const SWEEP_MS = 900_000

/**
 * Says from the list of all true passages and acts, and not from what the monitor did, how visits end. Two orders are both
 * right in these cases only:
 * - a row comes late: a return may be heard of when the grace is over, an entry when the exit has been judged;
 * - HCP was away, or the monitor: what came and went meanwhile is judged together, by the last of it;
 * - an exit and an entry in one second;
 * - within the time between two ticks.
 */
export class Oracle implements Knowing {
  readonly #truth: Truth
  /** From when a passage can be read until it surely is. */
  readonly #tickMs: number
  readonly #sweepMs: number

  constructor(truth: Truth) {
    this.#truth = truth
    // The round under way, which may have asked before; the wait; the next round.
    this.#tickMs = truth.tickMs + 90_000 + 2 * truth.roundMs
    this.#sweepMs = truth.asksByType ? this.#tickMs + SWEEP_MS + truth.tickMs : this.#tickMs
  }

  /** The visits a row may have been given to; null is none. */
  visitsOf(row: TrueRow): readonly (number | null)[] {
    const person = this.#truth.persons.get(row.personId)
    if (!person) return [null]
    const stays = this.#truth.acts.filter((act) => act.kind === 'enrol' && act.guestId === person.guestId)
    const before = stays.findLast((stay) => stay.atMs <= row.atMs)
    const next = stays.find((stay) => stay.atMs > row.atMs && stay.atMs <= row.atMs + 120_000)
    if (!next) return [before?.visitId ?? null]
    if (!before) return this.knownFrom(row) >= next.atMs ? [next.visitId] : [next.visitId, null]
    return [before.visitId, next.visitId]
  }

  judge(visitId: number): Verdict | 'unclear' {
    const rows: TrueRow[] = []
    for (const row of this.#truth.rows) {
      const visits = this.visitsOf(row)
      if (!visits.includes(visitId)) continue
      if (visits.length > 1) return 'unclear'
      rows.push(row)
    }
    return new Stay(
      this,
      this.#truth,
      this.#truth.acts.filter((act) => act.visitId === visitId),
      rows,
    ).verdict()
  }

  /** The earliest the desk can have known whose passage this is. */
  knownFrom(row: TrueRow): number {
    const readMs = Math.max(row.knownMs, row.atMs, this.#truth.persons.get(row.personId)?.knownAtMs ?? 0)
    return openTimes(this.#truth.blocks, readMs, Infinity)[0]?.[0] ?? readMs
  }

  knownUntil(row: TrueRow): number {
    if (row.delayMs > LATE_MS) return this.#truth.endMs
    const personMs = this.#truth.persons.get(row.personId)?.knownAtMs ?? 0
    const isHot = !this.#truth.asksByType || row.eventType === FACE || row.eventType === CARD
    return this.sure(Math.max(row.knownMs, row.atMs, personMs), isHot ? this.#tickMs : this.#sweepMs)
  }

  /** By when whatever was there at `fromMs` has been read: after so long a time without a break. */
  sure(fromMs: number, needMs: number): number {
    const long = openTimes(this.#truth.blocks, fromMs, this.#truth.endMs).find(([a, b]) => b - a >= needMs)
    return long ? long[0] + needMs : this.#truth.endMs
  }

  /** By when somebody who is gone since `fromMs` has been ended. */
  sureEnd(fromMs: number): number {
    return this.sure(fromMs, this.#truth.policy.exit === 'grace' ? this.#sweepMs : this.#tickMs)
  }

  /** Is this row taken in in its turn? Not when it came late, is asked for seldom, or was a stranger's first. */
  isInTurn(row: TrueRow): boolean {
    const isHot = !this.#truth.asksByType || row.eventType === FACE || row.eventType === CARD
    return isHot && row.delayMs === 0 && row.knownMs > (this.#truth.persons.get(row.personId)?.knownAtMs ?? 0)
  }

  isBefore(a: TrueRow, b: TrueRow): boolean {
    if (this.knownUntil(a) < this.knownFrom(b)) return true
    // Where HCP's clock is behind, a row can come into a window that is being read.
    const marginMs = this.#truth.skewMs < 0 ? 60_000 : 0
    return this.isInTurn(a) && this.isInTurn(b) && a.atMs < b.atMs && a.knownMs + marginMs <= b.knownMs
  }
}
