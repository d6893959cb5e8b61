import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  /** The passages of one visit, or null for those of everybody; a new object asks again. */
  readonly start: { readonly visitId: number | null }
  readonly keys: Keys
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

/** All passages there were: found, looked at, written to a file. */
export function Journal({ keys, onClose }: Props): ReactNode {
  const t = useText()
  return (
    <Screen title={t.journal.title} testId="journal" keys={keys} onClose={onClose}>
      {null}
    </Screen>
  )
}
