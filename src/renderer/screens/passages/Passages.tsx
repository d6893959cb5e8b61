import { memo, type ReactNode } from 'react'
import type { Direction, PassageRow } from '../../../shared/visit.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'

/** The desk keeps more than an eye can follow; the feed is for comparing faces now. */
const SHOWN = 60

const arrows: Record<Direction, IconName> = { entry: 'enter', exit: 'exit', none: 'passage' }

export const Passages = memo(function Passages({
  rows,
  onDoors,
  onAll,
}: {
  readonly rows: readonly PassageRow[]
  /** Opens the map of the doors, where it is still missing; null when there is nothing to say. */
  readonly onDoors: (() => void) | null
  /** Opens the list of all passages. */
  readonly onAll: () => void
}): ReactNode {
  const t = useText()
  return (
    <section className="passages" aria-labelledby="passages-title">
      <div className="passages-head">
        <h2 id="passages-title">{t.passages.title}</h2>
        <Button onPress={onAll}>{t.passages.all}</Button>
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
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
        <ol tabIndex={0} aria-labelledby="passages-title">
          {rows.slice(0, SHOWN).map((row) => (
            <Passage key={row.passageId} row={row} />
          ))}
        </ol>
      )}
    </section>
  )
})

const Passage = memo(function Passage({ row }: { readonly row: PassageRow }): ReactNode {
  const t = useText()
  const format = useFormat()
  const known = t.listName(row.familyName, row.givenName)
  const name = known === '' ? t.passages.unknown : known
  const reason = t.problems.events[row.eventType]
  const verdict = row.granted ? t.passages.granted : t.passages.denied
  const why = reason ?? (row.granted ? '' : t.problems.eventOther(row.eventType))
  return (
    <li
      className={row.granted ? 'passage' : 'passage passage-denied'}
      data-testid="passage"
      data-granted={row.granted}
    >
      <Photo hash={row.photoHash} className="passage-photo" />
      <div className="passage-words">
        <div className="passage-head">
          <p className="passage-name" title={name}>
            {name}
          </p>
          <time className="passage-time" dateTime={new Date(row.atMs).toISOString()}>
            {format.time(row.atMs)}
          </time>
        </div>
        <p className="passage-door" title={row.doorName}>
          <Icon name={arrows[row.direction]} size={16} />
          <span>
            {t.direction[row.direction]} · {row.doorName}
          </span>
        </p>
        <p className="passage-verdict">
          <Icon name={row.granted ? 'check' : 'ban'} size={16} />
          <span>
            {verdict}
            {why !== '' && `: ${why}`}
          </span>
        </p>
      </div>
    </li>
  )
})
