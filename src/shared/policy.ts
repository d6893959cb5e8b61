/** What the site wants done when guests pass its doors, and what it wants to be told of. */
export interface SitePolicy {
  /** When passing an exit ends the visit: at the first exit, after an exit without re-entry for a while, or never. */
  readonly exit: 'first' | 'grace' | 'never'
  readonly graceMinutes: number
  /** Somebody inside for longer is an incident. */
  readonly longStayHours: number
  /** An entry outside these hours of the day (site time; from 0 to 24) is an incident. */
  readonly openFromHour: number
  readonly openUntilHour: number
  /** So many refusals of one guest within so many minutes are an incident. */
  readonly denials: number
  readonly denialsMinutes: number
}

/** The values the predecessor had, but for the exit: who steps out for a moment is not gone. */
export const defaultPolicy: SitePolicy = {
  exit: 'grace',
  graceMinutes: 15,
  longStayHours: 8,
  openFromHour: 6,
  openUntilHour: 22,
  denials: 5,
  denialsMinutes: 10,
}
