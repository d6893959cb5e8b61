import { describe, expect, it } from 'vitest'
import { decideAccess, putStanding } from '../../src/main/store/access.ts'
import { boardRow, boardRows } from '../../src/main/store/board.ts'
import { allDoors, refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { getFact, putFact } from '../../src/main/store/facts.ts'
import { getGuest, renameGuest, searchGuests, searchKey } from '../../src/main/store/guests.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import {
  eventTypesSince,
  insertPassage,
  type NewPassage,
  newestPassages,
  passagesById,
} from '../../src/main/store/passages.ts'
import { hasPhoto, putPhoto } from '../../src/main/store/photos.ts'
import {
  getVisit,
  openVisitOf,
  updateVisit,
  type Visit,
  visitAt,
  visitsPastWindow,
} from '../../src/main/store/visits.ts'
import { addDecided, addGuest, addVisit, FACE, HOUR_MS, NOW_MS, newStore, wish } from './desk-store.ts'

const passage = (change: Partial<NewPassage> = {}): NewPassage => ({
  eventKey: 'e',
  atMs: NOW_MS,
  eventType: 196_893,
  granted: true,
  doorId: '12',
  doorName: 'Gate in',
  direction: 'entry',
  personId: '',
  guestId: null,
  visitId: null,
  readerId: '',
  pictureUri: '',
  ...change,
})

describe('visits', () => {
  it('are open once per guest', () => {
    const store = newStore()
    const guestId = addGuest(store)
    addVisit(store, guestId, { status: 'left' })
    addVisit(store, guestId, { status: 'cancelled' })
    const open = addVisit(store, guestId)
    expect(() => addVisit(store, guestId)).toThrow('UNIQUE')
    expect(() => addVisit(store, guestId, { status: 'inside' })).toThrow('UNIQUE')
    expect(openVisitOf(store, guestId)?.visitId).toBe(open)
    updateVisit(store, open, { status: 'inside', checkedInAtMs: NOW_MS })
    expect(openVisitOf(store, guestId)).toMatchObject({ visitId: open, status: 'inside' })
    updateVisit(store, open, { status: 'noShow' })
    expect(openVisitOf(store, guestId)).toBeUndefined()
    addVisit(store, guestId)
  })

  it.each<[what: string, change: Partial<Visit>]>([
    ['a status nobody knows', { status: 'gone' as Visit['status'] }],
    ['a window that ends where it starts', { fromMs: NOW_MS, untilMs: NOW_MS }],
    ['a picture nobody has kept', { photoHash: 'c'.repeat(64) }],
    ['a time that is none', { fromMs: Number.NaN }],
    ['half a millisecond', { untilMs: NOW_MS + 0.5 }],
  ])('are refused with %s', (_what, change) => {
    const store = newStore()
    const guestId = addGuest(store)
    expect(() => addVisit(store, guestId, change)).toThrow()
    expect(openVisitOf(store, guestId)).toBeUndefined()
  })

  it('change only where they are', () => {
    const store = newStore()
    const visitId = addVisit(store, addGuest(store))
    updateVisit(store, visitId, { untilMs: NOW_MS + HOUR_MS, photoHash: null })
    expect(getVisit(store, visitId)).toMatchObject({
      untilMs: NOW_MS + HOUR_MS,
      photoHash: null,
      levelId: '7',
    })
    expect(() => updateVisit(store, 4711, { status: 'left' })).toThrow('not in the store')
  })

  it('past their window are the open ones', () => {
    const store = newStore()
    const past = { fromMs: NOW_MS - 2 * HOUR_MS, untilMs: NOW_MS }
    const expected = addVisit(store, addGuest(store), past)
    const inside = addVisit(store, addGuest(store), { ...past, status: 'inside' })
    addVisit(store, addGuest(store), { ...past, status: 'left' })
    addVisit(store, addGuest(store), { ...past, untilMs: NOW_MS + 1 })
    expect(visitsPastWindow(store, NOW_MS, 50).map((visit) => visit.visitId)).toEqual([expected, inside])
    expect(visitsPastWindow(store, NOW_MS, 1)).toHaveLength(1)
  })

  it('own a passage by the time they were made', () => {
    const store = newStore()
    const guestId = addGuest(store)
    const first = addVisit(store, guestId, { status: 'left', createdAtMs: NOW_MS })
    const second = addVisit(store, guestId, { createdAtMs: NOW_MS + HOUR_MS })
    const owner = (atMs: number) => visitAt(store, guestId, atMs)?.visitId
    expect([owner(NOW_MS - 1), owner(NOW_MS), owner(NOW_MS + HOUR_MS - 1), owner(NOW_MS + HOUR_MS)]).toEqual([
      undefined,
      first,
      first,
      second,
    ])
  })
})

describe('guests', () => {
  it('have one person code each', () => {
    const store = newStore()
    const guestId = addGuest(store)
    const personCode = getGuest(store, guestId)?.personCode ?? ''
    const again = store.prepare(
      "INSERT INTO guest (personCode, familyName, givenName, searchName, createdAtMs) VALUES (?, 'X', '', 'x', 1)",
    )
    expect(() => again.run(personCode)).toThrow('UNIQUE')
    expect(() => again.run('GP-longer-than-16')).toThrow('CHECK')
  })

  it('can be renamed, and are found by the new name only', () => {
    const store = newStore()
    const guestId = addGuest(store, 'Петрова', 'Алёна')
    renameGuest(store, guestId, 'Ёлкина', 'Анна')
    expect(searchGuests(store, 'петр', 8)).toEqual([])
    expect(searchGuests(store, 'елк', 8)).toMatchObject([{ guestId, familyName: 'Ёлкина' }])
    expect(() => renameGuest(store, 4711, 'X', '')).toThrow('not in the store')
  })
})

describe('the search', () => {
  const NAMES = [
    ['Петрова', 'Алёна'],
    ['Ёлкина', 'Анна'],
    ['де ла Крус', 'Хуан'],
    ['100%', 'Sure'],
    ['under_score', 'A'],
    ['back\\slash', 'B'],
    ['Äöü', 'Straße'],
  ] as const

  function namesFound(typed: string): readonly string[] {
    const store = newStore()
    for (const [family, given] of NAMES) addGuest(store, family, given)
    return searchGuests(store, typed, 8)
      .map((match) => match.familyName)
      .sort()
  }

  it.each<[typed: string, found: readonly string[]]>([
    ['петр', ['Петрова']],
    ['ПЕТР', ['Петрова']],
    ['  петрова   алена ', ['Петрова']],
    ['алё', ['Петрова']],
    ['Ёлк', ['Ёлкина']],
    ['елк', ['Ёлкина']],
    // Decomposed, as some keyboards and all Macs write it.
    ['е\u0308лк', ['Ёлкина']],
    ['а', ['Петрова', 'Ёлкина'].sort()],
    ['крус', ['де ла Крус']],
    ['ла крус', ['де ла Крус']],
    ['трова', []],
    ['%', []],
    ['100%', ['100%']],
    ['1%', []],
    ['_', []],
    ['under_', ['under_score']],
    ['underx', []],
    ['u_der', []],
    ['back\\', ['back\\slash']],
    ['\\', []],
    ["'; DROP TABLE guest; --", []],
    ['äö', ['Äöü']],
    ['', []],
    ['   ', []],
  ])('for %j finds %j', (typed, found) => {
    expect(namesFound(typed)).toEqual(found)
  })

  it('compares one spelling', () => {
    expect(searchKey('  АЛЁНА \t Петрова ')).toBe('алена петрова')
  })

  it('brings the last stay along, the newest guest first, and at most as many as asked', () => {
    const store = newStore()
    const old = addGuest(store, 'Иванов', 'А')
    addVisit(store, old, { status: 'left', host: 'before', createdAtMs: NOW_MS - HOUR_MS })
    const last = addVisit(store, old, { host: 'last', purpose: 'p', levelId: '8', createdAtMs: NOW_MS })
    const fresh = addGuest(store, 'Иванов', 'Б')
    addVisit(store, fresh, { status: 'left', photoHash: null, createdAtMs: NOW_MS + 1 })
    const never = addGuest(store, 'Иванов', 'В')
    const found = searchGuests(store, 'иванов', 8)
    expect(found.map((match) => match.guestId)).toEqual([fresh, old, never])
    expect(found[1]).toEqual({
      guestId: old,
      familyName: 'Иванов',
      givenName: 'А',
      photoHash: FACE,
      lastVisitAtMs: NOW_MS,
      lastHost: 'last',
      lastPhone: '',
      lastPurpose: 'p',
      lastLevelId: '8',
      openVisitId: last,
    })
    expect(found[2]).toMatchObject({
      lastVisitAtMs: null,
      lastHost: '',
      lastLevelId: null,
      openVisitId: null,
    })
    expect(searchGuests(store, 'иванов', 2)).toHaveLength(2)
  })
})

describe('passages', () => {
  it('are stored once, however often they are read', () => {
    const store = newStore()
    expect(insertPassage(store, passage())).toBe(1)
    expect(insertPassage(store, passage({ doorName: 'Other' }))).toBeNull()
    expect(insertPassage(store, passage({ eventKey: 'f' }))).toBe(2)
    expect(newestPassages(store, 10)).toHaveLength(2)
  })

  it('come newest first, with the guest’s name and picture', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store)
    const add = (eventKey: string, atMs: number, more: Partial<NewPassage> = {}) =>
      insertPassage(store, passage({ eventKey, atMs, ...more })) ?? 0
    const early = add('a', NOW_MS - 1)
    const first = add('b', NOW_MS)
    const second = add('c', NOW_MS, { guestId, visitId, granted: false })
    expect(newestPassages(store, 10).map((row) => row.passageId)).toEqual([second, first, early])
    expect(newestPassages(store, 1)).toEqual([
      {
        passageId: second,
        atMs: NOW_MS,
        doorName: 'Gate in',
        direction: 'entry',
        granted: false,
        hasPicture: false,
        eventType: 196_893,
        guestId,
        visitId,
        familyName: 'Петрова',
        givenName: 'Алёна',
        photoHash: FACE,
      },
    ])
    expect(passagesById(store, [first, 4711, early]).map((row) => row.passageId)).toEqual([first, early])
    expect(passagesById(store, [early])[0]).toMatchObject({ familyName: '', photoHash: null, granted: true })
  })

  it('tell which event types this site has seen lately', () => {
    const store = newStore()
    for (const [eventType, atMs] of [
      [1, NOW_MS - HOUR_MS],
      [2, NOW_MS],
      [2, NOW_MS + 1],
      [3, NOW_MS + 2],
    ] as const)
      insertPassage(store, passage({ eventKey: `${eventType}/${atMs}`, eventType, atMs }))
    expect(new Set(eventTypesSince(store, NOW_MS))).toEqual(new Set([2, 3]))
  })
})

describe('the board', () => {
  it('shows open visits, what ended lately, and whose end HCP has not confirmed', () => {
    const store = newStore()
    const add = (visit: Partial<Visit>, settled: boolean): number => {
      const { guestId, visitId } = addDecided(store, {}, visit)
      putStanding(store, guestId, 1, {
        settled,
        parked: false,
        problem: null,
        code: null,
        attempts: 0,
        nextAttemptAtMs: 0,
      })
      return visitId
    }
    const longAgo = NOW_MS - 20 * HOUR_MS
    const shown = [
      add({ status: 'expected' }, true),
      add({ status: 'inside' }, true),
      add({ status: 'left', leftAtMs: NOW_MS }, true),
      add({ status: 'noShow', leftAtMs: longAgo }, false),
    ]
    add({ status: 'left', leftAtMs: longAgo }, true)
    expect(
      boardRows(store, NOW_MS - 12 * HOUR_MS)
        .map((row) => row.visitId)
        .sort((a, b) => a - b),
    ).toEqual(shown)
  })

  it('shows a guest’s older visit no longer, once it is another one that is not settled', () => {
    const store = newStore()
    const { guestId, visitId: older } = addDecided(
      store,
      {},
      { status: 'left', leftAtMs: NOW_MS - 20 * HOUR_MS },
    )
    const newer = addVisit(store, guestId)
    decideAccess(store, guestId, wish(newer))
    const ids = boardRows(store, NOW_MS).map((row) => row.visitId)
    expect(ids).toEqual([newer])
    expect(boardRow(store, older)?.visitId).toBe(older)
  })

  it('tells the last passage of each visit', () => {
    const store = newStore()
    const { guestId, visitId } = addDecided(store)
    const none = addDecided(store).visitId
    for (const [eventKey, atMs] of [
      ['a', NOW_MS],
      ['c', NOW_MS + 2],
      ['b', NOW_MS + 1],
    ] as const)
      insertPassage(store, passage({ eventKey, atMs, guestId, visitId, doorName: eventKey, granted: false }))
    expect(boardRow(store, visitId)).toMatchObject({
      lastAtMs: NOW_MS + 2,
      lastDoor: 'c',
      lastDirection: 'entry',
      lastGranted: 0,
    })
    expect(boardRow(store, none)).toMatchObject({ lastAtMs: null, lastDoor: null, lastGranted: null })
    expect(boardRow(store, 4711)).toBeUndefined()
  })
})

describe('doors', () => {
  it('take HCP’s names, keep the site’s directions, and go when HCP has them no more', () => {
    const store = newStore()
    refreshDoors(store, [
      { doorId: '13', name: 'Gate out' },
      { doorId: '12', name: 'Gate in' },
    ])
    setDirection(store, '12', 'entry')
    refreshDoors(store, [
      { doorId: '12', name: 'Main gate' },
      { doorId: '14', name: 'Parking' },
    ])
    expect(allDoors(store)).toEqual([
      { doorId: '12', name: 'Main gate', direction: 'entry' },
      { doorId: '14', name: 'Parking', direction: null },
    ])
  })
})

describe('facts', () => {
  it.each([[7], ['text'], [null], [{ a: [1, 'ё'] }], [false]])('keep %j as it was put', (value) => {
    const store: Store = newStore()
    expect(getFact(store, 'name')).toBeUndefined()
    putFact(store, 'name', 'before')
    putFact(store, 'name', value)
    expect(getFact(store, 'name')).toEqual(value)
  })
})

describe('photos', () => {
  it('are one row, however often they come', () => {
    const store = newStore()
    const hash = 'c'.repeat(64)
    expect(hasPhoto(store, hash)).toBe(false)
    for (const width of [500, 400]) putPhoto(store, { hash, width, height: 500, bytes: 1, takenAtMs: NOW_MS })
    expect(hasPhoto(store, hash)).toBe(true)
    expect(store.prepare('SELECT width FROM photo WHERE hash = ?').pluck().all(hash)).toEqual([500])
    expect(() => putPhoto(store, { hash: 'short', width: 1, height: 1, bytes: 1, takenAtMs: 1 })).toThrow(
      'CHECK',
    )
  })
})
