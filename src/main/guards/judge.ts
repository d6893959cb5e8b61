import { limits } from '../lib/limits.ts'

export interface Measured {
  readonly diskPercent: number
  readonly memoryPercent: number
}

export type Paused = 'disk' | 'memory' | null

/** Once paused, work goes on only this far below the limit, so that the screen does not flicker. */
const HYSTERESIS_PERCENT = 2

/** Whether new work pauses, and for what; disk before memory, because it does not come back by itself. */
export function judge(now: Measured, before: Paused): Paused {
  const over = (percent: number, limit: number, was: boolean): boolean =>
    percent >= (was ? limit - HYSTERESIS_PERCENT : limit)
  if (over(now.diskPercent, limits.diskMaxPercent, before === 'disk')) return 'disk'
  if (over(now.memoryPercent, limits.memoryMaxPercent, before === 'memory')) return 'memory'
  return null
}
