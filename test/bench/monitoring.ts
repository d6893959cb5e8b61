import { type Harness, someGuest, startHarness } from '../desk-harness.ts'

const TICKS_MS = 4_000
const TICK_MS = 400

/** What a tick costs HCP with 10 and with 1,000 open visits; the predecessor asked once per visit. */
export async function monitoring(): Promise<readonly string[]> {
  const few = await callsPerTick(10)
  const many = await callsPerTick(1_000)
  return [
    `calls per tick: ${few} with 10 visits, ${many} with 1,000 (the predecessor: one per visit, so 10 and 1,000)`,
    `ratio of 1,000 visits to 10: ${many / few}`,
  ]
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
    await h.until('HCP answers', () => h.desk().state().status.hcp.state === 'ok')
    await new Promise((resolve) => setTimeout(resolve, 2 * TICK_MS))
    const ticks = (): number => h.desk().state().status.passagesReadUntilMs ?? 0
    const [callsBefore, startedAt] = [h.simulator.journal.count('/acs/v1/door/events'), ticks()]
    await new Promise((resolve) => setTimeout(resolve, TICKS_MS))
    const calls = h.simulator.journal.count('/acs/v1/door/events') - callsBefore
    if (ticks() <= startedAt) throw new Error('the monitor stood still')
    return Math.round((calls / (TICKS_MS / TICK_MS)) * 10) / 10
  } finally {
    await h.close()
  }
}

/** Sets the guests' access aside: this bench is about the monitor alone. */
function parkAll(h: Harness): void {
  h.desk().store.prepare('UPDATE access SET settled = 1').run()
}
