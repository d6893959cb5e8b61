import type { CatchUp } from '../../../shared/status.ts'

/** Who listens hears every quarter, not every step. */
const SPOKEN_STEP = 25

/** Whole percent of the time that was missed; 100 only when all of it is read. */
export function percentOf({ fromMs, readUntilMs, untilMs }: CatchUp): number {
  if (readUntilMs >= untilMs) return 100
  const part = (readUntilMs - fromMs) / (untilMs - fromMs)
  return Math.min(99, Math.max(0, Math.floor(part * 100)))
}

export function spokenPercentOf(catchUp: CatchUp): number {
  return Math.floor(percentOf(catchUp) / SPOKEN_STEP) * SPOKEN_STEP
}
