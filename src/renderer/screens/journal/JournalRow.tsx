import { memo, type ReactNode } from 'react'
import type { PassageRow } from '../../../shared/visit.ts'
import { reasonOf } from '../../text/passage-reason.ts'
import { useFormat, useText } from '../../text/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Faces } from '../../ui/Faces.tsx'
import { directionIcons, Icon } from '../../ui/Icon.tsx'

interface Props {
  readonly row: PassageRow
  /** Shows the guest's card; null when it is not on the board. */
  readonly onShowVisit: ((visitId: number) => void) | null
  readonly onHistory: ((visitId: number) => void) | null
}

export const JournalRow = memo(function JournalRow({ row, onShowVisit, onHistory }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const known = t.listName(row.familyName, row.givenName)
  const name = known === '' ? t.passages.unknown : known
  const { visitId } = row
  const why = reasonOf(t, row)
  return (
    <tr
      className={row.granted ? 'journal-row' : 'journal-row journal-denied'}
      data-testid="journal-row"
      data-passage-id={row.passageId}
      tabIndex={-1}
    >
      <td>
        <time dateTime={new Date(row.atMs).toISOString()}>{format.seconds(row.atMs)}</time>
      </td>
      <td>
        <Faces row={row} />
      </td>
      <td className={known === '' ? 'journal-stranger' : 'journal-guest'}>
        {onShowVisit !== null && visitId !== null ? (
          <button
            type="button"
            title={name}
            aria-label={t.incidents.toCard(name)}
            onClick={() => onShowVisit(visitId)}
          >
            {name}
          </button>
        ) : (
          <span title={name}>{name}</span>
        )}
      </td>
      <td>
        <span className="journal-fact" title={row.doorName}>
          <Icon name={directionIcons[row.direction]} size={18} />
          <span>
            {t.direction[row.direction]} · {row.doorName}
          </span>
        </span>
      </td>
      <td>
        <span className="journal-fact journal-verdict">
          <Icon name={row.granted ? 'check' : 'ban'} size={18} />
          <span>
            {row.granted ? t.passages.granted : t.passages.denied}
            {why !== '' && `: ${why}`}
          </span>
        </span>
      </td>
      <td>
        {onHistory !== null && visitId !== null && (
          <IconButton
            icon="list"
            label={t.journal.historyOf(name)}
            onClick={() => onHistory(visitId)}
            data-testid="history"
          />
        )}
      </td>
    </tr>
  )
})
