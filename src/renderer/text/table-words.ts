import type { GroupWords, VisitWords } from '../../shared/export-words.ts'
import type { CsvWords } from '../../shared/passage-search.ts'
import type { Text } from './en.ts'

/** Tables speak the language of whoever asks for them. */
export function passageWords(t: Text): CsvWords {
  return {
    ...t.journal.csv,
    directions: t.direction,
    granted: t.passages.granted,
    denied: t.passages.denied,
    stranger: t.passages.unknown,
    reasons: t.problems.events,
  }
}

export function visitWords(t: Text): VisitWords {
  return { ...t.exporting.visits, statuses: t.status }
}

export function groupWords(t: Text): GroupWords {
  const reasons = Object.entries(t.problems.access).map(([problem, { why }]) => [problem, why] as const)
  return { ...t.exporting.group, problems: Object.fromEntries(reasons) }
}
