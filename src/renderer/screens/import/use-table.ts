import { useState } from 'react'
import type { ReadTable, TableProblem } from '../../../shared/import-table.ts'
import { useCall } from '../../ui/Toasts.tsx'

/** Main refuses more anyway; this spares the door between the processes the bytes. */
const BYTES_MAX = 5 * 1024 * 1024
/** As long as main takes a file's name. */
const NAME_MAX = 300

export type Reading =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly fileName: string }
  | { readonly kind: 'refused'; readonly fileName: string; readonly problem: TableProblem }

/** Gives a file to main, which reads it aside; a table or a sentence comes out. */
export function useTable(onTable: (table: ReadTable) => void): {
  readonly reading: Reading
  readonly read: (file: File) => Promise<void>
} {
  const call = useCall()
  const [reading, setReading] = useState<Reading>({ kind: 'idle' })
  const read = async (file: File): Promise<void> => {
    if (reading.kind === 'reading') return
    const fileName = file.name.slice(-NAME_MAX)
    if (file.size > BYTES_MAX) return setReading({ kind: 'refused', fileName, problem: { kind: 'tooLarge' } })
    setReading({ kind: 'reading', fileName })
    // A file that is gone by now, or a folder that was dropped.
    const content = await file.arrayBuffer().catch(() => null)
    if (content === null) return setReading({ kind: 'refused', fileName, problem: { kind: 'damaged' } })
    const answer = await call(window.desk.imports.read({ fileName, bytes: new Uint8Array(content) }))
    if (answer?.ok === true) return onTable(answer.table)
    if (answer === undefined) return setReading({ kind: 'idle' })
    return setReading({ kind: 'refused', fileName, problem: answer.problem })
  }
  return { reading, read }
}
