import { useEffect, useRef } from 'react'
import type { GroupView } from '../../../shared/group.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { endedBetween } from './progress.ts'

/** Says once that a group has come to its end, whatever screen is open. */
export function useGroupNews(groups: readonly GroupView[], onShow: (groupId: number) => void): void {
  const say = useToast()
  const before = useRef<readonly GroupView[] | null>(null)
  useEffect(() => {
    for (const { groupId, kind, name, result } of endedBetween(before.current, groups)) {
      if (result === null) continue
      const { succeeded, failed } = result
      say({
        tone: failed === 0 ? 'ok' : 'warn',
        words: (t) =>
          kind === 'checkOut' && failed === 0
            ? t.groups.finishedOut(name, succeeded)
            : t.groups.finishedToast(name, succeeded, failed),
        action: { label: (t) => t.groups.show, run: () => onShow(groupId) },
      })
    }
    before.current = groups
  }, [groups, onShow, say])
}
