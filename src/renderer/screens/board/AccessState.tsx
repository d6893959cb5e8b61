import type { ReactNode } from 'react'
import type { AccessProblem, AccessStage, VisitCard } from '../../../shared/visit.ts'
import { adviceFor } from '../../text/advice.ts'
import { useText } from '../../text/text.ts'
import { Code } from '../../ui/Code.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'

/** Hue is the third sign only: the icon's shape and the words say it without colour. */
const signs: Record<AccessStage, { readonly icon: IconName; readonly tone: 'calm' | 'ok' | 'warn' }> = {
  waiting: { icon: 'clock', tone: 'calm' },
  working: { icon: 'retry', tone: 'calm' },
  accepted: { icon: 'check', tone: 'calm' },
  onDoors: { icon: 'door', tone: 'ok' },
  attention: { icon: 'alert', tone: 'warn' },
  revoking: { icon: 'clock', tone: 'warn' },
  revoked: { icon: 'ban', tone: 'calm' },
}

const withoutFace = { icon: 'idCard', tone: 'calm' } as const

export function AccessState({ card }: { readonly card: VisitCard }): ReactNode {
  const t = useText()
  const { access } = card
  const faceless =
    card.photoHash === null && !card.faceInHcp && (access === 'accepted' || access === 'onDoors')
  const sign = faceless ? withoutFace : signs[access]
  const words = faceless ? t.stageWithoutFace[access] : t.stage[access]
  const advice = card.problem && adviceFor(t, card.problem, card.problemCode)
  return (
    <p
      className={`access access-${sign.tone}`}
      data-testid="access"
      title={advice ? `${advice.why} ${advice.todo}` : words}
    >
      <Icon name={sign.icon} size={16} />
      <span>{words}</span>
    </p>
  )
}

/** Why it stands still and what a person can do; only where a person must. */
export function AccessAdvice({ card }: { readonly card: VisitCard }): ReactNode {
  const t = useText()
  const advice = card.problem && adviceFor(t, card.problem, card.problemCode)
  if (advice === null && !card.alarm) return null
  return (
    <p className="advice" data-testid="advice">
      {advice && <strong>{advice.why}</strong>} {card.alarm ? t.hcp.alarmAdvice : advice?.todo}{' '}
      {card.problemCode && <Code code={card.problemCode} />}
    </p>
  )
}

/** These are the whole desk's trouble, and the status strip says so once. */
const SAID_ABOVE: ReadonlySet<AccessProblem> = new Set<AccessProblem>(['unreachable', 'authRefused'])

/** What an access waits for, while nobody need act: quiet words. */
export function AccessReason({ card }: { readonly card: VisitCard }): ReactNode {
  const t = useText()
  if (card.problem === null || SAID_ABOVE.has(card.problem)) return null
  const { why, todo } = adviceFor(t, card.problem, card.problemCode)
  return (
    <p className="card-reason" data-testid="reason" title={`${why} ${todo}`}>
      {why} {card.problemCode && <Code code={card.problemCode} />}
    </p>
  )
}
