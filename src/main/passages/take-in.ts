import type { Doorway } from '../../shared/door-map.ts'
import type { SitePolicy } from '../../shared/policy.ts'
import type { DoorEvent } from '../hcp/endpoints/events.ts'
import { guestOfPerson } from '../store/access.ts'
import { allDoors } from '../store/doors.ts'
import { putFact } from '../store/facts.ts'
import { raiseIncident } from '../store/incidents.ts'
import { putNotice } from '../store/notices.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import { claimablePassages, claimPassage, insertPassage, mostRefusals } from '../store/passages.ts'
import { allReaders, putReader, type Reader } from '../store/readers.ts'
import { updateVisit, type Visit, visitAt } from '../store/visits.ts'
import { isGranted } from './event-types.ts'
import { onPassage, type RulePassage } from './rules.ts'

/** Which passages are new or newly known to be a guest's, and which visits they touched. */
export interface TakenIn {
  readonly passageIds: readonly number[]
  /** HCP's event type of each passage that is new. */
  readonly eventTypes: readonly number[]
  readonly visitIds: readonly number[]
  /** A passage was the reason for an incident nobody had seen. */
  readonly incidents: boolean
}

export const CURSOR = 'passages.cursorMs'

/** HCP's clock and ours differ by a little; a passage this long before the visit was typed in may still be its own. */
const CLOCK_TOLERANCE_MS = 120_000

/**
 * Stores events (at most 50 a call) once each, finds their guests, and lets the rules act, in one transaction. With
 * `cursorMs` the monitor's cursor moves in that same transaction.
 */
export function takeIn(
  store: Store,
  events: readonly DoorEvent[],
  cursorMs: number | null,
  policy: SitePolicy,
): TakenIn {
  return inTransaction(store, () => {
    const site = readSite(store)
    const passageIds: number[] = []
    const eventTypes: number[] = []
    const visitIds = new Set<number>()
    let incidents = false
    if (cursorMs !== null) {
      putFact(store, CURSOR, cursorMs)
      // Before the new ones: whose entry is known only now must not seem to go out without one.
      for (const claimed of claimLate(store, cursorMs, policy)) {
        passageIds.push(claimed.passageId)
        visitIds.add(claimed.visitId)
        incidents ||= claimed.incident
      }
    }
    for (const event of events) {
      const taken = takeOne(store, event, site, policy)
      if (!taken) continue
      passageIds.push(taken.passageId)
      eventTypes.push(event.eventType)
      if (taken.visitId !== null) visitIds.add(taken.visitId)
      incidents ||= taken.incident
    }
    return { passageIds, eventTypes, visitIds: [...visitIds], incidents }
  })
}

/** How long a stranger's passage may still turn out to be a guest's. */
const CLAIM_MS = 24 * 3_600_000

/**
 * The answer to a creation may be lost, and the guest at the door before the look-up has told who he is: his passage is
 * a stranger's first, and becomes his own as soon as his HCP person is known.
 */
function claimLate(
  store: Store,
  nowMs: number,
  policy: SitePolicy,
): readonly { readonly passageId: number; readonly visitId: number; readonly incident: boolean }[] {
  return claimablePassages(store, nowMs - CLAIM_MS).flatMap((passage) => {
    const visit = visitOf(store, passage.guestId, passage.atMs)
    if (!visit) return []
    claimPassage(store, passage.passageId, passage.guestId, visit.visitId)
    const incident = follow(store, visit, passage, policy)
    return [{ passageId: passage.passageId, visitId: visit.visitId, incident }]
  })
}

/**
 * The stay a passage belongs to: the one under way at that time; else one typed in a moment later, because clocks differ;
 * else the last one before, so that somebody refused after his checkout is seen on his card.
 */
function visitOf(store: Store, guestId: number, atMs: number): Visit | undefined {
  const before = visitAt(store, guestId, atMs)
  if (before && (before.leftAtMs === null || atMs <= before.leftAtMs)) return before
  return visitAt(store, guestId, atMs + CLOCK_TOLERANCE_MS) ?? before
}

/** Lets the rules act on a visit for one passage; answers whether that was an incident nobody had seen. */
function follow(
  store: Store,
  visit: Visit,
  passage: RulePassage & { readonly passageId: number },
  policy: SitePolicy,
): boolean {
  const { atMs, passageId } = passage
  const spanMs = policy.denialsMinutes * 60_000
  const refusals = passage.granted ? 0 : mostRefusals(store, visit.guestId, atMs, spanMs)
  const verdict = onPassage(visit, passage, refusals, policy)
  if (verdict.checkIn) {
    const status = visit.status === 'expected' ? 'inside' : 'left'
    updateVisit(store, visit.visitId, { status, checkedInAtMs: atMs, checkedInBy: 'door' })
  }
  if (passage.granted && passage.direction !== 'none') putNotice(store, passage.direction, passageId, atMs)
  if (verdict.incident === null) return false
  return raiseIncident(store, { visitId: visit.visitId, kind: verdict.incident, atMs, passageId }) !== null
}

/** The site's map as it is for one piece of events: read once, not once per row. */
interface SiteMap {
  readonly doors: ReadonlyMap<string, Doorway>
  readonly readers: Map<string, Reader>
}

function readSite(store: Store): SiteMap {
  return {
    doors: new Map(allDoors(store).map((door) => [door.doorId, door])),
    readers: new Map(allReaders(store).map((reader) => [reader.readerId, reader])),
  }
}

/** A reader is known from the passages it has told of, and written down when it is new or called otherwise. */
function noteReader(store: Store, { readers }: SiteMap, event: DoorEvent): void {
  const { readerId, doorId } = event
  if (readerId === '') return
  const known = readers.get(readerId)
  // Some versions give no names: that takes none away.
  const name = event.readerName === '' ? (known?.name ?? '') : event.readerName
  if (known?.name === name && known.doorId === doorId) return
  putReader(store, { readerId, doorId, name })
  readers.set(readerId, { readerId, doorId, name, direction: known?.direction ?? null })
}

function takeOne(
  store: Store,
  event: DoorEvent,
  site: SiteMap,
  policy: SitePolicy,
): { readonly passageId: number; readonly visitId: number | null; readonly incident: boolean } | null {
  const guestId = event.personId === '' ? null : guestOfPerson(store, event.personId)
  const visit = guestId === null ? undefined : visitOf(store, guestId, event.atMs)
  const door = site.doors.get(event.doorId)
  const passage = {
    ...event,
    granted: isGranted(event.eventType),
    doorName: door?.name ?? event.doorName,
    // What nobody has spoken of leads nowhere.
    direction: site.readers.get(event.readerId)?.direction ?? door?.direction ?? ('none' as const),
    guestId,
    visitId: visit?.visitId ?? null,
  }
  const passageId = insertPassage(store, passage)
  if (passageId === null) return null
  noteReader(store, site, event)
  const incident = visit ? follow(store, visit, { ...passage, passageId }, policy) : false
  return { passageId, visitId: passage.visitId, incident }
}
