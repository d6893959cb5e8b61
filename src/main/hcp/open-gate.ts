import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import { createBudget } from './budget.ts'
import { createGate, type Gate } from './gate.ts'
import { type Address, originOf, pinnedAgent } from './pinned-agent.ts'
import { createTransport } from './transport.ts'

/** Where HCP is, who we are to it, and the one certificate that is trusted. */
export interface GateSettings {
  readonly address: Address
  readonly appKey: string
  readonly appSecret: string
  readonly certificatePem: string
}

/** A gate with its connections; `close` lets the idle ones go. */
export function openGate(
  settings: GateSettings,
  tools: { readonly clock: Clock; readonly scheduler: Scheduler; readonly log: Log },
): { readonly gate: Gate; close(): void } {
  const agent = pinnedAgent(settings.certificatePem, tools.scheduler)
  const budget = createBudget(tools.clock, tools.scheduler, {
    ratePerSecond: limits.hcpRatePerSecond,
    burst: limits.hcpBurst,
    concurrency: limits.hcpConcurrency,
  })
  const keys = { origin: originOf(settings.address), appKey: settings.appKey, appSecret: settings.appSecret }
  const gate = createGate(keys, createTransport(agent), budget, tools.clock, tools.log)
  return { gate, close: () => agent.destroy() }
}
