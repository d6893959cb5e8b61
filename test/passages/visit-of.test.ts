import { expect, it } from 'vitest'
import { takeIn } from '../../src/main/passages/take-in.ts'
import { putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { getVisit, insertVisit, updateVisit } from '../../src/main/store/visits.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { addDecided, NOW_MS, newStore } from '../store/desk-store.ts'
import { untold } from './untold.ts'

it('gives a passage to the stay it happened in, not to the one typed in a moment later', () => {
  const store = newStore()
  refreshDoors(store, [{ doorId: '12', name: 'Gate in' }])
  setDirection(store, '12', 'entry')
  const { guestId, visitId: first } = addDecided(store)
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  const leftAtMs = NOW_MS + 60_000
  updateVisit(store, first, { status: 'left', leftAtMs })
  const before = getVisit(store, first)
  if (!before) throw new Error('no visit')
  const second = insertVisit(store, { ...before, status: 'expected', createdAtMs: leftAtMs + 10_000 })
  const event = { eventType: 196893, personId: '77', doorId: '12', doorName: 'x', ...untold }

  takeIn(store, [{ ...event, eventKey: 'in the first', atMs: leftAtMs - 30_000 }], null, defaultPolicy)
  expect(getVisit(store, second)?.status).toBe('expected')

  // Between the two, and the clocks differ: it can only be the second.
  takeIn(store, [{ ...event, eventKey: 'at the second', atMs: leftAtMs + 5_000 }], null, defaultPolicy)
  expect(getVisit(store, second)?.status).toBe('inside')
  store.close()
})
