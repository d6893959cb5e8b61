import { type Harness, someGuest, startHarness } from '../desk-harness.ts'
import { percentile, round } from './numbers.ts'

const CLICKS = 200

/** How long a guard's action takes to be saved, while HCP is quick, takes 2 s for each call, or is down. */
export async function clicks(): Promise<readonly string[]> {
  const lines: string[] = []
  let quick = 1
  for (const weather of ['quick', 'slow', 'down'] as const) {
    const h = await startHarness()
    try {
      if (weather === 'slow') await h.simulator.weather.set({ troubles: [{ kind: 'delay', ms: 2_000 }] })
      if (weather === 'down') await h.simulator.weather.set({ down: true })
      const took = await clickAway(h)
      const median = percentile(took, 0.5)
      if (weather === 'quick') quick = median
      lines.push(
        `HCP ${weather.padEnd(5)}  enrol or check out: median ${round(median)} ms, 99 % below ${round(percentile(took, 0.99))} ms, ` +
          `longest ${round(Math.max(...took))} ms; median is ${round(median / quick, 2)} of that with a quick HCP`,
      )
    } finally {
      await h.close()
    }
  }
  return lines
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
