import type { ReactNode } from 'react'
import type { DeskStatus } from '../../../shared/status.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { CatchingUp } from './CatchingUp.tsx'
import { needsSetup, signOf } from './health.ts'

interface Props {
  readonly status: DeskStatus
  /** APIs that HCP refuses to this partner. */
  readonly switchedOff: number
  /** To the set-up screen, where key and certificate are changed. */
  readonly onConnection: () => void
  readonly onHikCentral: () => void
  /** What else is under way. */
  readonly children: ReactNode
}

/** Honest numbers, no hopes: quiet while all is well, plain when it is not. */
export function StatusStrip(props: Props): ReactNode {
  const { status, switchedOff, onConnection, onHikCentral, children } = props
  const t = useText()
  const format = useFormat()
  const nowMs = useNow(1000)
  const call = useCall()
  const say = useToast()
  const sign = signOf(status.hcp, t, nowMs)
  const tryNow = async (): Promise<void> => {
    const answer = await call(window.desk.hcp.tryNow())
    if (answer !== undefined) say({ tone: 'ok', words: (now) => now.toasts.tryingNow })
  }
  const { callsLastMinute: used, callsPerMinuteAllowed: allowed, slowedToPerSecond } = status
  const tryable = status.hcp.state === 'unreachable' || status.hcp.state === 'refused'
  const opens = { type: 'button', title: t.hik.show, onClick: onHikCentral } as const

  return (
    <section
      className={`status status-${sign.tone}`}
      aria-label={t.hcp.name}
      data-testid="status-strip"
      data-hcp={status.hcp.state}
    >
      <output className="status-hcp">
        <button {...opens} className="status-open" data-testid="status-open">
          <Icon name={sign.icon} />
          <strong>{sign.words}</strong>
        </button>
        {sign.detail && (
          <span className="status-detail">
            {sign.detail} {sign.code && <Code code={sign.code} />}
          </span>
        )}
      </output>
      {(tryable || needsSetup(status.hcp)) && (
        <div className="status-ways">
          {tryable && (
            <Button icon="retry" onPress={tryNow}>
              {t.hcp.tryNow}
            </Button>
          )}
          {needsSetup(status.hcp) && (
            <Button icon="link" onPress={onConnection}>
              {t.hcp.connection}
            </Button>
          )}
        </div>
      )}
      <ul className="status-counts">
        {status.waiting > 0 && <li>{t.hcp.waiting(status.waiting)}</li>}
        {status.revocations > 0 && <li>{t.hcp.revocations(status.revocations)}</li>}
        {status.parked > 0 && <li className="status-parked">{t.hcp.parked(status.parked)}</li>}
      </ul>
      {children}
      {slowedToPerSecond !== null && sign.tone !== 'bad' && (
        <p className="status-slowed" data-testid="slowed">
          <Icon name="clock" size={18} />
          <span>{t.hik.slowed(Math.round(slowedToPerSecond * 60))}</span>
        </p>
      )}
      {switchedOff > 0 && sign.tone !== 'bad' && (
        <button {...opens} className="status-open status-off" data-testid="switched-off-hint">
          {t.hik.offHint(switchedOff)}
        </button>
      )}
      <CatchingUp catchUp={status.catchingUp} nowMs={nowMs} />
      {status.catchingUp === null && (
        <p className="status-read">
          {status.passagesReadUntilMs === null
            ? t.hcp.notRead
            : t.hcp.readUntil(format.seconds(status.passagesReadUntilMs))}
        </p>
      )}
      <button {...opens} className="status-open status-calls">
        <meter min={0} max={allowed} value={used} high={allowed * 0.8} aria-hidden="true" />
        <span>{t.hcp.calls(used, allowed)}</span>
      </button>
    </section>
  )
}
