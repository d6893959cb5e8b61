import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

/** Who is in the building, from the desk's own store: it works without any network. */
export function Muster({ keys, onClose }: Props): ReactNode {
  const t = useText()
  return (
    <Screen title={t.muster.title} testId="muster" keys={keys} onClose={onClose}>
      {null}
    </Screen>
  )
}
