import { expect, test } from 'vitest'
import { HOURS, hoursChart, totalOf } from '../../src/renderer/screens/day/hours-chart.ts'
import { byItselfPercent, segmentsOf, sharesOf } from '../../src/renderer/screens/day/shares.ts'
import type { DayHour } from '../../src/shared/day.ts'
import { dayView } from './samples-day.ts'

const HOUR = 3_600_000
const START = Date.UTC(2027, 4, 11, 21)
const hour = (index: number, part: Partial<DayHour> = {}): DayHour => ({
  startMs: START + index * HOUR,
  entries: 0,
  exits: 0,
  denied: 0,
  ...part,
})
const day = (length: number, parts: Readonly<Record<number, Partial<DayHour>>> = {}): readonly DayHour[] =>
  Array.from({ length }, (_, index) => hour(index, parts[index]))
const NOON = START + 12.5 * HOUR

test('entries and exits share one scale, and the highest fill the room between lane and axis', () => {
  const { height, columns, baseY } = hoursChart(
    day(24, { 8: { entries: 30 }, 17: { exits: 15 } }),
    1200,
    NOON,
  )
  const [up, down] = [columns[8]?.up ?? 0, columns[17]?.down ?? 0]
  // In whole pixels, so that edges are sharp.
  expect(Math.abs(up - 2 * down)).toBeLessThanOrEqual(1)
  expect(baseY - up).toBe(HOURS.lane + HOURS.value)
  expect(baseY + down).toBeLessThanOrEqual(height - HOURS.axis - HOURS.value)
})

test('one passage is seen beside three hundred, and does not fill the picture of a quiet day', () => {
  const rush = hoursChart(day(24, { 8: { entries: 300 }, 9: { entries: 1, exits: 1 } }), 1200, NOON)
  expect(rush.columns[9]).toMatchObject({ up: 2, down: 2 })
  const quiet = hoursChart(day(24, { 8: { entries: 1 } }), 1200, NOON)
  expect(quiet.columns[8]?.up).toBeLessThan(20)
  const none = hoursChart(day(24), 1200, NOON)
  expect(none.columns.every(({ up, down }) => up === 0 && down === 0)).toBe(true)
  expect(none.baseY).toBeGreaterThan(HOURS.lane)
})

test.each([
  ['a day that is longer', 25],
  ['a usual day', 24],
  ['a day that is shorter', 23],
])('%s: every hour has its slot, and the slots are the whole width', (_what, length) => {
  const { columns } = hoursChart(day(length), 1000, NOON)
  expect(columns).toHaveLength(length)
  const last = columns.at(-1)
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(1000)
  for (const { x, width, barX, barWidth } of columns) {
    expect(barX).toBeGreaterThanOrEqual(x)
    expect(barX + barWidth).toBeLessThanOrEqual(x + width)
  }
})

test('a wide screen gives the bars more height, within bounds', () => {
  const heights = [600, 1200, 1600, 4000].map((width) => hoursChart(day(24), width, NOON).height)
  expect(heights).toEqual([220, 220, 288, 300])
})

test('the hour under way is marked, and none on a day without it', () => {
  const nowOf = (nowMs: number): readonly number[] =>
    hoursChart(day(24), 1200, nowMs).columns.flatMap(({ isNow }, index) => (isNow ? [index] : []))
  expect(nowOf(NOON)).toEqual([12])
  expect(nowOf(START)).toEqual([0])
  expect(nowOf(START + 24 * HOUR - 1)).toEqual([23])
  expect(nowOf(START + 24 * HOUR)).toEqual([])
  expect(nowOf(START - 1)).toEqual([])
})

test.each([
  [1640, 24, true],
  [1200, 24, true],
  [640, 12, true],
  [420, 8, false],
  [240, 4, false],
])('%d px have room for %d hours in words', (width, labels, showsValues) => {
  const chart = hoursChart(day(24), width, NOON)
  expect(chart.columns.filter(({ isLabelled }) => isLabelled)).toHaveLength(labels)
  expect(chart.showsValues).toBe(showsValues)
})

test('the totals, and the first of the busiest hours', () => {
  const hours = day(24, { 8: { entries: 9, denied: 2 }, 9: { entries: 9, exits: 1 }, 17: { exits: 4 } })
  expect(totalOf(hours)).toEqual({ entries: 18, exits: 5, denied: 2, busiest: hours[8] })
  expect(totalOf(day(24)).busiest).toBeNull()
})

test('what doors and clock did not do, guards did; never less than nothing', () => {
  const view = {
    ...dayView(NOON, NOON),
    came: 10,
    left: 8,
    automatic: { checkIns: 9, checkOuts: 4, windowEnds: 3 },
  }
  expect(sharesOf(view)).toEqual({
    came: { doors: 9, clock: 0, guard: 1 },
    left: { doors: 4, clock: 3, guard: 1 },
  })
  expect(byItselfPercent(sharesOf(view))).toBe(88)
  expect(sharesOf({ ...view, came: 3 }).came.guard).toBe(0)
  const nobody = { ...view, came: 0, left: 0, automatic: { checkIns: 0, checkOuts: 0, windowEnds: 0 } }
  expect(byItselfPercent(sharesOf(nobody))).toBeNull()
})

test('a hundred percent is said only when nobody lifted a hand', () => {
  const shares = (guard: number) => ({
    came: { doors: 999, clock: 0, guard },
    left: { doors: 0, clock: 0, guard: 0 },
  })
  expect(byItselfPercent(shares(1))).toBe(99)
  expect(byItselfPercent(shares(0))).toBe(100)
})

test('pieces of a bar follow each other, and nothing stands for nothing', () => {
  const parts = [
    ['open', 1],
    ['clock', 0],
    ['closed', 3],
  ] as const
  expect(segmentsOf(parts, 8)).toEqual([
    { name: 'open', count: 1, x: 0, width: 12.5 },
    { name: 'closed', count: 3, x: 12.5, width: 37.5 },
  ])
  expect(segmentsOf([['open', 0]], 0)).toEqual([])
})
