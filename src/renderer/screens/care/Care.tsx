import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { Backups } from './Backups.tsx'
import { Keeping } from './Keeping.tsx'
import { Machine } from './Machine.tsx'
import { Rebuild } from './Rebuild.tsx'
import { Support } from './Support.tsx'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  readonly onClose: () => void
}

/** What becomes of the data on this computer, and how it is kept safe; each part is a file of its own. */
export function Care({ snapshot, nowMs, keys, onClose }: Props): ReactNode {
  const t = useText()
  const { backups, rebuild } = snapshot.care
  return (
    <Screen title={t.care.title} testId="care" keys={keys} onClose={onClose}>
      <div className="care">
        <div className="care-column">
          {rebuild && <Rebuild rebuild={rebuild} nowMs={nowMs} />}
          <Backups backups={backups} nowMs={nowMs} />
          <Machine status={snapshot.status} />
        </div>
        <div className="care-column">
          <Keeping keeping={snapshot.care.keeping} nowMs={nowMs} />
          <Support />
        </div>
      </div>
    </Screen>
  )
}
