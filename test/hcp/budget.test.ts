import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Budget, createBudget } from '../../src/main/hcp/budget.ts'
import { createHealth } from '../../src/main/hcp/health.ts'
import { type CallClass, callClasses } from '../../src/shared/hcp-view.ts'
import { VirtualTime } from '../virtual-time.ts'

const LIMITS = { ratePerSecond: 5, burst: 10, concurrency: 4 }

interface Sent {
  readonly callClass: CallClass
  readonly atMs: number
  readonly leave: () => void
}

/** A budget on a clock wound by hand, and what it let through so far. */
function openBudget(limits = LIMITS) {
  const time = new VirtualTime()
  const budget: Budget = createBudget(time, time, limits)
  const sent: Sent[] = []
  const ask = (callClass: CallClass, thenMs: number | null = null): void => {
    void budget.enter(callClass).then((leave) => {
      sent.push({ callClass, atMs: time.monotonicMs(), leave })
      if (thenMs !== null) time.after(thenMs, leave)
    })
  }
  const classes = (): readonly CallClass[] => sent.map((one) => one.callClass)
  return { time, budget, sent, ask, classes }
}

function happen(budget: Budget, what: string): void {
  if (what === 'slowDown') budget.slowDown()
  if (what === 'speedUp') budget.speedUp()
  if (what === 'probing') budget.setProbing(true)
  if (what === 'probed') budget.setProbing(false)
  if (what === 'tighter') budget.setLimits({ ratePerSecond: 2, burst: 3, concurrency: 2 })
  if (what === 'wider') budget.setLimits(LIMITS)
}

describe('the budget', () => {
  it('lets out at most burst + t × rate in any window of t, however requests come', async () => {
    const story = fc.array(
      fc.record({
        pauseMs: fc.integer({ min: 0, max: 3_000 }),
        count: fc.integer({ min: 1, max: 12 }),
        callClass: fc.constantFrom(...callClasses),
        tookMs: fc.integer({ min: 0, max: 900 }),
        // What HCP and the administrator do meanwhile: none of it may widen the budget.
        meanwhile: fc.constantFrom('nothing', 'slowDown', 'speedUp', 'probing', 'probed', 'tighter', 'wider'),
      }),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(story, async (acts) => {
        const { time, budget, sent, ask } = openBudget()
        let asked = 0
        for (const { pauseMs, count, callClass, tookMs, meanwhile } of acts) {
          await time.pass(pauseMs)
          happen(budget, meanwhile)
          for (let i = 0; i < count; i += 1) ask(callClass, tookMs)
          asked += count
        }
        // At a twentieth of the rate the last one leaves ten minutes later.
        await time.pass(900_000)
        expect(sent).toHaveLength(asked)
        for (const [i, first] of sent.entries()) {
          for (const [j, last] of sent.entries()) {
            if (j <= i) continue
            const allowed = LIMITS.burst + ((last.atMs - first.atMs) / 1_000) * LIMITS.ratePerSecond
            expect(j - i + 1).toBeLessThanOrEqual(allowed + 1e-6)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('lets a revocation be the very next, whatever waits', async () => {
    const queue = fc.record({
      enrolments: fc.integer({ min: 100, max: 120 }),
      others: fc.array(fc.constantFrom(...callClasses.filter((one) => one !== 'revoke')), { maxLength: 20 }),
      tookMs: fc.integer({ min: 1, max: 5_000 }),
      clickedAfterMs: fc.integer({ min: 0, max: 20_000 }),
      slowedDown: fc.integer({ min: 0, max: 5 }),
    })
    await fc.assert(
      fc.asyncProperty(queue, async ({ enrolments, others, tookMs, clickedAfterMs, slowedDown }) => {
        const { time, budget, ask, classes } = openBudget()
        for (let i = 0; i < enrolments; i += 1) ask('enrolGroup', tookMs)
        for (const callClass of others) ask(callClass, tookMs)
        for (let i = 0; i < slowedDown; i += 1) {
          budget.slowDown()
          await time.pass(1_000)
        }
        await time.pass(clickedAfterMs)
        const before = classes().length
        ask('revoke', tookMs)
        await time.pass(600_000)
        expect(classes().indexOf('revoke')).toBe(before)
      }),
      { numRuns: 1_000 },
    )
  })

  it('halves when HCP is busy, once for answers that come together, and grows back step by step', async () => {
    const { time, budget, sent, ask } = openBudget()
    for (let i = 0; i < 4; i += 1) budget.slowDown()
    expect(budget.ratePerSecond()).toBe(2.5)
    await time.pass(1_000)
    budget.slowDown()
    expect(budget.ratePerSecond()).toBe(1.25)
    for (let i = 0; i < 30; i += 1) {
      await time.pass(1_000)
      budget.slowDown()
    }
    expect(budget.ratePerSecond(), 'a revocation gets through some time').toBe(0.25)
    await time.pass(60_000)
    for (let i = 0; i < 3; i += 1) ask('monitor')
    await time.pass(60_000)
    expect(sent, 'one place, and no burst').toHaveLength(1)
    budget.speedUp()
    expect(budget.ratePerSecond()).toBe(0.5)
    for (let i = 0; i < 40; i += 1) budget.speedUp()
    expect(budget.ratePerSecond()).toBe(LIMITS.ratePerSecond)
  })

  it('lets the burst out at once and the rest at the rate', async () => {
    const { time, sent, ask } = openBudget({ ...LIMITS, concurrency: 100 })
    for (let i = 0; i < 20; i += 1) ask('enrol', 0)
    await time.pass(0)
    expect(sent).toHaveLength(LIMITS.burst)
    await time.pass(1_000)
    expect(sent).toHaveLength(LIMITS.burst + LIMITS.ratePerSecond)
    // A quiet time fills the bucket up to the burst and no further.
    await time.pass(3_600_000)
    for (let i = 0; i < 20; i += 1) ask('enrol', 0)
    await time.pass(0)
    expect(sent).toHaveLength(20 + LIMITS.burst)
  })

  it('serves the classes in their order, and within a class who came first', async () => {
    const { time, sent, ask, classes } = openBudget({ ...LIMITS, concurrency: 1 })
    ask('enrol')
    await time.pass(0)
    for (const callClass of callClasses.toReversed()) ask(callClass, 0)
    ask('revoke', 0)
    sent[0]?.leave()
    await time.pass(5_000)
    expect(classes()).toEqual(['enrol', 'revoke', 'revoke', ...callClasses.slice(1)])
  })

  it('keeps one place for revocations', async () => {
    const { time, ask, classes } = openBudget()
    for (let i = 0; i < 6; i += 1) ask('enrol')
    await time.pass(60_000)
    expect(classes()).toEqual(['enrol', 'enrol', 'enrol'])
    ask('revoke')
    ask('revoke')
    await time.pass(60_000)
    expect(classes()).toEqual(['enrol', 'enrol', 'enrol', 'revoke'])
  })

  it('gives the only place to anybody while HCP is being probed', async () => {
    const { time, budget, sent, ask } = openBudget()
    budget.setProbing(true)
    for (let i = 0; i < 3; i += 1) ask('monitor')
    await time.pass(60_000)
    expect(sent).toHaveLength(1)
    budget.setProbing(false)
    await time.pass(0)
    expect(sent).toHaveLength(3)
  })

  it('is never widened beyond what it was made with, when HCP answers', async () => {
    const { time, budget, sent, ask } = openBudget({ ...LIMITS, concurrency: 2 })
    const health = createHealth(time, budget, () => undefined)
    health.answered(10)
    expect(health.now().state).toBe('ok')
    for (let i = 0; i < 6; i += 1) ask('revoke')
    await time.pass(60_000)
    expect(sent).toHaveLength(2)
  })

  it('lets a starving monitor overtake everything but revocations', async () => {
    const { time, sent, ask, classes } = openBudget({ ...LIMITS, concurrency: 1 })
    ask('enrol')
    await time.pass(0)
    ask('monitor', 0)
    await time.pass(9_000)
    ask('enrol', 0)
    sent[0]?.leave()
    await time.pass(0)
    expect(classes(), 'hungry is not starving').toEqual(['enrol', 'enrol', 'monitor'])

    ask('door')
    await time.pass(0)
    ask('monitor', 0)
    await time.pass(10_001)
    for (const callClass of ['enrol', 'door', 'revoke'] as const) ask(callClass, 0)
    sent[3]?.leave()
    await time.pass(5_000)
    expect(classes().slice(4)).toEqual(['revoke', 'monitor', 'door', 'enrol'])
  })

  it('takes a place back once, however often it is given', async () => {
    const { time, sent, ask } = openBudget({ ...LIMITS, concurrency: 2 })
    ask('revoke')
    ask('revoke')
    await time.pass(0)
    sent[0]?.leave()
    sent[0]?.leave()
    for (let i = 0; i < 3; i += 1) ask('revoke')
    await time.pass(60_000)
    expect(sent).toHaveLength(3)
  })
})
