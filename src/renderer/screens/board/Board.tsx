import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Incident } from '../../../shared/incident.ts'
import type { SitePolicy } from '../../../shared/policy.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { openByVisit } from '../incidents/order.ts'
import { Card } from './Card.tsx'
import { actionsFor } from './card-actions.ts'
import { createClickGuard } from './click-guard.ts'
import { type ColumnName, columnNames, columnOf, columnsOf, matchesQuery } from './columns.ts'
import { ExtendUntil } from './ExtendUntil.tsx'
import { type Arrow, moveSelection } from './selection.ts'
import type { Act } from './use-card-actions.ts'

interface Props {
  readonly cards: readonly VisitCard[]
  readonly incidents: readonly Incident[]
  readonly policy: SitePolicy
  readonly query: string
  readonly selectedId: number | null
  readonly nowMs: number
  readonly onSelect: (visitId: number) => void
  readonly onAct: Act
  readonly onIncident: (incidentId: number) => void
  readonly onNewGuest: () => void
  /** Opens the passages of one visit. */
  readonly onHistory: (visitId: number) => void
}

export function Board(props: Props): ReactNode {
  const { cards, incidents, policy, query, selectedId, nowMs, onSelect, onAct, onIncident } = props
  const { onNewGuest, onHistory } = props
  const t = useText()
  const board = useRef<HTMLElement>(null)
  const [askUntil, setAskUntil] = useState<VisitCard | null>(null)
  const shown = useMemo(() => cards.filter((card) => matchesQuery(card, query)), [cards, query])
  const columns = useMemo(() => columnsOf(shown, nowMs), [shown, nowMs])
  const marks = useMemo(() => openByVisit(incidents), [incidents])
  const graceMinutes = policy.exit === 'grace' ? policy.graceMinutes : null
  const firstId = columnNames.flatMap((name) => columns[name].slice(0, 1))[0]?.visitId

  const selected = shown.find((card) => card.visitId === selectedId)

  const move = (arrow: Arrow): void => {
    const next = moveSelection(columns, selectedId, arrow)
    if (next === null) return
    onSelect(next)
    board.current?.querySelector<HTMLElement>(`[data-visit-id="${next}"]`)?.focus()
  }
  const checkOut = (): void => {
    if (selected === undefined) return
    const { main, more } = actionsFor(selected, nowMs)
    if (main === 'checkOut' || more.includes('checkOut')) void onAct(selected, { kind: 'checkOut' })
  }
  useKeys({
    F8: checkOut,
    ArrowUp: () => move('up'),
    ArrowDown: () => move('down'),
    ArrowLeft: () => move('left'),
    ArrowRight: () => move('right'),
  })

  // One set of listeners for all cards: touching a card or anything in it selects it; a double click acts once.
  const touched = useEffectEvent((event: Event): void => {
    const card = event.target instanceof Element ? event.target.closest('[data-visit-id]') : null
    if (card !== null) onSelect(Number(card.getAttribute('data-visit-id')))
  })
  useEffect(() => {
    const listener = (event: Event): void => touched(event)
    const element = board.current
    const mayAct = createClickGuard()
    const guard = (event: MouseEvent): void => {
      const target = event.target instanceof Element ? event.target : null
      const acts = target?.closest('.card-action, .card [role="menuitem"]') ?? null
      if (acts !== null && !mayAct(event)) event.stopPropagation()
    }
    element?.addEventListener('focusin', listener)
    element?.addEventListener('pointerdown', listener)
    element?.addEventListener('click', guard, { capture: true })
    return () => {
      element?.removeEventListener('click', guard, { capture: true })
      element?.removeEventListener('focusin', listener)
      element?.removeEventListener('pointerdown', listener)
    }
  }, [board])

  // A card that changes its column is drawn anew and would drop the focus: who works by keyboard goes on from it.
  const selectedPlace = selected && `.column-${columnOf(selected)} [data-visit-id="${selected.visitId}"]`
  useEffect(() => {
    if (selectedPlace === undefined || document.activeElement !== document.body) return
    board.current?.querySelector<HTMLElement>(selectedPlace)?.focus({ preventScroll: true })
  }, [board, selectedPlace])

  const column = (name: ColumnName): ReactNode => (
    <section
      className={`column column-${name}`}
      data-testid={`column-${name}`}
      aria-labelledby={`column-${name}`}
    >
      <h2 id={`column-${name}`}>
        {name === 'attention' && <Icon name="alert" />}
        <span>{t.board[name]}</span> <span className="count">{columns[name].length}</span>
      </h2>
      {columns[name].length === 0 && name !== 'attention' ? (
        <p className="column-empty">{query === '' ? t.board.empty[name] : t.board.noMatch}</p>
      ) : (
        <ul>
          {columns[name].map((card) => (
            <Card
              key={card.visitId}
              card={card}
              selected={card.visitId === selectedId}
              tabStop={selected ? card.visitId === selectedId : card.visitId === firstId}
              nowMs={nowMs}
              graceMinutes={graceMinutes}
              incidents={marks.get(card.visitId)}
              onIncident={onIncident}
              onAct={onAct}
              onAskUntil={setAskUntil}
              onHistory={onHistory}
            />
          ))}
        </ul>
      )}
    </section>
  )

  return (
    <main className="board" ref={board} aria-label={t.board.name}>
      {cards.length === 0 ? (
        <div className="board-first">
          <Icon name="users" size={48} />
          <h2>{t.board.firstTitle}</h2>
          <p>{t.board.firstMeaning}</p>
          <Button look="primary" size="large" icon="userPlus" hotkey="F2" onPress={onNewGuest}>
            {t.board.firstGuest}
          </Button>
        </div>
      ) : (
        <>
          <div className="board-stack">
            {columns.attention.length > 0 && column('attention')}
            {column('expected')}
          </div>
          {column('inside')}
          {column('left')}
        </>
      )}
      {askUntil && (
        <ExtendUntil
          title={t.actions.extendTitle(t.fullName(askUntil.familyName, askUntil.givenName))}
          fromMs={askUntil.fromMs}
          endMs={askUntil.untilMs}
          onSave={(untilMs) => onAct(askUntil, { kind: 'extend', untilMs })}
          onClose={() => setAskUntil(null)}
        />
      )}
    </main>
  )
}
