import sharp from 'sharp'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import type { BudgetLimits } from '../../src/shared/hcp-view.ts'
import { somePortrait } from '../desk-harness.ts'
import type { Bench } from './bench.ts'
import { casesOf, type GateRun, gateChart } from './gate-rows.ts'
import { startPredecessor, type TheirRun } from './predecessor-run.ts'
import { thisDesk } from './this-desk.ts'

/** Numbers of guests, the largest last. */
const GUESTS = [1, 50, 100] as const

/** Nobody counts requests per second; how many are under way at once stays as it is. */
const free: BudgetLimits = { ratePerSecond: 1_000, burst: 1_000, concurrency: mostLimits.concurrency }

/** Measured once, however many benches ask: it takes minutes. */
let theirs: TheirRun | null = null

/** Both ways, side by side, for each of these numbers of guests, in equal freedom and within the default budget. */
export async function bothWays(
  counts: readonly number[],
  say: (line: string) => void,
): Promise<readonly GateRun[]> {
  const predecessor =
    theirs && counts.every((count) => theirs?.in.has(count)) ? null : await startTheirs(counts, say)
  try {
    const runs: Omit<GateRun, 'theirs'>[] = []
    for (const isFree of [true, false]) {
      for (const guests of counts) {
        say(`this desk, ${guests} guests, ${isFree ? 'equal freedom' : 'default budget'}`)
        runs.push({ guests, isFree, ours: await thisDesk(guests, isFree ? free : mostLimits) })
      }
    }
    if (predecessor) {
      say("waiting for the predecessor's last guest")
      theirs = await predecessor.run
    }
    const measured = theirs
    if (!measured) throw new Error("nothing measured of the predecessor's way")
    return runs.map((run) => ({ ...run, theirs: measured }))
  } finally {
    await predecessor?.stop()
  }
}

async function startTheirs(counts: readonly number[], say: (line: string) => void) {
  const face = await sharp(await somePortrait(100))
    .resize(500, 500)
    .jpeg({ quality: 80 })
    .toBuffer()
  say(`the predecessor's way, ${counts.at(-1)} guests one by one, in a thread of its own (about 6 minutes)`)
  return startPredecessor(counts, face)
}

/** The predecessor's way to HCP and back, and ours: calls, seconds until the turnstiles know, load. */
export const gate: Bench = {
  async run(say) {
    return (await bothWays(GUESTS, say)).flatMap(casesOf)
  },
  chart: gateChart,
}
