import { limits } from '../lib/limits.ts'
import { decideAccess, getAccess } from '../store/access.ts'
import type { Store } from '../store/open-store.ts'
import { mustStore } from '../store/reserve.ts'
import { updateVisit, visitsPastWindow } from '../store/visits.ts'

/**
 * Closes visits whose window is over, at most 50 in one transaction, and takes their access away: somebody expected never
 * came; somebody inside is over his time. Answers the ids of the visits it closed.
 */
export function closePastVisits(store: Store, nowMs: number): readonly number[] {
  return mustStore(store, () => {
    const past = visitsPastWindow(store, nowMs, limits.visitsPerTransaction)
    for (const visit of past) {
      const status = visit.status === 'expected' ? 'noShow' : 'left'
      updateVisit(store, visit.visitId, { status, leftAtMs: nowMs, endedBy: 'window' })
      const access = getAccess(store, visit.guestId)
      if (access)
        decideAccess(store, visit.guestId, { ...access.desired, want: 'revoked', decidedAtMs: nowMs })
    }
    return past.map((visit) => visit.visitId)
  })
}
