import type { Clock } from '../lib/clock.ts'

const MINUTE_MS = 60_000
const MINUTES = 30

/** Counts requests for the screen: of the last 60 s, and of each of the last 30 minutes. */
export interface TrafficCount {
  note(): void
  lastMinute(): number
  /** Oldest first; the last one is the minute under way. */
  perMinute(): readonly number[]
}

/** On the clock that only rises, so that a clock set back does not show traffic that never was. */
export function createTrafficCount(clock: Clock): TrafficCount {
  const atMs: number[] = []
  const startedMs = clock.monotonicMs()
  const byMinute = new Map<number, number>()
  const minuteNow = (): number => Math.floor((clock.monotonicMs() - startedMs) / MINUTE_MS)

  return {
    note() {
      atMs.push(clock.monotonicMs())
      const minute = minuteNow()
      byMinute.set(minute, (byMinute.get(minute) ?? 0) + 1)
      for (const old of byMinute.keys()) if (old <= minute - MINUTES) byMinute.delete(old)
    },
    lastMinute() {
      const sinceMs = clock.monotonicMs() - MINUTE_MS
      while ((atMs[0] ?? Number.POSITIVE_INFINITY) < sinceMs) atMs.shift()
      return atMs.length
    },
    perMinute() {
      const minute = minuteNow()
      return Array.from({ length: MINUTES }, (_, i) => byMinute.get(minute - MINUTES + 1 + i) ?? 0)
    },
  }
}
