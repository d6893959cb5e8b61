import { describe, expect, it } from 'vitest'
import { type Desired, decideAccess, getAccess, putStanding } from '../../src/main/store/access.ts'
import { getGuest } from '../../src/main/store/guests.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { getVisit, updateVisit } from '../../src/main/store/visits.ts'
import { closePastVisits } from '../../src/main/visits/close-past.ts'
import { createDesk, type Desk } from '../../src/main/visits/desk.ts'
import { newPersonCode } from '../../src/main/visits/person-code.ts'
import type { EnrolAsk, FieldProblems } from '../../src/shared/enrol-rules.ts'
import type { VisitStatus } from '../../src/shared/visit.ts'
import {
  addDecided,
  addVisit,
  dump,
  FACE,
  HOUR_MS,
  NOW_MS,
  newStore,
  OTHER_FACE,
  wish,
} from '../store/desk-store.ts'

/** A desk on a store in memory at a time that stands still; `told` is whom the others heard of. */
function openTestDesk(nowMs = NOW_MS) {
  const store = newStore()
  const told: (readonly number[])[] = []
  const weather = { paused: false }
  const desk = createDesk({
    store,
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    levelIds: () => new Set(['7', '8']),
    isPaused: () => weather.paused,
    askedAgain: () => {},
    hideName: () => {},
    decided: (visitIds) => told.push(visitIds),
  })
  return { store, desk, told, weather }
}

function ask(change: Partial<EnrolAsk> = {}): EnrolAsk {
  return {
    guestId: null,
    familyName: 'Петрова',
    givenName: 'Алёна',
    host: 'R. Ivanov',
    purpose: 'Meeting',
    phone: '',
    fromMs: NOW_MS - 60_000,
    untilMs: NOW_MS + 4 * HOUR_MS,
    levelId: '7',
    photoHash: FACE,
    ...change,
  }
}

const OK = { ok: true }
const notOpen = { ok: false, refused: 'notOpen' }

type Action = 'extend' | 'checkIn' | 'checkOut' | 'cancel' | 'giveBack' | 'tryAgain' | 'newPhoto'
const actions: Readonly<Record<Action, (desk: Desk, visitId: number) => unknown>> = {
  extend: (desk, visitId) => desk.extend(visitId, NOW_MS + 6 * HOUR_MS),
  checkIn: (desk, visitId) => desk.checkIn(visitId),
  checkOut: (desk, visitId) => desk.checkOut(visitId),
  cancel: (desk, visitId) => desk.cancel(visitId),
  giveBack: (desk, visitId) => desk.giveBack(visitId),
  tryAgain: (desk, visitId) => desk.tryAgain(visitId),
  newPhoto: (desk, visitId) => desk.newPhoto(visitId, OTHER_FACE),
}

const EXTENDED: Partial<Desired> = { want: 'granted', untilMs: NOW_MS + 6 * HOUR_MS }
const RETAKEN: Partial<Desired> = { want: 'granted', faceHash: OTHER_FACE }
const ENDED: Partial<Desired> = { want: 'revoked' }
const GRANTED: Partial<Desired> = { want: 'granted' }

/** Action, the visit's status before; status after and access decided, or null when nothing may change. */
const TABLE: readonly [
  Action,
  VisitStatus,
  answer: object,
  after: VisitStatus | null,
  access: Partial<Desired>,
][] = [
  ['extend', 'expected', OK, 'expected', EXTENDED],
  ['extend', 'inside', OK, 'inside', EXTENDED],
  ['extend', 'left', notOpen, null, {}],
  ['extend', 'cancelled', notOpen, null, {}],
  ['extend', 'noShow', notOpen, null, {}],
  ['checkOut', 'expected', OK, 'left', ENDED],
  ['checkOut', 'inside', OK, 'left', ENDED],
  ['checkOut', 'left', notOpen, null, {}],
  ['checkOut', 'cancelled', notOpen, null, {}],
  ['checkOut', 'noShow', notOpen, null, {}],
  ['cancel', 'expected', OK, 'cancelled', ENDED],
  ['cancel', 'inside', notOpen, null, {}],
  ['cancel', 'left', notOpen, null, {}],
  ['cancel', 'cancelled', notOpen, null, {}],
  ['cancel', 'noShow', notOpen, null, {}],
  ['giveBack', 'expected', { ok: false, refused: 'alreadyOpen' }, null, {}],
  ['giveBack', 'inside', { ok: false, refused: 'alreadyOpen' }, null, {}],
  ['giveBack', 'left', OK, 'inside', GRANTED],
  ['giveBack', 'cancelled', OK, 'expected', GRANTED],
  ['giveBack', 'noShow', OK, 'expected', GRANTED],
  ['newPhoto', 'expected', OK, 'expected', RETAKEN],
  ['newPhoto', 'inside', OK, 'inside', RETAKEN],
  ['newPhoto', 'left', notOpen, null, {}],
  ['newPhoto', 'cancelled', notOpen, null, {}],
  ['newPhoto', 'noShow', notOpen, null, {}],
]

/** A visit in this state as it comes about, with the access it would have. */
function addVisitIn(store: Store, status: VisitStatus) {
  const isOpen = status === 'expected' || status === 'inside'
  const wasInside = status === 'inside' || status === 'left'
  return addDecided(
    store,
    { want: isOpen ? 'granted' : 'revoked', decidedAtMs: NOW_MS - 1_000 },
    {
      status,
      checkedInAtMs: wasInside ? NOW_MS - 2_000 : null,
      leftAtMs: isOpen ? null : NOW_MS - 1_000,
    },
  )
}

describe('an action', () => {
  it.each(TABLE)('%s of a visit that is %s', (action, status, answer, after, access) => {
    const { store, desk, told } = openTestDesk()
    const { guestId, visitId } = addVisitIn(store, status)
    const before = dump(store)
    expect(actions[action](desk, visitId)).toEqual(answer)
    if (after === null) {
      expect(dump(store)).toEqual(before)
      expect(told).toEqual([])
      return
    }
    const visit = getVisit(store, visitId)
    const isOpen = after === 'expected' || after === 'inside'
    expect(visit).toMatchObject({ status: after, leftAtMs: isOpen ? null : NOW_MS })
    const record = getAccess(store, guestId)
    expect(record).toMatchObject({
      revision: 2,
      settled: false,
      desired: {
        visitId,
        fromMs: visit?.fromMs,
        untilMs: visit?.untilMs,
        faceHash: visit?.photoHash,
        levelId: '7',
        urgency: 'walkIn',
        decidedAtMs: NOW_MS,
        ...access,
      },
    })
    expect(told).toEqual([[visitId]])
  })

  it.each(Object.entries(actions))('%s of a visit nobody knows', (_name, act) => {
    const { store, desk, told } = openTestDesk()
    const before = dump(store)
    expect(act(desk, 4711)).toEqual({ ok: false, refused: 'unknownVisit' })
    expect(dump(store)).toEqual(before)
    expect(told).toEqual([])
  })

  it.each<[status: VisitStatus, answer: object]>([
    ['expected', OK],
    ['inside', notOpen],
    ['left', notOpen],
    ['cancelled', notOpen],
    ['noShow', notOpen],
  ])('checkIn of a visit that is %s leaves the access alone', (status, answer) => {
    const { store, desk } = openTestDesk()
    const { visitId } = addVisitIn(store, status)
    const before = dump(store)
    expect(desk.checkIn(visitId)).toEqual(answer)
    expect(dump(store)['access']).toEqual(before['access'])
    if (answer === OK)
      expect(getVisit(store, visitId)).toMatchObject({ status: 'inside', checkedInAtMs: NOW_MS })
    else expect(dump(store)).toEqual(before)
  })

  it('tryAgain unparks, and is no question of the visit’s status', () => {
    const { store, desk } = openTestDesk()
    const { guestId, visitId } = addVisitIn(store, 'expected')
    const parked = {
      settled: false,
      parked: true,
      problem: 'faceRefused',
      code: null,
      attempts: 3,
      nextAttemptAtMs: 0,
    } as const
    putStanding(store, guestId, 1, parked)
    expect(desk.tryAgain(visitId)).toEqual(OK)
    expect(getAccess(store, guestId)).toMatchObject({ parked: false, problem: null, code: null, attempts: 0 })
  })

  it('tryAgain of a visit the access is not about any more', () => {
    const { store, desk } = openTestDesk()
    const { guestId, visitId } = addVisitIn(store, 'left')
    decideAccess(store, guestId, wish(addVisit(store, guestId)))
    expect(desk.tryAgain(visitId)).toEqual(notOpen)
  })

  it('works while new work pauses, unless it gives something new', () => {
    const { store, desk, weather } = openTestDesk()
    weather.paused = true
    const { visitId } = addVisitIn(store, 'inside')
    expect(desk.extend(visitId, NOW_MS + 5 * HOUR_MS)).toEqual(OK)
    expect(desk.checkOut(visitId)).toEqual(OK)
    const before = dump(store)
    expect(desk.giveBack(visitId)).toEqual({ ok: false, refused: 'paused' })
    expect(desk.enrol(ask())).toEqual({ ok: false, refused: 'paused' })
    expect(dump(store)).toEqual(before)
    weather.paused = false
    expect(desk.giveBack(visitId)).toEqual(OK)
  })

  it.each<[what: string, untilMs: number, problem: string]>([
    ['to the past', NOW_MS - 1, 'alreadyOver'],
    ['to before its start', NOW_MS - 2 * HOUR_MS, 'endsBeforeStart'],
    ['by a year too much', NOW_MS + 400 * 24 * HOUR_MS, 'tooFar'],
    ['to no date', Number.NaN, 'notADate'],
    ['without end', Number.POSITIVE_INFINITY, 'notADate'],
  ])('extend %s is refused at the field', (_what, untilMs, problem) => {
    const { store, desk } = openTestDesk()
    const { visitId } = addVisitIn(store, 'inside')
    const before = dump(store)
    expect(desk.extend(visitId, untilMs)).toEqual({ ok: false, problem })
    expect(dump(store)).toEqual(before)
  })

  it('newPhoto with a picture nobody has kept', () => {
    const { store, desk } = openTestDesk()
    const { visitId } = addVisitIn(store, 'inside')
    const before = dump(store)
    expect(desk.newPhoto(visitId, 'c'.repeat(64))).toEqual({ ok: false, refused: 'unknownPhoto' })
    expect(dump(store)).toEqual(before)
  })

  it('giveBack is refused when the window is over, or the guest is here again', () => {
    const over = openTestDesk(NOW_MS + 5 * HOUR_MS)
    const past = addVisitIn(over.store, 'left')
    expect(over.desk.giveBack(past.visitId)).toEqual({ ok: false, refused: 'windowOver' })
    const { store, desk } = openTestDesk()
    const { guestId, visitId } = addVisitIn(store, 'left')
    addVisit(store, guestId)
    const before = dump(store)
    expect(desk.giveBack(visitId)).toEqual({ ok: false, refused: 'alreadyOpen' })
    expect(dump(store)).toEqual(before)
  })
})

describe('enrolling', () => {
  it('keeps guest, visit and decision together, in tidied words', () => {
    const { store, desk, told } = openTestDesk()
    const answer = desk.enrol(
      ask({ familyName: '  Ёлкина\u200B-Петрова ', givenName: 'Анна \t Мария', host: ' R. ' }),
    )
    if (!answer.ok) throw new Error(JSON.stringify(answer))
    const { guestId, visitId } = answer
    expect(getGuest(store, guestId)).toMatchObject({ familyName: 'Ёлкина-Петрова', givenName: 'Анна Мария' })
    expect(getVisit(store, visitId)).toMatchObject({
      guestId,
      status: 'expected',
      host: 'R.',
      createdAtMs: NOW_MS,
      photoHash: FACE,
    })
    expect(getAccess(store, guestId)).toMatchObject({
      desired: { want: 'granted', visitId, levelId: '7', faceHash: FACE, urgency: 'walkIn' },
    })
    expect(told).toEqual([[visitId]])
  })

  it('takes a known guest up again under his own code, with his new name', () => {
    const { store, desk } = openTestDesk()
    const first = desk.enrol(ask())
    if (!first.ok) throw new Error('not enrolled')
    const code = getGuest(store, first.guestId)?.personCode
    const again = desk.enrol(ask({ guestId: first.guestId }))
    expect(again).toEqual({ ok: false, refused: 'alreadyOpen', visitId: first.visitId })
    desk.checkOut(first.visitId)
    const second = desk.enrol(ask({ guestId: first.guestId, familyName: 'Иванова', photoHash: null }))
    expect(second).toMatchObject({ ok: true, guestId: first.guestId })
    expect(getGuest(store, first.guestId)).toMatchObject({ personCode: code, familyName: 'Иванова' })
    expect(getAccess(store, first.guestId)?.desired.faceHash).toBeNull()
  })

  it('of two strangers of one name makes two guests', () => {
    const { desk } = openTestDesk()
    const [a, b] = [desk.enrol(ask()), desk.enrol(ask())]
    expect(a.ok && b.ok && a.guestId !== b.guestId).toBe(true)
  })

  const long = 'я'.repeat(300)
  const bad: readonly [what: string, change: Partial<EnrolAsk>, fields: FieldProblems][] = [
    ['no family name', { familyName: '' }, { familyName: 'empty' }],
    ['a family name of blanks', { familyName: ' \u200B\t ' }, { familyName: 'empty' }],
    [
      '300 characters',
      { familyName: long, givenName: long },
      { familyName: 'tooLong', givenName: 'tooLong' },
    ],
    ['a host of 129', { host: 'h'.repeat(129) }, { host: 'tooLong' }],
    ...'\'/\\:*?"<>|'
      .split('')
      .map(
        (sign) =>
          [
            `the sign ${sign}`,
            { familyName: `O${sign}Brien`, purpose: sign },
            { familyName: 'forbiddenCharacters', purpose: 'forbiddenCharacters' },
          ] as [string, Partial<EnrolAsk>, FieldProblems],
      ),
    ['a null character', { givenName: 'a\u0000b' }, { givenName: 'controlCharacters' }],
    ['a bell', { host: 'a\u0007b' }, { host: 'controlCharacters' }],
    ['half a character', { familyName: 'a\uD800' }, { familyName: 'controlCharacters' }],
    ['an end before the start', { fromMs: NOW_MS + 2, untilMs: NOW_MS + 1 }, { untilMs: 'endsBeforeStart' }],
    ['an end in the past', { fromMs: NOW_MS - 2, untilMs: NOW_MS - 1 }, { untilMs: 'alreadyOver' }],
    ['an end a year too far', { untilMs: NOW_MS + 400 * 24 * HOUR_MS }, { untilMs: 'tooFar' }],
    ['a start that is none', { fromMs: Number.NaN }, { fromMs: 'notADate' }],
    ['an end that is none', { untilMs: Number.NaN }, { untilMs: 'notADate' }],
    ['an endless end', { untilMs: Number.POSITIVE_INFINITY }, { untilMs: 'notADate' }],
    ['a level nobody knows', { levelId: '4711' }, { levelId: 'unknownLevel' }],
    ['a picture nobody has kept', { photoHash: 'c'.repeat(64) }, { photo: 'photoMissing' }],
    [
      'everything at once',
      { familyName: '', levelId: '', fromMs: Number.NaN, photoHash: 'd'.repeat(64) },
      { familyName: 'empty', levelId: 'unknownLevel', fromMs: 'notADate', photo: 'photoMissing' },
    ],
  ]
  it.each(bad)('with %s says so at the field and changes nothing', (_what, change, fields) => {
    const { store, desk, told } = openTestDesk()
    const before = dump(store)
    expect(desk.enrol(ask(change))).toEqual({ ok: false, fields })
    expect(dump(store)).toEqual(before)
    expect(told).toEqual([])
  })

  it('of a guest nobody knows', () => {
    const { store, desk } = openTestDesk()
    const before = dump(store)
    expect(desk.enrol(ask({ guestId: 4711 }))).toEqual({ ok: false, refused: 'unknownGuest' })
    expect(dump(store)).toEqual(before)
  })

  it('offers at most a handful of matches', () => {
    const { desk } = openTestDesk()
    for (let i = 0; i < 12; i += 1) desk.enrol(ask())
    expect(desk.search('петр')).toHaveLength(8)
  })
})

describe('a window that is over', () => {
  it('closes the visit and takes the access away, at most 50 at a time', () => {
    const store = newStore()
    const past = { fromMs: NOW_MS - 2 * HOUR_MS, untilMs: NOW_MS }
    const never = addDecided(store, past, past)
    const inside = addDecided(store, past, { ...past, status: 'inside' })
    const running = addDecided(store)
    const before = getAccess(store, running.guestId)
    expect(closePastVisits(store, NOW_MS)).toEqual([never.visitId, inside.visitId])
    expect(getVisit(store, never.visitId)).toMatchObject({ status: 'noShow', leftAtMs: NOW_MS })
    expect(getVisit(store, inside.visitId)).toMatchObject({ status: 'left', leftAtMs: NOW_MS })
    for (const { guestId, visitId } of [never, inside])
      expect(getAccess(store, guestId)?.desired).toMatchObject({
        want: 'revoked',
        visitId,
        decidedAtMs: NOW_MS,
      })
    expect(getAccess(store, running.guestId)).toEqual(before)
    expect(closePastVisits(store, NOW_MS)).toEqual([])

    for (let i = 0; i < 60; i += 1) addDecided(store, past, past)
    expect(closePastVisits(store, NOW_MS)).toHaveLength(50)
    expect(closePastVisits(store, NOW_MS)).toHaveLength(10)
  })

  it('is not closed twice, also when a passage was faster', () => {
    const store = newStore()
    const past = { fromMs: NOW_MS - 2 * HOUR_MS, untilMs: NOW_MS }
    const { visitId, guestId } = addDecided(store, past, past)
    updateVisit(store, visitId, { status: 'left', leftAtMs: NOW_MS - 5 })
    expect(closePastVisits(store, NOW_MS)).toEqual([])
    expect(getAccess(store, guestId)?.desired.want).toBe('granted')
  })
})

describe('a person code', () => {
  it('has 16 characters of an alphabet nobody misreads', () => {
    expect(newPersonCode((count) => Uint8Array.from({ length: count }, (_, i) => i * 19))).toMatch(
      /^GP[0-9A-HJKMNP-TV-Z]{14}$/,
    )
    expect(newPersonCode((count) => new Uint8Array(count).fill(255))).toBe(`GP${'Z'.repeat(14)}`)
    expect(newPersonCode((count) => new Uint8Array(count))).toBe(`GP${'0'.repeat(14)}`)
  })

  it('comes once', () => {
    const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))
    const codes = new Set(Array.from({ length: 10_000 }, () => newPersonCode(random)))
    expect(codes.size).toBe(10_000)
    expect([...codes].every((code) => /^GP[0-9A-HJKMNP-TV-Z]{14}$/.test(code))).toBe(true)
  })
})
