import { useCallback } from 'react'
import type { TableFormat } from '../../../shared/export-words.ts'
import type { PassageFilter } from '../../../shared/passage-search.ts'
import { passageWords } from '../../text/table-words.ts'
import { useText } from '../../text/text.ts'
import { useSaving } from '../../ui/use-saving.ts'

/** Writes what is found, all of it and not only what is listed, to a file of the guard's choice. */
export function useExport(filter: PassageFilter): (format: TableFormat) => Promise<void> {
  const t = useText()
  const saving = useSaving()
  return useCallback(
    (format) =>
      saving(
        window.desk.passages.exportTable({ filter, format, words: passageWords(t) }),
        (now, rows, fileName) => now.journal.saved(rows, fileName),
      ),
    [filter, saving, t],
  )
}
