import { type VisitWords, visitColumns } from '../../shared/export-words.ts'
import { shownFamilyName } from '../../shared/pseudonym.ts'
import type { ListedVisit } from '../store/visit-list.ts'
import { localMoment } from './local-time.ts'

/** The names of the columns, in the order of the file. */
export function visitHeader(words: VisitWords): readonly string[] {
  return visitColumns.map((column) => words.columns[column])
}

/** One visit as the cells of a table, its times by the clock of the site; the level by its name, not HCP's number. */
export function visitCells(visit: ListedVisit, levelName: string, words: VisitWords): readonly string[] {
  const cells: Record<(typeof visitColumns)[number], string> = {
    guest: guestName(visit, words.columns.guest),
    host: visit.host,
    purpose: visit.purpose,
    phone: visit.phone,
    level: levelName,
    status: words.statuses[visit.status],
    from: localMoment(visit.fromMs),
    until: localMoment(visit.untilMs),
    came: localMoment(visit.checkedInAtMs),
    left: localMoment(visit.leftAtMs),
    visit: String(visit.visitId),
  }
  return visitColumns.map((column) => cells[column])
}

/** `guest` is the language's word for one, for whoever has no name any more. */
export function guestName(
  { familyName, givenName }: Pick<ListedVisit, 'familyName' | 'givenName'>,
  guest: string,
): string {
  return `${shownFamilyName(familyName, guest)} ${givenName}`.trim()
}
