import { type ReactNode, useEffect, useState } from 'react'
import type { MappedDoor } from '../../../shared/door-map.ts'
import type { Direction } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Choice } from '../../ui/Choice.tsx'
import { useCall } from '../../ui/Toasts.tsx'

const directions: readonly Direction[] = ['entry', 'exit', 'none']

/** HCP does not tell which way a door leads; without this map nobody is checked in or out by passing one. */
export function Doors(): ReactNode {
  const t = useText()
  const call = useCall()
  const [doors, setDoors] = useState<readonly MappedDoor[] | null>(null)

  useEffect(() => {
    let gone = false
    const ask = async (): Promise<void> => {
      const found = await call(window.desk.site.doors())
      if (!gone) setDoors(found ?? [])
    }
    void ask()
    return () => {
      gone = true
    }
  }, [call])

  // Kept by main at once; there is no "save" to forget.
  const map = async (doorId: string, direction: Direction): Promise<void> => {
    if ((await call(window.desk.site.mapDoor({ doorId, direction }))) === undefined) return
    setDoors((before) =>
      (before ?? []).map((door) => (door.doorId === doorId ? { ...door, direction } : door)),
    )
  }

  return (
    <section aria-labelledby="doors-title">
      <h3 id="doors-title">{t.doors.title}</h3>
      <p>{t.doors.meaning}</p>
      {doors?.length === 0 && <p className="doors-none">{t.doors.none}</p>}
      <ul className="doors" data-testid="doors">
        {(doors ?? []).map((door) => (
          <li key={door.doorId} data-door-id={door.doorId} data-direction={door.direction ?? ''}>
            <span title={door.name}>{door.name}</span>
            <Choice<Direction>
              label={door.name}
              hideLabel
              value={door.direction ?? 'none'}
              options={directions.map((value) => ({ value, label: t.doors.ways[value] }))}
              onChoose={(direction) => void map(door.doorId, direction)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
