import type { Bridge } from '../../shared/contract.ts'
import type { Snapshot, StatePatch } from '../../shared/desk-state.ts'
import { merge } from './merge.ts'

/** The desk's state as this window knows it; null until the first snapshot has arrived. */
export interface DeskStore {
  readonly get: () => Snapshot | null
  readonly subscribe: (listener: () => void) => () => void
  /** Start listening, then ask; answers the function that stops it. */
  readonly start: () => () => void
}

// A snapshot can only fail while main is still opening or closing a desk: ask again soon, but not in a tight circle.
const ASK_AGAIN_MS = 500

export function createDeskStore(bridge: Pick<Bridge, 'desk' | 'on'>): DeskStore {
  const listeners = new Set<() => void>()
  let state: Snapshot | null = null
  let asking = false
  let askAgain = false
  let stopped = true
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Patches that arrived while a snapshot was on its way: they may be newer than it. */
  let early: StatePatch[] = []

  function publish(next: Snapshot): void {
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  function hear(patch: StatePatch): void {
    if (state === null || asking) {
      early.push(patch)
      return
    }
    const merged = merge(state, patch)
    if (merged.kind === 'merged') publish(merged.state)
    else if (merged.kind === 'gap') ask()
  }

  function take(snapshot: Snapshot): void {
    let next = snapshot
    for (const patch of early.sort((a, b) => a.revision - b.revision)) {
      const merged = merge(next, patch)
      if (merged.kind === 'merged') next = merged.state
      else if (merged.kind === 'gap') askAgain = true
    }
    early = []
    publish(next)
  }

  function ask(): void {
    if (asking || stopped) return
    asking = true
    askAgain = false
    bridge.desk
      .snapshot()
      .then(take)
      .catch(() => {
        askAgain = true
      })
      .finally(() => {
        asking = false
        if (askAgain && !stopped) timer = setTimeout(ask, ASK_AGAIN_MS)
      })
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    start() {
      stopped = false
      const stopListening = bridge.on.patch(hear)
      ask()
      return () => {
        stopped = true
        clearTimeout(timer)
        stopListening()
      }
    },
  }
}
