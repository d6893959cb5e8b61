import type { TableWords } from './export-words.ts'
import type { Direction, PassageRow } from './visit.ts'

/** Which passages somebody wants to see; every part narrows it. */
export interface PassageFilter {
  /** Part of a guest's name; empty for everybody. */
  readonly text: string
  readonly who: 'all' | 'guests' | 'strangers'
  readonly verdict: 'all' | 'granted' | 'denied'
  readonly direction: Direction | null
  readonly doorId: string | null
  /** The history of one visit. */
  readonly visitId: number | null
  /** Half-open, from ≤ time < until; null leaves that end open. */
  readonly fromMs: number | null
  readonly untilMs: number | null
}

export const everyPassage: PassageFilter = {
  text: '',
  who: 'all',
  verdict: 'all',
  direction: null,
  doorId: null,
  visitId: null,
  fromMs: null,
  untilMs: null,
}

/** Where a list of passages goes on: after this one, in the order newest first. */
export interface PassagePlace {
  readonly atMs: number
  readonly passageId: number
}

/** One piece of the list, newest first; `next` is null at its end. */
export interface PassageSlice {
  readonly rows: readonly PassageRow[]
  readonly next: PassagePlace | null
}

/** The words of a file of passages, in the guard's language: main has none of its own. */
export interface CsvWords extends TableWords {
  readonly columns: Readonly<Record<CsvColumn, string>>
  readonly directions: Readonly<Record<Direction, string>>
  readonly granted: string
  readonly denied: string
  /** Stands for the name where the passage is nobody's we know. */
  readonly stranger: string
  /** HCP's event type → its sentence; a type without one is written as its number. */
  readonly reasons: Readonly<Record<number, string>>
}

/** In the order of the file. */
export const csvColumns = [
  'date',
  'time',
  'guest',
  'door',
  'direction',
  'verdict',
  'reason',
  'host',
  'visit',
] as const
export type CsvColumn = (typeof csvColumns)[number]

/** A file the guard has asked for, written where he said; `tooMany` rows fit in a CSV only. */
export type ExportAnswer =
  | { readonly ok: true; readonly rows: number; readonly fileName: string }
  | {
      readonly ok: false
      readonly refused: 'cancelled' | 'notWritten' | 'diskFull' | 'paused' | 'tooMany' | 'tooSlow'
    }
