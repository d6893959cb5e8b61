import { CURSOR } from '../../src/main/passages/take-in.ts'
import { getFact } from '../../src/main/store/facts.ts'
import { type Harness, someGuest, startHarness } from '../desk-harness.ts'
import type { Bench } from './bench.ts'

/** The cursor, by which ticks are counted, moves in whole seconds. */
const TICK_MS = 1_100
const TICKS = 6
const FEW = 10
const MANY = 1_000

/** What a tick costs HCP with few and with many open visits. (The predecessor, too, asked once for all.) */
export const monitoring: Bench = {
  async run(say) {
    say(`${FEW} visits`)
    const few = await callsPerTick(FEW)
    say(`${MANY} visits`)
    const many = await callsPerTick(MANY)
    const measure = { measure: 'calls per tick', unit: 'calls' }
    return [
      { case: `${FEW} open visits`, measures: [{ ...measure, ours: few }] },
      {
        case: `${MANY.toLocaleString('en')} open visits`,
        measures: [
          { ...measure, ours: many },
          { measure: `calls, measured by those with ${FEW} visits`, unit: '×', ours: many / few, goal: 1 },
        ],
      },
    ]
  },
}

async function callsPerTick(visits: number): Promise<number> {
  const h = await startHarness({}, TICK_MS)
  try {
    // HCP is away while they are stored, so that only the monitor speaks afterwards.
    await h.simulator.weather.set({ down: true })
    for (let i = 0; i < visits; i += 1) h.desk().desk.enrol(someGuest({ familyName: `Guest ${i}` }))
    parkAll(h)
    await h.simulator.weather.set({ down: false })
    h.desk().tryNow()
    // The first ticks learn what this server allows.
    for (let i = 0; i < 3; i += 1) await tickEnds(h)
    const callsBefore = h.simulator.journal.count('/acs/v1/door/events')
    for (let i = 0; i < TICKS; i += 1) await tickEnds(h)
    return (h.simulator.journal.count('/acs/v1/door/events') - callsBefore) / TICKS
  } finally {
    await h.close()
  }
}

/** The cursor moves once per tick, when its last page is stored. */
async function tickEnds(h: Harness): Promise<void> {
  const cursor = (): unknown => getFact(h.desk().store, CURSOR)
  const before = cursor()
  await h.until('the monitor ticks', () => cursor() !== before)
}

/** Sets the guests' access aside: this bench is about the monitor alone. */
function parkAll(h: Harness): void {
  h.desk().store.prepare('UPDATE access SET settled = 1').run()
}
