import type { KeyboardEvent } from 'react'

/** Arrow up and down among the parts that match; they are buttons, which would keep the arrows to themselves. */
export function stepFocus(event: KeyboardEvent, list: HTMLElement | null, parts: string): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined || list === null || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  const all = [...list.querySelectorAll<HTMLElement>(parts)]
  const here = all.findIndex((part) => part === document.activeElement)
  all[Math.min(Math.max(here + by, 0), all.length - 1)]?.focus()
}
