import type { PassageFilter, PassagePlace } from '../../shared/passage-search.ts'
import { guestIdsNamed, NAMED, type NameParts, nameParts } from './guests.ts'
import type { Store } from './open-store.ts'

/** So many rows are looked at in one step: a few milliseconds, however few of them are wanted. */
const STEP_ROWS = 5_000
/** With more guests, or passages, of one name it is quicker to walk through time and read the names on the way. */
const NAMESAKES = 1_000
const NAMED_ROWS = 10_000

/** Where a walk goes along: each an index that has the passages in order of time. */
const WAYS = {
  time: { index: 'passage_by_time', only: 'TRUE' },
  door: { index: 'passage_by_door', only: 'p.doorId = @doorId' },
  visit: { index: 'passage_by_visit', only: 'p.visitId = @visitId' },
  guests: {
    index: 'passage_by_guest',
    only: 'p.guestId IN (SELECT value FROM json_each(@guestIds))',
  },
} as const

/** A search that has been thought through once, to be walked in steps. */
export interface PassageSearch {
  readonly filter: PassageFilter
  readonly way: keyof typeof WAYS
  /** Null: everybody, or those of the name are known by their ids. */
  readonly name: NameParts | null
  /** JSON, for the way `guests`. */
  readonly guestIds: string
}

export interface SearchStep {
  /** Newest first. */
  readonly found: readonly PassagePlace[]
  /** Where to go on; null when everything has been looked at. */
  readonly next: PassagePlace | null
}

/** Chooses the way with the fewest rows that are looked at in vain. */
export function planSearch(store: Store, filter: PassageFilter): PassageSearch {
  const name = nameParts(filter.text)
  const plain = { filter, name, guestIds: '[]' }
  if (filter.visitId !== null) return { ...plain, way: 'visit' }
  if (name !== null) {
    const ids = guestIdsNamed(store, name, NAMESAKES + 1)
    const guestIds = JSON.stringify(ids)
    if (ids.length <= NAMESAKES && areFew(store, filter, guestIds))
      return { filter, way: 'guests', name: null, guestIds }
  }
  return { ...plain, way: filter.doorId === null ? 'time' : 'door' }
}

function areFew(store: Store, filter: PassageFilter, guestIds: string): boolean {
  const { fromMs, before } = boundsOf(filter, null)
  const rows = store
    .prepare<[string, number, number, number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM passage INDEXED BY passage_by_guest
         WHERE guestId IN (SELECT value FROM json_each(?)) AND atMs >= ? AND atMs < ? LIMIT ?)`,
    )
    .pluck()
    .get(guestIds, fromMs, before.atMs, NAMED_ROWS + 1)
  return (rows ?? 0) <= NAMED_ROWS
}

/**
 * Walks on from `after` (null: from the newest) until `limit` passages are found or enough rows were looked at for one
 * step. Never more than a few milliseconds: who wants all of them breathes between the steps.
 */
export function searchStep(
  store: Store,
  search: PassageSearch,
  after: PassagePlace | null,
  limit: number,
): SearchStep {
  const { filter, way, name, guestIds } = search
  const bounds = boundsOf(filter, after)
  const ask = {
    doorId: filter.doorId,
    visitId: filter.visitId,
    direction: filter.direction,
    granted: filter.verdict === 'all' ? null : Number(filter.verdict === 'granted'),
    isGuest: filter.who === 'all' ? null : Number(filter.who === 'guests'),
    atStart: name?.atStart ?? null,
    later: name?.later ?? null,
    guestIds,
    limit,
    fromMs: bounds.fromMs,
    beforeMs: bounds.before.atMs,
    beforeId: bounds.before.passageId,
  }
  const { index, only } = WAYS[way]
  const between = `${only} AND (p.atMs, p.passageId) < (@beforeMs, @beforeId)`
  const order = 'ORDER BY p.atMs DESC, p.passageId DESC'
  // The guests' passages were counted: all of them are one step.
  const end =
    way === 'guests'
      ? undefined
      : store
          .prepare<typeof ask, PassagePlace>(
            `SELECT p.atMs, p.passageId FROM passage p INDEXED BY ${index}
             WHERE ${between} AND p.atMs >= @fromMs ${order} LIMIT 1 OFFSET ${STEP_ROWS - 1}`,
          )
          .get(ask)
  const found = store
    .prepare<typeof ask & { endMs: number; endId: number }, PassagePlace>(
      `SELECT p.atMs, p.passageId FROM passage p INDEXED BY ${index} LEFT JOIN guest g USING (guestId)
       WHERE ${between} AND (p.atMs, p.passageId) >= (@endMs, @endId)
         AND (@visitId IS NULL OR p.visitId = @visitId)
         AND (@doorId IS NULL OR p.doorId = @doorId)
         AND (@direction IS NULL OR p.direction = @direction)
         AND (@granted IS NULL OR p.granted = @granted)
         AND (@isGuest IS NULL OR (p.guestId IS NOT NULL) = @isGuest)
         AND (@atStart IS NULL OR ${NAMED})
       ${order} LIMIT @limit`,
    )
    .all({ ...ask, endMs: end?.atMs ?? bounds.fromMs, endId: end?.passageId ?? 0 })
  const last = found.at(-1)
  return { found, next: last && found.length === limit ? last : (end ?? null) }
}

/** From `fromMs` on, and before a place in the order. */
function boundsOf(
  { fromMs, untilMs }: PassageFilter,
  after: PassagePlace | null,
): { readonly fromMs: number; readonly before: PassagePlace } {
  const until = { atMs: untilMs ?? Number.MAX_SAFE_INTEGER, passageId: 0 }
  return {
    fromMs: fromMs ?? Number.MIN_SAFE_INTEGER,
    before: after === null || after.atMs >= until.atMs ? until : after,
  }
}
