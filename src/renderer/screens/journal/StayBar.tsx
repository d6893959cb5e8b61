import type { ReactNode } from 'react'
import type { Stay, Step } from './timeline.ts'

interface Props {
  readonly steps: readonly Step[]
  readonly stays: readonly Stay[]
  /** How far the story goes beyond its last step; null = no further. */
  readonly untilMs: number | null
}

/** The drawing's own units; it is stretched to the width it has. */
const WIDTH = 1000
const HEIGHT = 16

/** When the guest was inside, at a glance; the same is said in words below it, so listeners are spared. */
export function StayBar({ steps, stays, untilMs }: Props): ReactNode {
  const moments = [...steps.map(({ atMs }) => atMs), ...stays.flatMap((stay) => [stay.fromMs, stay.untilMs])]
  const fromMs = Math.min(...moments)
  // The desk's clock ticks seldom: now may be said to be before the last step.
  const lengthMs = Math.max(...moments, untilMs ?? 0) - fromMs
  if (lengthMs === 0) return null
  const x = (ms: number): number => ((ms - fromMs) / lengthMs) * WIDTH
  return (
    <svg
      className="stay-bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-testid="stay-bar"
    >
      <rect className="stay-out" width={WIDTH} height={HEIGHT} />
      {stays.map((stay) => (
        <rect
          key={stay.fromMs}
          className="stay-in"
          x={x(stay.fromMs)}
          width={Math.max(x(stay.untilMs) - x(stay.fromMs), 2)}
          height={HEIGHT}
        />
      ))}
      {steps.map(
        (step) =>
          step.kind === 'denied' && (
            <rect
              key={step.atMs}
              className="stay-denied"
              x={Math.min(x(step.atMs), WIDTH - 4)}
              width={4}
              height={HEIGHT}
            />
          ),
      )}
    </svg>
  )
}
