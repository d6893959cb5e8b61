import { describe, expect, it } from 'vitest'
import type { DoorEvent } from '../../src/main/hcp/endpoints/events.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { type Form, inChunks, nextForm, questions } from '../../src/main/passages/ask.ts'
import { ALWAYS_HOT, isGranted, SWEPT } from '../../src/main/passages/event-types.ts'
import { isOpenHour, onPassage } from '../../src/main/passages/rules.ts'
import { CURSOR, takeIn } from '../../src/main/passages/take-in.ts'
import { type TickWindow, tickWindow } from '../../src/main/passages/window.ts'
import { getAccess, putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { getFact } from '../../src/main/store/facts.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { newestPassages } from '../../src/main/store/passages.ts'
import { getVisit, type Visit } from '../../src/main/store/visits.ts'
import type { IncidentKind } from '../../src/shared/incident.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { addDecided, addVisit, dump, HOUR_MS, NOW_MS, newStore } from '../store/desk-store.ts'
import { untold } from './untold.ts'

const FACE_GRANTED = 196_893
const FACE_REFUSED = 197_151
const MINUTE_MS = 60_000
const DAY_MS = 24 * HOUR_MS

describe('the window of a tick', () => {
  const overlap = limits.tickOverlapMs
  it.each<[what: string, window: TickWindow, expected: TickWindow]>([
    [
      'is the overlap at the very first',
      tickWindow(null, NOW_MS),
      { fromMs: NOW_MS - overlap, untilMs: NOW_MS, isBehind: false },
    ],
    [
      'looks back a little before the cursor',
      tickWindow(NOW_MS - MINUTE_MS, NOW_MS),
      { fromMs: NOW_MS - MINUTE_MS - overlap, untilMs: NOW_MS, isBehind: false },
    ],
    [
      'is in whole seconds',
      tickWindow(NOW_MS, NOW_MS + 999),
      { fromMs: NOW_MS - overlap, untilMs: NOW_MS, isBehind: false },
    ],
    [
      'catches up in pieces',
      tickWindow(NOW_MS - 2 * DAY_MS, NOW_MS),
      {
        fromMs: NOW_MS - 2 * DAY_MS - overlap,
        untilMs: NOW_MS - 2 * DAY_MS + 12 * HOUR_MS,
        isBehind: true,
      },
    ],
    [
      'ends at the present with the last piece',
      tickWindow(NOW_MS - 12 * HOUR_MS, NOW_MS),
      { fromMs: NOW_MS - 12 * HOUR_MS - overlap, untilMs: NOW_MS, isBehind: false },
    ],
    [
      'asks again from the present when the clock was set back',
      tickWindow(NOW_MS + HOUR_MS, NOW_MS),
      { fromMs: NOW_MS - overlap, untilMs: NOW_MS, isBehind: false },
    ],
    [
      'looks a day back for what came late',
      tickWindow(NOW_MS - MINUTE_MS, NOW_MS, DAY_MS),
      { fromMs: NOW_MS - MINUTE_MS - DAY_MS, untilMs: NOW_MS, isBehind: false },
    ],
  ])('%s', (_what, window, expected) => {
    expect(window).toEqual(expected)
  })

  it('never spans more than HCP allows, and gets to the present from anywhere', () => {
    for (const days of [1, 7, 30, 31, 45, 400]) {
      let cursorMs = NOW_MS - days * DAY_MS
      let pieces = 0
      for (let isBehind = true; isBehind; pieces += 1) {
        const window = tickWindow(cursorMs, NOW_MS)
        expect(window.untilMs - window.fromMs).toBeLessThan(limits.hcpEventSpanMs)
        expect(NOW_MS - window.fromMs).toBeLessThan(limits.hcpEventSpanMs)
        expect(window.untilMs).toBeGreaterThan(cursorMs)
        cursorMs = window.untilMs
        isBehind = window.isBehind
      }
      expect(cursorMs).toBe(NOW_MS)
      expect(pieces).toBeLessThanOrEqual(63)
    }
  })
})

describe('the questions of a tick', () => {
  const doors = Array.from({ length: 23 }, (_, i) => String(i))
  const hot = ALWAYS_HOT.length

  it.each<[what: string, form: Form, seen: readonly number[], sweep: boolean, count: number]>([
    ['one for everything', 'plain', [1, 2, 3], true, 1],
    ['one per hot type', 'byType', [], false, hot],
    ['and per type seen lately, each once', 'byType', [4711, 4711, ALWAYS_HOT[0] ?? 0], false, hot + 1],
    ['and per swept type, now and then', 'byType', [], true, hot + SWEPT.length],
    ['by ten doors each', 'byTypeAndDoors', [], false, hot * 3],
  ])('are %s', (_what, form, seen, sweep, count) => {
    const asked = questions(form, doors, seen, sweep)
    expect(asked).toHaveLength(count)
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(count)
    for (const one of asked) expect(one.doorIds?.length ?? 0).toBeLessThanOrEqual(limits.hcpDoorsPerCall)
    if (form === 'byTypeAndDoors') expect(new Set(asked.flatMap((one) => one.doorIds ?? [])).size).toBe(23)
  })

  it('do not depend on the number of visits, and dearer forms follow in order', () => {
    expect([nextForm('plain'), nextForm('byType'), nextForm('byTypeAndDoors')]).toEqual([
      'byType',
      'byTypeAndDoors',
      null,
    ])
    expect(inChunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(inChunks([], 2)).toEqual([])
  })

  it('take a refused face for what it is', () => {
    expect(isGranted(FACE_GRANTED)).toBe(true)
    expect([FACE_REFUSED, 197_635, 197_633, 0].filter(isGranted)).toEqual([])
    expect(SWEPT).toContain(FACE_REFUSED)
  })
})

describe('the rules', () => {
  const NOON = new Date(2026, 4, 4, 12).getTime()
  const NIGHT = new Date(2026, 4, 4, 23).getTime()
  const visit = (status: Visit['status'], leftAtMs: number | null = null): Visit => ({
    visitId: 1,
    guestId: 1,
    status,
    host: '',
    purpose: '',
    phone: '',
    fromMs: 0,
    untilMs: 1,
    levelId: '7',
    photoHash: null,
    createdAtMs: 0,
    checkedInAtMs: null,
    leftAtMs,
    guardSaysInAtMs: 0,
  })
  type Row = [
    status: Visit['status'],
    granted: boolean,
    direction: 'entry' | 'exit' | 'none',
    checkIn: boolean,
    incident: IncidentKind | null,
  ]
  it.each<Row>([
    ['expected', true, 'entry', true, null],
    ['expected', false, 'entry', false, null],
    ['expected', true, 'exit', false, 'exitWithoutEntry'],
    ['expected', true, 'none', false, null],
    ['inside', true, 'entry', false, null],
    ['inside', true, 'exit', false, null],
    ['left', true, 'entry', false, 'passageAfterRevoke'],
    ['left', true, 'none', false, 'passageAfterRevoke'],
    ['left', true, 'exit', false, null],
    ['left', false, 'entry', false, null],
    ['cancelled', true, 'entry', false, 'passageAfterRevoke'],
    ['noShow', true, 'entry', false, 'passageAfterRevoke'],
  ])('%s, granted %s, %s: checked in %s, incident %s', (status, granted, direction, checkIn, incident) => {
    const left = visit(status, NOON - 60_000)
    expect(onPassage(left, { atMs: NOON, granted, direction }, 1, defaultPolicy)).toEqual({
      checkIn,
      incident,
    })
  })

  it('a passage at the moment of the checkout is none after it', () => {
    const passed = (afterMs: number) =>
      onPassage(
        visit('left', NOON),
        { atMs: NOON + afterMs, granted: true, direction: 'entry' },
        0,
        defaultPolicy,
      )
    expect(passed(10_000).incident).toBeNull()
    expect(passed(10_001).incident).toBe('passageAfterRevoke')
  })

  it('an entry at night is strange, and checks in all the same', () => {
    const entry = { atMs: NIGHT, granted: true, direction: 'entry' } as const
    expect(onPassage(visit('expected'), entry, 0, defaultPolicy)).toEqual({
      checkIn: true,
      incident: 'strangeHour',
    })
    const overMidnight = { ...defaultPolicy, openFromHour: 22, openUntilHour: 6 }
    expect([NIGHT, NOON].map((atMs) => isOpenHour(atMs, overMidnight))).toEqual([true, false])
    const always = { ...defaultPolicy, openFromHour: 0, openUntilHour: 24 }
    expect([NIGHT, NOON].map((atMs) => isOpenHour(atMs, always))).toEqual([true, true])
  })

  it('five refusals are an incident, four are not', () => {
    const refusal = { atMs: NOON, granted: false, direction: 'entry' } as const
    expect(onPassage(visit('inside'), refusal, 4, defaultPolicy).incident).toBeNull()
    expect(onPassage(visit('inside'), refusal, 5, defaultPolicy).incident).toBe('repeatedDenials')
  })
})

/** A store with a mapped gate, an unmapped door, and an expected guest whose person is 8562. */
function site(): { store: Store; guestId: number; visitId: number } {
  const store = newStore()
  refreshDoors(store, [
    { doorId: '12', name: 'Gate in' },
    { doorId: '13', name: 'Gate out' },
    { doorId: '14', name: 'Parking' },
  ])
  setDirection(store, '12', 'entry')
  setDirection(store, '13', 'exit')
  const { guestId, visitId } = addDecided(store)
  const observed = getAccess(store, guestId)?.observed
  if (observed) putObserved(store, guestId, { ...observed, person: { personId: '8562' } })
  return { store, guestId, visitId }
}

const event = (change: Partial<DoorEvent> = {}): DoorEvent => ({
  eventKey: 'e',
  eventType: FACE_GRANTED,
  atMs: NOW_MS + MINUTE_MS,
  personId: '8562',
  doorId: '12',
  doorName: 'as HCP calls it',
  ...untold,
  ...change,
})

describe('taking events in', () => {
  it('checks an expected guest in at his first entry, once', () => {
    const { store, guestId, visitId } = site()
    expect(takeIn(store, [event()], 5, defaultPolicy)).toEqual({
      passageIds: [1],
      eventTypes: [FACE_GRANTED],
      visitIds: [visitId],
      incidents: false,
    })
    expect(getVisit(store, visitId)).toMatchObject({ status: 'inside', checkedInAtMs: NOW_MS + MINUTE_MS })
    expect(newestPassages(store, 1)).toMatchObject([
      { guestId, visitId, direction: 'entry', granted: true, doorName: 'Gate in' },
    ])
    expect(getFact(store, CURSOR)).toBe(5)
    const before = dump(store)
    expect(takeIn(store, [event(), event()], null, defaultPolicy)).toEqual({
      passageIds: [],
      eventTypes: [],
      visitIds: [],
      incidents: false,
    })
    expect(dump(store)).toEqual(before)
  })

  it.each<[what: string, change: Partial<DoorEvent>, status: string, row: object]>([
    ['an exit', { doorId: '13' }, 'expected', { direction: 'exit', granted: true }],
    ['an unmapped door', { doorId: '14' }, 'expected', { direction: 'none', doorName: 'Parking' }],
    ['a door nobody knows', { doorId: '99' }, 'expected', { direction: 'none', doorName: 'as HCP calls it' }],
    ['a refusal', { eventType: FACE_REFUSED }, 'expected', { granted: false, direction: 'entry' }],
    ['a moment before he was typed in', { atMs: NOW_MS - MINUTE_MS }, 'inside', { direction: 'entry' }],
  ])('of %s leaves him %s', (_what, change, status, row) => {
    const { store, visitId } = site()
    takeIn(store, [event(change)], null, defaultPolicy)
    expect(getVisit(store, visitId)?.status).toBe(status)
    expect(newestPassages(store, 1)).toMatchObject([{ visitId, ...row }])
  })

  it.each<[what: string, change: Partial<DoorEvent>]>([
    ['a stranger', { personId: '' }],
    ['somebody who works here', { personId: '8501' }],
  ])('of %s is kept and belongs to nobody', (_what, change) => {
    const { store } = site()
    const before = dump(store)
    expect(takeIn(store, [event(change)], null, defaultPolicy).visitIds).toEqual([])
    expect(newestPassages(store, 1)).toMatchObject([{ guestId: null, visitId: null, familyName: '' }])
    expect(dump(store)['visit']).toEqual(before['visit'])
  })

  it('of long before the visit belongs to the guest, but to no visit', () => {
    const { store, guestId, visitId } = site()
    takeIn(store, [event({ atMs: NOW_MS - HOUR_MS })], null, defaultPolicy)
    expect(newestPassages(store, 1)).toMatchObject([{ guestId, visitId: null }])
    expect(getVisit(store, visitId)?.status).toBe('expected')
  })

  it('that came late goes to the visit of its time', () => {
    const { store, guestId, visitId } = site()
    store.prepare("UPDATE visit SET status = 'left' WHERE visitId = ?").run(visitId)
    const newer = addVisit(store, guestId, { createdAtMs: NOW_MS + HOUR_MS })
    takeIn(store, [event({ atMs: NOW_MS + 10 * MINUTE_MS })], null, defaultPolicy)
    expect(newestPassages(store, 1)).toMatchObject([{ visitId }])
    expect(getVisit(store, newer)?.status).toBe('expected')
  })

  it('is all or nothing: the cursor does not move past a row that is not stored', () => {
    const { store } = site()
    const before = dump(store)
    const broken = { ...event({ eventKey: 'f' }), atMs: Number.NaN }
    expect(() => takeIn(store, [event(), broken], 5, defaultPolicy)).toThrow()
    expect(dump(store)).toEqual(before)
  })

  it('moves the cursor without any row', () => {
    const { store } = site()
    expect(takeIn(store, [], 7, defaultPolicy)).toEqual({
      passageIds: [],
      eventTypes: [],
      visitIds: [],
      incidents: false,
    })
    expect(getFact(store, CURSOR)).toBe(7)
  })
})
