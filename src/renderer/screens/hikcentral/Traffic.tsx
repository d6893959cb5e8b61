import type { ReactNode } from 'react'
import { callClasses, type Traffic as TrafficState } from '../../../shared/hcp-view.ts'
import type { DeskStatus } from '../../../shared/status.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { CHART, chartOf } from './chart.ts'

interface Props {
  readonly traffic: TrafficState
  readonly status: DeskStatus
  readonly nowMs: number
}

const MINUTE_MS = 60_000

/** How much of HCP's strength the desk takes, honest to the last request. */
export function Traffic({ traffic, status, nowMs }: Props): ReactNode {
  const t = useText()
  const { callsLastMinute, callsPerMinuteAllowed: allowed, slowedToPerSecond } = status
  const slowed = slowedToPerSecond === null ? null : Math.round(slowedToPerSecond * 60)
  const waiting = callClasses.filter((name) => traffic.waiting[name] > 0)
  return (
    <section className="hik-card" aria-labelledby="hik-traffic">
      <div className="hik-card-head">
        <h3 id="hik-traffic">{t.hik.traffic}</h3>
        <p className="traffic-now">
          <strong>{callsLastMinute}</strong> {t.hik.trafficNow(allowed)}
        </p>
      </div>
      <Chart traffic={traffic} allowed={allowed} slowed={slowed} nowMs={nowMs} />
      {slowed !== null && (
        <p className="traffic-slowed">
          <Icon name="clock" size={18} />
          <span>{t.hik.slowed(slowed)}</span>
        </p>
      )}
      <div className="traffic-waiting">
        {waiting.length === 0 && traffic.underWay === 0 && <p>{t.hik.nothingWaits}</p>}
        {traffic.underWay > 0 && <p>{t.hik.underWay(traffic.underWay)}</p>}
        {waiting.length > 0 && (
          <dl>
            <dt>{t.hik.waitingTitle}</dt>
            {waiting.map((name) => (
              <dd key={name}>
                {t.hik.classes[name]} <strong>{traffic.waiting[name]}</strong>
              </dd>
            ))}
          </dl>
        )}
      </div>
    </section>
  )
}

interface ChartProps {
  readonly traffic: TrafficState
  readonly allowed: number
  readonly slowed: number | null
  readonly nowMs: number
}

function Chart({ traffic, allowed, slowed, nowMs }: ChartProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { bars, yOf } = chartOf(traffic.perMinute, allowed)
  const timeOf = (minutesAgo: number): string => format.time(nowMs - minutesAgo * MINUTE_MS)
  const { width, height, bottom } = CHART
  const allowedY = yOf(allowed)
  return (
    <div className="traffic-chart" data-testid="traffic-chart">
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
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
      <table className="unseen">
        <caption>{t.hik.traffic}</caption>
        <thead>
          <tr>
            <th scope="col">{t.hik.tableTime}</th>
            <th scope="col">{t.hik.tableCalls}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ minutesAgo, count }) => (
            <tr key={minutesAgo}>
              <th scope="row">{timeOf(minutesAgo)}</th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
