import { memo, type ReactNode, useState } from 'react'
import { spanOf } from '../../text/duration.ts'
import { useFormat, useText } from '../../text/text.ts'
import { directionIcons, Icon } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'
import { type Click, createClickGuard } from '../board/click-guard.ts'
import type { RollRow } from './roll.ts'

interface Props {
  readonly rows: readonly RollRow[]
  readonly running: boolean
  readonly nowMs: number
  readonly onMark: (visitId: number, safe: boolean) => void
  readonly onShowVisit: (visitId: number) => void
}

/** The same table on the screen and on paper. */
export function RollTable({ rows, running, nowMs, onMark, onShowVisit }: Props): ReactNode {
  const t = useText()
  // Whoever was ticked goes down the list, and the next one slides under the finger.
  const [mayAct] = useState(createClickGuard)
  const { columns } = t.muster
  return (
    <table className="muster-table" data-running={running}>
      <caption className="unseen">{t.muster.title}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.seen}</th>
          <th scope="col">
            <span className="unseen">{columns.photo}</span>
          </th>
          <th scope="col">{columns.guest}</th>
          <th scope="col">{columns.since}</th>
          <th scope="col">{columns.last}</th>
          <th scope="col">{columns.host}</th>
          <th scope="col">{columns.phone}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.card.visitId}
            card={row.card}
            markKind={row.mark.kind}
            markAtMs={row.mark.kind === 'inside' ? null : row.mark.atMs}
            safe={row.safe}
            running={running}
            nowMs={nowMs}
            mayAct={mayAct}
            onMark={onMark}
            onShowVisit={onShowVisit}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps extends Pick<Props, 'running' | 'nowMs' | 'onMark' | 'onShowVisit'> {
  readonly card: RollRow['card']
  readonly markKind: RollRow['mark']['kind']
  readonly markAtMs: number | null
  readonly safe: boolean
  readonly mayAct: (click: Click) => boolean
}

const Row = memo(function Row(props: RowProps): ReactNode {
  const { card, markKind, markAtMs, safe, running, nowMs, mayAct, onMark, onShowVisit } = props
  const t = useText()
  const format = useFormat()
  const { visitId, checkedInAtMs } = card
  const name = t.listName(card.familyName, card.givenName)
  return (
    <tr data-testid="roll-row" data-visit-id={visitId} data-mark={markKind} data-safe={safe}>
      <td className="muster-seen">
        <span className="muster-box" aria-hidden="true">
          {safe && <Icon name="check" size={18} />}
        </span>
        {running && (
          <label className="tick tick-box">
            <input
              type="checkbox"
              checked={safe}
              aria-label={t.muster.seen(name)}
              onChange={({ target, nativeEvent: click }) => {
                if (!(click instanceof MouseEvent) || mayAct(click)) onMark(visitId, target.checked)
              }}
            />
            <span className="tick-mark" aria-hidden="true">
              <Icon name="check" size={22} />
            </span>
            <span>{t.muster.columns.seen}</span>
          </label>
        )}
      </td>
      <td>
        {/* At once: paper waits for no scrolling. */}
        <Photo hash={card.photoHash} className="muster-photo" eager />
      </td>
      <td className="muster-guest">
        <button
          type="button"
          title={name}
          aria-label={t.incidents.toCard(name)}
          onClick={() => onShowVisit(visitId)}
        >
          {name}
        </button>
        {markKind !== 'inside' && markAtMs !== null && (
          <span className="muster-mark">
            <Icon name="exit" size={16} />
            {t.muster.marks[markKind](format.moment(markAtMs, nowMs))}
          </span>
        )}
      </td>
      <td>
        {checkedInAtMs !== null && (
          <>
            <time>{format.moment(checkedInAtMs, nowMs)}</time>
            <span className="muster-span">{t.span(spanOf(nowMs - checkedInAtMs))}</span>
          </>
        )}
      </td>
      <td>
        <LastSeen card={card} nowMs={nowMs} />
      </td>
      <td className="muster-words">{card.host}</td>
      <td className="muster-words">{card.phone}</td>
    </tr>
  )
})

function LastSeen({ card, nowMs }: { readonly card: RollRow['card']; readonly nowMs: number }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { lastPassage } = card
  if (lastPassage === null) return <span className="muster-span">{t.muster.neverSeen}</span>
  const { granted, direction, door, atMs } = lastPassage
  return (
    <span className="muster-last">
      <Icon name={granted ? directionIcons[direction] : 'ban'} size={18} />
      <span>
        {granted ? t.direction[direction] : t.passages.denied} · {door}
        <span className="muster-span">{format.moment(atMs, nowMs)}</span>
      </span>
    </span>
  )
}
