import { expect, it } from 'vitest'
import { bindToHcp } from '../../src/main/app/site-facts.ts'
import { CURSOR } from '../../src/main/passages/take-in.ts'
import { getAccess, guestOfPerson, putObserved } from '../../src/main/store/access.ts'
import { getFact, putFact } from '../../src/main/store/facts.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { addDecided, newStore } from '../store/desk-store.ts'

it('another HCP behind the same store: its persons are strangers until each was looked up', () => {
  const store = newStore()
  const { guestId } = addDecided(store)
  bindToHcp(store, 'AA:AA')
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '101' }, levels: { '7': 'in' } })
  putFact(store, CURSOR, 1_000)

  bindToHcp(store, 'AA:AA')
  expect(getAccess(store, guestId)?.observed.doubt).toBeNull()
  expect(guestOfPerson(store, '101')).toBe(guestId)

  bindToHcp(store, 'BB:BB')
  expect(getAccess(store, guestId)?.observed.doubt).toEqual({ names: null, window: null })
  expect(guestOfPerson(store, '101')).toBeNull()
  expect(getFact(store, CURSOR)).toBeUndefined()
  store.close()
})
