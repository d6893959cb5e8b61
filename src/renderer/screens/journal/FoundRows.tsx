import { type ReactNode, useEffect } from 'react'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useInView } from '../../ui/use-in-view.ts'
import { byDay } from './days.ts'
import { JournalRow } from './JournalRow.tsx'
import type { Found } from './use-found.ts'

interface Props {
  readonly found: Found
  readonly nowMs: number
  /** The visits that have a card. */
  readonly onBoard: ReadonlySet<number>
  readonly onMore: () => void
  readonly onShowVisit: (visitId: number) => void
  /** Null where the history of one visit is listed already. */
  readonly onHistory: ((visitId: number) => void) | null
  /** Takes all filters away; null when there are none. */
  readonly onClear: (() => void) | null
}

export function FoundRows(props: Props): ReactNode {
  const { found, nowMs, onBoard, onMore, onShowVisit, onHistory, onClear } = props
  const t = useText()
  const format = useFormat()
  if (found.rows.length === 0) {
    return found.state === 'ready' ? (
      <div className="journal-none">
        <Icon name="list" size={40} />
        <p>{onClear ? t.journal.noneFound : t.journal.none}</p>
        {onClear && <Button onPress={onClear}>{t.journal.filters.clear}</Button>}
      </div>
    ) : null
  }
  const today = new Date(nowMs).setHours(0, 0, 0, 0)
  return (
    <>
      <table className="journal-table" aria-busy={found.state === 'finding'}>
        <caption className="unseen">{t.journal.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.journal.columns.time}</th>
            <th scope="col">{t.journal.columns.faces}</th>
            <th scope="col">{t.journal.columns.guest}</th>
            <th scope="col">{t.journal.columns.door}</th>
            <th scope="col">{t.journal.columns.verdict}</th>
            <th scope="col">
              <span className="unseen">{t.journal.columns.history}</span>
            </th>
          </tr>
        </thead>
        {byDay(found.rows).map(({ dayMs, rows }) => (
          <tbody key={dayMs}>
            <tr className="journal-day">
              <th scope="rowgroup" colSpan={6}>
                {dayMs === today && <strong>{t.journal.filters.ranges.today} · </strong>}
                {format.day(dayMs)}
              </th>
            </tr>
            {rows.map((row) => (
              <JournalRow
                key={row.passageId}
                row={row}
                onShowVisit={row.visitId !== null && onBoard.has(row.visitId) ? onShowVisit : null}
                onHistory={onHistory}
              />
            ))}
          </tbody>
        ))}
      </table>
      <More found={found} onMore={onMore} />
    </>
  )
}

/** Coming into view it asks by itself; pressed it asks too, and after a failure only so. */
function More({ found, onMore }: { readonly found: Found; readonly onMore: () => void }): ReactNode {
  const t = useText()
  const [ref, inView] = useInView()
  const { state, next } = found
  useEffect(() => {
    if (inView && state === 'ready' && next !== null) onMore()
  }, [inView, next, onMore, state])
  if (next === null) return <p className="journal-foot">{t.journal.end}</p>
  return (
    <div className="journal-foot" ref={ref}>
      {state === 'notAdded' && <p role="alert">{t.journal.failed}</p>}
      <Button onPress={onMore} aria-busy={state === 'adding' || undefined} data-testid="more">
        {state === 'notAdded' ? t.journal.again : t.journal.more}
      </Button>
    </div>
  )
}
