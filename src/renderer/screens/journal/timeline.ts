import type { PassageRow, VisitCard } from '../../../shared/visit.ts'

/** One thing that happened, told with what came before it. */
export type Step =
  /** `outMs`: how long the guest had been out; null at the first time. `again`: was inside already, an exit was missed. */
  | {
      readonly kind: 'in'
      readonly atMs: number
      readonly doorName: string
      readonly outMs: number | null
      readonly again: boolean
    }
  | { readonly kind: 'checkedIn'; readonly atMs: number }
  /** `insideMs`: null when nobody has seen the guest come in. */
  | {
      readonly kind: 'out'
      readonly atMs: number
      readonly doorName: string
      readonly insideMs: number | null
    }
  /** `untilMs`: the last of several refusals in a row. */
  | {
      readonly kind: 'denied'
      readonly atMs: number
      readonly untilMs: number
      readonly doorName: string
      readonly times: number
    }
  | { readonly kind: 'passed'; readonly atMs: number; readonly doorName: string }

/** How it stands now. `notSeen`: the visit is long over, and nobody saw the guest leave. */
export type End =
  | { readonly kind: 'inside' | 'outside'; readonly sinceMs: number }
  | { readonly kind: 'ended'; readonly atMs: number }
  | { readonly kind: 'notSeen' | 'notCome' }

export interface Stay {
  readonly fromMs: number
  readonly untilMs: number
}

export interface Timeline {
  readonly steps: readonly Step[]
  readonly stays: readonly Stay[]
  readonly end: End
}

/** What the card knows besides the doors; null for a visit that is no longer on the board. */
export type VisitFacts = Pick<VisitCard, 'status' | 'checkedInAtMs' | 'leftAtMs'> | null

/** A face that is not let in is held up again at once: that is one story, not five. */
const SAME_DENIAL_MS = 5 * 60_000

/** The passages of one visit, in any order, as one story. */
export function timelineOf(rows: readonly PassageRow[], visit: VisitFacts, nowMs: number): Timeline {
  const steps: Step[] = []
  const stays: Stay[] = []
  let insideSince: number | null = null
  let outSince: number | null = null

  for (const { atMs, row } of inOrder(rows, visit)) {
    if (row === null) {
      insideSince ??= atMs
      outSince = null
      steps.push({ kind: 'checkedIn', atMs })
      continue
    }
    const { doorName, granted, direction } = row
    if (!granted) {
      const last = steps.at(-1)
      const isSame =
        last?.kind === 'denied' && last.doorName === doorName && atMs - last.untilMs <= SAME_DENIAL_MS
      if (isSame) steps[steps.length - 1] = { ...last, untilMs: atMs, times: last.times + 1 }
      else steps.push({ kind: 'denied', atMs, untilMs: atMs, doorName, times: 1 })
      continue
    }
    if (direction === 'entry') {
      const outMs = outSince === null ? null : atMs - outSince
      steps.push({ kind: 'in', atMs, doorName, outMs, again: insideSince !== null })
      insideSince ??= atMs
      outSince = null
    } else if (direction === 'exit') {
      steps.push({ kind: 'out', atMs, doorName, insideMs: insideSince === null ? null : atMs - insideSince })
      if (insideSince !== null) stays.push({ fromMs: insideSince, untilMs: atMs })
      insideSince = null
      outSince = atMs
    } else steps.push({ kind: 'passed', atMs, doorName })
  }

  const end = endOf(visit, insideSince, outSince)
  const stayEndsMs = end.kind === 'inside' ? nowMs : end.kind === 'ended' ? end.atMs : null
  if (insideSince !== null && stayEndsMs !== null && stayEndsMs > insideSince) {
    stays.push({ fromMs: insideSince, untilMs: stayEndsMs })
  }
  return { steps, stays, end }
}

interface Happened {
  readonly atMs: number
  /** Null: checked in by a guard's hand. */
  readonly row: PassageRow | null
}

function inOrder(rows: readonly PassageRow[], visit: VisitFacts): readonly Happened[] {
  const events: Happened[] = rows
    .toSorted((a, b) => a.atMs - b.atMs || a.passageId - b.passageId)
    .map((row) => ({ atMs: row.atMs, row }))
  const byHandMs = visit?.checkedInAtMs ?? null
  const isByDoor = rows.some(
    ({ atMs, granted, direction }) => granted && direction === 'entry' && atMs === byHandMs,
  )
  if (byHandMs === null || isByDoor) return events
  return [...events, { atMs: byHandMs, row: null }].sort((a, b) => a.atMs - b.atMs)
}

function endOf(visit: VisitFacts, insideSince: number | null, outSince: number | null): End {
  if (visit !== null && visit.leftAtMs !== null) return { kind: 'ended', atMs: visit.leftAtMs }
  // The board holds every open visit: what is not on it is over.
  if (visit === null && outSince !== null) return { kind: 'ended', atMs: outSince }
  if (visit === null) return { kind: 'notSeen' }
  if (insideSince !== null) return { kind: 'inside', sinceMs: insideSince }
  return outSince === null ? { kind: 'notCome' } : { kind: 'outside', sinceMs: outSince }
}
