import type { ReactNode } from 'react'
import type { Traffic } from '../../../shared/hcp-view.ts'
import type { DeskStatus } from '../../../shared/status.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Figure } from '../../ui/Figure.tsx'
import { CallsChart } from '../hikcentral/CallsChart.tsx'
import { chartOf, MINUTE_MS } from '../hikcentral/chart.ts'

interface Props {
  readonly traffic: Traffic
  readonly status: DeskStatus
  readonly nowMs: number
}

/** The last half hour of requests to HCP. Nobody keeps those of the hours before, so a past day has none. */
export function Calls({ traffic, status, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { callsLastMinute, callsPerMinuteAllowed: allowed, slowedToPerSecond } = status
  const slowed = slowedToPerSecond === null ? null : Math.round(slowedToPerSecond * 60)
  const { bars } = chartOf(traffic.perMinute, allowed)
  return (
    <Figure
      title={t.hik.traffic}
      testId="day-calls"
      summary={t.day.calls.summary(callsLastMinute, allowed, Math.max(0, ...traffic.perMinute))}
      table={{
        columns: [t.hik.tableTime, t.hik.tableCalls],
        rows: bars.map(({ minutesAgo, count }) => [format.time(nowMs - minutesAgo * MINUTE_MS), count]),
      }}
      head={
        <p className="figure-number">
          <strong>{callsLastMinute}</strong> {t.day.calls.of(allowed)}
        </p>
      }
    >
      <CallsChart traffic={traffic} allowed={allowed} slowed={slowed} nowMs={nowMs} />
    </Figure>
  )
}
