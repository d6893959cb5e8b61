import type { MetricsState } from '../../shared/hcp-view.ts'
import type { Log } from '../lib/log.ts'
import type { Metrics } from './metrics.ts'
import { type MetricsEndpoint, openMetricsEndpoint } from './metrics-endpoint.ts'

/** The endpoint as the administrator wants it. */
export interface MetricsSwitch {
  state(): MetricsState
  /** Moves the endpoint to `port` of the loopback address (0 for any free one); null closes it. Resolves when it is done. */
  set(port: number | null): Promise<void>
  /** Closes it for good. */
  close(): Promise<void>
}

export function createMetricsSwitch(metrics: Metrics, log: Log): MetricsSwitch {
  let endpoint: MetricsEndpoint | null = null
  let state: MetricsState = { state: 'off' }
  let isClosed = false
  let turn: Promise<void> = Promise.resolve()

  async function change(port: number | null): Promise<void> {
    if (endpoint !== null && endpoint.port === port && !isClosed) return
    await endpoint?.close()
    endpoint = null
    state = { state: 'off' }
    if (port === null || isClosed) return
    const opened = await openMetricsEndpoint(port, metrics, log)
    if (opened === 'portInUse') {
      state = { state: 'portInUse', port }
      log.warn(`the port ${port} for the metrics is in use`)
      return
    }
    endpoint = opened
    state = { state: 'on', port: opened.port }
  }

  /** One change after the other: two at once would leave an endpoint nobody can close. */
  function set(port: number | null): Promise<void> {
    const mine = turn.then(() => change(port))
    turn = mine.catch(() => {})
    return mine
  }

  return {
    state: () => state,
    set,
    close() {
      isClosed = true
      return set(null)
    },
  }
}
