import { decideAccess } from '../../src/main/store/access.ts'
import { insertGuest } from '../../src/main/store/guests.ts'
import { inTransaction, type Store } from '../../src/main/store/open-store.ts'
import { insertPassage } from '../../src/main/store/passages.ts'
import { insertVisit, updateVisit } from '../../src/main/store/visits.ts'

const MINUTE_MS = 60_000
/** So many guests are here when the store is copied. */
export const OPEN = 60

/** Years of a busy reception: so many guests of one visit and two passages each, the last of them still here, with one. */
export function fillStore(store: Store, guests: number, nowMs: number): void {
  for (let first = 0; first < guests; first += 5_000)
    inTransaction(store, () => {
      for (let i = first; i < Math.min(guests, first + 5_000); i += 1) addGuest(store, i, guests, nowMs)
    })
  store.prepare('UPDATE access SET settled = 1').run()
}

function addGuest(store: Store, i: number, guests: number, nowMs: number): void {
  const isHere = i >= guests - OPEN
  const atMs = nowMs - (guests - i) * 5 * MINUTE_MS
  const window = isHere
    ? { fromMs: nowMs - MINUTE_MS, untilMs: nowMs + 300 * MINUTE_MS }
    : { fromMs: atMs, untilMs: atMs + 60 * MINUTE_MS }
  const personCode = `GP${String(i).padStart(14, '0')}`
  const guestId = insertGuest(store, { personCode, familyName: `Гостева ${i}`, givenName: 'Мария' }, atMs)
  const visitId = insertVisit(store, {
    guestId,
    status: isHere ? 'inside' : 'left',
    host: 'R. Ivanov',
    purpose: 'Meeting on the second floor',
    phone: '+7 921 555-01-42',
    ...window,
    levelId: '7',
    photoHash: null,
    createdAtMs: atMs,
  })
  updateVisit(store, visitId, { checkedInAtMs: atMs, leftAtMs: isHere ? null : atMs + 50 * MINUTE_MS })
  decideAccess(store, guestId, {
    want: isHere ? 'granted' : 'revoked',
    visitId,
    ...window,
    levelId: '7',
    faceHash: null,
    urgency: 'walkIn',
    decidedAtMs: atMs,
  })
  for (const [n, doorId] of (isHere ? ['12'] : ['12', '13']).entries())
    insertPassage(store, {
      eventKey: `${i}-${n}-0d1f8a4c`,
      atMs: atMs + n * 40 * MINUTE_MS,
      eventType: 196_893,
      granted: true,
      doorId,
      doorName: 'Turnstile 1',
      readerId: '',
      pictureUri: '',
      direction: n === 0 ? 'entry' : 'exit',
      personId: `p${i}`,
      guestId,
      visitId,
    })
}
