import type { ReactNode } from 'react'
import type { ConnectionVerdict } from '../../../shared/desk-state.ts'
import { spanOf } from '../../text/duration.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** Visits are planned by the minute: less than this is no difference worth a word. */
const CLOCK_AGREES_MS = 30_000

interface Props {
  readonly verdict: ConnectionVerdict
  readonly onConnect: () => Promise<void>
  readonly onTest: () => Promise<void>
  readonly onBack: () => void
}

export function CheckStep({ verdict, onConnect, onTest, onBack }: Props): ReactNode {
  const t = useText()
  if (!verdict.ok) {
    const { why, todo } = t.problems.setup[verdict.problem]
    return (
      <div className="step" data-testid="verdict" data-ok="false">
        <div className="verdict verdict-denied" role="alert">
          <Icon name="alert" size={32} />
          <div>
            <strong>{t.setup.testFailed}</strong>
            <p>
              {why} {todo}
            </p>
          </div>
        </div>
        <div className="step-buttons">
          <Button onPress={onBack}>{t.app.back}</Button>
          <Button size="large" look="primary" icon="retry" onPress={onTest}>
            {t.setup.test}
          </Button>
        </div>
      </div>
    )
  }
  const off = verdict.clockOffMs !== null && Math.abs(verdict.clockOffMs) > CLOCK_AGREES_MS
  return (
    <div className="step" data-testid="verdict" data-ok="true">
      <output className="verdict verdict-granted">
        <Icon name="check" size={32} />
        <strong>{t.setup.testOk}</strong>
      </output>
      <dl className="facts">
        <dt>{t.setup.product}</dt>
        <dd>
          {verdict.product} {verdict.version}
        </dd>
        <dt>{t.setup.levels}</dt>
        <dd>{verdict.levels}</dd>
        <dt>{t.setup.doors}</dt>
        <dd>{verdict.doors}</dd>
        <dt>{t.setup.clock}</dt>
        <dd className={off ? 'facts-warn' : ''}>
          {clockWords(verdict.clockOffMs, t)}
          {off && <p>{t.setup.clockAdvice}</p>}
        </dd>
      </dl>
      <div className="step-buttons">
        <Button onPress={onBack}>{t.app.back}</Button>
        <Button size="large" look="primary" icon="check" onPress={onConnect}>
          {t.setup.open}
        </Button>
      </div>
    </div>
  )
}

function clockWords(offMs: number | null, t: Text): string {
  if (offMs === null) return t.setup.clockUnknown
  return Math.abs(offMs) <= CLOCK_AGREES_MS ? t.setup.clockSame : t.setup.clockOff(spanOf(offMs))
}
