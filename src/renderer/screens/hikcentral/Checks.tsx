import type { ReactNode } from 'react'
import type { CheckResult, Diagnosis } from '../../../shared/hcp-view.ts'
import type { Text } from '../../text/en.ts'
import { findingAdvice, findingWords, sayIn } from '../../text/findings.ts'
import type { Format } from '../../text/format.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { type CheckRow, countOf, type RowState, rowsOf } from './check-rows.ts'

/** Each verdict has a shape of its own; hue comes second. */
const icons: Record<RowState, IconName> = {
  good: 'check',
  warning: 'alert',
  bad: 'close',
  skipped: 'minus',
  running: 'retry',
  waiting: 'clock',
  idle: 'minus',
}

interface Props {
  readonly diagnosis: Diagnosis | null
  readonly report: (diagnosis: Diagnosis, t: Text, format: Format) => string
}

/** The nine checks in their order: what was found, and what helps. */
export function Checks({ diagnosis, report }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const call = useCall()
  const say = useToast()
  const running = diagnosis?.running ?? false
  const copy = (): void => {
    if (diagnosis === null) return
    const done = copyText(report(diagnosis, t, format))
    say(
      done
        ? { tone: 'ok', words: (now) => now.hik.copied }
        : { tone: 'warn', words: (now) => now.hik.notCopied },
    )
  }

  return (
    <section className="hik-card checks" aria-labelledby="hik-checks" aria-busy={running}>
      <div className="hik-card-head">
        <div>
          <h3 id="hik-checks">{t.hik.diagnosis}</h3>
          <Summary diagnosis={diagnosis} />
        </div>
        {diagnosis !== null && !running && (
          <Button icon="file" onPress={copy} data-testid="copy-report">
            {t.hik.copy}
          </Button>
        )}
        <Button
          look={diagnosis === null ? 'primary' : 'plain'}
          icon={running ? 'clock' : 'pulse'}
          aria-disabled={running || undefined}
          data-testid="diagnose"
          onPress={() => (running ? undefined : call(window.desk.hcp.diagnose()))}
        >
          {running ? t.hik.running : diagnosis === null ? t.hik.run : t.hik.runAgain}
        </Button>
      </div>
      <ol>
        {rowsOf(diagnosis).map((row) => (
          <Row key={row.check} row={row} />
        ))}
      </ol>
    </section>
  )
}

function Summary({ diagnosis }: { readonly diagnosis: Diagnosis | null }): ReactNode {
  const t = useText()
  const format = useFormat()
  if (diagnosis === null) return <p className="hik-meaning">{t.hik.diagnosisMeaning}</p>
  const bad = countOf(diagnosis, 'bad')
  const warnings = countOf(diagnosis, 'warning')
  const words = t.hik.summary(bad, warnings) || t.hik.allGood
  return (
    <output
      className={`checks-summary checks-summary-${bad > 0 ? 'bad' : warnings > 0 ? 'warning' : 'good'}`}
    >
      {diagnosis.running ? (
        <span className="hik-meaning">{t.hik.diagnosisMeaning}</span>
      ) : (
        <>
          <strong>{words}</strong>{' '}
          <span className="hik-meaning">{t.hik.checkedAt(format.time(diagnosis.startedAtMs))}</span>
        </>
      )}
    </output>
  )
}

function Row({ row }: { readonly row: CheckRow }): ReactNode {
  const t = useText()
  const { check, state, result } = row
  return (
    <li className={`check check-${state}`} data-testid="check" data-check={check} data-verdict={state}>
      <span className="check-icon">
        <Icon name={icons[state]} />
      </span>
      <h4>{t.checks.names[check]}</h4>
      <div className="check-found">
        {state !== 'idle' && (
          <span className={state === 'running' ? 'check-state' : 'unseen'}>{t.hik.verdicts[state]}</span>
        )}{' '}
        {!result && state !== 'running' && t.checks.asks[check]}
        {result && <Found result={result} />}
      </div>
      {result && state !== 'skipped' && <span className="check-took">{t.hik.tookMs(result.durationMs)}</span>}
    </li>
  )
}

function Found({ result }: { readonly result: CheckResult }): ReactNode {
  const t = useText()
  const format = useFormat()
  const advice = findingAdvice(t.checks, t.codes, result)
  return (
    <>
      <span>{findingWords(t.checks, result.finding, sayIn(t, format.date))}</span>
      {advice !== null && <p className="check-advice">{advice}</p>}
    </>
  )
}
