import { useCallback } from 'react'
import type { TableFormat } from '../../../shared/export-words.ts'
import { CHECK_OUT_MAX, type GroupChange, type GroupView } from '../../../shared/group.ts'
import { groupWords } from '../../text/table-words.ts'
import { useText } from '../../text/text.ts'
import { type Toast, useCall, useToast } from '../../ui/Toasts.tsx'
import { useSaving } from '../../ui/use-saving.ts'

export interface GroupActions {
  readonly change: (group: GroupView, change: GroupChange) => Promise<void>
  /** The new group, the first of several for very many, or null when nobody was taken; why not has been said then. */
  readonly checkOut: (name: string, visitIds: readonly number[]) => Promise<number | null>
  readonly save: (group: GroupView, format: TableFormat) => Promise<void>
}

/** One press, one call, one answer: for how many it was done is said at once, how it gets on arrives as state. */
export function useGroupActions(): GroupActions {
  const t = useText()
  const call = useCall()
  const say = useToast()
  const tell = useSaving()

  const change = useCallback(
    async ({ groupId, name }: GroupView, wanted: GroupChange): Promise<void> => {
      const answer = await call(window.desk.groups.change({ groupId, change: wanted }))
      if (answer !== undefined) say(changedToast(name, wanted.kind, answer.changed, answer.refused))
    },
    [call, say],
  )
  const checkOut = useCallback(
    async (name: string, visitIds: readonly number[]): Promise<number | null> => {
      let first: number | null = null
      for (let from = 0; from < visitIds.length; from += CHECK_OUT_MAX) {
        const part = visitIds.slice(from, from + CHECK_OUT_MAX)
        const answer = await call(window.desk.groups.checkOut({ name, visitIds: part }))
        if (answer === undefined) return first
        if (answer.ok) first ??= answer.groupId
        else {
          const refused = 'refused' in answer ? answer.refused : null
          say({
            tone: 'warn',
            words: (now) => (refused === null ? now.groups.notAll : now.groups.refused[refused]),
          })
        }
      }
      return first
    },
    [call, say],
  )
  const save = useCallback(
    ({ groupId }: GroupView, format: TableFormat): Promise<void> =>
      tell(
        window.desk.groups.exportResult({ groupId, format, words: groupWords(t) }),
        (now, rows, fileName) => now.exporting.savedGuests(rows, fileName),
      ),
    [t, tell],
  )
  return { change, checkOut, save }
}

function changedToast(name: string, kind: GroupChange['kind'], changed: number, refused: number): Toast {
  return {
    tone: refused === 0 ? 'ok' : 'warn',
    words: ({ groups }) =>
      [
        changed === 0 ? '' : groups.changed[kind](name, changed),
        refused === 0 && changed > 0 ? '' : groups.notPossible(refused),
      ]
        .filter(Boolean)
        .join(' '),
  }
}
