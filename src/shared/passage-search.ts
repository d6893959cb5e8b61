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

/** A file the guard has asked for, written where he said. */
export type ExportAnswer =
  | { readonly ok: true; readonly rows: number; readonly fileName: string }
  | { readonly ok: false; readonly refused: 'cancelled' | 'notWritten' | 'paused' }
