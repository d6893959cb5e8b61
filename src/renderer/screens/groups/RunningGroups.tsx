import type { ReactNode } from 'react'
import type { GroupView } from '../../../shared/group.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { usePausing } from '../../ui/pausing.ts'
import { runningOnes, settledOf } from './progress.ts'

interface Props {
  readonly groups: readonly GroupView[]
  /** One group, or the list of all. */
  readonly onOpen: (groupId: number | null) => void
}

/** For the guard who serves walk-ins meanwhile: one quiet line, gone when nothing runs. */
export function RunningGroups({ groups, onOpen }: Props): ReactNode {
  const t = useText()
  const isPausing = usePausing()
  const running = runningOnes(groups)
  const [first] = running
  if (first === undefined) return null
  const { groupId, name, visitIds } = first
  const paused = first.paused || (isPausing && first.kind === 'enrol')
  const n = settledOf(first)
  const numbers = (paused ? t.groups.pausedAt : t.groups.of)(n, visitIds.length)
  const others = running.length - 1
  return (
    <button
      type="button"
      className="status-open status-group"
      title={`${name}: ${numbers}. ${t.groups.stripOpens}`}
      data-testid="running-groups"
      onClick={() => onOpen(others === 0 ? groupId : null)}
    >
      {paused ? (
        <Icon name="pause" size={18} />
      ) : (
        <progress max={visitIds.length} value={n} aria-hidden="true" />
      )}
      <span className="status-group-name">{name}:</span>
      <span className="status-group-numbers">{numbers}</span>
      {others > 0 && <span className="status-group-more">{t.groups.stripMore(others)}</span>}
    </button>
  )
}
