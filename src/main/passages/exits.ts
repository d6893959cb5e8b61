import type { SitePolicy } from '../../shared/policy.ts'
import { limits } from '../lib/limits.ts'
import { decideAccess, getAccess } from '../store/access.ts'
import { raiseIncident } from '../store/incidents.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import { mustStore } from '../store/reserve.ts'
import { insideSince, lastExits, updateVisit } from '../store/visits.ts'

/**
 * Ends visits by what their doors have told, at most 50 in one transaction, and takes their access away. Decided by the
 * stored passages as they are and not by the arrival of one, so a crash, a late row and a changed policy all end in the same
 * place. `readUntilMs` is up to when all passages are known: a guest whose return may not have been read yet is not gone.
 * Answers the visits it ended.
 */
export function endByExits(
  store: Store,
  policy: SitePolicy,
  readUntilMs: number,
  nowMs: number,
): readonly number[] {
  if (policy.exit === 'never') return []
  const graceMs = policy.exit === 'grace' ? policy.graceMinutes * 60_000 : 0
  return mustStore(store, () => {
    const gone = lastExits(store, {
      untilMs: readUntilMs - graceMs,
      evenIfBack: policy.exit === 'first',
      limit: limits.visitsPerTransaction,
    })
    for (const { visitId, guestId, exitAtMs } of gone) {
      updateVisit(store, visitId, { status: 'left', leftAtMs: exitAtMs, endedBy: 'exit' })
      const access = getAccess(store, guestId)
      if (access?.desired.visitId === visitId)
        decideAccess(store, guestId, { ...access.desired, want: 'revoked', decidedAtMs: nowMs })
    }
    return gone.map((one) => one.visitId)
  })
}

/** Writes down who is inside for too long, seen at a door or not; answers whether anybody is new. */
export function raiseLongStays(store: Store, policy: SitePolicy, nowMs: number): boolean {
  const stayMs = policy.longStayHours * 3_600_000
  return inTransaction(store, () =>
    insideSince(store, nowMs - stayMs)
      .map(({ visitId, checkedInAtMs }) => {
        const atMs = checkedInAtMs + stayMs
        return raiseIncident(store, { visitId, kind: 'longStay', atMs, passageId: null }) !== null
      })
      .some((isNew) => isNew),
  )
}
