import type { Bench } from './bench.ts'
import { percentile } from './numbers.ts'
import { type BusyTick, busyTick } from './passages-block.ts'
import { type Calls, monitorCalls } from './passages-calls.ts'
import { MONITOR_MINUTES } from './predecessor.ts'
import type { BenchCase } from './rows.ts'

const VISITS = [10, 1_000, 10_000] as const
/** The predecessor's calls are really sent up to this many visits; nobody waits for more. */
const MOST_SENT = 1_000
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
      let fewest: Calls | null = null
      let theirsPerVisit = 1
      for (const visits of VISITS) {
        const server = isStrict ? 'a strict server (by type and doors)' : 'a lenient server (all at once)'
        const name = `${visits.toLocaleString('en')} active visits, ${server}`
        say(name)
        const calls = await monitorCalls(visits, isStrict, visits <= MOST_SENT)
        fewest ??= calls
        if (calls.theirsPerTick !== null) theirsPerVisit = calls.theirsPerTick / visits
        cases.push({ case: name, measures: callMeasures(calls, theirsPerVisit * visits, fewest) })
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
          goal: BLOCK_MS,
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
            ticks.map((tick) => tick.seconds),
            0.5,
          ),
        },
      ],
    })
    return cases
  },
}

const HOUR_MINUTES = 60

function callMeasures(calls: Calls, theirs: number, fewest: Calls): BenchCase['measures'] {
  const how = calls.theirsPerTick === null ? `, extrapolated from ${MOST_SENT.toLocaleString('en')}` : ''
  return [
    {
      measure: `calls per tick (there: its first monitor, one for each visit${how})`,
      unit: 'calls',
      ours: calls.perTick,
      other: theirs,
    },
    {
      measure: `calls an hour (there a tick every ${MONITOR_MINUTES} minutes, here every minute${how})`,
      unit: 'calls',
      ours: calls.perHour,
      other: (theirs * HOUR_MINUTES) / MONITOR_MINUTES,
    },
    {
      measure: `calls, measured by those with ${VISITS[0]} visits`,
      unit: '×',
      ours: calls.perTick / fewest.perTick,
      goal: 1,
    },
  ]
}
