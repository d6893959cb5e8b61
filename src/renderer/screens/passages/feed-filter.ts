import type { PassageRow } from '../../../shared/visit.ts'

export const feedFilters = ['guests', 'denied', 'all'] as const
export type FeedFilter = (typeof feedFilters)[number]

/** What was chosen on this screen last; else the guests: on a real site everybody who works there passes the same doors. */
export function feedFilterOf(remembered: string | null): FeedFilter {
  return feedFilters.find((filter) => filter === remembered) ?? 'guests'
}

/** A refusal concerns the desk, whoever it was: he may stand in front of it in the next moment. */
export function isInFeed(row: PassageRow, filter: FeedFilter): boolean {
  if (filter === 'all') return true
  return !row.granted || (filter === 'guests' && row.guestId !== null)
}
