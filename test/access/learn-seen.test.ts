import { describe, expect, it } from 'vitest'
import { assume, learnSeen } from '../../src/main/access/learn.ts'
import type { Goal } from '../../src/main/access/next-step.ts'
import { nothingObserved, type Observed } from '../../src/main/store/observed.ts'

const window = { fromMs: 1_000, untilMs: 9_000 }
const known: Observed = {
  ...nothingObserved,
  person: { personId: '1' },
  names: 'Old',
  window,
  face: 'f',
  faceRead: true,
}
const goal: Goal = {
  want: 'granted',
  names: 'New',
  visitId: 1,
  ...window,
  levelId: '7',
  faceHash: 'f',
  urgency: 'walkIn',
  decidedAtMs: 0,
}
const seen = { personId: '1', personCode: 'GP1', window, hasFace: true }

describe('what a look-up proves after an unanswered update', () => {
  it('a new window proves that the whole update was done', () => {
    const later = { ...window, untilMs: 20_000 }
    const doubtful = assume(known, { kind: 'update', window: later, gives: true }, goal, 500)
    expect(doubtful.lateGrantUntilMs).toBeGreaterThan(0)
    const told = learnSeen(doubtful, { ...seen, window: later })
    expect(told).toMatchObject({ names: 'New', window: later, doubt: null, lateGrantUntilMs: 0 })
  })

  it('a window that was there before proves nothing: the names are sent again, and may still come late', () => {
    const doubtful = assume(known, { kind: 'update', window, gives: true }, goal, 500)
    const told = learnSeen(doubtful, seen)
    expect(told).toMatchObject({ names: null, window, doubt: null })
    expect(told.lateGrantUntilMs).toBe(doubtful.lateGrantUntilMs)
  })
})
