import { memo, type ReactNode } from 'react'
import type { PassageRow } from '../../../shared/visit.ts'
import { reasonOf } from '../../text/passage-reason.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Faces } from '../../ui/Faces.tsx'
import { directionIcons, Icon } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'

interface Props {
  readonly row: PassageRow
  /** Shows the guest's card; null when it is not on the board. */
  readonly onShowVisit: ((visitId: number) => void) | null
}

/** Two large faces where there are two to compare; else one small one, which leaves room for more rows. */
export const Passage = memo(function Passage({ row, onShowVisit }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const known = t.listName(row.familyName, row.givenName)
  const name = known === '' ? t.passages.unknown : known
  const why = reasonOf(t, row)
  const { visitId } = row
  return (
    <li
      className={`passage ${row.hasPicture ? 'passage-pair' : 'passage-small'} ${row.granted ? '' : 'passage-denied'}`}
      data-testid="passage"
      data-granted={row.granted}
    >
      <div className="passage-head">
        {onShowVisit !== null && visitId !== null ? (
          <button
            type="button"
            tabIndex={-1}
            className="passage-name passage-open"
            title={name}
            aria-label={t.incidents.toCard(name)}
            onClick={() => onShowVisit(visitId)}
          >
            {name}
          </button>
        ) : (
          <p className="passage-name" title={name}>
            {name}
          </p>
        )}
        <time className="passage-time" dateTime={new Date(row.atMs).toISOString()}>
          {format.time(row.atMs)}
        </time>
      </div>
      {row.hasPicture ? <Faces row={row} /> : <Photo hash={row.photoHash} className="passage-photo" />}
      <p className="passage-door" title={row.doorName}>
        <Icon name={directionIcons[row.direction]} size={16} />
        <span>
          {t.direction[row.direction]} · {row.doorName}
        </span>
      </p>
      <p className="passage-verdict">
        <Icon name={row.granted ? 'check' : 'ban'} size={16} />
        <span>
          {row.granted ? t.passages.granted : t.passages.denied}
          {why !== '' && `: ${why}`}
        </span>
      </p>
    </li>
  )
})
