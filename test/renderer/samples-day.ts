import type { DayHour, DayView } from '../../src/shared/day.ts'
import type { SceneName } from './samples.ts'

const HOUR = 3_600_000

const sum = (hours: readonly DayHour[], of: 'entries' | 'exits'): number =>
  hours.reduce((total, hour) => total + hour[of], 0)

/** A busy day as the day view shows it; a past one is whole, today goes as far as now, a new desk has seen nothing. */
export function dayView(atMs: number, nowMs: number, scene: SceneName = 'site'): DayView {
  const startMs = new Date(atMs).setHours(0, 0, 0, 0)
  const isOver = startMs + 24 * HOUR <= nowMs
  const crowd = scene === 'empty' ? 0 : scene === 'crowd' ? 7 : isOver ? 1.2 : 1
  const peak = (hour: number, at: number, height: number): number =>
    startMs + hour * HOUR > nowMs ? 0 : Math.round(crowd * height * Math.exp(-((hour - at) ** 2) / 4))
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    startMs: startMs + hour * HOUR,
    entries: peak(hour, 9, 18) + peak(hour, 14, 7),
    exits: peak(hour, 12, 9) + peak(hour, 17, 15),
    denied: peak(hour, 9, 3) + peak(hour, 13, 1),
  }))
  const [entries, exits] = [sum(hours, 'entries'), sum(hours, 'exits')]
  const came = Math.max(0, entries - 6)
  const left = Math.max(0, exits - 3)
  const windowEnds = Math.min(left, 4)
  return {
    startMs,
    endMs: startMs + 24 * HOUR,
    now: scene === 'empty' ? { inside: 0, expected: 0 } : { inside: 34, expected: 12 },
    came,
    left,
    noShows: scene === 'empty' ? 0 : 3,
    cancelled: isOver ? 1 : 0,
    automatic: {
      checkIns: Math.round(came * 0.88),
      checkOuts: Math.round((left - windowEnds) * 0.7),
      windowEnds,
    },
    hours,
    incidents:
      scene === 'empty'
        ? []
        : [
            { kind: 'exitWithoutEntry', count: isOver ? 1 : 2, open: isOver ? 0 : 1 },
            { kind: 'longStay', count: 5, open: isOver ? 0 : 2 },
            { kind: 'strangeHour', count: 1, open: 0 },
          ],
  }
}
