import { expect, it } from 'vitest'
import { takeIn } from '../../src/main/passages/take-in.ts'
import { putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { putFact } from '../../src/main/store/facts.ts'
import { WEBHOOK } from '../../src/main/store/notices.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { noticeKinds } from '../../src/shared/webhook.ts'
import { addDecided, NOW_MS, newStore } from '../store/desk-store.ts'
import { untold } from './untold.ts'

const [FACE, FACE_REFUSED] = [196_893, 197_151]

/** A guest whom HCP knows as 77, and a site with a way in, a way out, and a door inside. */
function watched(): Store {
  const store = newStore()
  refreshDoors(
    store,
    ['12', '13', '14'].map((doorId) => ({ doorId, name: `Gate ${doorId}` })),
  )
  setDirection(store, '12', 'entry')
  setDirection(store, '13', 'exit')
  setDirection(store, '14', 'none')
  putFact(store, WEBHOOK, { url: 'https://hooks.example/', kinds: noticeKinds })
  return store
}

const event = (eventKey: string, doorId: string, eventType: number, personId = '77') => ({
  eventKey,
  eventType,
  atMs: NOW_MS + 60_000,
  personId,
  doorId,
  doorName: 'x',
  ...untold,
})

const told = (store: Store): unknown[] =>
  store.prepare('SELECT kind, refId, atMs FROM notice ORDER BY noticeId').all()

it('a guest let in or out is to be told; a refused one, a stranger, and a door that leads nowhere are not', () => {
  const store = watched()
  const { guestId } = addDecided(store)
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  const events = [
    event('e1', '12', FACE),
    event('e2', '12', FACE_REFUSED),
    event('e3', '14', FACE),
    event('e4', '12', FACE, '78'),
    event('e5', '15', FACE),
    event('e6', '13', FACE),
  ]
  takeIn(store, events, NOW_MS + 61_000, defaultPolicy)
  const all = [
    { kind: 'entry', refId: 1, atMs: NOW_MS + 60_000 },
    { kind: 'exit', refId: 6, atMs: NOW_MS + 60_000 },
  ]
  expect(told(store)).toEqual(all)
  takeIn(store, events, NOW_MS + 62_000, defaultPolicy)
  expect(told(store), 'the same rows again').toEqual(all)
  store.close()
})

it('an exit without an entry is told as both, the incident once', () => {
  const store = watched()
  const { guestId } = addDecided(store)
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  takeIn(store, [event('e1', '13', FACE), event('e2', '13', FACE)], NOW_MS + 61_000, defaultPolicy)
  expect(told(store)).toMatchObject([{ kind: 'exit' }, { kind: 'incident', refId: 1 }, { kind: 'exit' }])
  store.close()
})

it('a passage that turns out to be a guest’s later is told then', () => {
  const store = watched()
  const { guestId } = addDecided(store)
  takeIn(store, [event('e1', '12', FACE)], NOW_MS + 61_000, defaultPolicy)
  expect(told(store)).toEqual([])
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  takeIn(store, [], NOW_MS + 120_000, defaultPolicy)
  takeIn(store, [], NOW_MS + 180_000, defaultPolicy)
  expect(told(store)).toEqual([{ kind: 'entry', refId: 1, atMs: NOW_MS + 60_000 }])
  store.close()
})

it('what was not stored is not told either', () => {
  const store = watched()
  const { guestId } = addDecided(store)
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  store.exec("CREATE TRIGGER full BEFORE INSERT ON fact BEGIN SELECT raise(ABORT, 'disk full'); END")
  expect(() => takeIn(store, [event('e1', '12', FACE)], NOW_MS + 61_000, defaultPolicy)).toThrow('disk full')
  expect(told(store)).toEqual([])
  store.close()
})
