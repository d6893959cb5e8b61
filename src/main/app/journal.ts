import type { DayView } from '../../shared/day.ts'
import type {
  CsvWords,
  ExportAnswer,
  PassageFilter,
  PassagePlace,
  PassageSlice,
} from '../../shared/passage-search.ts'
import type { Store } from '../store/open-store.ts'
import { newestPassages } from '../store/passages.ts'

/** Looking back: passages found, written to a file, and a day at a glance. */
export interface Journal {
  find(filter: PassageFilter, after: PassagePlace | null): Promise<PassageSlice>
  exportCsv(filter: PassageFilter, words: CsvWords): Promise<ExportAnswer>
  day(atMs: number): DayView
}

export function openJournal(store: Store): Journal {
  return {
    find: async () => ({ rows: newestPassages(store, 50), next: null }),
    exportCsv: async () => ({ ok: false, refused: 'notWritten' }),
    day: (atMs) => ({
      startMs: atMs,
      endMs: atMs,
      now: { inside: 0, expected: 0 },
      came: 0,
      left: 0,
      noShows: 0,
      cancelled: 0,
      automatic: { checkIns: 0, checkOuts: 0, windowEnds: 0 },
      hours: [],
      incidents: [],
    }),
  }
}
