/** Tables that leave the desk speak the guard's language; their words come with the call, because main has none. */
export type TableFormat = 'csv' | 'xlsx'

/** The words of a group's result. */
export interface GroupWords {
  readonly columns: readonly string[]
  /** What came of a guest, by `GuestOutcome`. */
  readonly outcomes: Readonly<Record<GuestOutcome, string>>
}

export const guestOutcomes = ['done', 'waiting', 'failed', 'gone'] as const
export type GuestOutcome = (typeof guestOutcomes)[number]
