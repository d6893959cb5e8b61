import { describe, expect, it } from 'vitest'
import { decideAccess, getAccess, putObserved, putStanding } from '../../src/main/store/access.ts'
import { distrust } from '../../src/main/store/distrust.ts'
import { guestByCode } from '../../src/main/store/guests.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { getVisit, openVisitOf, updateVisit } from '../../src/main/store/visits.ts'
import { isPersonCode } from '../../src/main/visits/person-code.ts'
import { type HeldAccess, takeOver } from '../../src/main/visits/take-over.ts'
import { addDecided, dump, FACE, HOUR_MS, NOW_MS, newStore, wish } from '../store/desk-store.ts'

const LATER_MS = NOW_MS + HOUR_MS
const held = (change: Partial<HeldAccess> = {}): HeldAccess => ({
  personId: '8562',
  personCode: 'GP00000000000ZZZ',
  familyName: 'Newman',
  givenName: '',
  window: { fromMs: NOW_MS - HOUR_MS, untilMs: NOW_MS + 6 * HOUR_MS },
  hasFace: true,
  levelIds: ['9'],
  ...change,
})
const take = (store: Store, one: HeldAccess) => takeOver(store, one, NOW_MS, LATER_MS)

/** A guest of the store, as HCP would list him. */
function heldOf(store: Store, guestId: number, change: Partial<HeldAccess> = {}): HeldAccess {
  return held({ personCode: getAccess(store, guestId)?.personCode ?? '', ...change })
}

/** His visit is over, and HCP has confirmed the end of his access. */
function ended(store: Store, decidedAtMs: number): { readonly guestId: number; readonly visitId: number } {
  const { guestId, visitId } = addDecided(store)
  updateVisit(store, visitId, { status: 'left', leftAtMs: decidedAtMs })
  decideAccess(store, guestId, wish(visitId, { want: 'revoked', decidedAtMs }))
  const settled = { settled: true, parked: false, problem: null, code: null, attempts: 0, nextAttemptAtMs: 0 }
  putStanding(store, guestId, getAccess(store, guestId)?.revision ?? 0, settled)
  return { guestId, visitId }
}

describe('who holds access in HCP and has no visit here', () => {
  it('gets one, with name, window and level as HCP says, and nothing is sent for it', () => {
    const store = newStore()
    const taken = take(store, held())
    const guest = guestByCode(store, held().personCode)
    expect(guest).toMatchObject({ familyName: 'Newman', givenName: '' })
    const visit = getVisit(store, taken?.visitId ?? 0)
    expect(taken?.how).toBe('adopted')
    expect(visit).toMatchObject({ status: 'expected', levelId: '9', photoHash: null, ...held().window })
    // His passages of this morning are this visit's.
    expect(visit?.createdAtMs).toBe(held().window?.fromMs)
    expect(getAccess(store, guest?.guestId ?? 0)).toMatchObject({
      parked: false,
      desired: { want: 'granted', levelId: '9' },
      observed: { person: { personId: '8562' }, levels: { 9: 'in' }, applied: 'untold', doubt: null },
    })
  })

  it('once, however often HCP is read', () => {
    const store = newStore()
    take(store, held())
    const once = dump(store)
    expect(take(store, held())).toBe(null)
    expect(dump(store)).toEqual(once)
  })

  it('not when his time is over, nor when he was checked out since, nor while a revocation is under way', () => {
    const store = newStore()
    expect(take(store, held({ window: { fromMs: NOW_MS - HOUR_MS, untilMs: LATER_MS } }))).toBe(null)
    expect(take(store, heldOf(store, ended(store, NOW_MS + 1).guestId))).toBe(null)
    const { guestId, visitId } = addDecided(store)
    updateVisit(store, visitId, { status: 'left', leftAtMs: NOW_MS - 1 })
    decideAccess(store, guestId, wish(visitId, { want: 'revoked', decidedAtMs: NOW_MS - 1 }))
    expect(take(store, heldOf(store, guestId))).toBe(null)
  })

  it('also when he is known from earlier: with his name and photo', () => {
    const store = newStore()
    const { guestId, visitId } = ended(store, NOW_MS - 1)
    const taken = take(store, heldOf(store, guestId))
    expect(taken?.how).toBe('adopted')
    expect(taken?.visitId).not.toBe(visitId)
    expect(openVisitOf(store, guestId)).toMatchObject({ visitId: taken?.visitId, photoHash: FACE })
  })
})

describe('a visit that waits for a word', () => {
  function waiting(store: Store): { readonly guestId: number; readonly visitId: number } {
    const one = addDecided(store)
    putObserved(store, one.guestId, { ...nothingObserved, person: { personId: '1' }, levels: { 7: 'in' } })
    distrust(store, 'restored', NOW_MS - 1, NOW_MS)
    return one
  }

  it('is confirmed by HCP, whose window and level are the newer ones', () => {
    const store = newStore()
    const { guestId, visitId } = waiting(store)
    expect(take(store, heldOf(store, guestId))).toEqual({ how: 'confirmed', visitId })
    expect(getVisit(store, visitId)).toMatchObject({ levelId: '9', untilMs: NOW_MS + 6 * HOUR_MS })
    expect(getAccess(store, guestId)).toMatchObject({ parked: false, problem: null })
  })

  it.each<[what: string, change: Partial<HeldAccess>]>([
    ['HCP has not his face: sending it would let him in', { hasFace: false }],
    ['HCP does not tell until when', { window: null }],
    ['HCP says a window that ends before his begins', { window: { fromMs: 0, untilMs: LATER_MS + 1 } }],
  ])('goes on waiting where %s', (_what, change) => {
    const store = newStore()
    const { guestId, visitId } = waiting(store)
    if (change.window) updateVisit(store, visitId, { untilMs: LATER_MS + 9 * HOUR_MS })
    if (change.window) store.prepare('UPDATE visit SET fromMs = ?').run(LATER_MS + HOUR_MS)
    expect(take(store, heldOf(store, guestId, change))).toBe(null)
    expect(getAccess(store, guestId)).toMatchObject({ parked: true, problem: 'restored', settled: false })
  })
})

it('codes of the desk are told from those of others', () => {
  expect(isPersonCode('GP0123456789ABCD')).toBe(true)
  for (const code of [
    '',
    '213',
    'GP0123456789ABC',
    'GP0123456789ABCI',
    'gp0123456789ABCD',
    ' GP0123456789ABCD',
  ])
    expect(isPersonCode(code)).toBe(false)
})
