import type { FieldProblems } from './enrol-rules.ts'

/** Brought in together from a table, or checked out together: the same guests' access, watched as one piece of work. */
export type GroupKind = 'enrol' | 'checkOut'

/** HCP takes so many persons in one call, and a guard oversees no more. */
export const GROUP_MAX = 100

/** So many are checked out in one transaction, which nobody feels; a house with more inside is emptied in parts. */
export const CHECK_OUT_MAX = 1_000

/** What came of a group, written down once when no work was left. */
export interface GroupResult {
  readonly finishedAtMs: number
  readonly succeeded: number
  readonly failed: number
  /** Requests to HCP while it ran, those for nothing else. */
  readonly calls: number
}

export interface GroupView {
  readonly groupId: number
  readonly kind: GroupKind
  readonly name: string
  readonly createdAtMs: number
  readonly visitIds: readonly number[]
  /** HCP has confirmed what was decided. */
  readonly done: number
  /** Parked: a person must act. */
  readonly failed: number
  /** Still to be confirmed. */
  readonly waiting: number
  /** Of an enrolment: guests whose visit has ended meanwhile. */
  readonly gone: number
  /** Nothing new is sent for it; what is under way is brought to its end. Only an enrolment can be paused. */
  readonly paused: boolean
  readonly result: GroupResult | null
}

/** Why one of a group cannot be taken. */
export interface GroupRowProblem {
  /** Place in the list that was asked for, from 0. */
  readonly index: number
  readonly fields?: FieldProblems
  readonly refused?: 'alreadyOpen' | 'unknownGuest'
}

/** Whether a group was taken: all of it, or nobody, and each who stands in the way is named. */
export type GroupAnswer =
  | { readonly ok: true; readonly groupId: number }
  | { readonly ok: false; readonly refused: 'paused' | 'empty' | 'tooMany' }
  | { readonly ok: false; readonly rows: readonly GroupRowProblem[] }

/** What is changed for all guests of a group who have not left. */
export type GroupChange =
  | { readonly kind: 'window'; readonly untilMs: number }
  | { readonly kind: 'level'; readonly levelId: string }
  /** Cancels those HCP has not confirmed yet, or everybody who has not come. */
  | { readonly kind: 'cancelRest' | 'cancelAll' | 'tryAgain' | 'pause' | 'resume' }

/** For how many guests it was done. */
export interface GroupChangeAnswer {
  readonly changed: number
  readonly refused: number
}
