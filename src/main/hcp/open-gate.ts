import { X509Certificate } from 'node:crypto'
import type { BudgetLimits } from '../../shared/hcp-view.ts'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import { createBudget } from './budget.ts'
import { type ClosedApiMemory, createClosedApis, noMemory } from './closed-apis.ts'
import { createGate, type Gate } from './gate.ts'
import { type Address, originOf, pinnedAgent } from './pinned-agent.ts'
import { createTransport } from './transport.ts'

/** Where HCP is, who we are to it, and the one certificate that is trusted. */
export interface GateSettings {
  readonly address: Address
  readonly appKey: string
  readonly appSecret: string
  readonly certificatePem: string
  /** Tighter than the limits of the desk, or absent for these. */
  readonly limits?: BudgetLimits
}

/** What HCP is asked at most; settings may only tighten it. */
export const mostLimits: BudgetLimits = {
  ratePerSecond: limits.hcpRatePerSecond,
  burst: limits.hcpBurst,
  concurrency: limits.hcpConcurrency,
}

/** SHA-256 of the one certificate that is trusted, `AA:BB:…`: what tells one HCP from another. */
export function certificateOf(settings: GateSettings): string {
  return new X509Certificate(settings.certificatePem).fingerprint256
}

export interface GateTools {
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Where it is remembered what this server has refused to the partner; absent = nowhere. */
  readonly closedApis?: ClosedApiMemory
}

export interface OpenGate {
  readonly gate: Gate
  /** Drops all connections: a call under way ends unanswered now and not at its time limit, and the next one opens anew. */
  reconnect(): void
  /** Ends the gate with its connections, calls under way included. */
  close(): void
}

/** A gate with its connections. */
export function openGate(settings: GateSettings, tools: GateTools): OpenGate {
  const agent = pinnedAgent(settings.certificatePem, tools.scheduler)
  const budget = createBudget(tools.clock, tools.scheduler, settings.limits ?? mostLimits)
  const keys = { origin: originOf(settings.address), appKey: settings.appKey, appSecret: settings.appSecret }
  const closed = createClosedApis(tools.clock, tools.closedApis ?? noMemory)
  const gate = createGate(
    keys,
    createTransport(agent, tools.scheduler),
    budget,
    tools.clock,
    tools.log,
    closed,
  )
  return {
    gate,
    reconnect: () => agent.destroy(),
    close() {
      gate.close()
      agent.destroy()
    },
  }
}
