import sharp from 'sharp'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import type { BudgetLimits } from '../../src/shared/hcp-view.ts'
import { somePortrait } from '../desk-harness.ts'
import type { Bench } from './bench.ts'
import { casesOf, type GateRun, gateChart } from './gate-rows.ts'
import { startPredecessor } from './predecessor-run.ts'
import { thisDesk } from './this-desk.ts'

/** Numbers of guests, the largest last. */
const GUESTS = [1, 50, 100] as const

/** Nobody counts requests per second; how many are under way at once stays as it is. */
const free: BudgetLimits = { ratePerSecond: 1_000, burst: 1_000, concurrency: mostLimits.concurrency }

/** The predecessor's way to HCP and back, and ours: calls, seconds until the turnstiles know, load. */
export const gate: Bench = {
  async run(say) {
    const face = await sharp(await somePortrait(100))
      .resize(500, 500)
      .jpeg({ quality: 80 })
      .toBuffer()
    say(`the predecessor's way, ${GUESTS.at(-1)} guests one by one, in a thread of its own (about 6 minutes)`)
    const predecessor = startPredecessor(GUESTS, face)
    try {
      const runs: Omit<GateRun, 'theirs'>[] = []
      for (const isFree of [true, false]) {
        for (const guests of GUESTS) {
          say(`this desk, ${guests} guests, ${isFree ? 'equal freedom' : 'default budget'}`)
          runs.push({ guests, isFree, ours: await thisDesk(guests, isFree ? free : mostLimits) })
        }
      }
      say("waiting for the predecessor's last guest")
      const theirs = await predecessor.run
      return runs.flatMap((run) => casesOf({ ...run, theirs }))
    } finally {
      await predecessor.stop()
    }
  },
  chart: gateChart,
}
