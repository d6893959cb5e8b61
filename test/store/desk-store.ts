import { type Desired, decideAccess } from '../../src/main/store/access.ts'
import { insertGuest } from '../../src/main/store/guests.ts'
import { openStore, type Store } from '../../src/main/store/open-store.ts'
import { putPhoto } from '../../src/main/store/photos.ts'
import { insertVisit, type Visit } from '../../src/main/store/visits.ts'

export const NOW_MS = Date.UTC(2026, 4, 4, 8, 0, 0)
export const HOUR_MS = 3_600_000
export const FACE = 'a'.repeat(64)
export const OTHER_FACE = 'b'.repeat(64)

/** A store in memory with two known pictures. */
export function newStore(): Store {
  const store = openStore(':memory:')
  for (const hash of [FACE, OTHER_FACE])
    putPhoto(store, { hash, width: 500, height: 500, bytes: 20_000, takenAtMs: NOW_MS })
  return store
}

let codes = 0

export function addGuest(store: Store, familyName = 'Петрова', givenName = 'Алёна'): number {
  codes += 1
  const personCode = `GP${String(codes).padStart(14, '0')}`
  return insertGuest(store, { personCode, familyName, givenName }, NOW_MS)
}

export function addVisit(
  store: Store,
  guestId: number,
  change: Partial<Omit<Visit, 'visitId'>> = {},
): number {
  const { checkedInAtMs = null, leftAtMs = null, ...stay } = change
  const visitId = insertVisit(store, {
    guestId,
    status: 'expected',
    host: 'R. Ivanov',
    purpose: 'Meeting',
    phone: '',
    fromMs: NOW_MS - HOUR_MS,
    untilMs: NOW_MS + 4 * HOUR_MS,
    levelId: '7',
    photoHash: FACE,
    createdAtMs: NOW_MS,
    ...stay,
  })
  store
    .prepare('UPDATE visit SET checkedInAtMs = ?, leftAtMs = ? WHERE visitId = ?')
    .run(checkedInAtMs, leftAtMs, visitId)
  return visitId
}

export function wish(visitId: number, change: Partial<Desired> = {}): Desired {
  return {
    want: 'granted',
    visitId,
    fromMs: NOW_MS - HOUR_MS,
    untilMs: NOW_MS + 4 * HOUR_MS,
    levelId: '7',
    faceHash: FACE,
    urgency: 'walkIn',
    decidedAtMs: NOW_MS,
    ...change,
  }
}

/** A guest with a visit and a decision about his access. */
export function addDecided(
  store: Store,
  change: Partial<Desired> = {},
  visit: Partial<Omit<Visit, 'visitId'>> = {},
): { readonly guestId: number; readonly visitId: number } {
  const guestId = addGuest(store)
  const visitId = addVisit(store, guestId, visit)
  decideAccess(store, guestId, wish(visitId, change))
  return { guestId, visitId }
}

/** Every row of every table, to say that nothing has changed. */
export function dump(store: Store): Record<string, unknown[]> {
  const names = store
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
  return Object.fromEntries(names.map((name) => [name, store.prepare(`SELECT * FROM "${name}"`).all()]))
}
