import type { SitePolicy } from '../../../shared/policy.ts'

/** What may be chosen. The ends of each row are the least and the most that main takes. */
const STEPS = {
  graceMinutes: [1, 2, 3, 5, 7, 10, 12, 15, 20, 25, 30, 45, 60, 90, 120, 180, 240],
  longStayHours: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, 24, 36, 48, 72],
  denials: [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 50, 100],
  denialsMinutes: [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 120, 240],
  openFromHour: Array.from({ length: 24 }, (_, hour) => hour),
  openUntilHour: Array.from({ length: 24 }, (_, hour) => hour + 1),
} as const satisfies Partial<Record<keyof SitePolicy, readonly number[]>>

export type NumberRule = keyof typeof STEPS

/** Rising, with what is set now, however it came there. */
export function choicesFor(rule: NumberRule, now: number): readonly number[] {
  return [...new Set<number>([...STEPS[rule], now])].sort((a, b) => a - b)
}

export type HoursKind = 'day' | 'night' | 'always' | 'never'

/** What the two hours mean together, as the rule reads them. */
export function hoursKind({ openFromHour, openUntilHour }: SitePolicy): HoursKind {
  if (openFromHour === 0 && openUntilHour === 24) return 'always'
  if (openFromHour === openUntilHour) return 'never'
  return openFromHour < openUntilHour ? 'day' : 'night'
}
