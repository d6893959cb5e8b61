import { tidyText } from '../../../shared/enrol-rules.ts'
import { remember } from '../../state/remembered.ts'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { type ImportDraft, withRefusals, withTaken } from './draft.ts'
import type { Batch } from './plan.ts'

export type Taken =
  | { readonly groupId: number; readonly draft: ImportDraft }
  | { readonly groupId: null; readonly draft: ImportDraft }

/** One question to main: all of the batch, or nobody. Answers the draft after it. */
export function useTake(): (draft: ImportDraft, batch: Batch) => Promise<Taken> {
  const call = useCall()
  const say = useToast()
  return async (draft, batch) => {
    const asks = batch.rows.map(({ ask }) => ask)
    const answer = await call(window.desk.groups.enrol({ name: nameOf(draft, batch), asks }))
    if (answer === undefined) return { groupId: null, draft }
    if (answer.ok) {
      if (draft.group.levelId !== '') remember('level', draft.group.levelId)
      const rowNumbers = batch.rows.map(({ rowNumber }) => rowNumber)
      return { groupId: answer.groupId, draft: withTaken(draft, rowNumbers) }
    }
    if ('rows' in answer) {
      const { length } = answer.rows
      say({ tone: 'warn', words: (t) => t.importing.notTaken(length) })
      return { groupId: null, draft: withRefusals(draft, batch.rows, answer.rows) }
    }
    const { refused } = answer
    say({ tone: 'warn', words: (t) => t.importing.refused[refused] })
    return { groupId: null, draft }
  }
}

/** Several groups of one table are told apart by their number. */
export function nameOf(draft: ImportDraft, batch: Batch): string {
  const name = tidyText(draft.group.name) || draft.table.fileName
  return batch.groups > 1 ? `${name} (${batch.group}/${batch.groups})` : name
}
