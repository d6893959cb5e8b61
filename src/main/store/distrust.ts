import { z } from 'zod'
import { type RebuildReason, rebuildReasons } from '../../shared/care.ts'
import { limits } from '../lib/limits.ts'
import { doubtAllAccess } from './access.ts'
import { getFact, putFact } from './facts.ts'
import { DOUBTED, readObserved } from './observed.ts'
import { inTransaction, type Store } from './open-store.ts'

const REBUILD = 'care.rebuild'

const rebuildShape = z
  .object({
    reason: z.enum(rebuildReasons),
    sinceMs: z.number(),
    ofMs: z.number().nullable(),
    /** When HCP's lists were first read to their end, and when for the last time. */
    readAtMs: z.number().nullable(),
    doneAtMs: z.number().nullable(),
    isBlind: z.boolean(),
    adopted: z.number(),
    confirmed: z.number(),
    /** A guard has read the result. */
    isSeen: z.boolean(),
  })
  .readonly()

/** A store that is older than HCP, and how far it has learned from HCP what happened meanwhile. */
export type Rebuild = z.infer<typeof rebuildShape>

export function knownRebuild(store: Store): Rebuild | null {
  return rebuildShape
    .nullable()
    .catch(null)
    .parse(getFact(store, REBUILD) ?? null)
}

export function putRebuild(store: Store, rebuild: Rebuild): void {
  putFact(store, REBUILD, rebuild)
}

/**
 * This store is not the newest state of things any more: HCP may hold accesses it knows nothing of, and may have lost some
 * it believes in. Nothing it says of HCP holds until it was looked up, and no grant goes out without a guard's word: who
 * was checked out meanwhile must not come in again. Revocations are sent, they do no harm.
 */
export function distrust(store: Store, reason: RebuildReason, ofMs: number | null, nowMs: number): void {
  inTransaction(store, () => {
    doubtAllAccess(store)
    const granted = store
      .prepare<[], { readonly guestId: number; readonly observed: string; readonly levelId: string }>(
        "SELECT guestId, observed, levelId FROM access WHERE want = 'granted'",
      )
      .all()
    const park = store.prepare(
      `UPDATE access SET observed = ?, revision = revision + 1, settled = 0, parked = 1, problem = 'restored', code = NULL,
         attempts = 0, nextAttemptAtMs = 0 WHERE guestId = ?`,
    )
    for (const { guestId, observed, levelId } of granted) {
      const before = readObserved(observed, levelId)
      // Who was in a level may be out of it, and who was not may be in: only a call, or HCP's lists, can tell.
      const levels = Object.fromEntries([...Object.keys(before.levels), levelId].map((id) => [id, 'maybe']))
      park.run(JSON.stringify({ ...before, ...DOUBTED, levels, applied: 'no' }), guestId)
    }
    putRebuild(store, {
      reason,
      sinceMs: nowMs,
      ofMs,
      readAtMs: null,
      doneAtMs: null,
      isBlind: false,
      adopted: 0,
      confirmed: 0,
      isSeen: false,
    })
  })
}

/** The present that was gone back from can still be gone back to, with the photos it names. */
export function isDistrusted(store: Store, nowMs: number): boolean {
  const rebuild = knownRebuild(store)
  return rebuild !== null && nowMs - rebuild.sinceMs < limits.backupMaxAgeMs
}

/** Grants that wait for a guard's word since then. */
export function countDistrusted(store: Store): number {
  return (
    store
      .prepare<[], number>(
        "SELECT count(*) FROM access WHERE settled = 0 AND parked = 1 AND problem = 'restored'",
      )
      .pluck()
      .get() ?? 0
  )
}
