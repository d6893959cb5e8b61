import type { PassageFilter, PassagePlace, PassageSlice } from '../../src/shared/passage-search.ts'
import { passages } from './samples.ts'

/** Answers as main would: narrowed, newest first. */
export function foundPassages(
  filter: PassageFilter,
  after: PassagePlace | null,
  nowMs: number,
): PassageSlice {
  const text = filter.text.toLowerCase()
  const rows = passages(nowMs).filter(
    (row) =>
      after === null &&
      `${row.familyName} ${row.givenName}`.toLowerCase().includes(text) &&
      (filter.visitId === null || row.visitId === filter.visitId) &&
      (filter.who === 'all' || (row.guestId === null) === (filter.who === 'strangers')) &&
      (filter.verdict === 'all' || row.granted === (filter.verdict === 'granted')) &&
      (filter.direction === null || row.direction === filter.direction),
  )
  return { rows, next: null }
}
