import { type FocusEvent, type KeyboardEvent, memo, type ReactNode, useRef, useState } from 'react'
import type { GroupKind } from '../../../shared/group.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'
import { AccessAdvice, AccessReason, AccessState } from '../board/AccessState.tsx'
import { isOpen, listOrder, type Members } from './members.ts'
import { stepFocus } from './step-focus.ts'

interface Props {
  readonly kind: GroupKind
  readonly members: Members
  readonly selected: ReadonlySet<number>
  readonly onSelect: (visitId: number, selected: boolean) => void
  readonly onShowVisit: (visitId: number) => void
}

/** Every guest of one group, those a person must look at first. */
export function GroupGuests({ kind, members, selected, onSelect, onShowVisit }: Props): ReactNode {
  const t = useText()
  const list = useRef<HTMLDivElement>(null)
  const [lastId, setLastId] = useState<number | null>(null)
  const { lists, offBoard } = members
  const all = listOrder.flatMap((name) => lists[name])
  // Tab passes one row, the arrows go from row to row: a hundred guests are no two hundred presses.
  const stopId = all.some(({ visitId }) => visitId === lastId) ? lastId : (all[0]?.visitId ?? null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const isTick = event.target instanceof HTMLInputElement
    stepFocus(event, list.current, isTick ? '.guest-tick input' : '.guest-who button')
  }
  const onFocus = ({ target }: FocusEvent): void => {
    const guest = target.closest('[data-visit-id]')
    if (guest !== null) setLastId(Number(guest.getAttribute('data-visit-id')))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows between its buttons, on top of Tab
    <div
      className={`guests guests-of-${kind}`}
      data-step
      ref={list}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      data-testid="group-guests"
    >
      {listOrder
        .filter((name) => lists[name].length > 0)
        .map((name) => (
          <section key={name} className={`guests-${name}`} aria-label={t.groups.lists[kind][name]}>
            <h3>
              {name === 'failed' && <Icon name="alert" />}
              {t.groups.lists[kind][name]} <span className="count">{lists[name].length}</span>
            </h3>
            <ul>
              {lists[name].map((card) => (
                <Guest
                  key={card.visitId}
                  card={card}
                  failed={name === 'failed'}
                  selectable={kind === 'enrol' && isOpen(card)}
                  selected={selected.has(card.visitId)}
                  tabStop={card.visitId === stopId}
                  onSelect={onSelect}
                  onShowVisit={onShowVisit}
                />
              ))}
            </ul>
          </section>
        ))}
      {offBoard > 0 && (
        <p className="guests-off" data-testid="off-board">
          {t.groups.offBoard(offBoard)}
        </p>
      )}
    </div>
  )
}

interface GuestProps {
  readonly card: VisitCard
  readonly failed: boolean
  readonly selectable: boolean
  readonly selected: boolean
  readonly tabStop: boolean
  readonly onSelect: (visitId: number, selected: boolean) => void
  readonly onShowVisit: (visitId: number) => void
}

const Guest = memo(function Guest(props: GuestProps): ReactNode {
  const { card, failed, selectable, selected, tabStop, onSelect, onShowVisit } = props
  const t = useText()
  const { visitId } = card
  const name = t.listName(card.familyName, card.givenName)
  const about = [card.host, card.purpose].filter(Boolean).join(' · ')
  const tabIndex = tabStop ? 0 : -1
  return (
    <li className="group-guest" data-testid="group-guest" data-visit-id={visitId}>
      {selectable && (
        <span className="guest-tick">
          <label className="tick">
            <input
              type="checkbox"
              checked={selected}
              tabIndex={tabIndex}
              aria-label={t.groups.select(name)}
              onChange={(event) => onSelect(visitId, event.target.checked)}
            />
            <span className="tick-mark" aria-hidden="true">
              <Icon name="check" size={18} />
            </span>
          </label>
        </span>
      )}
      <Photo hash={card.photoHash} className="guest-face" />
      <div className="guest-who">
        <button type="button" title={name} tabIndex={tabIndex} onClick={() => onShowVisit(visitId)}>
          {name}
          <span className="unseen">, {t.hcp.showCard}</span>
        </button>
        <p title={about}>{about}</p>
      </div>
      <div className="guest-why">{failed ? <AccessAdvice card={card} /> : <AccessReason card={card} />}</div>
      <p className="guest-status">{t.status[card.status]}</p>
      <AccessState card={card} />
    </li>
  )
})
