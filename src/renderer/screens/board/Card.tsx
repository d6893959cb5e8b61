import { memo, type ReactNode } from 'react'
import type { Incident } from '../../../shared/incident.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { spanOf } from '../../text/duration.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'
import { AccessState } from './AccessState.tsx'
import { CardMenu } from './CardMenu.tsx'
import { CardNotes } from './CardNotes.tsx'
import { actionsFor, type SimpleAction } from './card-actions.ts'
import { columnOf, comesLater } from './columns.ts'
import type { Act } from './use-card-actions.ts'

const actionIcons: Record<SimpleAction, IconName> = {
  checkOut: 'exit',
  giveBack: 'undo',
  tryAgain: 'retry',
  newPhoto: 'camera',
  reapply: 'door',
  checkIn: 'enter',
  cancel: 'close',
}

interface Props {
  readonly card: VisitCard
  readonly selected: boolean
  /** The card that takes part in the Tab order: the selected one, or the first of all. */
  readonly tabStop: boolean
  readonly nowMs: number
  /** After how long a guest who went out is gone; null where exits end nothing later. */
  readonly graceMinutes: number | null
  /** Open ones of this visit, the worst first. */
  readonly incidents: readonly Incident[] | undefined
  readonly onIncident: (incidentId: number) => void
  readonly onAct: Act
  readonly onAskUntil: (card: VisitCard) => void
  readonly onHistory: (visitId: number) => void
}

export const Card = memo(function Card(props: Props): ReactNode {
  const { card, selected, tabStop, nowMs, graceMinutes, incidents } = props
  const { onIncident, onAct, onAskUntil, onHistory } = props
  const t = useText()
  const name = t.listName(card.familyName, card.givenName)
  const about = [card.host, card.purpose].filter(Boolean).join(' · ')
  const { main, more, mayExtend } = actionsFor(card, nowMs)
  const attention = columnOf(card) === 'attention'
  // Tab walks through one card, arrows from card to card: three hundred guests are no six hundred presses.
  const innerTab = tabStop ? undefined : -1

  return (
    <li className="card-place">
      <article
        className={`card card-${card.status}${selected ? ' card-selected' : ''}${attention ? ' card-attention' : ''}`}
        aria-label={name}
        aria-current={selected || undefined}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a card is what F8 acts on, so it must take focus
        tabIndex={tabStop ? 0 : -1}
        data-testid="visit-card"
        data-visit-id={card.visitId}
        data-status={card.status}
        data-access={card.access}
      >
        <Photo hash={card.photoHash} className="card-photo" />
        <div className="card-who">
          <h3 title={name}>{name}</h3>
          <p title={about}>{about}</p>
        </div>
        <CardMenu
          card={card}
          name={name}
          more={more}
          mayExtend={mayExtend}
          tabIndex={innerTab}
          onAct={onAct}
          onAskUntil={onAskUntil}
          onHistory={onHistory}
        />
        <CardNotes
          card={card}
          attention={attention}
          nowMs={nowMs}
          graceMinutes={graceMinutes}
          incidents={incidents}
          tabIndex={innerTab}
          onIncident={onIncident}
        />
        <div className="card-facts">
          <CardWindow card={card} nowMs={nowMs} />
          <AccessState card={card} />
          <LastPassage card={card} nowMs={nowMs} />
        </div>
        {main && (
          <Button
            size="large"
            className={`card-action card-action-${main}`}
            icon={actionIcons[main]}
            tabIndex={innerTab}
            pauses={main === 'giveBack'}
            onPress={() => onAct(card, { kind: main })}
          >
            {t.actions[main]}
          </Button>
        )}
      </article>
    </li>
  )
})

function CardWindow({ card, nowMs }: { readonly card: VisitCard; readonly nowMs: number }): ReactNode {
  const t = useText()
  const format = useFormat()
  const until = t.board.until(format.moment(card.untilMs, nowMs))
  if (card.status === 'left' && card.leftAtMs !== null) {
    // Checked out by hand without ever having passed a door: nobody "left".
    const words = card.checkedInAtMs === null ? t.board.endedAt : t.board.leftAt
    return <p className="card-window">{words(format.moment(card.leftAtMs, nowMs))}</p>
  }
  if (card.status === 'left' || card.status === 'cancelled' || card.status === 'noShow') {
    return <p className="card-window">{t.status[card.status]}</p>
  }
  if (comesLater(card, nowMs)) {
    const words = `${t.board.from(format.moment(card.fromMs, nowMs))} ${until}`
    return (
      <p className="card-window" title={words}>
        {words}
      </p>
    )
  }
  const overdue = card.untilMs <= nowMs
  const span = spanOf(card.untilMs - nowMs)
  const rest = overdue ? t.board.overdue(span) : t.board.remaining(span)
  return (
    <p className={overdue ? 'card-window card-overdue' : 'card-window'} title={`${until} · ${rest}`}>
      {overdue && <Icon name="alert" size={16} />}
      <span>
        {overdue ? '' : <>{until} · </>}
        <span className="card-rest">{rest}</span>
      </span>
    </p>
  )
}

function LastPassage({ card, nowMs }: { readonly card: VisitCard; readonly nowMs: number }): ReactNode {
  const t = useText()
  const format = useFormat()
  const passage = card.lastPassage
  if (passage === null) return null
  const icon = passage.granted ? passageIcon(passage.direction) : 'ban'
  const words = `${passage.door}, ${format.moment(passage.atMs, nowMs)}`
  const verdict = passage.granted ? t.direction[passage.direction] : t.passages.denied
  return (
    <p
      className={passage.granted ? 'card-passage' : 'card-passage card-passage-denied'}
      title={`${verdict}: ${words}`}
    >
      <Icon name={icon} size={16} />
      <span className="unseen">{verdict}: </span>
      <span>{words}</span>
    </p>
  )
}

function passageIcon(direction: 'entry' | 'exit' | 'none'): IconName {
  return direction === 'entry' ? 'enter' : direction === 'exit' ? 'exit' : 'passage'
}
