import { expect, it } from 'vitest'
import { takeIn } from '../../src/main/passages/take-in.ts'
import { getAccess, putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { incidentsSince } from '../../src/main/store/incidents.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { getVisit } from '../../src/main/store/visits.ts'
import { closePastVisits } from '../../src/main/visits/close-past.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { addDecided, HOUR_MS, NOW_MS, newStore } from '../store/desk-store.ts'
import { untold } from './untold.ts'

const FACE_TYPE = 196893
const REFUSED = 197151

function site(): { readonly store: Store; readonly guestId: number; readonly visitId: number } {
  const store = newStore()
  refreshDoors(store, [
    { doorId: '12', name: 'Gate in' },
    { doorId: '13', name: 'Gate out' },
  ])
  setDirection(store, '12', 'entry')
  setDirection(store, '13', 'exit')
  const added = addDecided(store)
  putObserved(store, added.guestId, { ...nothingObserved, person: { personId: '77' } })
  return { store, ...added }
}

function tell(
  store: Store,
  eventType: number,
  atMs: number,
  doorId = '12',
  cursorMs: number | null = null,
): boolean {
  const event = { eventKey: `${eventType}/${atMs}`, eventType, atMs, personId: '77', doorId, doorName: 'x' }
  return takeIn(store, [{ ...event, ...untold }], cursorMs, defaultPolicy).incidents
}

it('five refusals in ten minutes are an incident, whichever of them is heard of last', () => {
  for (const late of [0, 1, 2, 3, 4]) {
    const { store, visitId } = site()
    const times = [0, 1, 2, 3, 4].map((minute) => NOW_MS + minute * 120_000)
    const last = times[late] ?? 0
    for (const atMs of times) if (atMs !== last) expect(tell(store, REFUSED, atMs)).toBe(false)
    expect(tell(store, REFUSED, last), `the one that came late is number ${late}`).toBe(true)
    expect(incidentsSince(store, 0)).toMatchObject([{ visitId, kind: 'repeatedDenials' }])
    store.close()
  }
})

it('refusals on both sides of a late one that never were five in ten minutes are none', () => {
  const { store } = site()
  for (const minute of [0, 2, 11, 12]) tell(store, REFUSED, NOW_MS + minute * 60_000)
  expect(tell(store, REFUSED, NOW_MS + 6 * 60_000)).toBe(false)
  store.close()
})

it('whoever came through a door did come, although it was heard of after his window was over', () => {
  const { store, guestId, visitId } = site()
  const enteredAtMs = NOW_MS + HOUR_MS
  const closedAtMs = NOW_MS + 60 * HOUR_MS
  expect(closePastVisits(store, closedAtMs)).toEqual([visitId])
  expect(getVisit(store, visitId)?.status).toBe('noShow')

  expect(tell(store, FACE_TYPE, enteredAtMs)).toBe(false)
  tell(store, FACE_TYPE, enteredAtMs + HOUR_MS, '13')
  expect(getVisit(store, visitId)).toMatchObject({
    status: 'left',
    checkedInAtMs: enteredAtMs,
    leftAtMs: closedAtMs,
  })
  expect(store.prepare('SELECT checkedInBy, endedBy FROM visit').get()).toEqual({
    checkedInBy: 'door',
    endedBy: 'window',
  })
  expect(getAccess(store, guestId)?.desired.want, 'nothing is given back').toBe('revoked')
  expect(incidentsSince(store, 0)).toEqual([])

  // After the end it is no arrival but an incident.
  expect(tell(store, FACE_TYPE, closedAtMs + HOUR_MS)).toBe(true)
  store.close()
})

it('whose entry was a stranger’s until now has come in before he goes out', () => {
  const { store, guestId, visitId } = site()
  putObserved(store, guestId, nothingObserved)
  tell(store, FACE_TYPE, NOW_MS + 60_000)
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })

  expect(tell(store, FACE_TYPE, NOW_MS + 120_000, '13', NOW_MS + 180_000)).toBe(false)
  expect(getVisit(store, visitId)).toMatchObject({ status: 'inside', checkedInAtMs: NOW_MS + 60_000 })
  expect(incidentsSince(store, 0)).toEqual([])
  store.close()
})
