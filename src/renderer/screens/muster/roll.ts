import type { Muster } from '../../../shared/muster.ts'
import type { DeskStatus } from '../../../shared/status.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { outForNow } from '../board/out-for-now.ts'

/** Where somebody on the list is, as far as the desk knows. */
export type RollMark =
  | { readonly kind: 'inside' }
  /** Through an exit, and may come back: the visit goes on. */
  | { readonly kind: 'wentOut' | 'checkedOut'; readonly atMs: number }

export interface RollRow {
  readonly card: VisitCard
  readonly mark: RollMark
  /** Seen at the assembly point. */
  readonly safe: boolean
}

export type RollOrder = 'name' | 'door'

/**
 * Who is on the list: everybody inside, and during a roll call also whoever was inside when it began, or came in since,
 * and has left. Nobody vanishes from it because a door or a click has ended his visit; that he is marked must be enough.
 */
export function rollOf(cards: readonly VisitCard[], muster: Muster | null): readonly RollRow[] {
  const safe = new Set(muster?.safeVisitIds)
  const rows = cards.flatMap((card): readonly RollRow[] => {
    const mark = markOf(card, muster)
    return mark === null ? [] : [{ card, mark, safe: safe.has(card.visitId) }]
  })
  // Checked out and enrolled anew, somebody would stand there twice, and one of him would be missing for ever.
  const newest = new Map<number, number>()
  for (const { card } of rows) newest.set(card.guestId, Math.max(card.visitId, newest.get(card.guestId) ?? 0))
  return rows.filter(({ card }) => newest.get(card.guestId) === card.visitId)
}

function markOf(card: VisitCard, muster: Muster | null): RollMark | null {
  if (card.status === 'inside') {
    // How long he may stay out is of no interest here.
    const out = outForNow(card, 0)
    return out === null ? { kind: 'inside' } : { kind: 'wentOut', atMs: out.wentOutAtMs }
  }
  const { checkedInAtMs, leftAtMs, decidedAtMs } = card
  if (muster === null || checkedInAtMs === null || leftAtMs === null) return null
  // An exit before the beginning that the desk heard of, or waited for, only afterwards: until then he was inside.
  const knownAtMs = Math.max(leftAtMs, decidedAtMs)
  return knownAtMs < muster.startedAtMs ? null : { kind: 'checkedOut', atMs: leftAtMs }
}

/** Those still to be found first; within that by name, or by the door they were last seen at. */
export function inOrder(
  rows: readonly RollRow[],
  order: RollOrder,
  compare: (a: string, b: string) => number,
): readonly RollRow[] {
  const name = ({ card }: RollRow): string => `${card.familyName} ${card.givenName}`
  const door = ({ card }: RollRow): string => card.lastPassage?.door ?? ''
  const byDoor = (a: RollRow, b: RollRow): number =>
    // Seen at no door: at the end.
    Number(door(a) === '') - Number(door(b) === '') || compare(door(a), door(b))
  return rows.toSorted(
    (a, b) =>
      Number(a.safe) - Number(b.safe) ||
      (order === 'door' ? byDoor(a, b) : 0) ||
      compare(name(a), name(b)) ||
      a.card.visitId - b.card.visitId,
  )
}

/** A door is read once a minute; after twice that time without news somebody may have left unseen. */
const TWO_TICKS_MS = 120_000

/** The list may be behind what has happened at the doors. */
export function isBehind(status: DeskStatus, nowMs: number): boolean {
  const { hcp, passagesReadUntilMs, catchingUp } = status
  const answers = hcp.state === 'ok' || hcp.state === 'slow'
  const isOld = passagesReadUntilMs === null || nowMs - passagesReadUntilMs > TWO_TICKS_MS
  return !answers || isOld || catchingUp !== null
}
