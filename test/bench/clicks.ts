import { type Harness, someGuest, startHarness } from '../desk-harness.ts'
import type { Bench } from './bench.ts'
import { percentile } from './numbers.ts'
import type { BenchCase } from './rows.ts'

const CLICKS = 200

/** What a guard takes for "at once". */
const GOAL_MS = 100

const weathers = [
  { name: 'HCP is quick', patch: {} },
  { name: 'HCP takes 2 s per call', patch: { troubles: [{ kind: 'delay', ms: 2_000 }] } },
  { name: 'HCP is down', patch: { down: true } },
] as const

/** How long a guard's action takes to be saved, whatever HCP does meanwhile. */
export const clicks: Bench = {
  async run(say) {
    const cases: BenchCase[] = []
    let quick: number | null = null
    for (const { name, patch } of weathers) {
      say(name)
      const h = await startHarness()
      try {
        await h.simulator.weather.set(patch)
        const took = await clickAway(h)
        const median = percentile(took, 0.5)
        quick ??= median
        cases.push({ case: `enrol or check out, ${name}`, measures: measuresOf(took, median / quick) })
      } finally {
        await h.close()
      }
    }
    return cases
  },
}

function measuresOf(took: readonly number[], toQuick: number): BenchCase['measures'] {
  return [
    { measure: 'half are saved within', unit: 'ms', ours: percentile(took, 0.5) },
    { measure: '99 % are saved within', unit: 'ms', ours: percentile(took, 0.99), goal: GOAL_MS },
    { measure: 'the longest', unit: 'ms', ours: Math.max(...took), goal: GOAL_MS },
    { measure: 'median, measured by that with a quick HCP', unit: '×', ours: toQuick },
  ]
}

async function clickAway(h: Harness): Promise<readonly number[]> {
  const took: number[] = []
  const timed = async <T>(act: () => T): Promise<T> => {
    const startedMs = performance.now()
    const answer = act()
    took.push(performance.now() - startedMs)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return answer
  }
  for (let i = 0; i < CLICKS / 2; i += 1) {
    const answer = await timed(() => h.desk().desk.enrol(someGuest({ familyName: `Guest ${i}` })))
    if (answer.ok) await timed(() => h.desk().desk.checkOut(answer.visitId))
  }
  return took
}
