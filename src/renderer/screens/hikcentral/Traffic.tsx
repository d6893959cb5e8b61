import type { ReactNode } from 'react'
import { callClasses, type Traffic as TrafficState } from '../../../shared/hcp-view.ts'
import type { DeskStatus } from '../../../shared/status.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { CallsChart } from './CallsChart.tsx'
import { chartOf, MINUTE_MS } from './chart.ts'

interface Props {
  readonly traffic: TrafficState
  readonly status: DeskStatus
  readonly nowMs: number
}

/** How much of HCP's strength the desk takes, honest to the last request. */
export function Traffic({ traffic, status, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
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
      <div className="traffic-chart" data-testid="traffic-chart">
        <CallsChart traffic={traffic} allowed={allowed} slowed={slowed} nowMs={nowMs} />
        <table className="unseen">
          <caption>{t.hik.traffic}</caption>
          <thead>
            <tr>
              <th scope="col">{t.hik.tableTime}</th>
              <th scope="col">{t.hik.tableCalls}</th>
            </tr>
          </thead>
          <tbody>
            {chartOf(traffic.perMinute, allowed).bars.map(({ minutesAgo, count }) => (
              <tr key={minutesAgo}>
                <th scope="row">{format.time(nowMs - minutesAgo * MINUTE_MS)}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
