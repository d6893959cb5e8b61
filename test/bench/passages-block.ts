import type { OpenDesk } from '../../src/main/app/one-desk.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { putObserved } from '../../src/main/store/access.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { inTransaction } from '../../src/main/store/open-store.ts'
import { someGuest } from '../desk-harness.ts'
import { openBusyDesk, until } from './busy-desk.ts'
import { type Watched, watched } from './watched.ts'

export interface BusyTick extends Watched {
  /** The same for as long without new rows: what this machine does to anybody. */
  readonly idleBlockMs: number
}

const FACE = 196_893
const FACE_REFUSED = 197_151
/** In, out, in again, refused at the exit, and once more through the entry. */
const WAY = [
  ['12', FACE],
  ['13', FACE],
  ['12', FACE],
  ['13', FACE_REFUSED],
  ['12', FACE],
] as const

const stored = (desk: OpenDesk): number =>
  desk.store.prepare<[], number>('SELECT count(*) FROM passage').pluck().get() ?? 0

/** Guests whose HCP persons are known and whose access is settled: this is about their passages alone. */
function fill(desk: OpenDesk, visits: number): void {
  const asks = Array.from({ length: visits }, (_, i) => someGuest({ familyName: `Guest ${i}` }))
  const answers = desk.desk.enrolGroup(asks)
  inTransaction(desk.store, () => {
    for (const [i, answer] of answers.entries()) {
      if (!answer.ok) throw new Error(`not enrolled: ${JSON.stringify(answer)}`)
      putObserved(desk.store, answer.guestId, { ...nothingObserved, person: { personId: `B${i}` } })
    }
    desk.store.prepare('UPDATE access SET settled = 1').run()
  })
}

/** A whole desk, its store on the disk, takes in so many new rows with its next tick. */
export async function busyTick(visits: number, rows: number): Promise<BusyTick> {
  const { desk, hcp, close } = await openBusyDesk(mostLimits)
  try {
    await until('the site is read', () => desk.state().hcp?.server && desk.doorMap.doors().length > 0)
    desk.doorMap.mapDoor('12', 'entry')
    desk.doorMap.mapDoor('13', 'exit')
    fill(desk, visits)
    await until('the monitor has ticked', () => desk.state().status.passagesReadUntilMs)
    // The budget fills up again, and the cursor moves in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const before = stored(desk)
    const nowMs = Date.now()
    await hcp.addEvents(
      Array.from({ length: rows }, (_, row) => {
        const [doorIndexCode, eventType] = WAY[Math.floor(row / visits) % WAY.length] ?? WAY[0]
        const atMs = nowMs - 2_000 + Math.floor((row * 1_000) / rows)
        return { doorIndexCode, eventType, personId: `B${row % visits}`, atMs }
      }),
    )
    const busy = await watched(async () => {
      desk.resume()
      await until('all rows are stored', () => stored(desk) === before + rows)
    })
    const idle = await watched(() => new Promise((resolve) => setTimeout(resolve, busy.seconds * 1_000)))
    return { ...busy, idleBlockMs: idle.blockMs }
  } finally {
    await close()
  }
}
