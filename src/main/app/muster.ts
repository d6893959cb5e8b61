import { z } from 'zod'
import type { Muster } from '../../shared/muster.ts'
import type { Clock } from '../lib/clock.ts'
import { forgetFact, getFact, putFact } from '../store/facts.ts'
import type { Store } from '../store/open-store.ts'

const MUSTER = 'muster'
const shape = z.object({ startedAtMs: z.number(), safeVisitIds: z.array(z.number()) })

/** The roll call under way, or null. It outlives a restart: an alarm may well cut the power. */
export function knownMuster(store: Store): Muster | null {
  return shape
    .nullable()
    .catch(null)
    .parse(getFact(store, MUSTER) ?? null)
}

/** The roll call as the guard leads it. */
export interface MusterRoll {
  /** Begins one, or ends it; one under way goes on as it is. */
  set(running: boolean): null
  /** Somebody was seen at the assembly point, or was not after all. Without a roll call it means nothing. */
  mark(visitId: number, safe: boolean): null
}

export function openMusterRoll(store: Store, clock: Clock, changed: () => void): MusterRoll {
  const write = (next: Muster | null): void => {
    if (next) putFact(store, MUSTER, next)
    else forgetFact(store, MUSTER)
    changed()
  }
  return {
    set(running) {
      if (!running) write(null)
      else if (knownMuster(store) === null) write({ startedAtMs: clock.nowMs(), safeVisitIds: [] })
      return null
    },
    mark(visitId, safe) {
      const muster = knownMuster(store)
      if (!muster) return null
      const others = muster.safeVisitIds.filter((id) => id !== visitId)
      write({ ...muster, safeVisitIds: safe ? [...others, visitId] : others })
      return null
    },
  }
}
