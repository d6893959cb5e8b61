import { describe, expect, it } from 'vitest'
import { endByExits, raiseLongStays } from '../../src/main/passages/exits.ts'
import { takeIn } from '../../src/main/passages/take-in.ts'
import { getAccess, putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { changeIncident, incidentsSince } from '../../src/main/store/incidents.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { getVisit, updateVisit } from '../../src/main/store/visits.ts'
import { closePastVisits } from '../../src/main/visits/close-past.ts'
import { createDesk } from '../../src/main/visits/desk.ts'
import { defaultPolicy, type SitePolicy } from '../../src/shared/policy.ts'
import { newStore } from '../store/desk-store.ts'
import { untold } from './untold.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NINE = new Date(2026, 4, 4, 9).getTime()
const FACE = 196893
const REFUSED = 197151

/** A site with an entry (12) and an exit (13), and a guest inside since nine. */
class Site {
  readonly store: Store = newStore()
  nowMs = NINE
  readonly visitId: number
  #events = 0
  readonly desk = createDesk({
    store: this.store,
    clock: { nowMs: () => this.nowMs, monotonicMs: () => this.nowMs },
    levelIds: () => new Set(['7']),
    isPaused: () => false,
    askedAgain: () => {},
    hideName: () => {},
    decided: () => {},
  })

  constructor() {
    refreshDoors(this.store, [
      { doorId: '12', name: 'In' },
      { doorId: '13', name: 'Out' },
    ])
    setDirection(this.store, '12', 'entry')
    setDirection(this.store, '13', 'exit')
    this.visitId = this.enrol('Anna')
    this.pass('12', NINE + MINUTE)
  }

  enrol(familyName: string): number {
    const words = {
      familyName,
      givenName: '',
      host: '',
      purpose: '',
      phone: '',
      levelId: '7',
      photoHash: null,
    }
    const answer = this.desk.enrol({ guestId: null, ...words, fromMs: NINE, untilMs: NINE + 12 * HOUR })
    if (!answer.ok) throw new Error('not enrolled')
    putObserved(this.store, answer.guestId, {
      ...nothingObserved,
      person: { personId: `85${answer.guestId}` },
    })
    return answer.visitId
  }

  pass(doorId: string, atMs: number, eventType = FACE, visitId = this.visitId): boolean {
    this.#events += 1
    const personId = `85${getVisit(this.store, visitId)?.guestId}`
    const event = {
      eventKey: `e${this.#events}`,
      eventType,
      atMs,
      personId,
      doorId,
      doorName: doorId,
      ...untold,
    }
    return takeIn(this.store, [event], null, defaultPolicy).incidents
  }

  /** All passages up to then are read, and what follows from them is done. */
  read(untilMs: number, policy: Partial<SitePolicy> = {}): readonly number[] {
    this.nowMs = untilMs
    return endByExits(this.store, { ...defaultPolicy, ...policy }, untilMs, untilMs)
  }

  get visit() {
    return getVisit(this.store, this.visitId)
  }

  /** Whose hand checked the guest in, and whose ended the visit. */
  hands(visitId = this.visitId): unknown {
    return this.store.prepare('SELECT checkedInBy, endedBy FROM visit WHERE visitId = ?').raw().get(visitId)
  }

  kinds(): readonly string[] {
    return incidentsSince(this.store, 0).map((one) => one.kind)
  }
}

describe('an exit', () => {
  it('ends the visit when nobody has come back for a quarter of an hour, and takes the access away', () => {
    const site = new Site()
    site.pass('13', NINE + HOUR)
    expect(site.read(NINE + HOUR + 15 * MINUTE - 1_000)).toEqual([])
    expect(site.read(NINE + HOUR + 15 * MINUTE)).toEqual([site.visitId])
    expect(site.visit).toMatchObject({ status: 'left', leftAtMs: NINE + HOUR })
    expect(getAccess(site.store, site.visit?.guestId ?? 0)?.desired).toMatchObject({
      want: 'revoked',
      decidedAtMs: NINE + HOUR + 15 * MINUTE,
    })
    expect(site.read(NINE + 3 * HOUR), 'once').toEqual([])
  })

  it('does not end the visit of who came back, however late that is read', () => {
    const site = new Site()
    site.pass('13', NINE + HOUR)
    site.pass('12', NINE + HOUR + 10 * MINUTE)
    expect(site.read(NINE + 5 * HOUR)).toEqual([])
    // HCP was away: the exit was read before that, the return is not read yet.
    const other = new Site()
    other.pass('13', NINE + HOUR)
    other.nowMs = NINE + 2 * HOUR
    expect(endByExits(other.store, defaultPolicy, NINE + HOUR + MINUTE, NINE + 2 * HOUR)).toEqual([])
  })

  it.each<[exit: SitePolicy['exit'], ended: number]>([
    ['first', 1],
    ['grace', 0],
    ['never', 0],
  ])('by the policy "%s"', (exit, ended) => {
    const site = new Site()
    site.pass('13', NINE + HOUR)
    site.pass('12', NINE + HOUR + MINUTE)
    expect(site.read(NINE + 5 * HOUR, { exit })).toHaveLength(ended)
    if (exit === 'first') expect(site.visit?.leftAtMs, 'the first one').toBe(NINE + HOUR)
  })

  it('never wins over the guard', () => {
    const site = new Site()
    site.pass('13', NINE + HOUR)
    site.read(NINE + 2 * HOUR)
    site.nowMs = NINE + 2 * HOUR + MINUTE
    expect(site.desk.giveBack(site.visitId)).toEqual({ ok: true })
    expect(site.read(NINE + 8 * HOUR)).toEqual([])
    expect(site.visit?.status).toBe('inside')
    // A new exit counts again.
    site.pass('13', NINE + 9 * HOUR)
    expect(site.read(NINE + 10 * HOUR)).toEqual([site.visitId])
  })

  it('that was refused, or is none, ends nothing', () => {
    const site = new Site()
    site.pass('13', NINE + HOUR, REFUSED)
    setDirection(site.store, '13', 'none')
    site.pass('13', NINE + 2 * HOUR)
    expect(site.read(NINE + 9 * HOUR)).toEqual([])
  })

  it('of many ends at most 50 visits at a time', () => {
    const site = new Site()
    for (let i = 0; i < 60; i += 1) {
      const visitId = site.enrol(`Guest ${i}`)
      site.pass('12', NINE + 2 * MINUTE, FACE, visitId)
      site.pass('13', NINE + HOUR, FACE, visitId)
    }
    expect(site.read(NINE + 2 * HOUR)).toHaveLength(50)
    expect(site.read(NINE + 2 * HOUR)).toHaveLength(10)
  })
})

describe('an incident', () => {
  it('of each kind is written down, once per visit', () => {
    const site = new Site()
    const expected = site.enrol('Early')
    expect(site.pass('13', NINE + HOUR, FACE, expected)).toBe(true)
    expect(site.pass('13', NINE + HOUR + MINUTE, FACE, expected)).toBe(false)
    for (let i = 0; i < 6; i += 1) site.pass('12', NINE + 2 * HOUR + i * MINUTE, REFUSED)
    expect(raiseLongStays(site.store, defaultPolicy, NINE + 8 * HOUR)).toBe(false)
    expect(raiseLongStays(site.store, defaultPolicy, NINE + 8 * HOUR + MINUTE)).toBe(true)
    expect(raiseLongStays(site.store, defaultPolicy, NINE + 9 * HOUR)).toBe(false)
    site.pass('12', NINE + 14 * HOUR)
    site.nowMs = NINE + 15 * HOUR
    site.desk.checkOut(site.visitId)
    site.pass('12', NINE + 15 * HOUR + MINUTE)
    expect([...site.kinds()].sort()).toEqual([
      'exitWithoutEntry',
      'longStay',
      'passageAfterRevoke',
      'repeatedDenials',
      'strangeHour',
    ])
  })

  it('refusals far apart are none', () => {
    const site = new Site()
    for (let i = 0; i < 6; i += 1) site.pass('12', NINE + HOUR + i * 3 * MINUTE, REFUSED)
    expect(site.kinds()).toEqual([])
  })

  it('is looked into and closed by somebody, for a reason', () => {
    const site = new Site()
    site.pass('12', NINE + 14 * HOUR)
    const [incident] = incidentsSince(site.store, 0)
    expect(incident).toMatchObject({
      kind: 'strangeHour',
      state: 'new',
      by: '',
      doorName: 'In',
      familyName: 'Anna',
    })
    const id = incident?.incidentId ?? 0
    const change = {
      state: 'resolved',
      by: 'Post 1',
      why: 'Night delivery',
      changedAtMs: NINE + 15 * HOUR,
    } as const
    expect(changeIncident(site.store, id, change)).toBe(true)
    expect(changeIncident(site.store, 4711, change)).toBe(false)
    expect(incidentsSince(site.store, NINE + 15 * HOUR)).toMatchObject([{ state: 'resolved', by: 'Post 1' }])
    expect(incidentsSince(site.store, NINE + 15 * HOUR + 1), 'closed before that').toEqual([])
  })

  it('of a long stay does not need a door', () => {
    const site = new Site()
    const byHand = site.enrol('By hand')
    updateVisit(site.store, byHand, { status: 'inside', checkedInAtMs: NINE })
    expect(raiseLongStays(site.store, defaultPolicy, NINE + 8 * HOUR)).toBe(true)
    expect(incidentsSince(site.store, 0)[0]).toMatchObject({
      visitId: byHand,
      doorName: '',
      atMs: NINE + 8 * HOUR,
    })
  })
})

describe('a visit keeps whose hand it was', () => {
  it('of a door, and of an exit, until the guard gives the access back', () => {
    const site = new Site()
    expect(site.hands()).toEqual(['door', null])
    site.pass('13', NINE + HOUR)
    site.read(NINE + 2 * HOUR)
    expect(site.hands()).toEqual(['door', 'exit'])
    site.desk.giveBack(site.visitId)
    expect(site.hands()).toEqual(['door', null])
    site.desk.checkOut(site.visitId)
    expect(site.hands()).toEqual(['door', 'guard'])
  })

  it('of the guard, and of the end of the window', () => {
    const site = new Site()
    const [expected, cancelled, inside] = [site.enrol('Boris'), site.enrol('Clara'), site.enrol('Dora')]
    site.desk.cancel(cancelled)
    site.desk.checkIn(inside)
    site.pass('12', NINE + HOUR, FACE, inside)
    closePastVisits(site.store, NINE + 13 * HOUR)
    expect([site.visitId, expected, cancelled, inside].map((visitId) => site.hands(visitId))).toEqual([
      ['door', 'window'],
      [null, 'window'],
      [null, 'guard'],
      ['guard', 'window'],
    ])
  })
})
