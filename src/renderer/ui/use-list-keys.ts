import { type KeyboardEvent, useState } from 'react'

interface ListKeys {
  readonly active: number
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/**
 * Arrow keys and Enter for a text field with a list below it. `first` is what Enter means before any arrow was pressed:
 * 0 picks the top of the list, -1 nothing.
 */
export function useListKeys(length: number, first: 0 | -1, onPick: (index: number) => void): ListKeys {
  const [chosen, setChosen] = useState<{ readonly index: number; readonly length: number } | null>(null)
  // A list that changed while typing starts anew; else Enter would pick whoever slipped under the mark.
  const active = length === 0 ? -1 : chosen !== null && chosen.length === length ? chosen.index : first

  const onKeyDown = (event: KeyboardEvent): void => {
    if (length === 0 || event.ctrlKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setChosen({ index: (Math.max(active, step === 1 ? -1 : 0) + step + length) % length, length })
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault()
      onPick(active)
    }
  }
  return { active, onKeyDown }
}
