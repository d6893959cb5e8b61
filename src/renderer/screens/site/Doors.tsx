import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { MappedDoor } from '../../../shared/door-map.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { DoorRow } from './DoorRow.tsx'
import { isUnsaid, newestOf, searchDoors } from './door-list.ts'
import { useDoors } from './use-doors.ts'

/** More than these do not fit on a screen: then they are searched, and the one that lights up may be out of sight. */
const IN_SIGHT = 8

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
}

/** HCP does not tell which way a door leads; without this map nobody is checked in or out by passing one. */
export function Doors({ snapshot, nowMs }: Props): ReactNode {
  const t = useText()
  const { doors, lit, mapDoor, mapReader } = useDoors(snapshot)
  const [text, setText] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const all = doors ?? []
  const found = searchDoors(all, text)
  const isLit = (door: MappedDoor): boolean => door.latest.some(({ passageId }) => lit.has(passageId))
  const newest = newestOf(all)
  const todayMs = new Date(nowMs).setHours(0, 0, 0, 0)
  const clear = (event: KeyboardEvent): void => {
    // The first Esc is the field's, the second the screen's.
    if (event.key !== 'Escape' || text === '') return
    event.preventDefault()
    setText('')
  }
  const goTo = (doorId: string): void => {
    setText('')
    // After the search is gone, so that the door is there to be scrolled to.
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-door-id="${CSS.escape(doorId)}"]`)
      row?.scrollIntoView({ block: 'center' })
      row?.querySelector('input')?.focus({ preventScroll: true })
    })
  }

  return (
    <section className="site-card site-doors" aria-labelledby="doors-title">
      <div className="site-card-head">
        <h3 id="doors-title">{t.site.doors.title}</h3>
        {all.length > 0 && <Unsaid doors={all} />}
      </div>
      {all.length > IN_SIGHT && (
        <div className="doors-tools">
          <TextField
            label={t.site.doors.search}
            type="search"
            value={text}
            onText={setText}
            onKeyDown={clear}
          />
          {newest && <Newest door={newest} isLit={isLit(newest)} nowMs={nowMs} onShow={goTo} />}
        </div>
      )}
      <div className="doors-scroll">
        <p className="site-meaning">{t.site.doors.meaning}</p>
        {all.length > 0 && (
          <p className={all.every(isUnsaid) ? 'site-first' : 'site-meaning'} data-testid="doors-hint">
            {all.every(isUnsaid) ? t.site.doors.first : t.site.doors.unsure}
          </p>
        )}
        {doors?.length === 0 && <p className="doors-none">{t.site.doors.none}</p>}
        {all.length > 0 && found.length === 0 && <p className="doors-none">{t.site.doors.noMatch}</p>}
        <ul className="doors" data-testid="doors" ref={list}>
          {found.map((door) => (
            <DoorRow
              key={door.doorId}
              door={door}
              todayMs={todayMs}
              lit={isLit(door) ? lit : null}
              mapDoor={mapDoor}
              mapReader={mapReader}
            />
          ))}
        </ul>
      </div>
    </section>
  )
}

function Unsaid({ doors }: { readonly doors: readonly MappedDoor[] }): ReactNode {
  const t = useText()
  const unsaid = doors.filter(isUnsaid).length
  return (
    <output
      className={unsaid === 0 ? 'doors-count' : 'doors-count doors-count-unsaid'}
      data-testid="doors-unsaid"
    >
      <Icon name={unsaid === 0 ? 'check' : 'help'} size={18} />
      {unsaid === 0 ? t.site.doors.allSaid : t.site.doors.unsaidOf(unsaid, doors.length)}
    </output>
  )
}

interface NewestProps {
  readonly door: MappedDoor
  readonly isLit: boolean
  readonly nowMs: number
  readonly onShow: (doorId: string) => void
}

/** Among hundreds of doors the one that was just walked through is not in sight. */
function Newest({ door, isLit, nowMs, onShow }: NewestProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const [seen] = door.latest
  return (
    <div className="doors-newest" data-lit={isLit} data-testid="newest">
      <p>
        <span className="field-label">{t.site.doors.newest}</span>
        <strong title={door.name}>
          {seen && <time>{format.moment(seen.atMs, nowMs)}</time>} {door.name}
        </strong>
      </p>
      <Button onPress={() => onShow(door.doorId)}>{t.site.doors.show}</Button>
    </div>
  )
}
