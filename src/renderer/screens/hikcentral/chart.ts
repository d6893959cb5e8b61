/** The chart's own units; the drawing scales as a whole, words included. */
export const CHART = { width: 480, height: 136, top: 22, bottom: 112 } as const

export const MINUTE_MS = 60_000

export interface Bar {
  readonly minutesAgo: number
  readonly count: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Chart {
  readonly bars: readonly Bar[]
  /** Where a number of calls per minute lies. */
  readonly yOf: (count: number) => number
}

/** One call must still be seen beside three hundred. */
const LEAST_HEIGHT = 2
const GAP = 0.3

/** Bars against the allowed line; a burst above it stretches the scale rather than leave the picture. */
export function chartOf(perMinute: readonly number[], allowed: number): Chart {
  const most = Math.max(allowed, 1, ...perMinute)
  const room = CHART.bottom - CHART.top
  const yOf = (count: number): number => CHART.bottom - (count / most) * room
  const slot = CHART.width / Math.max(1, perMinute.length)
  const bars = perMinute.map((count, index) => {
    const height = count === 0 ? 0 : Math.max(LEAST_HEIGHT, CHART.bottom - yOf(count))
    return {
      minutesAgo: perMinute.length - 1 - index,
      count,
      x: (index + GAP / 2) * slot,
      y: CHART.bottom - height,
      width: slot * (1 - GAP),
      height,
    }
  })
  return { bars, yOf }
}
