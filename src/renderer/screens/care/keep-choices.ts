import { KEEP_DAYS_LEAST, KEEP_DAYS_MOST } from '../../../shared/keeping.ts'

/** A week and a month and what laws and house rules name; the ends are the least and the most that main takes. */
const STEPS = [
  KEEP_DAYS_LEAST,
  2,
  3,
  5,
  7,
  10,
  14,
  21,
  30,
  45,
  60,
  90,
  120,
  180,
  270,
  KEEP_DAYS_MOST,
] as const

/** Rising, with what is set now, however it came there. */
export function keepChoices(now: number): readonly number[] {
  return [...new Set<number>([...STEPS, now])].sort((a, b) => a - b)
}
