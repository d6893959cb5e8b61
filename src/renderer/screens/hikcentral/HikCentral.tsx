import { type ReactNode, useEffect, useRef } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { HcpView } from '../../../shared/hcp-view.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { type Keys, useKeys } from '../../ui/use-keys.ts'
import { signOf } from '../status/health.ts'
import { Checks } from './Checks.tsx'
import { Limits } from './Limits.tsx'
import { Metrics } from './Metrics.tsx'
import { reportOf } from './report.ts'
import { SwitchedOff } from './SwitchedOff.tsx'
import { Traffic } from './Traffic.tsx'

interface Props {
  readonly snapshot: Snapshot
  readonly hcp: HcpView
  readonly nowMs: number
  /** The desk's keys that make sense from here. */
  readonly keys: Keys
  readonly onClose: () => void
}

/** Instead of the board, and not above it: alarms, status strip and messages stay in sight and in reach. */
export function HikCentral({ snapshot, hcp, nowMs, keys, onClose }: Props): ReactNode {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useKeys({ ...keys, Escape: onClose }, true)

  return (
    <main className="hik" data-testid="hikcentral" aria-labelledby="hik-title">
      <header className="hik-head">
        <IconButton icon="back" label={t.hik.back} onClick={onClose} />
        <h2 id="hik-title" ref={heading} tabIndex={-1}>
          {t.hik.title}
        </h2>
        <ServerFacts snapshot={snapshot} hcp={hcp} nowMs={nowMs} />
      </header>
      <div className="hik-body">
        <div className="hik-main">
          {hcp.switchedOff.length > 0 && <SwitchedOff switchedOff={hcp.switchedOff} />}
          <Checks
            diagnosis={hcp.diagnosis}
            report={(diagnosis, words, format) =>
              reportOf(
                { version: snapshot.version, address: snapshot.address, hcp, diagnosis },
                words,
                format,
              )
            }
          />
        </div>
        <div className="hik-side">
          <Traffic traffic={hcp.traffic} status={snapshot.status} nowMs={nowMs} />
          <Limits limits={hcp.limits} mostLimits={hcp.mostLimits} />
          <Metrics metrics={hcp.metrics} />
        </div>
      </div>
    </main>
  )
}

function ServerFacts({ snapshot, hcp, nowMs }: Omit<Props, 'keys' | 'onClose'>): ReactNode {
  const t = useText()
  const format = useFormat()
  const call = useCall()
  const say = useToast()
  const health = snapshot.status.hcp
  const sign = signOf(health, t, nowMs)
  const connection =
    health.state === 'connecting' || health.sinceMs === 0
      ? sign.words
      : t.hik.since(sign.short ?? sign.words, format.moment(health.sinceMs, nowMs))
  const refresh = async (): Promise<void> => {
    if ((await call(window.desk.hcp.refresh())) === undefined) return
    say({ tone: 'ok', words: (now) => now.hik.readingAgain })
  }
  return (
    <div className="hik-facts">
      <dl>
        <div>
          <dt>{t.hik.product}</dt>
          <dd>{hcp.server ? `${hcp.server.product} ${hcp.server.version}` : t.hik.noProduct}</dd>
        </div>
        <div>
          <dt>{t.hik.address}</dt>
          <dd title={snapshot.address}>{snapshot.address || t.hik.simulator}</dd>
        </div>
        <div>
          <dt>{t.hik.health}</dt>
          <dd className={`hik-health-${sign.tone}`}>
            <Icon name={sign.icon} size={18} /> {connection}
          </dd>
        </div>
        <div>
          <dt>{t.hik.read}</dt>
          <dd>
            {hcp.siteReadAtMs === null
              ? t.hik.neverRead
              : t.hik.readAt(format.moment(hcp.siteReadAtMs, nowMs))}
          </dd>
        </div>
      </dl>
      <Button icon="retry" onPress={refresh} data-testid="refresh">
        {t.hik.readAgain}
      </Button>
    </div>
  )
}
