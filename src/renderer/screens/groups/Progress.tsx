import type { ReactNode } from 'react'
import type { GroupView } from '../../../shared/group.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { spanOf } from '../../text/duration.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/text.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { type GroupState, paceOf, resultOf, settledOf, stateOf } from './progress.ts'

/** Instead of a guess. */
const UNKNOWN = '–'

const signs: Record<GroupState, IconName> = {
  running: 'retry',
  changing: 'retry',
  paused: 'pause',
  finished: 'check',
}

export function StateWords({ group }: { readonly group: GroupView }): ReactNode {
  const t = useText()
  const state = stateOf(group)
  const needsLook = group.failed > 0
  return (
    <p className={`group-state group-state-${needsLook ? 'failed' : state}`} data-testid="group-state">
      <Icon name={needsLook && state === 'finished' ? 'alert' : signs[state]} size={18} />
      <span>{stateWords(t, state, group)}</span>
    </p>
  )
}

function stateWords({ groups }: Text, state: GroupState, { failed, waiting }: GroupView): string {
  if (state === 'finished') return failed === 0 ? groups.states.finished : groups.states.finishedWith(failed)
  const words = state === 'changing' ? groups.states.changing(waiting) : groups.states[state]
  return failed === 0 ? words : `${words}, ${groups.failed(failed)}`
}

/** n of N, as a bar and as words. */
export function ProgressBar({ group }: { readonly group: GroupView }): ReactNode {
  const t = useText()
  const all = group.visitIds.length
  const n = settledOf(group)
  return (
    <div className="group-progress">
      <progress max={all} value={n} aria-label={t.groups.progress(group.name, n, all)} />
      <span>{t.groups.of(n, all)}</span>
    </div>
  )
}

/** While it runs: how fast, and how long still. Afterwards: what came of it. */
export function Figures({ group }: { readonly group: GroupView }): ReactNode {
  const t = useText()
  const words = t.groups.result
  const outcome = resultOf(group)
  if (outcome === null) return <Pace group={group} />
  const { succeeded, failed, seconds, perSecond, calls } = outcome
  return (
    <Facts
      testId="group-result"
      facts={[
        [words.succeeded, String(succeeded)],
        [words.failed, String(failed)],
        [words.seconds, words.number(seconds)],
        [words.perSecond, perSecond === null ? UNKNOWN : words.number(perSecond)],
        [words.calls, String(calls)],
      ]}
    />
  )
}

function Pace({ group }: { readonly group: GroupView }): ReactNode {
  const t = useText()
  const nowMs = useNow(1000)
  const pace = paceOf(group, nowMs)
  const { rate, left, perMinute, timeLeft } = t.groups
  return (
    <Facts
      testId="group-pace"
      facts={[
        [rate, pace === null ? UNKNOWN : perMinute(pace.perMinute)],
        [left, pace === null ? UNKNOWN : timeLeft(spanOf(pace.leftMs))],
      ]}
    />
  )
}

interface FactsProps {
  readonly testId: string
  readonly facts: readonly (readonly [name: string, value: string])[]
}

function Facts({ testId, facts }: FactsProps): ReactNode {
  return (
    <dl className="group-facts" data-testid={testId}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
