import { type ReactNode, useEffect, useState } from 'react'
import type { Doorway } from '../../../shared/desk-state.ts'
import type { SitePolicy } from '../../../shared/policy.ts'
import type { Direction } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import { Rules } from './Rules.tsx'

const directions: readonly Direction[] = ['entry', 'exit', 'none']

interface Props {
  readonly policy: SitePolicy
  readonly onClose: () => void
}

/** HCP does not tell which way a door leads; without this map nobody is checked in or out by passing one. */
export function Doors({ policy, onClose }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  const [doors, setDoors] = useState<readonly Doorway[] | null>(null)

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
    <Dialog title={t.doors.dialog} onClose={onClose}>
      <div className="site-rules">
        <section aria-labelledby="doors-title">
          <h3 id="doors-title">{t.doors.title}</h3>
          <p>{t.doors.meaning}</p>
          {doors?.length === 0 && <p className="doors-none">{t.doors.none}</p>}
          <ul className="doors" data-testid="doors">
            {(doors ?? []).map((door) => (
              <li key={door.doorId} data-door-id={door.doorId} data-direction={door.direction}>
                <span title={door.name}>{door.name}</span>
                <Choice<Direction>
                  label={door.name}
                  hideLabel
                  value={door.direction}
                  options={directions.map((value) => ({ value, label: t.doors.ways[value] }))}
                  onChoose={(direction) => void map(door.doorId, direction)}
                />
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="rules-title">
          <h3 id="rules-title">{t.rules.title}</h3>
          <Rules policy={policy} />
        </section>
      </div>
      <div className="dialog-buttons">
        <Button look="primary" onPress={onClose}>
          {t.app.close}
        </Button>
      </div>
    </Dialog>
  )
}
