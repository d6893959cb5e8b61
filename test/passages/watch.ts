import { onTestFinished } from 'vitest'
import { type EventQuery, readEvents } from '../../src/main/hcp/endpoints/events.ts'
import type { Gate } from '../../src/main/hcp/gate.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { type Monitor, startMonitor } from '../../src/main/passages/monitor.ts'
import type { TakenIn } from '../../src/main/passages/take-in.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { getFact } from '../../src/main/store/facts.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { newestPassages } from '../../src/main/store/passages.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts'
import { openSite } from '../hcp/odd-server.ts'
import { NOW_MS, newStore } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'

export const EVENTS = '/acs/v1/door/events'
export const MINUTE_MS = 60_000

export interface Watch {
  readonly time: VirtualTime
  readonly simulator: Simulator
  readonly gate: Gate
  readonly store: Store
  readonly taken: TakenIn[]
  readonly queries: EventQuery[]
  /** Most questions that were under way together. */
  mostUnderWay(): number
  monitor(): Monitor
  /** How many passages are stored. */
  keys(): number
  learned(): unknown
  whenTaken(act: () => void): void
  settle(): Promise<void>
  minutes(count: number): Promise<void>
  restart(): Promise<void>
}

/** The monitor over real HTTPS on a real simulator, both on a clock wound by hand. */
export async function watch(
  options: SimulatorOptions = {},
  prepare: (simulator: Simulator) => void = () => undefined,
): Promise<Watch> {
  const time = new VirtualTime(NOW_MS)
  const clock = { nowMs: () => time.nowMs(), monotonicMs: () => time.monotonicMs() }
  const { simulator, gate } = await openSite({ now: clock.nowMs, ...options }, {}, { clock })
  const store = newStore()
  refreshDoors(
    store,
    simulator.doors().map((door) => ({ doorId: door.doorIndexCode, name: door.doorName })),
  )
  setDirection(store, '12', 'entry')
  prepare(simulator)
  const taken: TakenIn[] = []
  let onTaken = (): void => undefined
  const queries: EventQuery[] = []
  let underWay = 0
  let mostUnderWay = 0
  const start = (): Monitor =>
    startMonitor({
      store,
      clock,
      scheduler: time,
      log: silentLog,
      tickMs: limits.tickMs,
      heldForMs: gate.heldForMs,
      policy: () => defaultPolicy,
      ended: () => undefined,
      taken: (news) => {
        taken.push(news)
        onTaken()
      },
      readEvents: async (query) => {
        queries.push(query)
        underWay += 1
        mostUnderWay = Math.max(mostUnderWay, underWay)
        return readEvents(gate, query).finally(() => {
          underWay -= 1
        })
      },
    })
  let monitor = start()

  /** Lets the requests under way come home, and what follows from them happen. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; ) {
      await time.pass(0)
      quiet = underWay === 0 ? quiet + 1 : 0
      await new Promise((resolve) => {
        setTimeout(resolve, 2)
      })
    }
  }
  /** Minute by minute, with real answers in between. */
  async function minutes(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      await time.pass(MINUTE_MS)
      await settle()
    }
  }
  onTestFinished(async () => {
    await monitor.stop()
    store.close()
  })
  await settle()
  return {
    time,
    simulator,
    gate,
    store,
    taken,
    queries,
    settle,
    minutes,
    monitor: () => monitor,
    keys: () => new Set(newestPassages(store, 10_000).map((row) => row.passageId)).size,
    whenTaken(act: () => void) {
      onTaken = act
    },
    mostUnderWay: () => mostUnderWay,
    learned: () => getFact(store, 'passages.learned'),
    async restart() {
      await monitor.stop()
      monitor = start()
      await settle()
    },
  }
}
