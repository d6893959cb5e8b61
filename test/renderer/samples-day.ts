import type { DayView } from '../../src/shared/day.ts'

const HOUR = 3_600_000

/** A busy day as the day view shows it. */
export function dayView(atMs: number, nowMs: number): DayView {
  const startMs = new Date(atMs).setHours(0, 0, 0, 0)
  const isOver = (hour: number): boolean => startMs + hour * HOUR > nowMs
  const peak = (hour: number, at: number, height: number): number =>
    isOver(hour) ? 0 : Math.round(height * Math.exp(-((hour - at) ** 2) / 4))
  return {
    startMs,
    endMs: startMs + 24 * HOUR,
    now: { inside: 34, expected: 12 },
    came: 58,
    left: 24,
    noShows: 3,
    cancelled: 1,
    automatic: { checkIns: 51, checkOuts: 19, windowEnds: 2 },
    hours: Array.from({ length: 24 }, (_, hour) => ({
      startMs: startMs + hour * HOUR,
      entries: peak(hour, 9, 31) + peak(hour, 14, 12),
      exits: peak(hour, 12, 14) + peak(hour, 18, 22),
      denied: peak(hour, 9, 3),
    })),
    incidents: [
      { kind: 'exitWithoutEntry', count: 2, open: 1 },
      { kind: 'longStay', count: 3, open: 2 },
      { kind: 'strangeHour', count: 1, open: 0 },
    ],
  }
}
