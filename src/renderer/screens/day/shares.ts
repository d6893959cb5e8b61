import type { DayView } from '../../../shared/day.ts'

/** Who brought it about: a door, the clock, or a guard. */
export type Doer = 'doors' | 'clock' | 'guard'
export type Shares = Readonly<Record<Doer, number>>

/** What was done on a day without a hand, and what is left for guards. */
export function sharesOf({ came, left, automatic }: DayView): {
  readonly came: Shares
  readonly left: Shares
} {
  const { checkIns, checkOuts, windowEnds } = automatic
  return {
    came: { doors: checkIns, clock: 0, guard: Math.max(0, came - checkIns) },
    left: { doors: checkOuts, clock: windowEnds, guard: Math.max(0, left - checkOuts - windowEnds) },
  }
}

/** Whole percent without a hand; null when nothing was done at all. */
export function byItselfPercent({ came, left }: ReturnType<typeof sharesOf>): number | null {
  const byItself = came.doors + left.doors + left.clock
  const all = byItself + came.guard + left.guard
  // Rounded down: "100 %" must mean that nobody lifted a hand.
  return all === 0 ? null : Math.floor((byItself / all) * 100)
}

export interface Segment<Name extends string> {
  readonly name: Name
  readonly count: number
  /** Percent of the bar. */
  readonly x: number
  readonly width: number
}

/** Pieces of one bar, one after the other; nothing of a piece that counts nothing. */
export function segmentsOf<Name extends string>(
  parts: readonly (readonly [name: Name, count: number])[],
  most: number,
): readonly Segment<Name>[] {
  let x = 0
  return parts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => {
      const width = (count / Math.max(1, most)) * 100
      const segment = { name, count, x, width }
      x += width
      return segment
    })
}
