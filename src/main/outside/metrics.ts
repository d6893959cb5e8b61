import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { AnswerCode } from '../../shared/hcp-codes.ts'
import { type Api, callClasses, type Traffic } from '../../shared/hcp-view.ts'

/** What is read at the time of asking. */
export interface MetricsSources {
  readonly traffic: () => Traffic
  readonly guestsInside: () => number
  /** Revocations HCP has not confirmed, and how many of them are overdue. */
  readonly revocations: () => { readonly waiting: number; readonly alarms: number }
}

/** One request to HCP as it ended; the types keep the labels to words from a list. */
export interface CountedCall {
  readonly api: Api
  readonly status:
    | AnswerCode
    | '0'
    | 'unknownCode'
    | 'notReached'
    | 'noAnswer'
    | 'notUnderstood'
    | 'certificate'
  readonly tookMs: number
}

export interface Metrics {
  called(call: CountedCall): void
  accessEnded(want: 'granted' | 'revoked', how: 'success' | 'failed'): void
  /** HCP's event types of passages that were stored for the first time. */
  passed(eventTypes: readonly number[]): void
  taskFailed(room: string): void
  /** Work that asks first what the machine can bear; the names are from a list. */
  heavyWorkEnded(name: string, how: string): void
  /** The exposition, in `contentType`. Rejects when a source cannot be read. */
  text(): Promise<string>
  readonly contentType: string
}

/** HCP answers in tenths of a second or, when it has much to do, in many seconds; 20 s is the longest it is waited for. */
const LATENCY_S = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20]

/** HCP makes up the event types: a broken one must not make up lines without end. */
const EVENT_TYPES_MOST = 50
/** Every event type anybody has described has six digits. */
const LONGEST_EVENT_TYPE = 999_999

/** The numbers of one desk, by the names its predecessor gave them, in a registry of their own. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const ended = {
    granted: new Counter({
      name: 'hikcentral_access_assignments_total',
      help: 'Grants and changes of grants by how they ended: confirmed by HCP, or parked for a person to look at',
      labelNames: ['status'],
      registers,
    }),
    revoked: new Counter({
      name: 'hikcentral_access_revocations_total',
      help: 'Revocations confirmed by HCP, and refusals of them (each is tried again until it is confirmed)',
      labelNames: ['status'],
      registers,
    }),
  }
  const doorEvents = new Counter({
    name: 'hikcentral_door_events_total',
    help: 'Door events stored, by the event type of HCP',
    labelNames: ['event_type'],
    registers,
  })
  const guestsInside = new Gauge({
    name: 'hikcentral_guests_inside',
    help: 'Guests who are in the building',
    registers,
  })
  const requests = new Counter({
    name: 'hikcentral_api_requests_total',
    help: 'Requests to HCP by API and by the code of the answer, or how it ended without one',
    labelNames: ['endpoint', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'hikcentral_api_request_duration_seconds',
    help: 'Time from sending a request to HCP to its answer, or to its end without one',
    labelNames: ['endpoint'],
    buckets: LATENCY_S,
    registers,
  })
  const rate = new Gauge({
    name: 'hikcentral_api_rate_per_second',
    help: 'Requests per second the desk allows itself just now',
    registers,
  })
  const waiting = new Gauge({
    name: 'hikcentral_api_waiting',
    help: 'Requests waiting for their turn, by class',
    labelNames: ['class'],
    registers,
  })
  const underWay = new Gauge({
    name: 'hikcentral_api_under_way',
    help: 'Requests sent and not yet answered',
    registers,
  })
  const revocations = new Gauge({
    name: 'hikcentral_revocations_unconfirmed',
    help: 'Revocations HCP has not confirmed yet',
    registers,
  })
  const alarms = new Gauge({
    name: 'hikcentral_revocation_alarms',
    help: 'Revocations HCP should have confirmed by now',
    registers,
  })
  const taskErrors = new Counter({
    name: 'hikcentral_task_errors_total',
    help: 'Errors logged, by room of the desk',
    labelNames: ['task_name'],
    registers,
  })

  const heavyWork = new Counter({
    name: 'hikcentral_heavy_work_total',
    help: 'Photos, imports and files by how they ended: done, failed, paused, timeout or closing',
    labelNames: ['work', 'status'],
    registers,
  })

  // A line that is there from the start can be watched for its first change.
  for (const counter of Object.values(ended)) {
    for (const status of ['success', 'failed']) counter.inc({ status }, 0)
  }

  const seen = new Set<number>()
  function eventWord(type: number): string {
    if (!Number.isInteger(type) || type < 0 || type > LONGEST_EVENT_TYPE) return 'other'
    if (seen.size >= EVENT_TYPES_MOST && !seen.has(type)) return 'other'
    seen.add(type)
    return String(type)
  }

  /** All sources are read before anything is waited for: the store may be closed a moment later. */
  function read(): void {
    const traffic = sources.traffic()
    rate.set(traffic.ratePerSecond)
    for (const callClass of callClasses) waiting.set({ class: callClass }, traffic.waiting[callClass])
    underWay.set(traffic.underWay)
    guestsInside.set(sources.guestsInside())
    const open = sources.revocations()
    revocations.set(open.waiting)
    alarms.set(open.alarms)
  }

  return {
    called({ api, status, tookMs }) {
      requests.inc({ endpoint: api, status })
      durations.observe({ endpoint: api }, tookMs / 1000)
    },
    accessEnded: (want, how) => ended[want].inc({ status: how }),
    passed(eventTypes) {
      for (const type of eventTypes) doorEvents.inc({ event_type: eventWord(type) })
    },
    taskFailed: (room) => taskErrors.inc({ task_name: room }),
    heavyWorkEnded: (work, status) => heavyWork.inc({ work, status }),
    async text() {
      read()
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
