import { type KeyboardEvent, memo, type ReactNode, useMemo, useState } from 'react'
import type { PassageRow, VisitCard } from '../../../shared/visit.ts'
import { recall, remember } from '../../state/remembered.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { feedFilterOf, feedFilters, isInFeed } from './feed-filter.ts'
import { Passage } from './Passage.tsx'

/** The desk keeps more than an eye can follow; the feed is for comparing faces now. */
const SHOWN = 60

interface Props {
  readonly rows: readonly PassageRow[]
  readonly cards: readonly VisitCard[]
  /** Opens the map of the doors, where it is still missing; null when there is nothing to say. */
  readonly onDoors: (() => void) | null
  /** Opens the list of all passages. */
  readonly onAll: () => void
  readonly onShowVisit: (visitId: number) => void
}

export const Passages = memo(function Passages({
  rows,
  cards,
  onDoors,
  onAll,
  onShowVisit,
}: Props): ReactNode {
  const t = useText()
  const [filter, setFilter] = useState(() => feedFilterOf(recall('feed')))
  const shown = useMemo(() => rows.filter((row) => isInFeed(row, filter)).slice(0, SHOWN), [rows, filter])
  const onBoard = useMemo(() => new Set(cards.map(({ visitId }) => visitId)), [cards])

  return (
    <section className="passages" aria-labelledby="passages-title">
      <div className="passages-head">
        <h2 id="passages-title">{t.passages.title}</h2>
        <Button look="quiet" hotkey="F7" onPress={onAll}>
          {t.passages.all}
        </Button>
      </div>
      {onDoors && (
        <div className="passages-hint" data-testid="no-entrance">
          <p>{t.passages.noEntrance}</p>
          <Button onPress={onDoors}>{t.site.menu}</Button>
        </div>
      )}
      {rows.length === 0 ? (
        <p className="column-empty">{t.passages.empty}</p>
      ) : (
        <>
          <Choice
            label={t.passages.filter}
            hideLabel
            options={feedFilters.map((value) => ({ value, label: t.passages.filters[value] }))}
            value={filter}
            onChoose={(chosen) => {
              setFilter(chosen)
              remember('feed', chosen)
            }}
          />
          {shown.length === 0 ? (
            <p className="column-empty">{t.passages.noneSuch}</p>
          ) : (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- a box that scrolls must be reachable by keyboard
            <ol tabIndex={0} aria-labelledby="passages-title" onKeyDown={step}>
              {shown.map((row) => (
                <Passage
                  key={row.passageId}
                  row={row}
                  onShowVisit={row.visitId !== null && onBoard.has(row.visitId) ? onShowVisit : null}
                />
              ))}
            </ol>
          )}
        </>
      )}
    </section>
  )
})

/** One stop for Tab, whatever passes; the arrows lead from guest to guest. */
function step(event: KeyboardEvent<HTMLOListElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const guests = [...event.currentTarget.querySelectorAll<HTMLElement>('.passage-open')]
  if (by === undefined || guests.length === 0) return
  event.preventDefault()
  const here = guests.findIndex((guest) => guest === document.activeElement)
  guests[Math.min(Math.max(here + by, 0), guests.length - 1)]?.focus()
}
