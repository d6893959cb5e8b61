import type { ReactNode } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type { DeskStatus, HcpHealth } from '../../../shared/status.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { spanOf } from '../../text/duration.ts'
import type { Text } from '../../text/en.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'

interface Sign {
  readonly tone: 'calm' | 'ok' | 'warn' | 'bad'
  readonly icon: IconName
  readonly words: string
  readonly detail?: string
}

function signOf(hcp: HcpHealth, t: Text, nowMs: number): Sign {
  switch (hcp.state) {
    case 'connecting':
      return { tone: 'calm', icon: 'retry', words: t.hcp.connecting }
    case 'ok':
      return { tone: 'ok', icon: 'check', words: t.hcp.ok }
    case 'slow':
      return { tone: 'warn', icon: 'clock', words: t.hcp.slow }
    case 'unreachable': {
      const span = spanOf(nowMs - hcp.sinceMs)
      return { tone: 'bad', icon: 'cloud', words: t.hcp.unreachable(span), detail: t.hcp.unreachableMeaning }
    }
    case 'refused': {
      const advice = t.problems.access.authRefused
      return { tone: 'bad', icon: 'ban', words: `${t.hcp.refused}: ${advice.why}`, detail: advice.todo }
    }
    case 'certificateEnded':
    case 'certificateChanged':
      return { tone: 'bad', icon: 'shield', words: t.hcp.certificateChanged }
    default:
      return assertNever(hcp, 'hcp health')
  }
}

interface Props {
  readonly status: DeskStatus
  /** To the set-up screen, where key and certificate are changed. */
  readonly onConnection: () => void
}

/** Honest numbers, no hopes: quiet while all is well, plain when it is not. */
export function StatusStrip({ status, onConnection }: Props): ReactNode {
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
  const { callsLastMinute: used, callsPerMinuteAllowed: allowed } = status

  return (
    <section
      className={`status status-${sign.tone}`}
      aria-label={t.hcp.name}
      data-testid="status-strip"
      data-hcp={status.hcp.state}
    >
      <output className="status-hcp">
        <Icon name={sign.icon} />
        <strong>{sign.words}</strong>
        {sign.detail && <span className="status-detail">{sign.detail}</span>}
      </output>
      {(status.hcp.state === 'unreachable' || status.hcp.state === 'refused') && (
        <Button icon="retry" onPress={tryNow}>
          {t.hcp.tryNow}
        </Button>
      )}
      {(status.hcp.state === 'refused' || status.hcp.state === 'certificateChanged') && (
        <Button icon="link" onPress={onConnection}>
          {t.hcp.connection}
        </Button>
      )}
      <ul className="status-counts">
        {status.waiting > 0 && <li>{t.hcp.waiting(status.waiting)}</li>}
        {status.revocations > 0 && <li>{t.hcp.revocations(status.revocations)}</li>}
        {status.parked > 0 && <li className="status-parked">{t.hcp.parked(status.parked)}</li>}
      </ul>
      <p className="status-read">
        {status.passagesReadUntilMs === null
          ? t.hcp.notRead
          : t.hcp.readUntil(format.seconds(status.passagesReadUntilMs))}
      </p>
      <p className="status-calls">
        <meter min={0} max={allowed} value={used} high={allowed * 0.8} aria-hidden="true" />
        <span>{t.hcp.calls(used, allowed)}</span>
      </p>
    </section>
  )
}
