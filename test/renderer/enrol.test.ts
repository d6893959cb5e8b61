import { expect, test } from 'vitest'
import { msOfInput, toInput } from '../../src/renderer/screens/enrol/date-input.ts'
import {
  askOf,
  emptyDraft,
  filledFrom,
  forgotten,
  isTouched,
  nextOfGroup,
} from '../../src/renderer/screens/enrol/draft.ts'
import { problemOf } from '../../src/renderer/screens/enrol/use-camera.ts'
import { untilOf, usualChoice, windowChoices } from '../../src/renderer/screens/enrol/window-choices.ts'
import { fingerprintGroups } from '../../src/renderer/screens/setup/fingerprint.ts'
import { surpriseOf } from '../../src/renderer/state/bridge.ts'
import { levels, matches } from './samples.ts'

const at = (hour: number, minute = 0): number => new Date(2027, 4, 12, hour, minute).getTime()
const HOUR = 3_600_000

test.each([
  [at(9), ['2h', '4h', '18', '22', 'day', 'own']],
  [at(17, 46), ['2h', '4h', '22', 'day', 'own']],
  [at(18, 30), ['2h', '4h', '22', 'day', 'own']],
  [at(22), ['2h', '4h', 'day', 'own']],
  [at(23, 50), ['2h', '4h', 'own']],
])('only hours that are still to come are offered', (nowMs, choices) => {
  expect(windowChoices(nowMs)).toEqual(choices)
})

test('chips end when their words say', () => {
  expect(untilOf('2h', at(9))).toBe(at(11))
  expect(untilOf('18', at(9))).toBe(at(18))
  expect(untilOf('day', at(9))).toBe(at(23, 59))
  expect(untilOf('own', at(9))).toBeNull()
  expect(usualChoice(at(9))).toBe('18')
  expect(usualChoice(at(17, 30))).toBe('2h')
})

test('a draft becomes an ask; the chip counts from the moment of enrolling, not of opening', () => {
  const draft = { ...emptyDraft('11', at(9)), familyName: 'Petrova', window: '2h' as const }
  expect(askOf(draft, at(9, 30))).toMatchObject({
    fromMs: at(9, 30),
    untilMs: at(11, 30),
    photoHash: null,
    guestId: null,
  })
  const own = { ...draft, window: 'own' as const, fromText: '2027-05-12T10:00', untilText: '' }
  expect(askOf(own, at(9)).fromMs).toBe(at(10))
  expect(askOf(own, at(9)).untilMs).toBeNaN()
})

test('a returning guest brings everything along, a level that is gone excepted', () => {
  const [match] = matches(at(9))
  if (!match) throw new Error('the sample has no matches')
  const draft = filledFrom(emptyDraft('11', at(9)), match, levels)
  expect(draft).toMatchObject({
    guestId: 501,
    familyName: 'Семёнова',
    levelId: '12',
    photo: { kind: 'kept', earlier: true },
  })
  expect(filledFrom(emptyDraft('11', at(9)), { ...match, lastLevelId: 'gone' }, levels).levelId).toBe('11')
})

test('another person never inherits a face', () => {
  const [match] = matches(at(9))
  if (!match) throw new Error('the sample has no matches')
  const draft = filledFrom(emptyDraft('11', at(9)), match, levels)
  expect(forgotten(draft)).toMatchObject({ guestId: null, photo: { kind: 'camera' } })
  expect(nextOfGroup(draft)).toMatchObject({
    guestId: null,
    familyName: '',
    host: 'Фёдорова Ольга',
    photo: { kind: 'camera' },
  })
})

test('closing asks only when something would be lost', () => {
  const draft = emptyDraft('11', at(9))
  expect(isTouched(draft)).toBe(false)
  expect(isTouched({ ...draft, familyName: ' ' })).toBe(false)
  expect(isTouched({ ...draft, host: 'x' })).toBe(true)
  expect(isTouched({ ...draft, photo: { kind: 'kept', hash: 'a', doubts: [], earlier: false } })).toBe(true)
})

test('date fields round-trip to the minute', () => {
  expect(msOfInput(toInput(at(18, 5)))).toBe(at(18, 5))
  expect(toInput(at(8, 5))).toBe('2027-05-12T08:05')
  expect(msOfInput('')).toBeNaN()
  expect(msOfInput(toInput(at(23, 59) + HOUR))).toBe(at(23, 59) + HOUR)
})

test.each([
  ['NotFoundError', 'none'],
  ['NotAllowedError', 'denied'],
  ['NotReadableError', 'busy'],
  ['TypeError', 'failed'],
])('the camera says %s: %s', (name, problem) => {
  expect(problemOf(Object.assign(new Error('x'), { name }))).toBe(problem)
})

test('a fingerprint is read in eight groups of four', () => {
  const groups = fingerprintGroups(
    Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join(':'),
  )
  expect(groups).toHaveLength(8)
  expect(groups[7]?.text).toBe('1c 1d 1e 1f')
})

test('a surprise carries the id to quote, a bug of ours none', () => {
  expect(surpriseOf(new Error('failed r-17'))).toEqual({ code: 'failed', requestId: 'r-17' })
  expect(surpriseOf(new TypeError('x is not a function'))).toEqual({ code: 'failed', requestId: '' })
})
