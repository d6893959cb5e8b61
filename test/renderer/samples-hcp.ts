import type { CheckResult, Diagnosis, HcpView } from '../../src/shared/hcp-view.ts'
import type { VisitCard } from '../../src/shared/visit.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const FINGERPRINT = Array.from({ length: 32 }, (_, i) => ((i * 37 + 11) % 256).toString(16).padStart(2, '0'))
  .join(':')
  .toUpperCase()

/** A morning rush, and the quiet after it. */
const rush = '3 4 2 6 9 14 31 58 92 140 171 188 204 196 150 121 96 74 52 38 22 0 11 4 3 12 7 4 5 3'
/** HCP has had enough: the same rush, cut down to what it still takes. */
const throttled =
  '4 6 3 9 22 64 128 214 287 300 296 300 300 281 300 150 148 150 75 74 75 75 44 45 45 45 44 45 45 31'

/** A quiet connection, as the HikCentral screen shows it. */
export function hcpView(nowMs: number): HcpView {
  const limits = { ratePerSecond: 5, burst: 10, concurrency: 4 }
  return {
    server: { product: 'HikCentral Professional', version: 'V3.1.1.0' },
    siteReadAtMs: nowMs - 29 * MINUTE,
    switchedOff: [],
    limits,
    mostLimits: limits,
    traffic: {
      perMinute: rush.split(' ').map(Number),
      ratePerSecond: 5,
      waiting: { revoke: 0, door: 0, enrol: 0, enrolGroup: 0, monitor: 0, pictures: 0, tidy: 0 },
      underWay: 0,
    },
    metrics: { state: 'off' },
    diagnosis: null,
  }
}

const results = (nowMs: number): readonly CheckResult[] => [
  check('name', 'good', 12, { kind: 'nameResolved', addresses: ['192.168.14.20'] }),
  check('tcp', 'good', 3, { kind: 'portOpen' }),
  check('tls', 'warning', 41, {
    kind: 'certificateEndsSoon',
    fingerprint: FINGERPRINT,
    validUntilMs: nowMs + 9 * DAY,
  }),
  check('clock', 'warning', 38, { kind: 'clockOff', offMs: 95_000 }),
  check('signature', 'good', 64, {
    kind: 'signatureGood',
    product: 'HikCentral Professional',
    version: 'V3.1.1.0',
  }),
  check('apis', 'bad', 1_870, {
    kind: 'apisMissing',
    apis: [
      { api: 'doorStatus', code: '69' },
      { api: 'events', code: '17' },
      { api: 'eventPush', code: '8' },
    ],
  }),
  check('levels', 'bad', 210, { kind: 'levelsGone', names: ['Contractors', 'Гости, переговорные 2–4 этаж'] }),
  check('doors', 'warning', 188, { kind: 'doorsUnmapped', count: 3 }),
  check('push', 'warning', 57, { kind: 'pushNotAllowed', code: '8' }),
]

function check(
  name: CheckResult['check'],
  verdict: CheckResult['verdict'],
  durationMs: number,
  finding: CheckResult['finding'],
): CheckResult {
  return { check: name, verdict, durationMs, finding }
}

/** Good, warnings and failures side by side; `done` of the nine are there, and the rest are still to come. */
export function diagnosis(nowMs: number, done: number): Diagnosis {
  return { startedAtMs: nowMs - 3_000, running: done < 9, checks: results(nowMs).slice(0, done) }
}

/** A key that HCP does not take: what comes after it cannot be asked. */
export function refusedDiagnosis(nowMs: number): Diagnosis {
  const checks = results(nowMs).map((one, index) =>
    index < 4
      ? one
      : one.check === 'signature'
        ? check('signature', 'bad', 71, { kind: 'refused', code: '0x02401003' })
        : check(one.check, 'skipped', 0, { kind: 'notTried' }),
  )
  return { startedAtMs: nowMs - 3_000, running: false, checks }
}

export const switchedOff: HcpView['switchedOff'] = [
  { api: 'doorStatus', code: '69' },
  { api: 'events', code: '17' },
]

export function slowedView(nowMs: number): HcpView {
  const view = hcpView(nowMs)
  return {
    ...view,
    traffic: {
      perMinute: throttled.split(' ').map(Number),
      ratePerSecond: 0.75,
      waiting: { revoke: 2, door: 1, enrol: 0, enrolGroup: 38, monitor: 3, pictures: 12, tidy: 0 },
      underWay: 3,
    },
    metrics: { state: 'on', port: 9464 },
  }
}

/** HCP's codes on cards, by the name of whom they happen to. */
export const coded: Readonly<Record<number, Partial<VisitCard>>> = {
  1: { access: 'attention', problem: 'notEntitled', problemCode: '69' },
  3: { access: 'waiting', problem: 'busy', problemCode: '5' },
  4: { access: 'working', problem: 'deviceOffline', problemCode: '194' },
  5: { access: 'attention', problem: 'deviceOffline', problemCode: '129' },
  21: { access: 'attention', problem: 'faceRefused', problemCode: '2' },
}
