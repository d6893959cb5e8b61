import { type DestructionWords, destructionColumns } from '../../shared/export-words.ts'
import { pseudonymOf, shownFamilyName } from '../../shared/pseudonym.ts'
import type { DestructionRecord } from '../store/destruction.ts'
import { localMoment } from './local-time.ts'

/** The names of the columns, in the order of the file. */
export function destructionHeader(words: DestructionWords): readonly string[] {
  return destructionColumns.map((column) => words.columns[column])
}

/** What was destroyed of one guest, as the cells of a table. */
export function destructionCells(record: DestructionRecord, words: DestructionWords): readonly string[] {
  const { afterDays } = record
  const cells: Record<(typeof destructionColumns)[number], string> = {
    guest: shownFamilyName(pseudonymOf(record.guestId), words.columns.guest),
    at: localMoment(record.atMs),
    ended: localMoment(record.endedAtMs),
    rule: afterDays === null ? words.byHand : String(afterDays),
    names: String(record.visits),
    photos: String(record.photos),
    pictures: String(record.pictures),
    passages: String(record.passages),
    inHcp: words.inHcp[record.inHcp],
    // Whoever has to delete him there by hand finds him by it.
    personCode: record.inHcp === 'waiting' ? record.personCode : '',
    code: record.code ?? '',
  }
  return destructionColumns.map((column) => cells[column])
}
