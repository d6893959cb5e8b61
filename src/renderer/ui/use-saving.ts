import { useCallback } from 'react'
import type { ExportAnswer } from '../../shared/passage-search.ts'
import type { Text } from '../text/en.ts'
import { useCall, useToast } from './Toasts.tsx'

/** Says what came of a table the guard has asked for; whoever thought better of it is told nothing. */
export function useSaving(): (
  answer: Promise<ExportAnswer>,
  saved: (t: Text, rows: number, fileName: string) => string,
) => Promise<void> {
  const call = useCall()
  const say = useToast()
  return useCallback(
    async (asked, saved) => {
      const answer = await call(asked)
      if (answer === undefined) return
      if (answer.ok) {
        const { rows, fileName } = answer
        say({ tone: 'ok', words: (t) => saved(t, rows, fileName) })
        return
      }
      const { refused } = answer
      if (refused !== 'cancelled') say({ tone: 'error', words: (t) => t.exporting.notSaved[refused] })
    },
    [call, say],
  )
}
