import type { GuestOutcome } from '../../../shared/export-words.ts'
import type { GroupKind, GroupView } from '../../../shared/group.ts'
import type { VisitCard } from '../../../shared/visit.ts'

/** As they are listed: what a person must look at first. */
export const listOrder = ['failed', 'waiting', 'done', 'gone'] as const satisfies readonly GuestOutcome[]

export interface Members {
  readonly lists: Readonly<Record<GuestOutcome, readonly VisitCard[]>>
  /** Guests whose card has left the board. */
  readonly offBoard: number
  /** Who has not left: inside, or still expected. */
  readonly open: readonly VisitCard[]
}

export function isOpen({ status }: VisitCard): boolean {
  return status === 'expected' || status === 'inside'
}

/** How far one guest's card is, seen from the group; by the rule main counts by. An overdue revocation is a failure. */
export function outcomeOfCard(kind: GroupKind, card: VisitCard): GuestOutcome {
  if (kind === 'checkOut') {
    if (isOpen(card)) return 'gone'
    if (card.alarm) return 'failed'
    return card.access === 'revoked' ? 'done' : 'waiting'
  }
  if (!isOpen(card)) return card.checkedInAtMs === null ? 'gone' : 'done'
  if (card.access === 'attention') return 'failed'
  return card.access === 'accepted' || card.access === 'onDoors' ? 'done' : 'waiting'
}

/** The guests of a group by how far they are, each list in the order in which they were brought in. */
export function membersOf(group: GroupView, cards: readonly VisitCard[]): Members {
  const byId = new Map(cards.map((card) => [card.visitId, card]))
  const there = group.visitIds.flatMap((visitId) => byId.get(visitId) ?? [])
  const lists: Record<GuestOutcome, VisitCard[]> = { failed: [], waiting: [], done: [], gone: [] }
  for (const card of there) lists[outcomeOfCard(group.kind, card)].push(card)
  return { lists, offBoard: group.visitIds.length - there.length, open: there.filter(isOpen) }
}

export interface Offers {
  readonly pause: 'pause' | 'resume' | null
  /** Whom each action would reach; nobody: it is not offered. */
  readonly tryAgain: number
  readonly change: readonly VisitCard[]
  readonly cancelRest: readonly VisitCard[]
  readonly cancelAll: readonly VisitCard[]
  readonly checkOut: readonly VisitCard[]
}

/** What can be done with a group as it is. Only who has not come can be cancelled; who is inside is checked out. */
export function offersOf(group: GroupView, { lists, open }: Members): Offers {
  if (group.kind === 'checkOut') {
    return { pause: null, tryAgain: 0, change: [], cancelRest: [], cancelAll: [], checkOut: [] }
  }
  const cancelAll = open.filter(({ status }) => status === 'expected')
  const rest = new Set([...lists.failed, ...lists.waiting])
  return {
    pause: group.result !== null ? null : group.paused ? 'resume' : 'pause',
    tryAgain: lists.failed.length,
    change: open,
    cancelRest: cancelAll.filter((card) => rest.has(card)),
    cancelAll,
    checkOut: open,
  }
}

/** Everybody who is inside, whoever brought them in. */
export function insideOnes(cards: readonly VisitCard[]): readonly VisitCard[] {
  return cards.filter(({ status }) => status === 'inside')
}

/** From the first begin to the last end of their stays: what a common end starts from. */
export function staySpan(cards: readonly VisitCard[]): { readonly fromMs: number; readonly untilMs: number } {
  return {
    fromMs: Math.min(...cards.map(({ fromMs }) => fromMs)),
    untilMs: Math.max(...cards.map(({ untilMs }) => untilMs)),
  }
}
