import { type ReactNode, useState } from 'react'
import type { MetricsState } from '../../../shared/hcp-view.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import { portOf } from './port.ts'

/** Free of well-known services, and the one that exporters of this kind use. */
const USUAL_PORT = '9464'

export function Metrics({ metrics }: { readonly metrics: MetricsState }): ReactNode {
  const t = useText()
  const call = useCall()
  const [draft, setDraft] = useState<string | null>(null)
  const kept = metrics.state === 'off' ? null : metrics.port
  const text = draft ?? (kept === null ? USUAL_PORT : String(kept))
  const port = portOf(text)
  const set = (next: number | null): Promise<null | undefined> =>
    call(window.desk.hcp.setMetrics({ port: next }))
  const use = (): void => {
    if (port !== null && port !== kept) void set(port)
  }
  const isTaken = metrics.state === 'portInUse' && port === metrics.port
  const error = port === null ? t.hik.portBad : isTaken ? t.hik.portInUse(port) : undefined

  return (
    <section
      className="hik-card"
      aria-labelledby="hik-metrics"
      data-testid="metrics"
      data-metrics={metrics.state}
    >
      <h3 id="hik-metrics">{t.hik.metrics}</h3>
      <p className="hik-meaning">{t.hik.metricsMeaning}</p>
      <Tick
        look="switch"
        label={t.hik.metricsSwitch}
        ticked={kept !== null}
        onTick={(on) => {
          if (!on) void set(null)
          else if (port !== null) void set(port)
        }}
      />
      <form
        className="metrics-port"
        onSubmit={(event) => {
          event.preventDefault()
          if (kept !== null) use()
        }}
      >
        <TextField
          label={t.hik.port}
          note={t.hik.portHint}
          error={error}
          inputMode="numeric"
          maxLength={5}
          value={text}
          onText={setDraft}
        />
        {kept !== null && port !== null && port !== kept && <Button onPress={use}>{t.hik.portUse}</Button>}
        {metrics.state === 'on' && port === kept && (
          <p className="metrics-address">
            <span className="field-label">{t.hik.metricsAt}</span>
            <output>{`http://127.0.0.1:${metrics.port}/metrics`}</output>
          </p>
        )}
      </form>
    </section>
  )
}
