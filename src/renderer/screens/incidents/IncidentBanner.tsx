import type { ReactNode } from 'react'
import { type Incident, severityOf } from '../../../shared/incident.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { urgentOnes, worstOf } from './order.ts'
import { severityIcons } from './SeveritySign.tsx'
import type { SoundSwitch } from './use-chime.ts'

interface Props {
  readonly incidents: readonly Incident[]
  readonly nowMs: number
  readonly sound: SoundSwitch
  readonly onLook: (incidentId: number) => void
}

/** One line however many there are: the newest is named, the list tells the rest. */
export function IncidentBanner({ incidents, nowMs, sound, onLook }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const urgent = urgentOnes(incidents)
  const [newest] = urgent
  const severity = worstOf(urgent)
  // There before anything is in it, or a screen reader misses the first one.
  if (newest === undefined || severity === null) return <div role="alert" />
  const kind = t.incidents.kinds[newest.kind]
  const name = t.fullName(newest.familyName, newest.givenName)
  const critical = urgent.filter((one) => severityOf[one.kind] === 'critical').length
  const many = urgent.length > 1
  return (
    <div role="alert">
      <div
        className={`notice notice-incident notice-${severity}`}
        data-testid="incident-banner"
        data-count={urgent.length}
        data-severity={severity}
      >
        <Icon name={severityIcons[severity]} size={24} />
        <p>
          <strong>{many ? t.incidents.several(urgent.length, critical) : t.incidents.one(kind, name)}</strong>{' '}
          {many
            ? t.incidents.newest(kind, name)
            : t.incidents.what[newest.kind](
                newest.doorName,
                format.moment(newest.atMs, nowMs),
                newest.direction,
              )}
        </p>
        <IconButton
          icon={sound.on ? 'bell' : 'bellOff'}
          label={t.incidents.sound}
          aria-pressed={sound.on}
          onClick={() => sound.turn(!sound.on)}
        />
        <Button hotkey="F4" onPress={() => onLook(newest.incidentId)}>
          {many ? t.incidents.lookAll : t.incidents.look}
        </Button>
      </div>
    </div>
  )
}
