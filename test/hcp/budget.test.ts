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

describe('the budget', () => {
  it('lets out at most burst + t × rate in any window of t, however requests come', async () => {
    const story = fc.array(
      fc.record({
        pauseMs: fc.integer({ min: 0, max: 3_000 }),
        count: fc.integer({ min: 1, max: 12 }),
        callClass: fc.constantFrom(...callClasses),
        tookMs: fc.integer({ min: 0, max: 900 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(story, async (acts) => {
        const { time, sent, ask } = openBudget()
        let asked = 0
        for (const { pauseMs, count, callClass, tookMs } of acts) {
          await time.pass(pauseMs)
          for (let i = 0; i < count; i += 1) ask(callClass, tookMs)
          asked += count
        }
        await time.pass(300_000)
        expect(sent).toHaveLength(asked)
        for (const [i, first] of sent.entries()) {
          for (const [j, last] of sent.entries()) {
            if (j <= i) continue
            const allowed = LIMITS.burst + ((last.atMs - first.atMs) / 1_000) * LIMITS.ratePerSecond
            expect(j - i + 1).toBeLessThanOrEqual(allowed + 1e-6)
          }
        }
      }),
      { numRuns: 60 },
    )
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
