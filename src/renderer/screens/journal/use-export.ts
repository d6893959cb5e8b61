import { useCallback, useMemo } from 'react'
import type { CsvWords, PassageFilter } from '../../../shared/passage-search.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/text.ts'
import { useCall, useToast } from '../../ui/Toasts.tsx'

/** Writes what is found, all of it and not only what is listed, to a file of the guard's choice. */
export function useExport(filter: PassageFilter): () => Promise<void> {
  const t = useText()
  const call = useCall()
  const say = useToast()
  const words = useMemo(() => csvWords(t), [t])
  return useCallback(async () => {
    const answer = await call(window.desk.passages.exportCsv({ filter, words }))
    if (answer === undefined) return
    if (answer.ok) {
      const { rows, fileName } = answer
      say({ tone: 'ok', words: (now) => now.journal.saved(rows, fileName) })
      return
    }
    const { refused } = answer
    if (refused !== 'cancelled') say({ tone: 'error', words: (now) => now.journal.notSaved[refused] })
  }, [call, filter, say, words])
}

function csvWords(t: Text): CsvWords {
  return {
    ...t.journal.csv,
    directions: t.direction,
    granted: t.passages.granted,
    denied: t.passages.denied,
    stranger: t.passages.unknown,
    reasons: t.problems.events,
  }
}
