import { expect, it } from 'vitest'
import { type DoorEvent, type EventPage, type EventQuery } from '../../src/main/hcp/endpoints/events.ts'
import { done, type Outcome } from '../../src/main/hcp/outcome.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { startMonitor } from '../../src/main/passages/monitor.ts'
import { putObserved } from '../../src/main/store/access.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { getVisit } from '../../src/main/store/visits.ts'
import { defaultPolicy, type SitePolicy } from '../../src/shared/policy.ts'
import { addDecided, NOW_MS, newStore } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'
import { untold } from './untold.ts'

const MINUTE = 60_000
const FACE = 196_893
const FINGER = 197_127

/** A server that is asked type by type; in at 1, out at 17, and back in at 20 by a type this site has not seen yet. */
async function watch(exit: SitePolicy['exit'], isBack: boolean) {
  const time = new VirtualTime(NOW_MS)
  const store = newStore()
  refreshDoors(store, [
    { doorId: '12', name: 'In' },
    { doorId: '13', name: 'Out' },
  ])
  setDirection(store, '12', 'entry')
  setDirection(store, '13', 'exit')
  const { guestId, visitId } = addDecided(store)
  putObserved(store, guestId, { ...nothingObserved, person: { personId: '77' } })
  const at = (minute: number, doorId: string, eventType: number): DoorEvent => {
    const atMs = NOW_MS + minute * MINUTE
    return { eventKey: `${atMs}`, eventType, atMs, personId: '77', doorId, doorName: doorId, ...untold }
  }
  const rows = [at(1, '12', FACE), at(17, '13', FACE), ...(isBack ? [at(20, '12', FINGER)] : [])]
  const readEvents = async (query: EventQuery): Promise<Outcome<EventPage>> => {
    if (query.eventType === null)
      return { kind: 'refused', class: 'callerBug', code: '2', field: 'eventType' }
    const events = rows.filter(
      ({ eventType, atMs }) =>
        eventType === query.eventType &&
        atMs >= query.fromMs &&
        atMs <= query.untilMs &&
        atMs <= time.nowMs(),
    )
    return done({ events, unread: 0, isLast: true })
  }
  const monitor = startMonitor({
    store,
    clock: time,
    scheduler: time,
    log: silentLog,
    tickMs: limits.tickMs,
    heldForMs: () => 0,
    policy: () => ({ ...defaultPolicy, exit, graceMinutes: 10 }),
    ended: () => undefined,
    taken: () => undefined,
    readEvents,
  })
  return {
    async statusAt(minute: number) {
      await time.pass(NOW_MS + minute * MINUTE - time.nowMs())
      return getVisit(store, visitId)?.status
    },
    async close() {
      await monitor.stop()
      store.close()
    },
  }
}

it('does not end the visit of who came back by a type that is asked for seldom', async () => {
  const site = await watch('grace', true)
  // The rare types are asked for at 15 and at 30; the grace is over at 27.
  expect(await site.statusAt(29)).toBe('inside')
  expect(await site.statusAt(90)).toBe('inside')
  await site.close()
})

it.each<[exit: SitePolicy['exit'], minute: number]>([
  ['grace', 31],
  ['first', 18],
])('ends the visit of who did not, by the policy "%s" at minute %i at the latest', async (exit, minute) => {
  const site = await watch(exit, false)
  expect(await site.statusAt(16)).toBe('inside')
  expect(await site.statusAt(minute)).toBe('left')
  await site.close()
})
