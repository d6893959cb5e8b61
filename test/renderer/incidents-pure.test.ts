import { expect, test } from 'vitest'
import { parsers } from '../../src/main/ipc/parse.ts'
import { outForNow } from '../../src/renderer/screens/board/out-for-now.ts'
import { chimeFor } from '../../src/renderer/screens/incidents/chime.ts'
import {
  closedOnes,
  openByVisit,
  openOnes,
  urgentOnes,
  worstOf,
} from '../../src/renderer/screens/incidents/order.ts'
import { choicesFor, hoursKind } from '../../src/renderer/screens/site/rule-choices.ts'
import type { Incident } from '../../src/shared/incident.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { card } from './samples.ts'
import { incident, incidents } from './samples-incidents.ts'

const NOW = Date.UTC(2027, 4, 12, 11, 32)
const MINUTE = 60_000
const all = incidents(NOW)
const ids = (list: readonly Incident[]): readonly number[] => list.map(({ incidentId }) => incidentId)
const heardAll = new Set(ids(all))

test('open ones stand by weight, then newest first; closed ones by the last word', () => {
  expect(ids(openOnes(all))).toEqual([2, 1, 3, 4, 90])
  expect(ids(closedOnes(all))).toEqual([60, 70])
})

test('the banner is for what is new and weighs something, newest first', () => {
  expect(ids(urgentOnes(all))).toEqual([1, 2])
  expect(worstOf(urgentOnes(all))).toBe('critical')
  expect(worstOf([])).toBeNull()
})

test('a card carries the open ones of its visit, the worst first', () => {
  const two = [incident(1, 'longStay', NOW), incident(2, 'passageAfterRevoke', NOW)]
  expect(ids(openByVisit(two).get(3) ?? [])).toEqual([2, 1])
  expect(openByVisit([incident(1, 'longStay', NOW, { state: 'resolved' })]).size).toBe(0)
})

test('one sound for all that is new, the worst says which, and none for what was heard', () => {
  expect(chimeFor(heardAll, all)).toBeNull()
  expect(chimeFor(new Set(), all)).toBe('critical')
  expect(chimeFor(heardAll, [...all, incident(5, 'repeatedDenials', NOW)])).toBe('high')
  expect(chimeFor(heardAll, [...all, incident(5, 'longStay', NOW)])).toBeNull()
  const taken = incident(5, 'repeatedDenials', NOW, { state: 'investigating' })
  expect(chimeFor(heardAll, [...all, taken])).toBeNull()
})

const lastPassage = (direction: 'entry' | 'exit', minutesAgo: number, granted = true) => ({
  atMs: NOW - minutesAgo * MINUTE,
  door: 'Gate',
  direction,
  granted,
})
const inside = card(1, NOW, { status: 'inside', checkedInAtMs: NOW - 60 * MINUTE })

test('who went out is out until the grace is over, or the window', () => {
  const out = { ...inside, lastPassage: lastPassage('exit', 5) }
  const wentOutAtMs = NOW - 5 * MINUTE
  expect(outForNow(out, 15)).toEqual({ wentOutAtMs, endsAtMs: NOW + 10 * MINUTE })
  expect(outForNow({ ...out, untilMs: NOW + 2 * MINUTE }, 15)?.endsAtMs).toBe(NOW + 2 * MINUTE)
  expect(outForNow(out, null)).toBeNull()
})

test.each([
  ['he came back', { ...inside, lastPassage: lastPassage('entry', 5) }],
  ['the door refused', { ...inside, lastPassage: lastPassage('exit', 5, false) }],
  ['nothing was seen', inside],
  ['it was before he was checked in', { ...inside, lastPassage: lastPassage('exit', 90) }],
  ['the visit is over', { ...inside, status: 'left' as const, lastPassage: lastPassage('exit', 5) }],
])('nobody is called out when %s', (_why, one) => {
  expect(outForNow(one, 15)).toBeNull()
})

test('every number that can be chosen is one that main takes, and today’s value is among them', () => {
  for (const rule of [
    'graceMinutes',
    'longStayHours',
    'denials',
    'denialsMinutes',
    'openFromHour',
    'openUntilHour',
  ] as const) {
    expect(choicesFor(rule, defaultPolicy[rule])).toContain(defaultPolicy[rule])
    for (const value of choicesFor(rule, defaultPolicy[rule])) {
      const answer = parsers.site.setPolicy.safeParse({ ...defaultPolicy, [rule]: value })
      expect(answer.success, `${rule} ${value}`).toBe(true)
    }
  }
  expect(choicesFor('graceMinutes', 17)).toContain(17)
})

test.each([
  [6, 22, 'day'],
  [22, 6, 'night'],
  [0, 24, 'always'],
  [8, 8, 'never'],
] as const)('from %d until %d is %s', (openFromHour, openUntilHour, kind) => {
  expect(hoursKind({ ...defaultPolicy, openFromHour, openUntilHour })).toBe(kind)
})
