import { describe, expect, test } from 'vitest'
import { inOrder, isBehind, type RollRow, rollOf } from '../../src/renderer/screens/muster/roll.ts'
import type { Muster } from '../../src/shared/muster.ts'
import type { DeskStatus } from '../../src/shared/status.ts'
import type { VisitCard } from '../../src/shared/visit.ts'
import { card, snapshotOf } from './samples.ts'

const NOW = Date.UTC(2027, 4, 12, 11, 32)
const MINUTE = 60_000
const ago = (minutes: number): number => NOW - minutes * MINUTE
const rollCall = (startedMinutesAgo: number, safeVisitIds: readonly number[] = []): Muster => ({
  startedAtMs: ago(startedMinutesAgo),
  safeVisitIds,
})
const came = (visitId: number, part: Partial<VisitCard> = {}): VisitCard =>
  card(visitId, NOW, { status: 'inside', checkedInAtMs: ago(60), decidedAtMs: ago(70), ...part })
const went = (visitId: number, leftMinutesAgo: number, part: Partial<VisitCard> = {}): VisitCard =>
  came(visitId, { status: 'left', leftAtMs: ago(leftMinutesAgo), decidedAtMs: ago(leftMinutesAgo), ...part })
const onList = (cards: readonly VisitCard[], muster: Muster | null) =>
  rollOf(cards, muster).map(({ card: { visitId }, mark }) => [visitId, mark.kind])

describe('who is on the list', () => {
  test('everybody inside and nobody else, while there is no roll call', () => {
    const cards = [
      came(1),
      card(2, NOW, { status: 'expected' }),
      went(3, 1),
      card(4, NOW, { status: 'cancelled', leftAtMs: ago(1) }),
      card(5, NOW, { status: 'noShow', leftAtMs: ago(1) }),
    ]
    expect(onList(cards, null)).toEqual([[1, 'inside']])
    expect(rollOf(cards, null)[0]?.safe).toBe(false)
  })

  test('whoever was inside when the roll call began, or came in since, stays, whatever ends his visit', () => {
    const cards = [
      came(1),
      came(2, { checkedInAtMs: ago(1) }),
      went(3, 2),
      went(4, 2, { checkedInAtMs: ago(3) }),
      went(5, 30),
      card(6, NOW, { status: 'left', leftAtMs: ago(1) }),
      card(7, NOW, { status: 'noShow', leftAtMs: ago(1) }),
    ]
    expect(onList(cards, rollCall(10))).toEqual([
      [1, 'inside'],
      [2, 'inside'],
      [3, 'checkedOut'],
      [4, 'checkedOut'],
    ])
    expect(rollOf(cards, rollCall(10))[2]?.mark).toEqual({ kind: 'checkedOut', atMs: ago(2) })
  })

  test('an exit before the beginning that ended the visit only afterwards does not take anybody off', () => {
    // Out for a quarter of an hour without coming back: the visit ends at the moment of the exit, decided now.
    const late = went(1, 15, { decidedAtMs: ago(1) })
    expect(onList([late], rollCall(10))).toEqual([[1, 'checkedOut']])
    expect(onList([late], null)).toEqual([])
  })

  test('out for the moment is marked, and only until he is back or the guard has seen him come in', () => {
    const exit = { door: 'Gate', direction: 'exit', granted: true } as const
    const out = came(1, { lastPassage: { ...exit, atMs: ago(5) } })
    expect(rollOf([out], null)[0]?.mark).toEqual({ kind: 'wentOut', atMs: ago(5) })
    const back = came(1, { lastPassage: { ...exit, direction: 'entry', atMs: ago(4) } })
    const refused = came(1, { lastPassage: { ...exit, granted: false, atMs: ago(4) } })
    const before = came(1, { lastPassage: { ...exit, atMs: ago(90) } })
    for (const one of [back, refused, before]) expect(onList([one], null)).toEqual([[1, 'inside']])
  })

  test('checked out and enrolled anew, a guest stands there once, by his newest stay on the list', () => {
    const first = went(1, 5, { guestId: 7 })
    expect(onList([first, came(2, { guestId: 7, checkedInAtMs: ago(1) })], rollCall(10))).toEqual([
      [2, 'inside'],
    ])
    const expected = card(3, NOW, { guestId: 7, status: 'expected' })
    expect(onList([first, expected], rollCall(10))).toEqual([[1, 'checkedOut']])
  })

  test('who was seen is safe, checked out or not', () => {
    const rows = rollOf([came(1), went(2, 1), came(3)], rollCall(10, [1, 2, 99]))
    expect(rows.map(({ safe }) => safe)).toEqual([true, true, false])
  })
})

describe('the order', () => {
  const { compare } = new Intl.Collator('ru')
  const seenAt = (door: string): Partial<VisitCard> => ({
    lastPassage: { atMs: ago(5), door, direction: 'entry', granted: true },
  })
  const rows: readonly RollRow[] = rollOf(
    [
      came(1, { familyName: 'Яшин', ...seenAt('Gate 2') }),
      came(2, { familyName: 'Ёлкина', givenName: 'Б', ...seenAt('Gate 1') }),
      came(3, { familyName: 'Ёлкина', givenName: 'А' }),
      came(4, { familyName: 'Абрамов', ...seenAt('Gate 1') }),
      came(5, { familyName: 'Жуков', ...seenAt('Gate 2') }),
    ],
    rollCall(10, [4]),
  )
  const ids = (order: 'name' | 'door') => inOrder(rows, order, compare).map(({ card: one }) => one.visitId)

  test('by name, those still missing first', () => expect(ids('name')).toEqual([3, 2, 5, 1, 4]))
  test('by the last door, then by name; seen at no door comes last', () =>
    expect(ids('door')).toEqual([2, 5, 1, 3, 4]))
})

test.each<[what: string, part: Partial<DeskStatus>, isOld: boolean]>([
  ['read just now', {}, false],
  ['slow, but read', { hcp: { state: 'slow', sinceMs: 0 } }, false],
  ['two ticks ago', { passagesReadUntilMs: ago(2) }, false],
  ['longer ago', { passagesReadUntilMs: ago(2) - 1 }, true],
  ['never', { passagesReadUntilMs: null }, true],
  ['HCP away', { hcp: { state: 'unreachable', sinceMs: NOW } }, true],
  ['HCP refuses', { hcp: { state: 'refused', sinceMs: NOW, code: null } }, true],
  ['another certificate', { hcp: { state: 'certificateChanged', sinceMs: NOW } }, true],
  ['catching up', { catchingUp: { fromMs: 0, readUntilMs: 1, untilMs: 2 } }, true],
])('whether the list is behind: %s', (_what, part, isOld) => {
  const { status } = snapshotOf({ name: 'site', language: 'en', theme: 'light' }, NOW)
  expect(isBehind({ ...status, passagesReadUntilMs: ago(0.2), ...part }, NOW)).toBe(isOld)
})
