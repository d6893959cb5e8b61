import type { PassageRow } from '../../shared/visit.ts'
import type { Text } from './en.ts'

/** What the terminal went by, or why it refused; empty for a grant of a kind without a sentence. */
export function reasonOf(t: Text, { eventType, granted }: PassageRow): string {
  return t.problems.events[eventType] ?? (granted ? '' : t.problems.eventOther(eventType))
}
