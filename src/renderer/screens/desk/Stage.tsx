import type { ReactNode } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { Keys } from '../../ui/use-keys.ts'
import { Care } from '../care/Care.tsx'
import { Day } from '../day/Day.tsx'
import { Groups } from '../groups/Groups.tsx'
import { HikCentral } from '../hikcentral/HikCentral.tsx'
import { Incidents } from '../incidents/Incidents.tsx'
import type { SoundSwitch } from '../incidents/use-chime.ts'
import type { NoticeSwitch } from '../incidents/use-notices.ts'
import { Journal } from '../journal/Journal.tsx'
import { Muster } from '../muster/Muster.tsx'
import { Site } from '../site/Site.tsx'
import type { OpenScreen } from './screens.ts'

interface Props {
  /** The import has a place of its own: it is kept while another screen is open. */
  readonly screen: Exclude<OpenScreen, { readonly kind: 'import' }>
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly sound: SoundSwitch
  readonly notices: NoticeSwitch
  /** The desk's keys that make sense from there. */
  readonly keys: Keys
  readonly onOpen: (screen: OpenScreen) => void
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

/** The one screen that stands instead of the board. */
export function Stage({ screen, onOpen, onShowVisit, sound, notices, ...rest }: Props): ReactNode {
  switch (screen.kind) {
    case 'hikcentral':
      return rest.snapshot.hcp && <HikCentral {...rest} hcp={rest.snapshot.hcp} />
    case 'incidents':
      return <Incidents {...rest} start={screen} sound={sound} notices={notices} onShowVisit={onShowVisit} />
    case 'site':
      return <Site {...rest} />
    case 'care':
      return <Care {...rest} />
    case 'day':
      return <Day {...rest} onIncidents={() => onOpen({ kind: 'incidents', id: null })} />
    case 'journal':
      return <Journal {...rest} start={screen} onShowVisit={onShowVisit} />
    case 'groups':
      return (
        <Groups
          {...rest}
          start={screen}
          onImport={() => onOpen({ kind: 'import' })}
          onShowVisit={onShowVisit}
        />
      )
    case 'muster':
      return <Muster {...rest} onShowVisit={onShowVisit} />
    default:
      return assertNever(screen, 'screen')
  }
}
