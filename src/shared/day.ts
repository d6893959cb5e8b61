import type { IncidentKind } from './incident.ts'

/** One hour of a day, by the clock of the site. */
export interface DayHour {
  readonly startMs: number
  /** Of guests, granted. */
  readonly entries: number
  readonly exits: number
  /** Of guests and strangers: the face nobody knew may have been a guest's. */
  readonly denied: number
}

/** A day at a glance. The counts of `now` are those of this moment, whatever the day. */
export interface DayView {
  readonly startMs: number
  readonly endMs: number
  readonly now: { readonly inside: number; readonly expected: number }
  /** Visits that began or ended on this day. */
  readonly came: number
  readonly left: number
  readonly noShows: number
  readonly cancelled: number
  /** Those of `came` and `left` done by doors and by the end of the window, without a guard's hand. */
  readonly automatic: { readonly checkIns: number; readonly checkOuts: number; readonly windowEnds: number }
  /** 23 to 25 hours: a day on which clocks change is longer or shorter. */
  readonly hours: readonly DayHour[]
  /** Incidents of this day, and how many of them nobody has closed. */
  readonly incidents: readonly {
    readonly kind: IncidentKind
    readonly count: number
    readonly open: number
  }[]
}
