import { memo, type ReactNode, useRef, useState } from 'react'
import type { DoorReader, MappedDoor, SeenAtDoor } from '../../../shared/door-map.ts'
import type { Direction } from '../../../shared/visit.ts'
import { useFormat, useText } from '../../text/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { isUnsaid } from './door-list.ts'
import type { DoorMap } from './use-doors.ts'

const ways: readonly Direction[] = ['entry', 'exit', 'none']

/** Enough to compare with one's own walk; the rest is the journal's business. */
const SEEN_SHOWN = 3

interface Props extends Pick<DoorMap, 'mapDoor' | 'mapReader'> {
  readonly door: MappedDoor
  /** Any moment of today: the row is not drawn anew for each minute. */
  readonly todayMs: number
  /** Passages that have just come to light, if one was here. */
  readonly lit: ReadonlySet<number> | null
}

export const DoorRow = memo(function DoorRow({ door, todayMs, lit, mapDoor, mapReader }: Props): ReactNode {
  const t = useText()
  const row = useRef<HTMLLIElement>(null)
  // A door's only reader says nothing that the door does not say.
  const isTold = door.readers.length > 1
  const takeBack = async (): Promise<void> => {
    await mapDoor(door.doorId, null)
    // The button goes with what it took back; the hand stays at the door.
    row.current?.querySelector('input')?.focus()
  }
  return (
    <li
      ref={row}
      className="door"
      data-door-id={door.doorId}
      data-direction={door.direction ?? ''}
      data-unsaid={isUnsaid(door)}
      data-lit={lit !== null}
    >
      <div className="door-words">
        <h4>{door.name}</h4>
        {door.direction === null && (
          <p className={isUnsaid(door) ? 'door-sign door-unsaid' : 'door-sign'}>
            <Icon name={isUnsaid(door) ? 'help' : 'check'} size={16} />
            {isUnsaid(door) ? t.site.doors.unsaid : t.site.doors.byReaders}
          </p>
        )}
      </div>
      <div className="door-way" data-testid="way">
        <Choice<Direction>
          label={door.name}
          hideLabel
          value={door.direction}
          options={ways.map((value) => ({ value, label: t.site.doors.ways[value] }))}
          onChoose={(direction) => void mapDoor(door.doorId, direction)}
        />
        {door.direction !== null && (
          <IconButton icon="undo" label={t.site.doors.takeBack(door.name)} onClick={() => void takeBack()} />
        )}
      </div>
      <div className="door-seen">
        {door.latest.length === 0 ? (
          <p>{t.site.doors.nobody}</p>
        ) : (
          <ol aria-label={t.site.doors.latest(door.name)}>
            {door.latest.slice(0, SEEN_SHOWN).map((seen) => (
              <Seen
                key={seen.passageId}
                seen={seen}
                reader={isTold ? door.readers.find(({ readerId }) => readerId === seen.readerId) : undefined}
                todayMs={todayMs}
                isFresh={lit?.has(seen.passageId) ?? false}
              />
            ))}
          </ol>
        )}
      </div>
      {door.readers.length > 0 && <Readers readers={door.readers} mapReader={mapReader} />}
    </li>
  )
})

interface SeenProps {
  readonly seen: SeenAtDoor
  readonly reader: DoorReader | undefined
  readonly todayMs: number
  readonly isFresh: boolean
}

function Seen({ seen, reader, todayMs, isFresh }: SeenProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const who = t.listName(seen.familyName, seen.givenName)
  const readerName = useReaderName()
  return (
    <li className={seen.granted ? 'seen' : 'seen seen-denied'} data-passage-id={seen.passageId}>
      <time dateTime={new Date(seen.atMs).toISOString()}>{format.moment(seen.atMs, todayMs)}</time>
      <span className="seen-verdict">
        <Icon name={seen.granted ? 'check' : 'ban'} size={16} />
        {seen.granted ? t.passages.granted : t.passages.denied}
      </span>
      <p>
        <span className="seen-who">{who === '' ? t.passages.unknown : who}</span>
        {reader && <span>{readerName(reader)}</span>}
        {isFresh && <strong className="seen-fresh">{t.site.doors.fresh}</strong>}
      </p>
    </li>
  )
}

/** HCP may know a reader by its number only. */
function useReaderName(): (reader: DoorReader) => string {
  const t = useText()
  return ({ name, readerId }) => (name === '' ? t.site.doors.reader(readerId) : name)
}

interface ReadersProps extends Pick<DoorMap, 'mapReader'> {
  readonly readers: readonly DoorReader[]
}

/** A door with one reader has nothing to say beside itself. */
function Readers({ readers, mapReader }: ReadersProps): ReactNode {
  const t = useText()
  const readerName = useReaderName()
  const isWorthIt = readers.length > 1 || readers.some(({ direction }) => direction !== null)
  const [isOpen, setOpen] = useState<boolean | null>(null)
  return (
    <details
      className="door-readers"
      open={isOpen ?? isWorthIt}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <Icon name="chevron" size={16} /> {t.site.doors.readers(readers.length)}
      </summary>
      <ul>
        {readers.map((reader) => (
          <li key={reader.readerId} data-reader-id={reader.readerId} data-direction={reader.direction ?? ''}>
            <span>{readerName(reader)}</span>
            <Choice<Direction | 'door'>
              label={readerName(reader)}
              hideLabel
              value={reader.direction ?? 'door'}
              options={[
                { value: 'door', label: t.site.doors.asDoor },
                ...ways.map((value) => ({ value, label: t.site.doors.ways[value] })),
              ]}
              onChoose={(way) => void mapReader(reader.readerId, way === 'door' ? null : way)}
            />
          </li>
        ))}
      </ul>
    </details>
  )
}
