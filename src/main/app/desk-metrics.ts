import type { Gate } from '../hcp/gate.ts'
import type { Clock } from '../lib/clock.ts'
import { createMetrics, type Metrics } from '../outside/metrics.ts'
import type { Store } from '../store/open-store.ts'
import { countInside } from '../store/visits.ts'
import { workStatus } from './cards.ts'

export interface DeskMetricsNeeds {
  /** Both may be opened after it, before it is asked. */
  readonly gate: () => Gate
  readonly store: () => Store
  readonly clock: Clock
}

/** The numbers of one desk for a monitoring system. */
export function deskMetrics({ gate, store, clock }: DeskMetricsNeeds): Metrics {
  return createMetrics({
    traffic: () => gate().traffic(),
    guestsInside: () => countInside(store()),
    revocations() {
      const { revocations, alarms } = workStatus(store(), clock.nowMs())
      return { waiting: revocations, alarms: alarms.length }
    },
  })
}
