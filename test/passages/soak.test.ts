import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { createBudget } from '../../src/main/hcp/budget.ts'
import { readEvents } from '../../src/main/hcp/endpoints/events.ts'
import { createGate } from '../../src/main/hcp/gate.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import type { WireAnswer, WireRequest } from '../../src/main/hcp/transport.ts'
import { fromWireTime, toWireTime } from '../../src/main/hcp/wire.ts'
import { limits } from '../../src/main/lib/limits.ts'
import type { Log } from '../../src/main/lib/log.ts'
import type { Scheduler } from '../../src/main/lib/scheduler.ts'
import { startMonitor } from '../../src/main/passages/monitor.ts'
import { putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { getVisit } from '../../src/main/store/visits.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { addDecided, HOUR_MS, NOW_MS, newStore } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'

const HOURS = 72
const SETTLED_AFTER_HOURS = 12

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** The least of several looks: what is only not yet collected is no growth. */
async function heapBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 4; i += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    gc()
    least = Math.min(least, process.memoryUsage().heapUsed)
  }
  return least
}

/** A scheduler that knows how many timers wait in it. */
class Timers implements Scheduler {
  readonly waiting = new Set<object>()
  readonly #time: VirtualTime

  constructor(time: VirtualTime) {
    this.#time = time
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = {}
    this.waiting.add(timer)
    const cancel = this.#time.after(delayMs, () => {
      this.waiting.delete(timer)
      run()
    })
    return () => {
      this.waiting.delete(timer)
      cancel()
    }
  }
}

/** A wire on whose other end a guest comes at nine and goes at five, every day. */
function quietWire(calls: { count: number }) {
  const day = (i: number): readonly [number, string][] => [
    [NOW_MS + (24 * i + 1) * HOUR_MS, '12'],
    [NOW_MS + (24 * i + 9) * HOUR_MS, '13'],
  ]
  const rows = Array.from({ length: HOURS / 24 }, (_, i) => day(i)).flat()
  rows.unshift([NOW_MS - HOUR_MS, '12'])
  return async ({ body }: WireRequest): Promise<WireAnswer> => {
    calls.count += 1
    const asked = JSON.parse(Buffer.from(body).toString()) as { startTime: string; endTime: string }
    const [fromMs, untilMs] = [fromWireTime(asked.startTime), fromWireTime(asked.endTime)]
    const list = rows
      .filter(([atMs]) => atMs >= fromMs && atMs <= untilMs)
      .map(([atMs, doorIndexCode]) => {
        const eventTime = toWireTime(atMs)
        return {
          eventId: `${atMs}`,
          eventType: 196_893,
          eventTime,
          personId: '77',
          doorIndexCode,
          doorName: '',
        }
      })
    const data = { total: list.length, pageNo: 1, pageSize: 500, list }
    return { status: 200, text: JSON.stringify({ code: '0', msg: 'Success', data }) }
  }
}

it(`${HOURS} quiet hours cost one call a tick, hardly a line, and no memory`, async () => {
  const time = new VirtualTime(NOW_MS)
  const timers = new Timers(time)
  const lines: string[] = []
  const note = (line: string): void => void lines.push(line)
  const log: Log = { info: note, warn: note, error: note }
  const calls = { count: 0 }
  const keys = { origin: 'https://127.0.0.1:1', appKey: '29384756', appSecret: 'Zk3v9QpL0xWm7TtYbN1c' }
  const gate = createGate(keys, quietWire(calls), createBudget(time, timers, mostLimits), time, log)
  const store = newStore()
  refreshDoors(store, [
    { doorId: '12', name: 'In' },
    { doorId: '13', name: 'Out' },
  ])
  setDirection(store, '12', 'entry')
  setDirection(store, '13', 'exit')
  const { guestId, visitId } = addDecided(store)
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  const monitor = startMonitor({
    store,
    clock: time,
    scheduler: timers,
    log,
    tickMs: limits.tickMs,
    heldForMs: gate.heldForMs,
    policy: () => defaultPolicy,
    ended: () => undefined,
    taken: () => undefined,
    readEvents: (query) => readEvents(gate, query),
  })

  const callsPerTick = new Set<number>()
  const timersPerHour = new Set<number>()
  const heap: number[] = []
  await time.pass(1_000)
  for (let hour = 1; hour <= HOURS; hour += 1) {
    for (let tick = 0; tick < HOUR_MS / limits.tickMs; tick += 1) {
      const before = calls.count
      await time.pass(limits.tickMs)
      callsPerTick.add(calls.count - before)
    }
    if (hour < SETTLED_AFTER_HOURS) continue
    timersPerHour.add(timers.waiting.size)
    if (hour % SETTLED_AFTER_HOURS === 0) heap.push(await heapBytes())
  }

  expect([...callsPerTick]).toEqual([1])
  expect([...timersPerHour], 'nobody forgets a timer').toEqual([1])
  expect(monitor.readUntilMs()).toBeGreaterThan(NOW_MS + HOURS * HOUR_MS - 2 * limits.tickMs)
  expect(store.prepare('SELECT count(*) FROM passage').pluck().get()).toBe(1 + (2 * HOURS) / 24)
  expect(getVisit(store, visitId)).toMatchObject({ status: 'left', leftAtMs: NOW_MS + 9 * HOUR_MS })
  expect(lines.length).toBeLessThanOrEqual(100)
  const growth = (heap.at(-1) ?? 0) / (heap[0] ?? 1) - 1
  expect(growth, `heap in bytes: ${heap.join(', ')}`).toBeLessThanOrEqual(0.05)
  await monitor.stop()
  store.close()
})
