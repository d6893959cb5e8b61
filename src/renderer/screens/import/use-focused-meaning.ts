import { useEffect, useRef, useState } from 'react'
import type { ImportField } from '../../../shared/import-table.ts'

type OnField = (column: number, field: ImportField | null) => void

/** A column that gets a meaning, or loses it, is drawn in another place: the focus goes with it. */
export function useFocusedMeaning(onField: OnField): OnField {
  const [moved, setMoved] = useState<{ readonly column: number } | null>(null)
  const done = useRef(moved)
  useEffect(() => {
    if (moved === null || done.current === moved) return
    done.current = moved
    const select = document.querySelector<HTMLElement>(`[data-meaning="${moved.column}"]`)
    if (select?.checkVisibility() === true) select.focus()
    else document.querySelector<HTMLElement>('.import-unused summary')?.focus()
  }, [moved])
  return (column, field) => {
    setMoved({ column })
    onField(column, field)
  }
}
