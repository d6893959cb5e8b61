import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  /** The group was taken: its progress is of interest now. */
  readonly onTaken: (groupId: number) => void
  readonly onClose: () => void
}

/** A table of guests, looked at row by row before anything is stored. */
export function Import({ keys, onClose }: Props): ReactNode {
  const t = useText()
  return (
    <Screen title={t.importing.title} testId="import" keys={keys} onClose={onClose}>
      {null}
    </Screen>
  )
}
