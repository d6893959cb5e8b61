import type { ReactNode } from 'react'
import type { DayHour } from '../../../shared/day.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Figure } from '../../ui/Figure.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { type HourColumn, hoursChart, totalOf } from './hours-chart.ts'

interface Props {
  readonly hours: readonly DayHour[]
  readonly nowMs: number
  readonly isToday: boolean
}

/**
 * Passages per hour: in upwards, out downwards. How many were inside at each hour is not drawn: passages do not tell it
 * (guests without a face, doors that lead nowhere, two through one opening).
 */
export function Hours({ hours, nowMs, isToday }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const total = totalOf(hours)
  const busiest = total.busiest === null ? null : format.time(total.busiest.startMs)
  return (
    <Figure
      title={t.day.hours.title}
      testId="day-hours"
      summary={t.day.hours.summary(total, busiest)}
      table={{
        columns: [t.day.hours.hour, t.day.hours.in, t.day.hours.out, t.day.hours.denied],
        rows: hours.map((hour) => [format.time(hour.startMs), hour.entries, hour.exits, hour.denied]),
      }}
      head={
        <ul className="legend">
          <LegendItem look="in" words={t.day.hours.in} count={total.entries} />
          <LegendItem look="out" words={t.day.hours.out} count={total.exits} />
          <LegendItem look="denied" words={t.day.hours.denied} count={total.denied} />
        </ul>
      }
    >
      <Chart hours={hours} nowMs={nowMs} isToday={isToday} />
    </Figure>
  )
}

interface LegendProps {
  readonly look: 'in' | 'out' | 'denied' | 'doors' | 'clock' | 'guard'
  readonly words: string
  readonly count: number
}

/** The name of a colour together with its number, so that nobody needs the colour. */
export function LegendItem({ look, words, count }: LegendProps): ReactNode {
  return (
    <li>
      <svg className="legend-mark" viewBox="0 0 14 14" width={14} height={14} aria-hidden="true">
        {look === 'denied' ? (
          <path className="mark-denied" d="m3 3 8 8m0-8-8 8" />
        ) : (
          <rect className={`fill-${look}`} x={1} y={1} width={12} height={12} rx={2} />
        )}
        {look === 'clock' && <path className="fill-clock-lines" d="M1 9 9 1M5 13 13 5" />}
      </svg>
      {words} <strong>{count}</strong>
    </li>
  )
}

function Chart({ hours, nowMs, isToday }: Props): ReactNode {
  const t = useText()
  const [box, widthPx] = useWidth<HTMLDivElement>(1200)
  const { height, columns, baseY, showsValues } = hoursChart(hours, widthPx, nowMs)
  const isQuiet = hours.every(({ entries, exits, denied }) => entries + exits + denied === 0)
  return (
    <div className="hours" ref={box}>
      <svg
        width={widthPx}
        height={height}
        viewBox={`0 0 ${widthPx} ${height}`}
        aria-hidden="true"
        focusable="false"
      >
        {columns.map((column) => (
          <Column
            key={column.hour.startMs}
            column={column}
            height={height}
            baseY={baseY}
            showsValues={showsValues}
            isNow={isToday && column.isNow}
          />
        ))}
        <line className="hours-base" x1={0} x2={widthPx} y1={baseY} y2={baseY} />
        {isQuiet && (
          <text className="hours-quiet" x={widthPx / 2} y={baseY - 14} textAnchor="middle">
            {t.day.hours.none}
          </text>
        )}
      </svg>
    </div>
  )
}

interface ColumnProps {
  readonly column: HourColumn
  readonly height: number
  readonly baseY: number
  readonly showsValues: boolean
  readonly isNow: boolean
}

function Column({ column, height, baseY, showsValues, isNow }: ColumnProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { hour, x, width, barX, barWidth, up, down, isLabelled } = column
  const { startMs, entries, exits, denied } = hour
  const middle = x + width / 2
  const labelY = height - 7
  return (
    <g data-hour={startMs} data-now={isNow || undefined}>
      <rect
        className={isNow ? 'hours-slot hours-slot-now' : 'hours-slot'}
        x={x + 1}
        y={0}
        width={Math.max(0, width - 2)}
        height={height}
        rx={6}
      >
        <title>{t.day.hours.column(format.time(startMs), entries, exits, denied)}</title>
      </rect>
      {up > 0 && (
        <rect
          className="fill-in"
          x={barX}
          y={baseY - up}
          width={barWidth}
          height={up}
          rx={Math.min(3, up / 2)}
        />
      )}
      {down > 0 && (
        <rect
          className="fill-out"
          x={barX + 0.75}
          y={baseY}
          width={Math.max(0, barWidth - 1.5)}
          height={down}
          rx={Math.min(3, down / 2)}
        />
      )}
      {showsValues && entries > 0 && (
        <text className="hours-value" x={middle} y={baseY - up - 5} textAnchor="middle">
          {entries}
        </text>
      )}
      {showsValues && exits > 0 && (
        <text className="hours-value hours-value-out" x={middle} y={baseY + down + 14} textAnchor="middle">
          {exits}
        </text>
      )}
      {denied > 0 && <Denied x={middle} count={showsValues ? denied : null} />}
      {(isLabelled || isNow) && (
        <text
          className={isNow ? 'hours-label hours-label-now' : 'hours-label'}
          x={middle}
          y={labelY}
          textAnchor="middle"
        >
          {isNow ? t.day.hours.now : format.time(startMs)}
        </text>
      )}
    </g>
  )
}

/** A cross rather than a red bar: it must be told apart without its colour. */
function Denied({ x, count }: { readonly x: number; readonly count: number | null }): ReactNode {
  const left = count === null ? x - 4 : x - 11
  return (
    <>
      <path className="mark-denied" d={`m${left} 6 8 8m0-8-8 8`} />
      {count !== null && (
        <text className="hours-denied" x={left + 12} y={14.5}>
          {count}
        </text>
      )}
    </>
  )
}
