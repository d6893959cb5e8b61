import { readEvents } from '../../src/main/hcp/endpoints/events.ts'
import { openGate } from '../../src/main/hcp/open-gate.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { startMonitor } from '../../src/main/passages/monitor.ts'
import { putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { inTransaction, type Store } from '../../src/main/store/open-store.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { createClient } from '../simulator/client.ts'
import { addDecided, NOW_MS, newStore } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'
import { watchVisits } from './predecessor.ts'

const EVENTS = '/acs/v1/door/events'
/** An hour: it takes in four sweeps and the look at the last day. */
const TICKS = 60
const LIMIT_MS = 20_000

/** Guests in the building, whose HCP persons are known. */
function fill(store: Store, visits: number): void {
  inTransaction(store, () => {
    for (let i = 0; i < visits; i += 1) {
      const { guestId } = addDecided(store, {}, { status: 'inside', checkedInAtMs: NOW_MS })
      putObserved(store, guestId, { ...nothingObserved, person: { personId: `B${i}` } })
    }
  })
}

/** As the simulator counts them, on average over an hour of a quiet site. */
export interface Calls {
  readonly perTick: number
  readonly perHour: number
  /** One tick of the predecessor's, really sent; null where it was not waited for. */
  readonly theirsPerTick: number | null
}

/** A real monitor and gate over HTTPS to a simulator, on a clock wound by hand, and the predecessor's way after it. */
export async function monitorCalls(visits: number, isStrict: boolean, withTheirs: boolean): Promise<Calls> {
  const time = new VirtualTime(NOW_MS)
  const simulator = await startSimulator({
    now: () => time.nowMs(),
    eventTypeRequired: isStrict,
    doorsRequired: isStrict,
  })
  const store = newStore()
  const { gate, close } = openGate(
    {
      address: { host: '127.0.0.1', port: simulator.port },
      appKey: simulator.appKey,
      appSecret: simulator.appSecret,
      certificatePem: simulator.certificatePem,
      // What is counted is not how long they wait.
      limits: { ratePerSecond: 1_000, burst: 1_000, concurrency: limits.hcpConcurrency },
    },
    { clock: time, scheduler: systemScheduler, log: silentLog },
  )
  const doors = simulator.doors()
  refreshDoors(
    store,
    doors.map((door) => ({ doorId: door.doorIndexCode, name: door.doorName })),
  )
  for (const door of doors) setDirection(store, door.doorIndexCode, door.direction)
  simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - 3_600_000 })
  fill(store, visits)
  const monitor = startMonitor({
    store,
    clock: time,
    scheduler: time,
    log: silentLog,
    tickMs: limits.tickMs,
    heldForMs: () => 0,
    policy: () => defaultPolicy,
    taken: () => undefined,
    ended: () => undefined,
    readEvents: (query) => readEvents(gate, query),
  })
  async function tick(): Promise<void> {
    const endMs = Date.now() + LIMIT_MS
    for (;;) {
      await time.pass(0)
      if ((monitor.readUntilMs() ?? 0) >= time.nowMs()) return
      if (Date.now() > endMs) throw new Error('a tick did not end')
      await new Promise((resolve) => {
        setTimeout(resolve, 1)
      })
    }
  }
  async function theirTick(): Promise<number> {
    const client = createClient(simulator, () => time.nowMs())
    try {
      simulator.journal.clear()
      const guests = Array.from({ length: visits }, (_, i) => ({
        personId: `B${i}`,
        familyName: `Guest ${i}`,
      }))
      const doorIds = doors.slice(0, limits.hcpDoorsPerCall).map((door) => door.doorIndexCode)
      await watchVisits(client, guests, doorIds, time.nowMs())
      return simulator.journal.count(EVENTS)
    } finally {
      client.close()
    }
  }
  try {
    // The first one learns what this server allows.
    await tick()
    simulator.journal.clear()
    for (let i = 0; i < TICKS; i += 1) {
      await time.pass(limits.tickMs)
      await tick()
    }
    const calls = simulator.journal.count(EVENTS)
    return {
      perTick: calls / TICKS,
      perHour: calls,
      theirsPerTick: withTheirs ? await theirTick() : null,
    }
  } finally {
    await monitor.stop()
    close()
    store.close()
    await simulator.stop()
  }
}
