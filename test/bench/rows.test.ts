import { describe, expect, it } from 'vitest'
import { drawChart } from './chart.ts'
import { secondsUnderLimit } from './predecessor.ts'
import { mergeRows } from './results.ts'
import { toRows } from './rows.ts'
import { table } from './table.ts'

const rows = toRows('gate', [
  {
    case: 'one guest',
    measures: [
      { measure: 'calls', unit: 'calls', ours: 5.0001, other: 9, goal: 5 },
      { measure: 'sooner', unit: '×', ours: 20, other: 10, goal: 15, better: 'more' },
      { measure: 'shown', unit: 's', ours: 3 },
      { measure: 'none', unit: 's', ours: 0, other: 1 },
    ],
  },
])

describe('rows of a bench', () => {
  it('are judged by their goals before they are rounded', () => {
    expect(rows).toEqual([
      expect.objectContaining({ case: 'gate: one guest', ours: 5, ratio: 1.8, goal: 5, ok: false }),
      expect.objectContaining({ ratio: 2, better: 'more', ok: true }),
      { case: 'gate: one guest', measure: 'shown', unit: 's', ours: 3, goal: null, better: 'less', ok: true },
      expect.not.objectContaining({ ratio: expect.anything() }),
    ])
  })

  it('say in the table when a goal is missed', () => {
    const lines = table(rows)
    expect(lines.filter((line) => line.endsWith('MISSED'))).toEqual([expect.stringContaining('calls')])
    expect(lines.filter((line) => line.endsWith('met'))).toEqual([expect.stringContaining('sooner')])
  })

  it('replace those of their own bench only', () => {
    const old = [{ case: 'gate: old' }, { case: 'gateway: old' }, { case: 'clicks: old' }]
    expect(mergeRows(['gate', 'clicks'], old, new Map([['gate', [{ case: 'gate: new' }]]]))).toEqual([
      { case: 'gate: new' },
      { case: 'clicks: old' },
    ])
    expect(mergeRows(['gate', 'clicks'], old, new Map([['gate', []]]))).toEqual([{ case: 'clicks: old' }])
  })
})

describe("the predecessor's limit", () => {
  it.each([
    [1, 0],
    [10, 2.7],
    [11, 60],
    [450, 44 * 60 + 2.7],
  ])('lets call %i arrive after %d s', (calls, seconds) => {
    expect(secondsUnderLimit(calls, 0.3)).toBeCloseTo(seconds, 6)
  })
})

describe('a chart', () => {
  it('draws every number, also where all are nothing', () => {
    const groups = [
      { label: 'a & b', ours: 0, other: 0 },
      { label: 'c', ours: 1, other: 1_234 },
    ]
    for (const some of [groups, groups.slice(0, 1), []]) {
      const svg = drawChart({
        title: 't',
        ours: 'o',
        other: 'p',
        panels: [{ title: 'p', axis: 's', groups: some }],
      })
      expect(svg).not.toMatch(/NaN|Infinity|a & b/)
    }
  })
})
