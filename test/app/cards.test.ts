import { describe, expect, it } from 'vitest'
import { allCards, cardOf, workStatus } from '../../src/main/app/cards.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { decideAccess, getAccess, putObserved, putStanding } from '../../src/main/store/access.ts'
import { insertPassage } from '../../src/main/store/passages.ts'
import { addDecided, addVisit, HOUR_MS, NOW_MS, newStore, wish } from '../store/desk-store.ts'

const LEVELS = [{ levelId: '7', name: 'Visitors' }]
const STANDING = {
  settled: false,
  parked: false,
  problem: null,
  code: null,
  attempts: 0,
  nextAttemptAtMs: 0,
} as const
const LEFT = { status: 'left', leftAtMs: NOW_MS } as const

describe('a card', () => {
  it('says what the store holds of a visit', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store)
    insertPassage(store, {
      eventKey: 'e',
      atMs: NOW_MS,
      eventType: 196_893,
      granted: true,
      doorId: '12',
      doorName: 'Gate in',
      readerId: '',
      pictureUri: '',
      direction: 'entry',
      personId: '',
      guestId,
      visitId,
    })
    expect(cardOf(store, visitId, LEVELS, NOW_MS)).toMatchObject({
      visitId,
      guestId,
      familyName: 'Петрова',
      status: 'expected',
      levelName: 'Visitors',
      access: 'waiting',
      problem: null,
      problemCode: null,
      alarm: false,
      lastPassage: { atMs: NOW_MS, door: 'Gate in', direction: 'entry', granted: true },
    })
    expect(cardOf(store, visitId, [], NOW_MS)?.levelName).toBe('7')
    expect(cardOf(store, 4711, LEVELS, NOW_MS)).toBeNull()
  })

  it('of an older visit has no access of its own', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store, { want: 'revoked' }, LEFT)
    putStanding(store, guestId, 1, { ...STANDING, problem: 'busy', code: '6' })
    const newer = addVisit(store, guestId)
    decideAccess(store, guestId, wish(newer))
    const cards = new Map(allCards(store, LEVELS, NOW_MS).map((card) => [card.visitId, card]))
    expect(cards.get(visitId)).toMatchObject({
      access: 'revoked',
      problem: null,
      problemCode: null,
      alarm: false,
    })
    expect(cards.get(newer)).toMatchObject({ access: 'waiting' })
  })

  it('leaves the board half a day after its end, unless its end is not confirmed', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store, { want: 'revoked' }, LEFT)
    const later = NOW_MS + 13 * HOUR_MS
    const observed = getAccess(store, guestId)?.observed
    if (observed)
      putObserved(store, guestId, { ...observed, person: { personId: '1' }, levels: { '7': 'maybe' } })
    expect(cardOf(store, visitId, LEVELS, later)?.access).toBe('revoking')
    if (observed) putObserved(store, guestId, observed)
    putStanding(store, guestId, 1, { ...STANDING, settled: true })
    expect(cardOf(store, visitId, LEVELS, later)).toBeNull()
    expect(cardOf(store, visitId, LEVELS, NOW_MS + HOUR_MS)).not.toBeNull()
    expect(allCards(store, LEVELS, later)).toEqual([])
  })
})

describe('an alarm', () => {
  function revoking() {
    const store = newStore()
    const { guestId, visitId } = addDecided(store, { want: 'revoked' }, LEFT)
    const observed = getAccess(store, guestId)?.observed
    if (observed)
      putObserved(store, guestId, { ...observed, person: { personId: '1' }, levels: { '7': 'in' } })
    return { store, guestId, visitId }
  }

  it('is raised when HCP has not confirmed a revocation in time, on the card and by name', () => {
    const { store, visitId } = revoking()
    const before = NOW_MS + limits.revokeAlarmMs - 1
    expect(cardOf(store, visitId, LEVELS, before)?.alarm).toBe(false)
    expect(workStatus(store, before)).toMatchObject({ revocations: 1, alarms: [] })
    expect(cardOf(store, visitId, LEVELS, before + 1)?.alarm).toBe(true)
    expect(workStatus(store, before + 1).alarms).toEqual([
      { visitId, name: 'Петрова Алёна', sinceMs: NOW_MS },
    ])
  })

  it('is not put off by a clock that was set back', () => {
    const { store, visitId } = revoking()
    const before = NOW_MS - HOUR_MS
    expect(cardOf(store, visitId, LEVELS, before)?.alarm).toBe(true)
    expect(workStatus(store, before).alarms).toHaveLength(1)
    // A second or two is no alarm.
    expect(cardOf(store, visitId, LEVELS, NOW_MS - 2_000)?.alarm).toBe(false)
  })

  it('ends when HCP has confirmed', () => {
    const { store, guestId, visitId } = revoking()
    putStanding(store, guestId, 1, { ...STANDING, settled: true })
    const late = NOW_MS + HOUR_MS
    expect(cardOf(store, visitId, LEVELS, late)?.alarm).toBe(false)
    expect(workStatus(store, late)).toMatchObject({ revocations: 0, alarms: [] })
  })
})

describe('the work that waits', () => {
  it('is counted as the strip tells it', () => {
    const store = newStore()
    addDecided(store)
    addDecided(store)
    const parked = addDecided(store)
    putStanding(store, parked.guestId, 1, { ...STANDING, parked: true, problem: 'faceRefused', code: null })
    const done = addDecided(store)
    putStanding(store, done.guestId, 1, { ...STANDING, settled: true })
    addDecided(store, { want: 'revoked' }, LEFT)
    expect(workStatus(store, NOW_MS)).toEqual({ waiting: 2, revocations: 1, parked: 1, alarms: [] })
  })
})
