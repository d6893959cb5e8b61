import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  readonly onClose: () => void
}

/** A day at a glance: who is here, how the hours went, what the desk did by itself. */
export function Day({ keys, onClose }: Props): ReactNode {
  const t = useText()
  return (
    <Screen title={t.day.title} testId="day" keys={keys} onClose={onClose}>
      {null}
    </Screen>
  )
}
