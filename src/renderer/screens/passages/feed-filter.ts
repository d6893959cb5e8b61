import type { PassageRow } from '../../../shared/visit.ts'

export const feedFilters = ['all', 'entry', 'exit', 'denied'] as const
export type FeedFilter = (typeof feedFilters)[number]

/** What was chosen on this screen last; anything else means everything, for a feed must not hide what nobody asked it to. */
export function feedFilterOf(remembered: string | null): FeedFilter {
  return feedFilters.find((filter) => filter === remembered) ?? 'all'
}

/** In and Out are those who went through: whoever was refused has gone nowhere. */
export function isInFeed(row: PassageRow, filter: FeedFilter): boolean {
  if (filter === 'all') return true
  return filter === 'denied' ? !row.granted : row.granted && row.direction === filter
}
