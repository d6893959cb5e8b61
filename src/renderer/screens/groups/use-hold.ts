import { useEffect, useRef, useState } from 'react'
import { HOLD_MS } from './gate.ts'

export interface Hold {
  readonly held: boolean
  readonly start: () => void
  /** Let go before the time was over: nothing happens. */
  readonly stop: () => void
}

/** Something that is held down long enough, once. */
export function useHold(onHeld: () => void): Hold {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const [held, setHeld] = useState(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  const stop = (): void => {
    clearTimeout(timer.current)
    timer.current = undefined
    setHeld(false)
  }
  const start = (): void => {
    if (timer.current !== undefined) return
    setHeld(true)
    timer.current = setTimeout(() => {
      stop()
      onHeld()
    }, HOLD_MS)
  }
  return { held, start, stop }
}
