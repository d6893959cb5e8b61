import { expect, test } from 'vitest'
import { msOfInput, toInput } from '../../src/renderer/screens/enrol/date-input.ts'
import {
  askOf,
  changed,
  emptyDraft,
  filledFrom,
  forgotten,
  isTouched,
  nextOfGroup,
} from '../../src/renderer/screens/enrol/draft.ts'
import { forbiddenIn, withoutForbidden } from '../../src/renderer/screens/enrol/forbidden.ts'
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
    known: { guestId: 501, filled: ['name', 'photo', 'host', 'purpose', 'level'] },
    familyName: 'Семёнова',
    levelId: '12',
    photo: { kind: 'kept', earlier: true },
  })
  expect(filledFrom(emptyDraft('11', at(9)), { ...match, lastLevelId: 'gone' }, levels).levelId).toBe('11')
  const reachable = filledFrom(emptyDraft('11', at(9)), { ...match, lastPhone: '+7 921 000-00-00' }, levels)
  expect(reachable.phone).toBe('+7 921 000-00-00')
  expect(reachable.known?.filled).toContain('phone')
})

test('another person never inherits a face', () => {
  const [match] = matches(at(9))
  if (!match) throw new Error('the sample has no matches')
  const draft = filledFrom(emptyDraft('11', at(9)), match, levels)
  expect(forgotten(draft)).toMatchObject({ known: null, photo: { kind: 'camera' } })
  expect(nextOfGroup(draft)).toMatchObject({
    known: null,
    familyName: '',
    host: 'Фёдорова Ольга',
    photo: { kind: 'camera' },
  })
})

test('a picked guest whose name is edited is somebody else, without her face', () => {
  const [match, faceless] = matches(at(9))
  if (!match || !faceless) throw new Error('the sample has no matches')
  const picked = filledFrom(emptyDraft('11', at(9)), match, levels)
  expect(changed(picked, { familyName: ` ${picked.familyName} ` }).known?.guestId).toBe(501)
  expect(changed(picked, { host: 'x' }).known?.guestId).toBe(501)
  for (const part of [{ familyName: 'Семёнов' }, { givenName: 'Вера' }]) {
    const other = changed(picked, part)
    expect(other).toMatchObject({ ...part, known: null, photo: { kind: 'camera' } })
    expect(askOf(other, at(9))).toMatchObject({ guestId: null, photoHash: null })
  }
  const fresh = { kind: 'kept', hash: 'a', doubts: [], earlier: false } as const
  expect(changed({ ...picked, photo: fresh }, { givenName: 'Вера' }).photo).toBe(fresh)
  const next = filledFrom(picked, faceless, levels)
  expect(next).toMatchObject({ photo: { kind: 'camera' }, known: { filled: ['name', 'purpose', 'level'] } })
})

test('what HCP does not take is named, and replaced by what a person would have typed', () => {
  expect(forbiddenIn("O'Brien's / Co")).toBe("' /")
  expect(withoutForbidden("O'Brien")).toBe('O’Brien')
  expect(withoutForbidden('ООО "Рога/Копыта"?')).toBe('ООО ’Рога Копыта’')
  expect(forbiddenIn(withoutForbidden(`a'b/c\\d:e*f?g"h<i>j|k`))).toBe('')
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
