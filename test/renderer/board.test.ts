import { expect, test } from 'vitest'
import { actionsFor, extendedUntilMs } from '../../src/renderer/screens/board/card-actions.ts'
import { columnOf, columnsOf, matchesQuery } from '../../src/renderer/screens/board/columns.ts'
import { moveSelection } from '../../src/renderer/screens/board/selection.ts'
import type { VisitCard } from '../../src/shared/visit.ts'
import { card, cards } from './samples.ts'

const NOW = Date.UTC(2027, 4, 12, 11, 32)
const HOUR = 3_600_000
const ids = (list: readonly VisitCard[]): readonly number[] => list.map(({ visitId }) => visitId)

test('what a person must look at leaves its own column', () => {
  expect(columnOf(card(1, NOW, { access: 'attention', status: 'inside' }))).toBe('attention')
  expect(columnOf(card(1, NOW, { alarm: true, status: 'left', access: 'revoking' }))).toBe('attention')
  expect(columnOf(card(1, NOW, { access: 'revoking', status: 'left' }))).toBe('left')
  expect(columnOf(card(1, NOW, { status: 'noShow' }))).toBe('left')
  expect(columnOf(card(1, NOW, { status: 'cancelled' }))).toBe('left')
})

test('every card stands in exactly one column', () => {
  const columns = columnsOf(cards(NOW), NOW)
  const placed = Object.values(columns).flatMap(ids)
  expect(placed.toSorted((a, b) => a - b)).toEqual(ids(cards(NOW)).toSorted((a, b) => a - b))
})

test('alarms stand first; inside, whoever must go first; left, whoever left last', () => {
  const columns = columnsOf(cards(NOW), NOW)
  expect(ids(columns.attention)).toEqual([2, 1])
  expect(columns.inside[0]?.visitId).toBe(20)
  expect(ids(columns.left).slice(0, 2)).toEqual([30, 31])
})

test('expected: the latest enrolled guest is on top, those of a later hour below', () => {
  const list = [
    card(1, NOW, { createdAtMs: NOW - HOUR }),
    card(2, NOW, { fromMs: NOW + 2 * HOUR, createdAtMs: NOW }),
    card(3, NOW, { createdAtMs: NOW - 1000 }),
    card(4, NOW, { fromMs: NOW + HOUR, createdAtMs: NOW }),
  ]
  expect(ids(columnsOf(list, NOW).expected)).toEqual([3, 1, 4, 2])
})

test('a guest enrolled since the last step of the clock is no guest of a later hour', () => {
  const list = [card(1, NOW, {}), card(2, NOW, { fromMs: NOW + 29_000, createdAtMs: NOW + 29_000 })]
  expect(ids(columnsOf(list, NOW).expected)).toEqual([2, 1])
})

test('the search takes words in any order and ё for е', () => {
  const guest = card(1, NOW, { familyName: 'Королёв', givenName: 'Семён', host: 'Бухгалтерия' })
  expect(matchesQuery(guest, 'семен КОРОЛЕВ')).toBe(true)
  expect(matchesQuery(guest, 'бух кор')).toBe(true)
  expect(matchesQuery(guest, 'королева')).toBe(false)
  expect(matchesQuery(guest, '  ')).toBe(true)
})

test.each<[string, Partial<VisitCard>, string | null]>([
  ['expected', {}, 'checkOut'],
  ['expected, not yet in HCP', { access: 'waiting' }, 'checkOut'],
  ['inside', { status: 'inside' }, 'checkOut'],
  ['left with time to go', { status: 'left', access: 'revoked' }, 'giveBack'],
  ['left, time over', { status: 'left', access: 'revoked', untilMs: NOW - 1 }, null],
  ['cancelled, time to go', { status: 'cancelled', access: 'revoked' }, 'giveBack'],
  ['did not come', { status: 'noShow', access: 'revoked', untilMs: NOW - 1 }, null],
  ['face refused', { access: 'attention', problem: 'faceRefused' }, 'newPhoto'],
  ['door offline', { access: 'attention', problem: 'deviceOffline' }, 'tryAgain'],
  ['alarm', { status: 'left', access: 'revoking', alarm: true }, 'tryAgain'],
])('one action fits: %s', (_name, part, main) => {
  expect(actionsFor(card(1, NOW, part), NOW).main).toBe(main)
})

test('a parked guest can always be checked out', () => {
  const { more } = actionsFor(card(1, NOW, { status: 'inside', access: 'attention', problem: 'busy' }), NOW)
  expect(more).toContain('checkOut')
})

test('an hour more counts from now when the time is already over', () => {
  expect(extendedUntilMs(card(1, NOW, { untilMs: NOW - 5 * HOUR }), HOUR, NOW)).toBe(NOW + HOUR)
  expect(extendedUntilMs(card(1, NOW, { untilMs: NOW + HOUR }), HOUR, NOW)).toBe(NOW + 2 * HOUR)
})

test('arrow keys walk the columns and stop at the ends', () => {
  const columns = columnsOf(cards(NOW), NOW)
  expect(moveSelection(columns, null, 'down')).toBe(2)
  expect(moveSelection(columns, 2, 'down')).toBe(1)
  expect(moveSelection(columns, 1, 'down')).toBe(1)
  expect(moveSelection(columns, 2, 'left')).toBe(2)
  expect(moveSelection(columns, 1, 'right')).toBe(columns.expected[1]?.visitId)
  const empty = { attention: [], expected: [], inside: [], left: [] }
  expect(moveSelection(empty, 5, 'down')).toBeNull()
})
