import type { Bench } from './bench.ts'
import { percentile } from './numbers.ts'
import { type BusyTick, busyTick } from './passages-block.ts'
import { callsPerTick } from './passages-calls.ts'
import type { BenchCase } from './rows.ts'

const VISITS = [10, 1_000, 10_000] as const
const BUSY_VISITS = 1_000
const BUSY_ROWS = 5_000
const BUSY_TIMES = 3
/** Longer than this, and a screen stutters. */
const BLOCK_MS = 50

/** What watching the doors costs HCP, by number of visits, and what a rush costs the desk. */
export const passages: Bench = {
  async run(say) {
    const cases: BenchCase[] = []
    for (const isStrict of [false, true]) {
      let fewest: number | null = null
      for (const visits of VISITS) {
        const server = isStrict ? 'asked by type and doors' : 'asked for all at once'
        const name = `${visits.toLocaleString('en')} active visits, ${server}`
        say(name)
        const calls = await callsPerTick(visits, isStrict)
        fewest ??= calls
        cases.push({ case: name, measures: callMeasures(calls, visits, fewest) })
      }
    }
    say(`${BUSY_ROWS} new rows in one tick, ${BUSY_TIMES} times`)
    // A desk of its own each time: what was read shortly before is read again, and would be counted in.
    const ticks: BusyTick[] = []
    for (let i = 0; i < BUSY_TIMES; i += 1) ticks.push(await busyTick(BUSY_VISITS, BUSY_ROWS))
    const blocks = ticks.map((tick) => tick.blockMs)
    cases.push({
      case: `a tick over ${BUSY_VISITS.toLocaleString('en')} active visits with ${BUSY_ROWS.toLocaleString('en')} new rows, default budget`,
      measures: [
        {
          measure: `longest block of the main thread, least of ${BUSY_TIMES} ticks`,
          unit: 'ms',
          ours: Math.min(...blocks),
          goal: BLOCK_MS,
        },
        {
          measure: '… in time this thread computed, the most (waiting for the disk not in it)',
          unit: 'ms',
          ours: Math.max(...ticks.map((tick) => tick.cpuBlockMs)),
        },
        { measure: `… the most of ${BUSY_TIMES} ticks`, unit: 'ms', ours: Math.max(...blocks) },
        {
          measure: '… without new rows, the most: what this machine does to anybody',
          unit: 'ms',
          ours: Math.max(...ticks.map((tick) => tick.idleBlockMs)),
        },
        {
          measure: 'until all rows are stored, median',
          unit: 's',
          ours: percentile(
            ticks.map((tick) => tick.secondsUntilStored),
            0.5,
          ),
        },
      ],
    })
    return cases
  },
}

/** One call per visit is computed from the visits: nobody waited for 10,000 calls. */
function callMeasures(calls: number, visits: number, fewest: number): BenchCase['measures'] {
  return [
    {
      measure: 'calls per tick (there: one call per visit, computed; the predecessor asked once for all)',
      unit: 'calls',
      ours: calls,
      other: visits,
    },
    {
      measure: `calls, measured by those with ${VISITS[0]} visits`,
      unit: '×',
      ours: calls / fewest,
      goal: 1,
    },
  ]
}
