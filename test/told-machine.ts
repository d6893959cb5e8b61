import { createOperations } from '../src/main/guards/operations.ts'
import { startGuards } from '../src/main/guards/resources.ts'
import { limits } from '../src/main/lib/limits.ts'
import { silentLog } from '../src/main/lib/log.ts'
import { systemScheduler } from '../src/main/lib/scheduler.ts'
import type { MachineUse } from '../src/shared/work.ts'
import { VirtualTime } from './virtual-time.ts'

/** A machine whose disk and memory are as full as the test says, whatever this one has; looked at and judged like any. */
export class ToldMachine {
  readonly #time = new VirtualTime()
  #use: MachineUse = { diskPercent: 10, memoryPercent: 10 }
  readonly guards = startGuards({ probe: async () => this.#use, scheduler: this.#time, log: silentLog })
  readonly operations = createOperations({
    guards: this.guards,
    scheduler: systemScheduler,
    log: silentLog,
  })

  /** Resolves when everybody has heard of it. */
  async set(change: Partial<MachineUse>): Promise<void> {
    this.#use = { ...this.#use, ...change }
    await this.#time.pass(limits.resourceCheckMs)
  }
}
