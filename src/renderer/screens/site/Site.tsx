import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { Doors } from './Doors.tsx'
import { Notices } from './Notices.tsx'
import { Rules } from './Rules.tsx'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  readonly onClose: () => void
}

/** What is true of this site and of no other: what its doors mean, its rules, and whom it tells. */
export function Site({ snapshot, nowMs, keys, onClose }: Props): ReactNode {
  const t = useText()
  return (
    <Screen title={t.site.title} testId="site" keys={keys} onClose={onClose}>
      <div className="site">
        <Doors snapshot={snapshot} nowMs={nowMs} />
        <div className="site-side">
          <section className="site-card" aria-labelledby="rules-title">
            <h3 id="rules-title">{t.rules.title}</h3>
            <Rules policy={snapshot.policy} />
          </section>
          <Notices webhook={snapshot.webhook} nowMs={nowMs} />
        </div>
      </div>
    </Screen>
  )
}
