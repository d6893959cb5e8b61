import type { Store } from './open-store.ts'
import type { Visit } from './visits.ts'

/** A visit and whose it is, as a table tells it. */
export interface ListedVisit
  extends Pick<
    Visit,
    | 'visitId'
    | 'status'
    | 'host'
    | 'purpose'
    | 'phone'
    | 'fromMs'
    | 'untilMs'
    | 'levelId'
    | 'checkedInAtMs'
    | 'leftAtMs'
  > {
  readonly familyName: string
  readonly givenName: string
}

/** In the order of the ids. */
export function visitsById(store: Store, visitIds: readonly number[]): readonly ListedVisit[] {
  return store
    .prepare<[string], ListedVisit>(
      `SELECT v.visitId, v.status, v.host, v.purpose, v.phone, v.fromMs, v.untilMs, v.levelId,
         v.checkedInAtMs, v.leftAtMs, g.familyName, g.givenName
       FROM json_each(?) one JOIN visit v ON v.visitId = one.value JOIN guest g USING (guestId) ORDER BY one.key`,
    )
    .all(JSON.stringify(visitIds))
}

/** Half-open, from ≤ time < until. */
export interface VisitSpan {
  readonly fromMs: number
  readonly untilMs: number
}

/** When a stay began, or was to begin: by this it has its place in a table. */
export interface StayBegin {
  readonly visitId: number
  readonly beganAtMs: number
}

/** Guests who are here or still expected, of whom that was true in this time. */
export function openStays(store: Store, span: VisitSpan): readonly StayBegin[] {
  return store
    .prepare<VisitSpan, StayBegin>(
      `SELECT visitId, coalesce(checkedInAtMs, fromMs) AS beganAtMs FROM visit
       WHERE status IN ('expected', 'inside') AND untilMs >= @fromMs AND coalesce(checkedInAtMs, fromMs) < @untilMs`,
    )
    .all(span)
}

/** Where a walk along the ended stays goes on: after this one. */
export interface EndPlace {
  readonly leftAtMs: number
  readonly visitId: number
}

/** So many are looked at in one step: a few milliseconds, however few of them are wanted. */
const STEP_ROWS = 2_000

/**
 * Ended stays that were under way, or ended, in this time. A long stay may have ended at any time after it, so the walk
 * goes to the newest; who wants all of them breathes between the steps. `next` is null at the end.
 */
export function endedStays(
  store: Store,
  { fromMs, untilMs }: VisitSpan,
  after: EndPlace | null,
): { readonly found: readonly StayBegin[]; readonly next: EndPlace | null } {
  const rows = store
    .prepare<EndPlace, EndPlace & StayBegin>(
      `SELECT visitId, leftAtMs, min(coalesce(checkedInAtMs, fromMs), leftAtMs) AS beganAtMs
       FROM visit INDEXED BY visit_by_leftAt
       WHERE leftAtMs IS NOT NULL AND (leftAtMs, visitId) > (@leftAtMs, @visitId)
       ORDER BY leftAtMs, visitId LIMIT ${STEP_ROWS}`,
    )
    .all(after ?? { leftAtMs: fromMs, visitId: 0 })
  const last = rows.at(-1)
  return {
    found: rows.filter(({ beganAtMs }) => beganAtMs < untilMs),
    next: last && rows.length === STEP_ROWS ? last : null,
  }
}
