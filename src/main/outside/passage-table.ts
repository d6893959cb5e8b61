import { type CsvWords, csvColumns } from '../../shared/passage-search.ts'
import type { PassageRow } from '../../shared/visit.ts'
import { localDate, localTime } from './local-time.ts'
import { guestName } from './visit-table.ts'

/** The names of the columns, in the order of the file. */
export function passageHeader(words: CsvWords): readonly string[] {
  return csvColumns.map((column) => words.columns[column])
}

/** One passage as the cells of a table, its times by the clock of the site. */
export function passageCells(row: PassageRow, host: string, words: CsvWords): readonly string[] {
  const cells: Record<(typeof csvColumns)[number], string> = {
    date: localDate(row.atMs),
    time: localTime(row.atMs),
    guest: row.guestId === null ? words.stranger : guestName(row, words.columns.guest),
    door: row.doorName,
    direction: words.directions[row.direction],
    verdict: row.granted ? words.granted : words.denied,
    reason: words.reasons[row.eventType] ?? String(row.eventType),
    host,
    visit: row.visitId === null ? '' : String(row.visitId),
  }
  return csvColumns.map((column) => cells[column])
}
