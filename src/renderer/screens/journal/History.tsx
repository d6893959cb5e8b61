import { type ReactNode, type RefObject, useEffect, useMemo } from 'react'
import type { VisitCard } from '../../../shared/visit.ts'
import { spanOf } from '../../text/duration.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'
import { StayBar } from './StayBar.tsx'
import { type End, type Step, timelineOf } from './timeline.ts'
import type { Found } from './use-found.ts'

interface Props {
  readonly visitId: number
  readonly found: Found & { readonly more: () => void }
  readonly cards: readonly VisitCard[]
  readonly nowMs: number
  /** The story as a whole: it takes the focus when it is opened from the list. */
  readonly place: RefObject<HTMLElement | null>
  readonly onShowVisit: (visitId: number) => void
  /** Back to the passages of everybody. */
  readonly onLeave: () => void
}

const stepIcons: Record<Step['kind'], IconName> = {
  in: 'enter',
  checkedIn: 'check',
  out: 'exit',
  denied: 'ban',
  passed: 'passage',
}
const endIcons: Record<End['kind'], IconName> = {
  inside: 'user',
  outside: 'clock',
  ended: 'check',
  notSeen: 'help',
  notCome: 'clock',
}

/** One visit as a story: when the guest came, went out, came back, and how it stands now. */
export function History({ visitId, found, cards, nowMs, place, onShowVisit, onLeave }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const card = cards.find((one) => one.visitId === visitId) ?? null
  const guest = card ?? found.rows.find((row) => row.visitId === visitId)
  const name = guest ? t.listName(guest.familyName, guest.givenName) : t.journal.history.noGuest
  // A story without its beginning would be another story.
  const { more, next, state } = found
  useEffect(() => {
    if (next !== null && state === 'ready') more()
  }, [more, next, state])
  const isWhole = next === null && state === 'ready'
  const { steps, stays, end } = useMemo(
    () =>
      timelineOf(
        found.rows.filter((row) => row.visitId === visitId),
        card,
        nowMs,
      ),
    [card, found.rows, nowMs, visitId],
  )

  const insideMs = stays.reduce((sum, stay) => sum + stay.untilMs - stay.fromMs, 0)

  return (
    <section
      ref={place}
      tabIndex={-1}
      className="history"
      aria-labelledby="history-name"
      data-testid="history-of-visit"
    >
      <div className="history-head">
        <Photo hash={guest?.photoHash ?? null} className="history-photo" />
        <div className="history-words">
          <h3 id="history-name" title={name}>
            {name}
          </h3>
          {isWhole && (
            <p className="history-end" data-testid="history-end">
              <Icon name={endIcons[end.kind]} size={18} /> {endWords(end)}
              {insideMs > 0 && (
                <span className="history-total">{t.journal.history.altogether(spanOf(insideMs))}</span>
              )}
            </p>
          )}
        </div>
        {card && <Button onPress={() => onShowVisit(visitId)}>{t.hcp.showCard}</Button>}
        <Button icon="close" className="history-leave" onPress={onLeave}>
          {t.journal.history.leave}
        </Button>
      </div>
      {isWhole && steps.length > 0 && (
        <>
          <StayBar steps={steps} stays={stays} untilMs={end.kind === 'outside' ? nowMs : null} />
          <ol className="history-steps">
            {steps.map((step, n) => (
              // Two of a kind can share a second; none ever moves.
              <li key={`${step.kind} ${step.atMs} ${n}`} className={`history-${step.kind}`}>
                <time dateTime={new Date(step.atMs).toISOString()}>{format.moment(step.atMs, nowMs)}</time>
                <Icon name={stepIcons[step.kind]} size={18} />
                <span>{stepWords(step)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )

  function endWords(how: End): string {
    const words = t.journal.history
    if (how.kind === 'ended') return words.ended(format.moment(how.atMs, nowMs))
    if (how.kind === 'inside' || how.kind === 'outside') return words[how.kind](spanOf(nowMs - how.sinceMs))
    return words[how.kind]
  }
  function stepWords(step: Step): string {
    const words = t.journal.history
    if (step.kind === 'checkedIn') return words.checkedIn
    if (step.kind === 'passed') return words.passed(step.doorName)
    if (step.kind === 'denied') return words.denied(step.doorName, step.times)
    if (step.kind === 'out') {
      return step.insideMs === null
        ? words.outUnseen(step.doorName)
        : words.out(step.doorName, spanOf(step.insideMs))
    }
    if (step.again) return words.inAgain(step.doorName)
    return step.outMs === null ? words.in(step.doorName) : words.back(step.doorName, spanOf(step.outMs))
  }
}
