import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { OpenDesk } from '../../src/main/app/one-desk.ts'
import { openDesk } from '../../src/main/app/open-desk.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { putObserved } from '../../src/main/store/access.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { inTransaction } from '../../src/main/store/open-store.ts'
import { plainSecrets, someGuest } from '../desk-harness.ts'
import { startBusyHcp } from './busy-hcp.ts'

export interface BusyTick {
  /** The longest time the main thread did nothing else, in ms. */
  readonly blockMs: number
  /** The most it computed without a break, whatever else this machine was doing; waiting for the disk is not in it. */
  readonly cpuBlockMs: number
  /** The same for as long without new rows: what this machine does to anybody. */
  readonly idleBlockMs: number
  readonly secondsUntilStored: number
}

const LIMIT_MS = 40_000
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

async function until(what: string, look: () => unknown): Promise<void> {
  const endMs = performance.now() + LIMIT_MS
  while (!look()) {
    if (performance.now() > endMs) throw new Error(`not within ${LIMIT_MS} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The longest block while `work` goes on, and how long that took. */
async function watched(work: () => Promise<void>): Promise<Omit<BusyTick, 'idleBlockMs'>> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const startedMs = performance.now()
  let cpuBlockMs = 0
  let lastCpuMs = cpuMs()
  const probe = setInterval(() => {
    const nowCpuMs = cpuMs()
    cpuBlockMs = Math.max(cpuBlockMs, nowCpuMs - lastCpuMs)
    lastCpuMs = nowCpuMs
  }, 1)
  delay.enable()
  await work()
  delay.disable()
  clearInterval(probe)
  return {
    blockMs: delay.max / 1e6,
    cpuBlockMs,
    secondsUntilStored: (performance.now() - startedMs) / 1_000,
  }
}

/** What this thread alone has computed so far. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

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
  const hcp = await startBusyHcp()
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const { port, appKey, appSecret, certificatePem } = hcp
  const address = { host: '127.0.0.1', port }
  const desk = openDesk(
    {
      folder,
      tickMs: 600_000,
      metricsPort: null,
      hcp: { address, appKey, appSecret, certificatePem, limits: mostLimits },
    },
    {
      clock: systemClock,
      scheduler: systemScheduler,
      log: { room: () => silentLog, hideName: () => undefined },
      // What handing it to the screen costs this thread.
      push: (patch) => void structuredClone(patch),
      webhookSecrets: () => plainSecrets(),
      chooseFile: async () => null,
    },
  )
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
    const idle = await watched(
      () => new Promise((resolve) => setTimeout(resolve, busy.secondsUntilStored * 1_000)),
    )
    return { ...busy, idleBlockMs: idle.blockMs }
  } finally {
    await desk.close()
    await hcp.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
