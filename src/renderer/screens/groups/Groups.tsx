import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  /** The one that was asked for, else the list; a new object asks again. */
  readonly start: { readonly groupId: number | null }
  readonly onImport: () => void
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

/** Groups of guests as pieces of work: how far they are, what stands in the way, what came of them. */
export function Groups({ keys, onClose }: Props): ReactNode {
  const t = useText()
  return (
    <Screen title={t.groups.title} testId="groups" keys={keys} onClose={onClose}>
      {null}
    </Screen>
  )
}
