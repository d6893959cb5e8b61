import { register } from 'prom-client'
import { expect, it } from 'vitest'
import { silentLog } from '../../src/main/lib/log.ts'
import { countErrors } from '../../src/main/outside/count-errors.ts'
import { createMetrics, type MetricsSources } from '../../src/main/outside/metrics.ts'
import { valueOf } from './ask.ts'

const quiet: MetricsSources = {
  traffic: () => ({
    perMinute: [],
    ratePerSecond: 5,
    waiting: { revoke: 0, door: 0, enrol: 0, enrolGroup: 0, monitor: 0, pictures: 0, tidy: 0 },
    underWay: 0,
  }),
  guestsInside: () => 0,
  revocations: () => ({ waiting: 0, alarms: 0 }),
}

it('counts what it is told', async () => {
  const metrics = createMetrics(quiet)
  metrics.accessEnded('granted', 'success')
  metrics.accessEnded('granted', 'success')
  metrics.accessEnded('granted', 'failed')
  metrics.accessEnded('revoked', 'success')
  metrics.passed([196893, 196893, 197151])
  metrics.called({ api: 'personAdd', status: '0', tookMs: 300 })
  metrics.called({ api: 'personAdd', status: 'HTTP 503', tookMs: 3_000 })
  metrics.called({ api: 'events', status: 'noAnswer', tookMs: 15_000 })
  metrics.taskFailed('passages')

  const text = await metrics.text()
  const lines = {
    'hikcentral_access_assignments_total{status="success"}': 2,
    'hikcentral_access_assignments_total{status="failed"}': 1,
    'hikcentral_access_revocations_total{status="success"}': 1,
    'hikcentral_access_revocations_total{status="failed"}': 0,
    'hikcentral_door_events_total{event_type="196893"}': 2,
    'hikcentral_door_events_total{event_type="197151"}': 1,
    'hikcentral_api_requests_total{endpoint="personAdd",status="0"}': 1,
    'hikcentral_api_requests_total{endpoint="personAdd",status="HTTP 503"}': 1,
    'hikcentral_api_requests_total{endpoint="events",status="noAnswer"}': 1,
    'hikcentral_api_request_duration_seconds_bucket{le="0.5",endpoint="personAdd"}': 1,
    'hikcentral_api_request_duration_seconds_count{endpoint="personAdd"}': 2,
    'hikcentral_api_request_duration_seconds_sum{endpoint="personAdd"}': 3.3,
    'hikcentral_task_errors_total{task_name="passages"}': 1,
  }
  expect(Object.fromEntries(Object.keys(lines).map((line) => [line, valueOf(text, line)]))).toEqual(lines)
})

it('reads its sources each time it is asked', async () => {
  let guests = 1
  const metrics = createMetrics({
    traffic: () => ({
      perMinute: [4],
      ratePerSecond: 2.5,
      waiting: { revoke: 1, door: 0, enrol: 3, enrolGroup: 40, monitor: 1, pictures: 0, tidy: 0 },
      underWay: 4,
    }),
    guestsInside: () => guests,
    revocations: () => ({ waiting: 7, alarms: 2 }),
  })
  expect(valueOf(await metrics.text(), 'hikcentral_guests_inside')).toBe(1)
  guests = 12
  const text = await metrics.text()
  const lines = {
    hikcentral_guests_inside: 12,
    hikcentral_api_rate_per_second: 2.5,
    'hikcentral_api_waiting{class="revoke"}': 1,
    'hikcentral_api_waiting{class="enrolGroup"}': 40,
    'hikcentral_api_waiting{class="pictures"}': 0,
    hikcentral_api_under_way: 4,
    hikcentral_revocations_unconfirmed: 7,
    hikcentral_revocation_alarms: 2,
  }
  expect(Object.fromEntries(Object.keys(lines).map((line) => [line, valueOf(text, line)]))).toEqual(lines)
})

it('keeps to itself: two desks do not share a number, and nothing is in the global registry', async () => {
  const [one, other] = [createMetrics(quiet), createMetrics(quiet)]
  one.taskFailed('hcp')
  expect(await other.text()).not.toContain('task_name=')
  expect(register.getMetricsAsArray()).toEqual([])
})

it('has an end of lines, whatever event types HCP makes up', async () => {
  const metrics = createMetrics(quiet)
  metrics.passed([Number.NaN, 1.5, -1, 79_161_234_567])
  metrics.passed(Array.from({ length: 500 }, (_, i) => 200_000 + i))
  metrics.passed([200_000])
  const lines = (await metrics.text()).split('\n').filter((line) => line.includes('event_type='))
  expect(lines).toHaveLength(51)
  expect(lines).toContain('hikcentral_door_events_total{event_type="other"} 454')
  expect(lines).toContain('hikcentral_door_events_total{event_type="200000"} 2')
})

it('counts errors by room and passes every line on', () => {
  const failed: string[] = []
  const lines: string[] = []
  const written = {
    hideName(name: string) {
      lines.push(`hide ${name}`)
    },
    room: (name: string) => ({
      ...silentLog,
      warn: (line: string) => lines.push(`${name} warn ${line}`),
      error: (line: string, cause: unknown) => lines.push(`${name} error ${line} ${String(cause)}`),
    }),
  }
  const log = countErrors(written, (room) => failed.push(room))
  log.room('hcp').warn('slow')
  log.room('passages').error('a tick broke', 'why')
  expect(failed).toEqual(['passages'])
  expect(lines).toEqual(['hcp warn slow', 'passages error a tick broke why'])
})
