import type { HcpTrace } from './keeping.ts'
import type { VisitStatus } from './visit.ts'

/** Tables that leave the desk speak the guard's language; their words come with the call, because main has none. */
export type TableFormat = 'csv' | 'xlsx'

/** What the words of every table hold. */
export interface TableWords {
  /** Begins the suggested name of the file, before the date. */
  readonly fileName: string
  /** What the table programs of this language take as the border between two columns of a CSV. */
  readonly delimiter: ',' | ';'
}

/** The words of a group's result. */
export interface GroupWords extends TableWords {
  readonly columns: Readonly<Record<GroupColumn, string>>
  /** What came of a guest, by `GuestOutcome`. */
  readonly outcomes: Readonly<Record<GuestOutcome, string>>
  /** Why it waits or a person must act, by `AccessProblem`. */
  readonly problems: Readonly<Record<string, string>>
}

/** In the order of the file. */
export const groupColumns = ['guest', 'host', 'from', 'until', 'outcome', 'problem', 'visit'] as const
export type GroupColumn = (typeof groupColumns)[number]

export const guestOutcomes = ['done', 'waiting', 'failed', 'gone'] as const
export type GuestOutcome = (typeof guestOutcomes)[number]

/** The words of a table of visits. */
export interface VisitWords extends TableWords {
  readonly columns: Readonly<Record<VisitColumn, string>>
  readonly statuses: Readonly<Record<VisitStatus, string>>
}

/** In the order of the file. */
export const visitColumns = [
  'guest',
  'host',
  'purpose',
  'phone',
  'level',
  'status',
  'from',
  'until',
  'came',
  'left',
  'visit',
] as const
export type VisitColumn = (typeof visitColumns)[number]

/** The words of the record of what was destroyed. */
export interface DestructionWords extends TableWords {
  readonly columns: Readonly<Record<DestructionColumn, string>>
  /** Instead of the days of the rule. */
  readonly byHand: string
  readonly inHcp: Readonly<Record<HcpTrace, string>>
}

/** In the order of the file. */
export const destructionColumns = [
  'guest',
  'at',
  'ended',
  'rule',
  'names',
  'photos',
  'pictures',
  'passages',
  'inHcp',
  'personCode',
  'code',
] as const
export type DestructionColumn = (typeof destructionColumns)[number]
