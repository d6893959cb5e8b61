import type { DayHour } from '../../../shared/day.ts'

/** Pixels. Refusals stand in a lane of their own above the bars, the hours below them. */
export const HOURS = { lane: 22, value: 18, axis: 26 } as const

/** A wide screen is a high one: what it has to spare goes to the bars. */
const LEAST_CHART_HEIGHT = 220
const MOST_CHART_HEIGHT = 300
const HEIGHT_OF_WIDTH = 0.18

/** Below this a bar tells nothing of how many: one passage in a quiet hour must not fill the picture. */
const LEAST_SCALE = 12
/** One passage must still be seen beside three hundred. */
const LEAST_HEIGHT = 2
const GAP = 0.34
const WIDEST_BAR = 40
const VALUE_WIDTH = 26
const LABEL_WIDTH = 48

export interface HourColumn {
  readonly hour: DayHour
  /** The hour's whole slot. */
  readonly x: number
  readonly width: number
  readonly barX: number
  readonly barWidth: number
  /** Entries grow upwards from the base, exits downwards. */
  readonly up: number
  readonly down: number
  readonly isNow: boolean
  readonly isLabelled: boolean
}

export interface HoursChart {
  readonly height: number
  readonly columns: readonly HourColumn[]
  readonly baseY: number
  /** There is room for a number at each bar. */
  readonly showsValues: boolean
}

/** Where everything stands in a picture of this width; both directions share one scale. */
export function hoursChart(hours: readonly DayHour[], widthPx: number, nowMs: number): HoursChart {
  const top = HOURS.lane + HOURS.value
  const height = Math.round(
    Math.min(MOST_CHART_HEIGHT, Math.max(LEAST_CHART_HEIGHT, widthPx * HEIGHT_OF_WIDTH)),
  )
  const room = height - HOURS.axis - HOURS.value - top
  const mostIn = Math.max(0, ...hours.map(({ entries }) => entries))
  const mostOut = Math.max(0, ...hours.map(({ exits }) => exits))
  const most = mostIn + mostOut
  const perPassage = room / Math.max(LEAST_SCALE, most)
  const heightOf = (count: number): number =>
    count === 0 ? 0 : Math.max(LEAST_HEIGHT, Math.round(count * perPassage))
  const slot = widthPx / Math.max(1, hours.length)
  const barWidth = Math.min(WIDEST_BAR, slot * (1 - GAP))
  const every = [1, 2, 3, 4, 6].find((step) => slot * step >= LABEL_WIDTH) ?? 6
  const columns = hours.map((hour, index) => ({
    hour,
    x: index * slot,
    width: slot,
    barX: index * slot + (slot - barWidth) / 2,
    barWidth,
    up: heightOf(hour.entries),
    down: heightOf(hour.exits),
    isNow: hour.startMs <= nowMs && nowMs < (hours[index + 1]?.startMs ?? hour.startMs + 3_600_000),
    isLabelled: index % every === 0,
  }))
  const baseY = top + Math.round(room * (most === 0 ? 0.5 : mostIn / most))
  return { height, columns, baseY, showsValues: slot >= VALUE_WIDTH }
}

export interface HoursTotal {
  readonly entries: number
  readonly exits: number
  readonly denied: number
  /** The hour with most entries; null when nobody came in. */
  readonly busiest: DayHour | null
}

export function totalOf(hours: readonly DayHour[]): HoursTotal {
  let [entries, exits, denied] = [0, 0, 0]
  let busiest: DayHour | null = null
  for (const hour of hours) {
    entries += hour.entries
    exits += hour.exits
    denied += hour.denied
    if (hour.entries > (busiest?.entries ?? 0)) busiest = hour
  }
  return { entries, exits, denied, busiest }
}
