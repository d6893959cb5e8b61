import { statfs } from 'node:fs/promises'
import systeminformation from 'systeminformation'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { type Scheduler, startLoop } from '../lib/scheduler.ts'
import { judge, type Measured, type Paused } from './judge.ts'

export interface Guards {
  /** Why new enrolments, photos and imports pause, or null. Checkout and revocation never ask. */
  paused(): Paused
  stop(): Promise<void>
}

export interface GuardNeeds {
  /** A folder on the disk that must not run full. */
  readonly folder: string
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly changed: () => void
}

/** Measures disk and memory once a minute, never on the way of a click. */
export function startGuards(needs: GuardNeeds): Guards {
  let paused: Paused = null
  const loop = startLoop(
    needs.scheduler,
    async () => {
      const now = judge(await measure(needs.folder), paused)
      if (now !== paused) {
        paused = now
        needs.log.warn(now ? `new work pauses: ${now}` : 'new work goes on')
        needs.changed()
      }
      return limits.resourceCheckMs
    },
    (error) => needs.log.error('resources could not be measured', error),
    limits.resourceCheckMs,
  )
  return { paused: () => paused, stop: () => loop.stop() }
}

async function measure(folder: string): Promise<Measured> {
  const [disk, memory] = await Promise.all([statfs(folder), systeminformation.mem()])
  const usedBlocks = disk.blocks - disk.bfree
  return {
    // As df counts it: of what this user could use, without the part reserved for the system.
    diskPercent: (usedBlocks / Math.max(1, usedBlocks + disk.bavail)) * 100,
    memoryPercent: 100 - (memory.available / Math.max(1, memory.total)) * 100,
  }
}
