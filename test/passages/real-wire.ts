import { type EventPage, type EventQuery, readEvents } from '../../src/main/hcp/endpoints/events.ts'
import { openGate } from '../../src/main/hcp/open-gate.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import type { VirtualTime } from '../virtual-time.ts'
import type { ModelEvents } from './model-events.ts'
import type { TrueRow } from './truth.ts'
import type { Wire } from './watched-site.ts'

/** A gate to a simulator that learns of every row when HCP would, and goes away when it does. */
export async function realWire(): Promise<Wire & { close(): Promise<void> }> {
  const simulator = await startSimulator()
  const { port, appKey, appSecret, certificatePem } = simulator
  const { gate, close } = openGate(
    {
      address: { host: '127.0.0.1', port },
      appKey,
      appSecret,
      certificatePem,
      limits: { ratePerSecond: 1_000, burst: 1_000, concurrency: 4 },
    },
    { clock: systemClock, scheduler: systemScheduler, log: silentLog },
  )
  const told = new Set<TrueRow>()
  let underWay = 0

  async function ask(query: EventQuery, events: ModelEvents): Promise<Outcome<EventPage>> {
    const isDown = simulator.weather.conditions.down
    if (events.isAway !== isDown) await simulator.weather.set({ down: events.isAway })
    if (!events.isAway) gate.tryNow()
    for (const row of events.published()) {
      if (told.has(row)) continue
      told.add(row)
      const { key, doorId, eventType, personId, atMs } = row
      simulator.addEvent({
        eventId: key.includes('/') ? '' : key,
        doorIndexCode: doorId,
        eventType,
        personId,
        atMs,
      })
    }
    return readEvents(gate, query)
  }

  return {
    read(query, events) {
      events.onAsked()
      underWay += 1
      return ask(query, events).finally(() => {
        underWay -= 1
      })
    },
    async settle(time: VirtualTime) {
      for (let quiet = 0; quiet < 2; ) {
        await time.pass(0)
        quiet = underWay === 0 ? quiet + 1 : 0
        await new Promise((resolve) => {
          setTimeout(resolve, 1)
        })
      }
    },
    async close() {
      close()
      await simulator.stop()
    },
  }
}
