import { type GroupWords, groupColumns } from '../../shared/export-words.ts'
import type { GroupGuest } from '../store/groups.ts'
import type { ListedVisit } from '../store/visit-list.ts'
import { localMoment } from './local-time.ts'
import { guestName } from './visit-table.ts'

/** The names of the columns, in the order of the file. */
export function groupHeader(words: GroupWords): readonly string[] {
  return groupColumns.map((column) => words.columns[column])
}

/** What came of one guest of a group, as the cells of a table. */
export function groupCells(
  guest: GroupGuest,
  visit: ListedVisit | undefined,
  words: GroupWords,
): readonly string[] {
  const cells: Record<(typeof groupColumns)[number], string> = {
    guest: guestName(guest, words.columns.guest),
    host: visit?.host ?? '',
    from: localMoment(visit?.fromMs ?? null),
    until: localMoment(visit?.untilMs ?? null),
    outcome: words.outcomes[guest.outcome],
    problem: guest.problem === null ? '' : (words.problems[guest.problem] ?? ''),
    visit: String(guest.visitId),
  }
  return groupColumns.map((column) => cells[column])
}
