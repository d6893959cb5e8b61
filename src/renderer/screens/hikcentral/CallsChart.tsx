import type { ReactNode } from 'react'
import type { Traffic } from '../../../shared/hcp-view.ts'
import { useFormat, useText } from '../../text/text.ts'
import { CHART, chartOf, MINUTE_MS } from './chart.ts'

interface Props {
  readonly traffic: Traffic
  readonly allowed: number
  readonly slowed: number | null
  readonly nowMs: number
}

/** One bar a minute against what is allowed. Behind it stands a table of the same numbers, wherever it is drawn. */
export function CallsChart({ traffic, allowed, slowed, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { bars, yOf } = chartOf(traffic.perMinute, allowed)
  const timeOf = (minutesAgo: number): string => format.time(nowMs - minutesAgo * MINUTE_MS)
  const { width, height, bottom } = CHART
  const allowedY = yOf(allowed)
  return (
    <svg className="calls-chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {bars.map((bar) => (
        <g key={bar.minutesAgo}>
          <rect
            className="traffic-slot"
            x={bar.x}
            y={CHART.top}
            width={bar.width}
            height={bottom - CHART.top}
          >
            <title>{t.hik.bar(timeOf(bar.minutesAgo), bar.count)}</title>
          </rect>
          <rect
            className={bar.minutesAgo === 0 ? 'traffic-bar traffic-bar-now' : 'traffic-bar'}
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={bar.height}
            rx={Math.min(2, bar.height / 2)}
          />
        </g>
      ))}
      <line className="traffic-base" x1={0} x2={width} y1={bottom} y2={bottom} />
      <line className="traffic-allowed" x1={0} x2={width} y1={allowedY} y2={allowedY} />
      <text className="traffic-label" x={width} y={allowedY - 6} textAnchor="end">
        {t.hik.allowed(allowed)}
      </text>
      {slowed !== null && (
        <>
          <line className="traffic-slowed-line" x1={0} x2={width} y1={yOf(slowed)} y2={yOf(slowed)} />
          <text className="traffic-label traffic-label-slowed" x={0} y={yOf(slowed) - 6}>
            {t.hik.slowedLine(slowed)}
          </text>
        </>
      )}
      {[bars.length - 1, Math.floor((bars.length - 1) / 2), 0].map((minutesAgo, place) => (
        <text
          key={minutesAgo}
          className="traffic-label"
          x={(width / 2) * place}
          y={height - 6}
          textAnchor={place === 0 ? 'start' : place === 1 ? 'middle' : 'end'}
        >
          {minutesAgo === 0 ? t.hik.now : timeOf(minutesAgo)}
        </text>
      ))}
    </svg>
  )
}
