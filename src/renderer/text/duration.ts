/** Whole days, hours and minutes of a span; the parts that a guard reads, not more. */
export interface Span {
  readonly days: number
  readonly hours: number
  readonly minutes: number
}

const MINUTE = 60_000

/** Rounded down while it is left ("10 min left" is a promise), so the last minute reads 0. */
export function spanOf(ms: number): Span {
  const minutes = Math.floor(Math.abs(ms) / MINUTE)
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 }
}

/**
 * The two largest parts at most: "3 days", "2 h 10 min", "2 h", "10 min". Days swallow the minutes, because nobody at a
 * reception plans a stay of three days by the minute.
 */
export function spanWords(
  span: Span,
  units: {
    readonly days: (n: number) => string
    readonly hours: (n: number) => string
    readonly minutes: (n: number) => string
    readonly none: string
  },
): string {
  const { days, hours, minutes } = span
  const parts =
    days > 0
      ? [units.days(days), hours > 0 ? units.hours(hours) : '']
      : [hours > 0 ? units.hours(hours) : '', minutes > 0 ? units.minutes(minutes) : '']
  return parts.filter(Boolean).join(' ') || units.none
}
