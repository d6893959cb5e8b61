import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDesk } from '../../src/main/app/one-desk.ts'
import { openDesk } from '../../src/main/app/open-desk.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import type { BudgetLimits } from '../../src/shared/hcp-view.ts'
import { plainSecrets } from '../desk-harness.ts'
import { ToldMachine } from '../told-machine.ts'
import { type BusyHcp, startBusyHcp } from './busy-hcp.ts'

export interface BusyDesk {
  readonly desk: OpenDesk
  readonly hcp: BusyHcp
  readonly folder: string
  /** Closes the desk, does something meanwhile, and opens it again on what is there then. */
  reopen(meanwhile: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

const LIMIT_MS = 40_000

/** A whole desk, its store on the disk, whose HCP has a thread of its own: what blocks here is the desk's doing. */
export async function openBusyDesk(limits: BudgetLimits): Promise<BusyDesk> {
  const hcp = await startBusyHcp()
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const { port, appKey, appSecret, certificatePem } = hcp
  const address = { host: '127.0.0.1', port }
  const open = (): OpenDesk =>
    openDesk(
      {
        folder,
        tickMs: 600_000,
        metricsPort: null,
        hcp: { address, appKey, appSecret, certificatePem, limits },
      },
      {
        clock: systemClock,
        scheduler: systemScheduler,
        log: { room: () => silentLog, hideName: () => undefined },
        guards: new ToldMachine().guards,
        // What handing it to the screen costs this thread.
        push: (patch) => void structuredClone(patch),
        webhookSecrets: () => plainSecrets(),
        chooseFile: async () => null,
        choosePhotos: async () => null,
        printPage: () => Promise.reject(new Error('there is no page')),
      },
    )
  let desk = open()
  return {
    get desk() {
      return desk
    },
    hcp,
    folder,
    async reopen(meanwhile) {
      await desk.close()
      await meanwhile()
      desk = open()
    },
    async close() {
      await desk.close()
      await hcp.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function until(what: string, look: () => unknown, limitMs = LIMIT_MS): Promise<void> {
  const endMs = performance.now() + limitMs
  while (!look()) {
    if (performance.now() > endMs) throw new Error(`not within ${limitMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
