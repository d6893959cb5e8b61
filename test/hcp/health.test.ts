import { expect, it } from 'vitest'
import { createBudget } from '../../src/main/hcp/budget.ts'
import { createHealth } from '../../src/main/hcp/health.ts'
import { VirtualTime } from '../virtual-time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** A health on a system clock that can be set, beside the one that only rises. */
function openHealth() {
  const time = new VirtualTime()
  let setMs = 0
  const clock = { nowMs: () => time.nowMs() + setMs, monotonicMs: () => time.monotonicMs() }
  const budget = createBudget(clock, time, { ratePerSecond: 5, burst: 10, concurrency: 4 })
  return {
    time,
    health: createHealth(clock, budget, () => undefined),
    setClock: (byMs: number) => {
      setMs += byMs
    },
  }
}

it.each([-HOUR_MS, -1, 1, HOUR_MS])(
  'a clock set by %i ms neither shuts the gate nor opens it',
  async (byMs) => {
    const { time, health, setClock } = openHealth()
    health.notReached()
    const heldMs = health.heldForMs()
    expect(heldMs).toBeGreaterThan(0)
    setClock(byMs)
    expect(health.heldForMs()).toBe(heldMs)
    await time.pass(heldMs - 1)
    expect(health.heldForMs()).toBe(1)
    await time.pass(1)
    expect(health.heldForMs()).toBe(0)
    await time.pass(10 * MINUTE_MS)
    expect(health.heldForMs()).toBe(0)
  },
)

it('a refused key stays out of the lock for its five minutes, whatever the clock says', async () => {
  const { time, health, setClock } = openHealth()
  health.refused(null)
  setClock(HOUR_MS)
  await time.pass(4 * MINUTE_MS)
  expect(health.heldForMs()).toBe(MINUTE_MS)
  health.tryNow()
  expect(health.heldForMs()).toBe(0)
})
