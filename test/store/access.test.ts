import { describe, expect, it } from 'vitest'
import {
  accessVisits,
  decideAccess,
  dueAccess,
  getAccess,
  guestOfPerson,
  nextDueAtMs,
  openWork,
  putObserved,
  putStanding,
  type Standing,
  tryAccessAgain,
  wakeAllAccess,
} from '../../src/main/store/access.ts'
import { insertGroup, pauseGroup } from '../../src/main/store/groups.ts'
import { nothingObserved, type Observed } from '../../src/main/store/observed.ts'
import { addDecided, dump, FACE, HOUR_MS, NOW_MS, newStore, OTHER_FACE, wish } from './desk-store.ts'

const STANDING: Standing = {
  settled: false,
  parked: false,
  problem: null,
  code: null,
  attempts: 0,
  nextAttemptAtMs: 0,
}

const EVERYTHING: Observed = {
  ...nothingObserved,
  person: { personId: '8562' },
  names: 'Ёлкина\nАнна',
  window: { fromMs: NOW_MS, untilMs: NOW_MS + HOUR_MS },
  face: FACE,
  faceRead: true,
  doubt: { names: 'x', window: null, face: OTHER_FACE },
  levels: { '7': 'in', '8': 'maybe' },
  applied: 'asked',
  appliedAskedAtMs: NOW_MS,
  checks: 3,
  failedChecks: 1,
  lateGrantUntilMs: NOW_MS + 1,
  lateRevokeUntilMs: NOW_MS + 2,
  lateLevels: ['8'],
}

describe('an access record', () => {
  it('begins with a decision about somebody HCP has never heard of', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store)
    expect(getAccess(store, guestId)).toMatchObject({
      guestId,
      revision: 1,
      desired: wish(visitId),
      observed: nothingObserved,
      ...STANDING,
    })
    expect(getAccess(store, 4711)).toBeUndefined()
  })

  it('keeps everything observed, through JSON', () => {
    const store = newStore()
    const { guestId } = addDecided(store)
    putObserved(store, guestId, EVERYTHING)
    expect(getAccess(store, guestId)?.observed).toEqual(EVERYTHING)
    expect(() => putObserved(store, 4711, EVERYTHING)).toThrow('not in the store')
  })

  it('starts with a clean slate after every decision, and keeps what was observed', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store)
    putObserved(store, guestId, EVERYTHING)
    const parked = {
      ...STANDING,
      parked: true,
      problem: 'faceRefused',
      code: null,
      attempts: 3,
      nextAttemptAtMs: NOW_MS,
    } as const
    expect(putStanding(store, guestId, 1, parked)).toBe(true)
    const next = wish(visitId, { want: 'revoked', levelId: '8', faceHash: OTHER_FACE, urgency: 'group' })
    decideAccess(store, guestId, next)
    expect(getAccess(store, guestId)).toMatchObject({
      revision: 2,
      desired: next,
      observed: EVERYTHING,
      ...STANDING,
    })
  })

  it('is not touched by a standing of an older decision', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store)
    decideAccess(store, guestId, wish(visitId, { want: 'revoked' }))
    const before = dump(store)
    expect(putStanding(store, guestId, 1, { ...STANDING, settled: true })).toBe(false)
    expect(dump(store)).toEqual(before)
  })

  it('can never be parked as a revocation', () => {
    const store = newStore()
    const { guestId } = addDecided(store, { want: 'revoked' })
    expect(() => putStanding(store, guestId, 1, { ...STANDING, parked: true })).toThrow('CHECK')
  })

  it('is found by the person it has made', () => {
    const store = newStore()
    const { guestId } = addDecided(store)
    expect(guestOfPerson(store, '8562')).toBeNull()
    putObserved(store, guestId, { ...EVERYTHING, doubt: null })
    expect(guestOfPerson(store, '8562')).toBe(guestId)
    expect(guestOfPerson(store, '856')).toBeNull()
    // Whose number it is, is as doubtful as the record.
    putObserved(store, guestId, EVERYTHING)
    expect(guestOfPerson(store, '8562')).toBeNull()
  })

  it('names its visit', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store)
    expect(accessVisits(store, [4711, guestId])).toEqual([visitId])
  })
})

describe('due records', () => {
  it('come revocations first, then walk-ins, then groups, oldest decision first', () => {
    const store = newStore()
    const add = (change: Parameters<typeof addDecided>[1]) => addDecided(store, change).guestId
    const group = add({ urgency: 'group', decidedAtMs: NOW_MS - 9_000 })
    const late = add({ decidedAtMs: NOW_MS })
    const early = add({ decidedAtMs: NOW_MS - 1_000 })
    const groupEnd = add({ want: 'revoked', urgency: 'group', decidedAtMs: NOW_MS })
    const end = add({ want: 'revoked', decidedAtMs: NOW_MS })
    const due = dueAccess(store, NOW_MS, 500)
    expect(due.map((record) => record.guestId)).toEqual([end, groupEnd, early, late, group])
    expect(dueAccess(store, NOW_MS, 2).map((record) => record.guestId)).toEqual([end, groupEnd])
  })

  it('leave out who is settled, parked or waits', () => {
    const store = newStore()
    const standings: readonly Partial<Standing>[] = [
      { settled: true },
      { parked: true },
      { nextAttemptAtMs: NOW_MS + 5_000 },
      { nextAttemptAtMs: NOW_MS + 1_000 },
      { nextAttemptAtMs: NOW_MS },
    ]
    const guests = standings.map((standing) => {
      const { guestId } = addDecided(store)
      putStanding(store, guestId, 1, { ...STANDING, ...standing })
      return guestId
    })
    expect(dueAccess(store, NOW_MS, 500).map((record) => record.guestId)).toEqual(guests.slice(-1))
    expect(nextDueAtMs(store, NOW_MS)).toBe(NOW_MS + 1_000)
    expect(nextDueAtMs(store, NOW_MS + 5_000)).toBeNull()
  })

  it('leave out guests of a paused group, except for whoever may be in a level already', () => {
    const store = newStore()
    const guests = [{}, { '12': 'in' }, { '12': 'maybe' }].map((levels) => {
      const added = addDecided(store, { urgency: 'group' })
      putObserved(store, added.guestId, { ...nothingObserved, levels: levels as Observed['levels'] })
      return added
    })
    const visitIds = guests.map(({ visitId }) => visitId)
    const groupId = insertGroup(store, { kind: 'enrol', name: 'Tour', createdAtMs: NOW_MS }, visitIds)
    expect(dueAccess(store, NOW_MS, 500)).toHaveLength(3)
    pauseGroup(store, groupId, true)
    const due = dueAccess(store, NOW_MS, 500).map(({ guestId }) => guestId)
    expect(due).toEqual(guests.slice(1).map(({ guestId }) => guestId))
  })

  it('leave out guests of all groups while they must wait, and nobody else', () => {
    const store = newStore()
    addDecided(store, { urgency: 'group' })
    const halfIn = addDecided(store, { urgency: 'group' }).guestId
    putObserved(store, halfIn, { ...nothingObserved, levels: { '12': 'maybe' } })
    const walkIn = addDecided(store).guestId
    const leaving = addDecided(store, { urgency: 'group', want: 'revoked' }).guestId
    const due = dueAccess(store, NOW_MS, 500, true).map(({ guestId }) => guestId)
    expect(due).toEqual([leaving, walkIn, halfIn])
  })

  it('are those, too, that seem to wait longer than anything is ever set to: the clock was set back', () => {
    const store = newStore()
    const waits = [90_000, HOUR_MS].map((ms) => {
      const { guestId } = addDecided(store)
      putStanding(store, guestId, 1, { ...STANDING, nextAttemptAtMs: NOW_MS + ms })
      return guestId
    })
    expect(dueAccess(store, NOW_MS, 500).map((record) => record.guestId)).toEqual(waits.slice(1))
  })

  it.each<[problem: Standing['problem'], isWoken: boolean]>([
    ['unreachable', true],
    ['busy', true],
    ['authRefused', true],
    ['deviceOffline', false],
    [null, false],
  ])('that wait for %s are woken when HCP answers: %s', (problem, isWoken) => {
    const store = newStore()
    const { guestId } = addDecided(store)
    putStanding(store, guestId, 1, { ...STANDING, problem, nextAttemptAtMs: NOW_MS + 60_000 })
    wakeAllAccess(store, NOW_MS)
    expect(dueAccess(store, NOW_MS, 500)).toHaveLength(isWoken ? 1 : 0)
  })

  it('are due again after "try again", parked or not', () => {
    const store = newStore()
    const { guestId } = addDecided(store)
    const waiting = {
      ...STANDING,
      problem: 'busy',
      code: null,
      attempts: 2,
      nextAttemptAtMs: NOW_MS + 60_000,
    } as const
    for (const parked of [false, true]) {
      putStanding(store, guestId, 1, { ...waiting, parked })
      expect(dueAccess(store, NOW_MS, 500)).toEqual([])
      tryAccessAgain(store, guestId)
      expect(dueAccess(store, NOW_MS, 500)).toMatchObject([
        { guestId, attempts: 0, problem: null, code: null },
      ])
    }
    putStanding(store, guestId, 1, { ...waiting, settled: true })
    const before = dump(store)
    tryAccessAgain(store, guestId)
    expect(dump(store)).toEqual(before)
  })
})

describe('open work', () => {
  it('is every decision that is not settled, oldest first', () => {
    const store = newStore()
    const later = addDecided(store, { decidedAtMs: NOW_MS })
    const parked = addDecided(store, { decidedAtMs: NOW_MS - 1 })
    const done = addDecided(store)
    putStanding(store, parked.guestId, 1, { ...STANDING, parked: true })
    putStanding(store, done.guestId, 1, { ...STANDING, settled: true })
    expect(openWork(store)).toEqual([
      expect.objectContaining({ visitId: parked.visitId, parked: true, familyName: 'Петрова' }),
      expect.objectContaining({ visitId: later.visitId, parked: false, want: 'granted' }),
    ])
  })
})
