import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Snapshot } from '../../shared/desk-state.ts'
import type { DeskStore } from './store.ts'

export function useSnapshot(store: DeskStore): Snapshot | null {
  return useSyncExternalStore(store.subscribe, store.get)
}

/**
 * The time, renewed every `stepMs`. The only timer of the screens: relative words ("10 min left") go stale on their own.
 */
export function useNow(stepMs: number): number {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), stepMs)
    return () => clearInterval(timer)
  }, [stepMs])
  return nowMs
}
