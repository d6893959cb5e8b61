import { expect, test } from 'vitest'
import { firstNames, gateOf } from '../../src/renderer/screens/groups/gate.ts'
import {
  insideOnes,
  type Members,
  membersOf,
  offersOf,
  outcomeOfCard,
  staySpan,
} from '../../src/renderer/screens/groups/members.ts'
import {
  endedBetween,
  paceOf,
  resultOf,
  runningOnes,
  settledOf,
  stateOf,
} from '../../src/renderer/screens/groups/progress.ts'
import { texts } from '../../src/renderer/text/text.ts'
import type { GroupView } from '../../src/shared/group.ts'
import type { VisitCard } from '../../src/shared/visit.ts'
import { card } from './samples.ts'

const NOW = Date.UTC(2027, 4, 12, 11, 32)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ended = { finishedAtMs: NOW, succeeded: 9, failed: 1, calls: 21 }

const group = (part: Partial<GroupView> = {}): GroupView => ({
  groupId: 1,
  kind: 'enrol',
  name: 'Tour',
  createdAtMs: NOW - 2 * MINUTE,
  visitIds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  done: 4,
  failed: 1,
  waiting: 5,
  gone: 0,
  paused: false,
  result: null,
  ...part,
})
const ids = (list: readonly VisitCard[]): readonly number[] => list.map(({ visitId }) => visitId)

test('a group runs, pauses, is finished, or is at work again after its end', () => {
  expect(stateOf(group())).toBe('running')
  expect(stateOf(group({ paused: true }))).toBe('paused')
  expect(stateOf(group({ waiting: 0, result: ended }))).toBe('finished')
  expect(stateOf(group({ waiting: 0, paused: true, result: ended }))).toBe('finished')
  expect(stateOf(group({ waiting: 2, result: ended }))).toBe('changing')
})

test('n of N: failed and gone ones are not waited for', () => {
  expect(settledOf(group({ done: 4, failed: 1, gone: 2, waiting: 3 }))).toBe(7)
})

test('the rate and the rest of the time come from what was done since it began', () => {
  expect(paceOf(group(), NOW)).toEqual({ perMinute: 2.5, leftMs: 2 * MINUTE })
})

test.each<[string, Partial<GroupView>]>([
  ['nobody is done yet', { done: 0, failed: 0, waiting: 10 }],
  ['too few are done', { done: 2, failed: 0, waiting: 8 }],
  ['it has only just begun', { createdAtMs: NOW - 4_000 }],
  ['the clock was set back', { createdAtMs: NOW + MINUTE }],
  ['it is paused', { paused: true }],
  ['it was finished before', { result: ended }],
])('no rate is guessed when %s', (_when, part) => {
  expect(paceOf(group(part), NOW)).toBeNull()
})

test('what came of it: seconds, guests per second, calls', () => {
  expect(resultOf(group())).toBeNull()
  expect(resultOf(group({ createdAtMs: NOW - 4_500, result: ended }))).toEqual({
    succeeded: 9,
    failed: 1,
    calls: 21,
    seconds: 4.5,
    perSecond: 2,
  })
  const backwards = resultOf(group({ createdAtMs: NOW + 10, result: ended }))
  expect(backwards).toMatchObject({ seconds: 0, perSecond: null })
})

test('the strip names the oldest that gets on, before those that pause', () => {
  const all = [
    group({ groupId: 9 }),
    group({ groupId: 4, result: ended }),
    group({ groupId: 7 }),
    group({ groupId: 5, paused: true }),
  ]
  expect(runningOnes(all).map(({ groupId }) => groupId)).toEqual([7, 9, 5])
})

test('an end is news once: not at the first look, not at the next one', () => {
  const before = [group({ groupId: 1 }), group({ groupId: 2, result: ended })]
  const now = [group({ groupId: 1, result: ended }), group({ groupId: 2, result: ended })]
  expect(endedBetween(null, now)).toEqual([])
  expect(endedBetween(before, now).map(({ groupId }) => groupId)).toEqual([1])
  expect(endedBetween(now, now)).toEqual([])
  // Begun and done between two looks.
  expect(endedBetween([], now).map(({ groupId }) => groupId)).toEqual([1, 2])
})

test.each<[string, Partial<VisitCard>, string]>([
  ['on the doors', { access: 'onDoors' }, 'done'],
  ['accepted, where doors cannot tell', { access: 'accepted' }, 'done'],
  ['waiting', { access: 'waiting' }, 'waiting'],
  ['parked', { access: 'attention' }, 'failed'],
  ['left after having been here', { status: 'left', access: 'revoked', checkedInAtMs: NOW }, 'done'],
  ['cancelled', { status: 'cancelled', access: 'revoked' }, 'gone'],
  ['never came', { status: 'noShow', access: 'revoked' }, 'gone'],
])('of those brought in: %s', (_what, part, outcome) => {
  expect(outcomeOfCard('enrol', card(1, NOW, part))).toBe(outcome)
})

test.each<[string, Partial<VisitCard>, string]>([
  ['ended', { status: 'left', access: 'revoked' }, 'done'],
  ['not confirmed yet', { status: 'left', access: 'revoking' }, 'waiting'],
  ['overdue', { status: 'left', access: 'revoking', alarm: true }, 'failed'],
  ['given back since', { status: 'inside', access: 'onDoors' }, 'gone'],
])('of those checked out: %s', (_what, part, outcome) => {
  expect(outcomeOfCard('checkOut', card(1, NOW, part))).toBe(outcome)
})

const mixed = (): Members =>
  membersOf(group({ visitIds: [5, 4, 3, 2, 1, 99] }), [
    card(1, NOW, { access: 'attention' }),
    card(2, NOW, { access: 'waiting' }),
    card(3, NOW, { access: 'onDoors', status: 'inside' }),
    card(4, NOW, { access: 'onDoors', untilMs: NOW + 9 * HOUR }),
    card(5, NOW, { access: 'attention', status: 'inside', fromMs: NOW - 5 * HOUR }),
    card(6, NOW, {}),
  ])

test('guests stand by how far they are, in the order of the table; a card that is gone is counted', () => {
  const { lists, offBoard, open } = mixed()
  expect([ids(lists.failed), ids(lists.waiting), ids(lists.done), ids(lists.gone)]).toEqual([
    [5, 1],
    [2],
    [4, 3],
    [],
  ])
  expect(offBoard).toBe(1)
  expect(ids(open)).toEqual([5, 4, 3, 2, 1])
})

test('only who has not come can be cancelled; who is inside is checked out', () => {
  const offers = offersOf(group(), mixed())
  expect(offers.pause).toBe('pause')
  expect(offers.tryAgain).toBe(2)
  expect(ids(offers.change)).toEqual([5, 4, 3, 2, 1])
  expect(ids(offers.cancelRest)).toEqual([2, 1])
  expect(ids(offers.cancelAll)).toEqual([4, 2, 1])
  expect(ids(offers.checkOut)).toEqual([5, 4, 3, 2, 1])
})

test('a paused group goes on; a finished one and a checkout have nothing to pause', () => {
  expect(offersOf(group({ paused: true }), mixed()).pause).toBe('resume')
  expect(offersOf(group({ result: ended }), mixed()).pause).toBeNull()
  const offers = offersOf(group({ kind: 'checkOut' }), mixed())
  expect(offers).toEqual({
    pause: null,
    tryAgain: 0,
    change: [],
    cancelRest: [],
    cancelAll: [],
    checkOut: [],
  })
})

test('a common end of stay starts from the latest one, after the earliest begin', () => {
  expect(staySpan(mixed().open)).toEqual({ fromMs: NOW - 5 * HOUR, untilMs: NOW + 9 * HOUR })
})

test('everybody inside is whoever is inside, needing attention or not', () => {
  const all = [
    card(1, NOW, { status: 'inside', access: 'attention' }),
    card(2, NOW, { status: 'expected' }),
    card(3, NOW, { status: 'left' }),
  ]
  expect(ids(insideOnes(all))).toEqual([1])
})

test.each<[string, number, string]>([
  ['34', 34, 'open'],
  [' 34 ', 34, 'open'],
  ['1 000', 1000, 'open'],
  ['034', 34, 'open'],
  ['', 34, 'hold'],
  ['  ', 34, 'hold'],
  ['3', 34, 'wrong'],
  ['35', 34, 'wrong'],
  ['-34', 34, 'wrong'],
  ['34.0', 34, 'wrong'],
  ['3e1', 30, 'wrong'],
  ['all', 34, 'wrong'],
])('typed "%s" for %d: %s', (typed, count, gate) => {
  expect(gateOf(typed, count)).toBe(gate)
})

test('the first names and how many more; never "and one more"', () => {
  const names = Array.from({ length: 8 }, (_, index) => String(index))
  expect(firstNames(names)).toEqual({ shown: names.slice(0, 6), more: 2 })
  expect(firstNames(names.slice(0, 7))).toEqual({ shown: names.slice(0, 7), more: 0 })
})

test('Russian counts in the right case', () => {
  const { ask, changed, finishedOut, notPossible } = texts.ru.groups
  expect(ask.checkOut(1)).toBe('Завершить визиты 1 гостя?')
  expect(ask.checkOut(3)).toBe('Завершить визиты 3 гостей?')
  expect(ask.checkOut(48)).toBe('Завершить визиты 48 гостей?')
  expect(changed.level('Экскурсия', 21)).toBe('Экскурсия: новый уровень доступа для 21 гостя.')
  expect(finishedOut('Все', 22)).toBe('Все: визиты завершены, 22 гостя.')
  expect(notPossible(5)).toBe('Невозможно для 5 гостей.')
})
