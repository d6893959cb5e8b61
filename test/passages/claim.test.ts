import { expect, it } from 'vitest'
import { takeIn } from '../../src/main/passages/take-in.ts'
import { decideAccess, putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { insertGuest } from '../../src/main/store/guests.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { newestPassages } from '../../src/main/store/passages.ts'
import { getVisit, insertVisit } from '../../src/main/store/visits.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { addDecided, NOW_MS, newStore } from '../store/desk-store.ts'
import { untold } from './untold.ts'

it('gives a passage to its guest as soon as his HCP person is known, and checks him in', () => {
  const store = openStore(':memory:')
  const nowMs = Date.UTC(2026, 4, 4, 8)
  refreshDoors(store, [{ doorId: '12', name: 'Gate in' }])
  setDirection(store, '12', 'entry')
  const guestId = insertGuest(store, { personCode: 'GP1', familyName: 'Late', givenName: '' }, nowMs)
  const window = { fromMs: nowMs, untilMs: nowMs + 3_600_000 }
  const stay = {
    guestId,
    status: 'expected',
    host: '',
    purpose: '',
    phone: '',
    levelId: '7',
    photoHash: null,
  } as const
  const visitId = insertVisit(store, { ...stay, ...window, createdAtMs: nowMs })
  const wish = {
    want: 'granted',
    visitId,
    ...window,
    levelId: '7',
    faceHash: null,
    urgency: 'walkIn',
  } as const
  decideAccess(store, guestId, { ...wish, decidedAtMs: nowMs })

  const event = {
    eventKey: 'e1',
    eventType: 196893,
    atMs: nowMs + 9_000,
    personId: '77',
    doorId: '12',
    doorName: 'x',
    ...untold,
  }
  takeIn(store, [event], nowMs + 10_000, defaultPolicy)
  expect(newestPassages(store, 1)[0]).toMatchObject({ guestId: null, visitId: null })
  expect(getVisit(store, visitId)?.status).toBe('expected')

  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  const news = takeIn(store, [], nowMs + 20_000, defaultPolicy)
  expect(news.visitIds).toEqual([visitId])
  expect(newestPassages(store, 1)[0]).toMatchObject({ guestId, visitId, familyName: 'Late' })
  expect(getVisit(store, visitId)).toMatchObject({ status: 'inside', checkedInAtMs: event.atMs })
  expect(takeIn(store, [], nowMs + 30_000, defaultPolicy).passageIds).toEqual([])
  store.close()
})

it.each<[beforeMs: number, isHis: boolean]>([
  [0, true],
  [120_000, true],
  [120_001, false],
  [3_600_000, false],
])('a passage %i ms before the visit was typed in is its own: %s', (beforeMs, isHis) => {
  const store = newStore()
  refreshDoors(store, [{ doorId: '12', name: 'Gate in' }])
  setDirection(store, '12', 'entry')
  const { guestId, visitId } = addDecided(store)
  const atMs = NOW_MS - beforeMs
  const event = {
    eventKey: 'e1',
    eventType: 196_893,
    atMs,
    personId: '77',
    doorId: '12',
    doorName: 'x',
    ...untold,
  }
  takeIn(store, [event], NOW_MS, defaultPolicy)
  expect(newestPassages(store, 1)).toMatchObject([{ guestId: null, visitId: null }])

  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  expect(takeIn(store, [], NOW_MS + 1_000, defaultPolicy).visitIds).toEqual(isHis ? [visitId] : [])
  expect(newestPassages(store, 1)).toMatchObject([
    isHis ? { guestId, visitId } : { guestId: null, visitId: null },
  ])
  expect(getVisit(store, visitId)?.status).toBe(isHis ? 'inside' : 'expected')
  store.close()
})
