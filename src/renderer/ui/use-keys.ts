import { useEffect, useEffectEvent } from 'react'

/** By name: `F2`, `Escape`, `Space`, `/`, `Ctrl+Enter`. */
export type Keys = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>

interface Handler {
  readonly hear: (event: KeyboardEvent) => void
  /** What was opened before hears nothing: its cards are out of sight, and F8 must not end an unseen visit. */
  readonly alone: boolean
}

/** The last that was opened is asked first: Esc belongs to the panel, not to the board below it. */
const handlers: Handler[] = []

/** Reloading would throw away what was typed; F5 is the shutter here, and Ctrl+R is nothing. */
function reloads(event: KeyboardEvent): boolean {
  return event.key === 'F5' || (event.code === 'KeyR' && (event.ctrlKey || event.metaKey))
}

/** The one listener of the window, for as long as the page lives. */
export function startKeys(): void {
  window.addEventListener('keydown', (event) => {
    // An open dialog or menu keeps all keys to itself.
    const open = document.querySelector('dialog:modal, :popover-open') !== null
    for (const handler of open ? [] : handlers.toReversed()) {
      if (event.defaultPrevented || event.isComposing) return
      handler.hear(event)
      if (handler.alone) break
    }
    if (reloads(event)) event.preventDefault()
  })
}

/**
 * Keys that work wherever the focus is. Keys that also write a character or press a button (Space, /, arrows) are left to
 * the field or button that has the focus.
 */
export function useKeys(keys: Keys, alone = false): void {
  const hear = useEffectEvent((event: KeyboardEvent): void => {
    const act = keys[nameOf(event)]
    if (act === undefined || (isPlain(event) && ownsPlainKeys(event.target))) return
    event.preventDefault()
    if (!event.repeat || event.key.startsWith('Arrow')) act(event)
  })
  useEffect(() => {
    const handler: Handler = { hear: (event) => hear(event), alone }
    handlers.push(handler)
    return () => void handlers.splice(handlers.indexOf(handler), 1)
  }, [alone])
}

function nameOf(event: KeyboardEvent): string {
  // By place, not by letter: on a Russian layout the key of "/" writes a full stop.
  const key = event.code === 'Slash' || event.key === '/' ? '/' : event.key === ' ' ? 'Space' : event.key
  const modifiers = `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.shiftKey && key.length > 1 ? 'Shift+' : ''}`
  return `${modifiers}${key}`
}

function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && (event.key.length === 1 || event.key.startsWith('Arrow'))
}

function ownsPlainKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return target.closest('input, select, textarea, button, a, [role="listbox"]') !== null
}
