import { type AccessRecord, decideAccess, getAccess, putObserved } from '../store/access.ts'
import { type Guest, guestByCode, insertGuest } from '../store/guests.ts'
import { nothingObserved, type Observed } from '../store/observed.ts'
import type { Store } from '../store/open-store.ts'
import { insertVisit, openVisitOf, updateVisit, type Visit, visitAt } from '../store/visits.ts'

/** A guest who holds access in HCP. */
export interface HeldAccess {
  readonly personId: string
  readonly personCode: string
  readonly familyName: string
  readonly givenName: string
  /** Null: an open one. */
  readonly window: { readonly fromMs: number; readonly untilMs: number } | null
  readonly hasFace: boolean
  readonly levelIds: readonly string[]
}

/** What became of one of them; null: nothing was to be done. */
export interface TakenOver {
  readonly how: 'adopted' | 'confirmed'
  readonly visitId: number
}

/** An access without an end is given one of our own. */
const OPEN_ENDED_MS = 24 * 3_600_000

/**
 * A store that is older than HCP learns of one guest who holds access there, in the caller's transaction: with a visit that
 * waits for a word, HCP's is taken for it; without an open visit he gets one, so that a guard sees him and can check him
 * out. What was decided since `sinceMs` is newer than HCP's lists, and a revocation that is under way wins.
 */
export function takeOver(store: Store, held: HeldAccess, sinceMs: number, nowMs: number): TakenOver | null {
  if (held.window && held.window.untilMs <= nowMs) return null
  const guest = guestByCode(store, held.personCode)
  const access = guest && getAccess(store, guest.guestId)
  const open = guest && openVisitOf(store, guest.guestId)
  if (open) return access && isWaiting(access) ? confirm(store, access, open, held, nowMs) : null
  if (access && (access.desired.decidedAtMs >= sinceMs || !access.settled)) return null
  return { how: 'adopted', visitId: adopt(store, guest, held, nowMs) }
}

function isWaiting({ parked, problem }: AccessRecord): boolean {
  return parked && problem === 'restored'
}

/** HCP's window and level are the newer ones. A face it does not have is not sent without a word. */
function confirm(
  store: Store,
  access: AccessRecord,
  open: Visit,
  held: HeldAccess,
  nowMs: number,
): TakenOver | null {
  const { desired, guestId } = access
  if (!held.window || held.window.untilMs <= open.fromMs) return null
  if (desired.faceHash !== null && !held.hasFace) return null
  const levelId = held.levelIds.includes(desired.levelId) ? desired.levelId : (held.levelIds[0] ?? '')
  updateVisit(store, desired.visitId, { untilMs: held.window.untilMs, levelId })
  decideAccess(store, guestId, { ...desired, ...held.window, levelId, decidedAtMs: nowMs })
  putObserved(
    store,
    guestId,
    observedOf(held, levelId, desired.faceHash, access.familyName, access.givenName),
  )
  return { how: 'confirmed', visitId: desired.visitId }
}

function adopt(store: Store, known: Guest | undefined, held: HeldAccess, nowMs: number): number {
  const { personCode, givenName } = held
  const familyName = held.familyName === '' ? personCode : held.familyName
  const guest = known ?? {
    guestId: insertGuest(store, { personCode, familyName, givenName }, nowMs),
    familyName,
    givenName,
  }
  const { guestId } = guest
  const last = visitAt(store, guestId, nowMs)
  const { fromMs, untilMs } = held.window ?? { fromMs: nowMs, untilMs: nowMs + OPEN_ENDED_MS }
  // A window of HCP's that ends before it begins has ended already; this one has not.
  const window = { fromMs: Math.min(fromMs, untilMs - 60_000), untilMs }
  const levelId = held.levelIds[0] ?? ''
  const photoHash = held.hasFace ? (last?.photoHash ?? null) : null
  const visitId = insertVisit(store, {
    guestId,
    status: 'expected',
    host: last?.host ?? '',
    purpose: last?.purpose ?? '',
    phone: last?.phone ?? '',
    ...window,
    levelId,
    photoHash,
    // From then on his passages are this visit's.
    createdAtMs: Math.max(Math.min(nowMs, window.fromMs), (last?.leftAtMs ?? 0) + 1),
  })
  decideAccess(store, guestId, {
    want: 'granted',
    visitId,
    ...window,
    levelId,
    faceHash: photoHash,
    urgency: 'group',
    decidedAtMs: nowMs,
  })
  putObserved(store, guestId, observedOf(held, levelId, photoHash, guest.familyName, guest.givenName))
  return visitId
}

/** As HCP's lists tell it; about its doors they tell nothing. */
function observedOf(
  held: HeldAccess,
  levelId: string,
  face: string | null,
  familyName: string,
  givenName: string,
): Observed {
  return {
    ...nothingObserved,
    person: { personId: held.personId },
    names: `${familyName}\n${givenName}`,
    window: held.window,
    face,
    faceRead: held.hasFace,
    levels: { [levelId]: 'in' },
    applied: 'untold',
  }
}
