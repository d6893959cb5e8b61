import { expect, it } from 'vitest'
import { takeIn } from '../../src/main/passages/take-in.ts'
import { decideAccess, nothingObserved, putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { insertGuest } from '../../src/main/store/guests.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { newestPassages } from '../../src/main/store/passages.ts'
import { getVisit, insertVisit } from '../../src/main/store/visits.ts'

it('gives a passage to its guest as soon as his HCP person is known, and checks him in', () => {
  const store = openStore(':memory:')
  const nowMs = Date.UTC(2026, 4, 4, 8)
  refreshDoors(store, [{ doorId: '12', name: 'Gate in' }])
  setDirection(store, '12', 'entry')
  const guestId = insertGuest(store, { personCode: 'GP1', familyName: 'Late', givenName: '' }, nowMs)
  const window = { fromMs: nowMs, untilMs: nowMs + 3_600_000 }
  const stay = { guestId, status: 'expected', host: '', purpose: '', levelId: '7', photoHash: null } as const
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
  }
  takeIn(store, [event], nowMs + 10_000)
  expect(newestPassages(store, 1)[0]).toMatchObject({ guestId: null, visitId: null })
  expect(getVisit(store, visitId)?.status).toBe('expected')

  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  const news = takeIn(store, [], nowMs + 20_000)
  expect(news.visitIds).toEqual([visitId])
  expect(newestPassages(store, 1)[0]).toMatchObject({ guestId, visitId, familyName: 'Late' })
  expect(getVisit(store, visitId)).toMatchObject({ status: 'inside', checkedInAtMs: event.atMs })
  expect(takeIn(store, [], nowMs + 30_000).passageIds).toEqual([])
  store.close()
})
