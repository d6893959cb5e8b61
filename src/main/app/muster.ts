import { z } from 'zod'
import type { Muster } from '../../shared/muster.ts'
import type { Clock } from '../lib/clock.ts'
import { forgetFact, getFact, putFact } from '../store/facts.ts'
import { inTransaction, type Store } from '../store/open-store.ts'

const MUSTER = 'muster'
const shape = z.object({ startedAtMs: z.number(), safeVisitIds: z.array(z.number()) })

/** The roll call under way, or null. It outlives a restart: an alarm may well cut the power. */
export function knownMuster(store: Store): Muster | null {
  return shape
    .nullable()
    .catch(null)
    .parse(getFact(store, MUSTER) ?? null)
}

/** Begins a roll call, or ends it; one under way goes on as it is. */
export function setMuster(store: Store, clock: Clock, running: boolean): null {
  inTransaction(store, () => {
    if (!running) forgetFact(store, MUSTER)
    else if (knownMuster(store) === null)
      putFact(store, MUSTER, { startedAtMs: clock.nowMs(), safeVisitIds: [] })
  })
  return null
}

/** Somebody was seen at the assembly point, or was not after all. Without a roll call it means nothing. */
export function markSafe(store: Store, visitId: number, safe: boolean): null {
  inTransaction(store, () => {
    const muster = knownMuster(store)
    if (!muster) return
    const others = muster.safeVisitIds.filter((id) => id !== visitId)
    putFact(store, MUSTER, { ...muster, safeVisitIds: safe ? [...others, visitId] : others })
  })
  return null
}
