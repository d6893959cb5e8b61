import { describe, expect, it } from 'vitest'
import type { DiagnosisNeeds } from '../../src/main/hcp/diagnosis/check.ts'
import { runDiagnosis } from '../../src/main/hcp/diagnosis/run.ts'
import { addToLevel } from '../../src/main/hcp/endpoints/levels.ts'
import { addPerson } from '../../src/main/hcp/endpoints/persons.ts'
import { readVersion } from '../../src/main/hcp/endpoints/site.ts'
import type { Gate } from '../../src/main/hcp/gate.ts'
import { type Clock, systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import type { DoorWithReaders } from '../../src/shared/door-map.ts'
import type { CheckName, CheckResult, Diagnosis, Finding } from '../../src/shared/hcp-view.ts'
import type { Direction } from '../../src/shared/visit.ts'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import { deadPort, type GateTo, openSite, openTestGate, startOddServer, startPort } from './odd-server.ts'

const HOST = '127.0.0.1'
const KEY = '29384756'
const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'

/** Long, because every check waits for HCP; a diagnosis is no click. */
const PATIENCE = 60_000

const doorway = (
  doorId: string,
  direction: Direction | null,
  ...readers: (Direction | null)[]
): DoorWithReaders => ({
  doorId,
  name: `Door ${doorId}`,
  direction,
  readers: readers.map((reader, i) => ({ readerId: `${doorId}/${i}`, name: '', direction: reader })),
})
const DOOR_MAP = [
  doorway('12', 'entry'),
  doorway('13', 'exit'),
  doorway('14', 'entry'),
  doorway('15', 'exit'),
]

interface Diagnosed {
  readonly found: Readonly<Record<CheckName, Finding>>
  readonly verdicts: Readonly<Record<CheckName, CheckResult['verdict']>>
  readonly told: readonly Diagnosis[]
}

async function diagnose(gate: Gate, to: GateTo, change: Partial<DiagnosisNeeds> = {}): Promise<Diagnosed> {
  const told: Diagnosis[] = []
  const settings = {
    address: { host: HOST, port: to.port },
    appKey: to.appKey ?? KEY,
    appSecret: to.appSecret ?? SECRET,
    certificatePem: to.certificatePem,
  }
  const needs: DiagnosisNeeds = {
    settings,
    gate,
    clock: systemClock,
    scheduler: systemScheduler,
    log: silentLog,
    levelsInUse: [{ levelId: '7', name: 'Visitors' }],
    doorMap: DOOR_MAP,
    ...change,
  }
  await runDiagnosis(needs, (now) => told.push(now))
  const checks = told.at(-1)?.checks ?? []
  const by = <T>(what: (one: CheckResult) => T) =>
    Object.fromEntries(checks.map((one) => [one.check, what(one)])) as Record<CheckName, T>
  return { found: by((one) => one.finding), verdicts: by((one) => one.verdict), told }
}

/** The diagnosis of a simulator in this weather. */
async function diagnoseSite(
  site: Awaited<ReturnType<typeof openSite>>,
  change: Partial<DiagnosisNeeds> = {},
): Promise<Diagnosed> {
  const { port, certificatePem, appKey, appSecret } = site.simulator
  return diagnose(site.gate, { port, certificatePem, appKey, appSecret }, change)
}

const shifted = (byMs: number): Clock => ({ ...systemClock, nowMs: () => systemClock.nowMs() + byMs })

const NOT_TRIED = { kind: 'notTried' }
const UNANSWERED = { kind: 'unanswered' }

describe('the diagnosis of a good connection', () => {
  it('finds everything good, tells of each check as it ends, and changes nothing in HCP', async () => {
    const site = await openSite()
    const before = [site.simulator.persons(), site.simulator.levels(), site.simulator.subscriptions()]
    const { found, verdicts, told } = await diagnoseSite(site)
    expect(found).toEqual({
      name: { kind: 'nameIsAddress' },
      tcp: { kind: 'portOpen' },
      tls: {
        kind: 'certificateAsPinned',
        fingerprint: site.simulator.fingerprint256,
        validUntilMs: expect.any(Number),
      },
      clock: { kind: 'clockGood', offMs: expect.any(Number) },
      signature: { kind: 'signatureGood', product: 'HikCentral Professional', version: expect.any(String) },
      apis: { kind: 'apisAllowed' },
      levels: { kind: 'levelsFound', names: ['Visitors', 'Visitors + parking'] },
      doors: { kind: 'doorsFound', count: 4, entries: 2, exits: 2 },
      push: { kind: 'pushPossible' },
    })
    expect(Object.values(verdicts)).toEqual(Array(9).fill('good'))
    expect(told.map(({ checks }) => checks.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(told.map(({ running }) => running)).toEqual([...Array(8).fill(true), false])
    expect(told.at(-1)?.checks.map(({ check }) => check)).toEqual(Object.keys(found))
    expect([site.simulator.persons(), site.simulator.levels(), site.simulator.subscriptions()]).toEqual(
      before,
    )
    expect(site.gate.closedApis()).toEqual([])
    expect(site.lines).toEqual([])
  })

  it('brings nothing that is pending to the doors', async () => {
    const { simulator, gate, ...rest } = await openSite()
    const nowMs = systemClock.nowMs()
    const made = await addPerson(gate, 'enrol', () => ({
      personCode: 'GP00000000000001',
      familyName: 'Orlova',
      givenName: '',
      window: { fromMs: nowMs, untilMs: nowMs + 3_600_000 },
      orgId: '1',
      faceJpeg: null,
    }))
    await addToLevel(gate, 'enrol', '7', () => (made.kind === 'done' ? [made.value] : []))
    const pending = simulator.person('GP00000000000001')
    expect(pending).toMatchObject({ levelIds: ['7'], applied: null })
    const { verdicts } = await diagnoseSite({ simulator, gate, ...rest })
    expect(verdicts.apis).toBe('good')
    expect(simulator.person('GP00000000000001')).toEqual(pending)
  })

  it('asks an HCP that would do whatever it is told for nothing about anybody', async () => {
    const server = await startOddServer((_request, response) => response.end('{"code":"0","data":{}}'))
    await diagnose(openTestGate(server).gate, server)
    const heard = new Map(server.heard.map(({ path, body }) => [path, JSON.parse(body)]))
    expect(server.heard.length).toBe(21)
    const nobody = '2147483647'
    const onNoLevel = { privilegeGroupId: nobody, type: 1, list: [{ id: nobody }] }
    expect(
      [...heard]
        .filter(([path]) => /add|update|delete|Persons|reapplication/.test(path))
        .map(([, body]) => body),
    ).toEqual([
      { orgIndexCode: nobody },
      { personId: nobody },
      { personId: nobody },
      { personId: nobody },
      onNoLevel,
      onNoLevel,
      // An empty one would bring everything that is pending to the doors.
      { ImmediateDownload: 9, personIds: nobody },
    ])
  })

  it('resolves a name', async () => {
    const site = await openSite()
    const { port, certificatePem, appKey, appSecret } = site.simulator
    const settings = { address: { host: 'localhost', port }, certificatePem, appKey, appSecret }
    const { found, verdicts } = await diagnoseSite(site, { settings })
    expect(found.name).toEqual({ kind: 'nameResolved', addresses: expect.arrayContaining([HOST]) })
    expect(verdicts.tls).toBe('good')
  })
})

describe('the diagnosis goes on where it can', () => {
  it('HCP is down', async () => {
    const site = await openSite()
    await site.simulator.weather.set({ down: true })
    const { found, verdicts } = await diagnoseSite(site)
    expect(found).toMatchObject({ name: { kind: 'nameIsAddress' }, tcp: { kind: 'portRefused' } })
    expect(verdicts).toEqual({
      name: 'good',
      tcp: 'bad',
      tls: 'skipped',
      clock: 'skipped',
      signature: 'skipped',
      apis: 'skipped',
      levels: 'skipped',
      doors: 'skipped',
      push: 'skipped',
    })
    expect(site.gate.sentLastMinute()).toBe(0)
  })

  it('the name leads nowhere', async () => {
    const { certificatePem } = await makeCertificate()
    const { gate } = openTestGate({ port: 443, certificatePem })
    const settings = {
      address: { host: 'hcp.invalid', port: 443 },
      certificatePem,
      appKey: KEY,
      appSecret: SECRET,
    }
    const { found } = await diagnose(gate, { port: 443, certificatePem }, { settings })
    // Which of both depends on whether this machine has a name server.
    expect(['nameUnknown', 'nameServerSilent']).toContain(found.name.kind)
    expect(found.tcp).toEqual(NOT_TRIED)
  })

  it.each<[what: string, weather: object, code: string]>([
    ['the key', { refuseAllWith: '64' }, '64'],
    ['the signature, and echoes the secret', { refuseAllWith: '0x02401003', leaky: true }, '0x02401003'],
    ['everything, by HTTP status', { troubles: [{ kind: 'status', status: 401 }] }, 'HTTP 401'],
  ])('HCP refuses %s: it is asked once, and never again', async (_what, weather, code) => {
    const site = await openSite()
    await site.simulator.weather.set(weather)
    const { found, verdicts, told } = await diagnoseSite(site)
    expect(found.clock).toMatchObject({ kind: 'clockGood' })
    expect(found.signature).toEqual({ kind: 'refused', code })
    expect(verdicts.signature).toBe('bad')
    expect([found.apis, found.levels, found.doors, found.push]).toEqual([
      NOT_TRIED,
      NOT_TRIED,
      NOT_TRIED,
      NOT_TRIED,
    ])
    expect(site.gate.sentLastMinute()).toBe(1)
    const all = JSON.stringify([told, site.lines])
    expect(all).not.toContain(site.simulator.appSecret)
    expect(all).not.toContain(site.simulator.appKey)
  })

  it('the gate is held already, because HCP has refused the key to somebody else', async () => {
    const site = await openSite()
    await site.simulator.weather.set({ refuseAllWith: '65' })
    await readVersion(site.gate)
    const { found } = await diagnoseSite(site)
    expect(found.signature).toEqual({ kind: 'refused', code: '65' })
    expect([found.clock, found.apis, found.push]).toEqual([NOT_TRIED, NOT_TRIED, NOT_TRIED])
    expect(site.gate.sentLastMinute()).toBe(1)
  })

  it('HCP refuses the key in the middle: the rest is not tried', async () => {
    const site = await openSite()
    const path = '/acs/v1/privilege/group/single/addPersons'
    await site.simulator.weather.set({ troubles: [{ kind: 'code', code: '66', path }] })
    const { found, verdicts } = await diagnoseSite(site)
    expect(found.apis).toEqual({ kind: 'refused', code: '66' })
    expect(verdicts.apis).toBe('bad')
    expect([found.levels, found.doors, found.push]).toEqual([NOT_TRIED, NOT_TRIED, NOT_TRIED])
  })

  it('HCP has another certificate: it hears nothing', async () => {
    const server = await startOddServer((_request, response) => response.end('{"code":"0"}'))
    const { certificatePem } = await makeCertificate()
    const { gate } = openTestGate({ port: server.port, certificatePem })
    const { found, verdicts } = await diagnose(gate, { port: server.port, certificatePem })
    expect(found.tls).toMatchObject({ kind: 'certificateOther' })
    expect(verdicts.tls).toBe('bad')
    expect(verdicts.signature).toBe('skipped')
    expect(server.payloadBytes()).toBe(0)
    expect(gate.sentLastMinute()).toBe(0)
  })

  it.each<[what: string, port: () => Promise<number>, kind: Finding['kind']]>([
    ['nobody listens', deadPort, 'portRefused'],
    ['somebody talks without TLS', () => startPort((socket) => socket.write('SSH-2.0-x\r\n')), 'notTls'],
    ['somebody hangs up', () => startPort((socket) => socket.destroy()), 'unanswered'],
    ['somebody never speaks', () => startPort(() => undefined), 'unanswered'],
  ])('on the port %s', async (_what, port, kind) => {
    const { certificatePem } = await makeCertificate()
    const to = { port: await port(), certificatePem }
    const { found } = await diagnose(openTestGate(to).gate, to)
    expect([found.tcp.kind, found.tls.kind]).toContain(kind)
    expect(found.signature).toEqual(NOT_TRIED)
  })

  it('the web server in front answers 503 in HTML', { timeout: PATIENCE }, async () => {
    const site = await openSite()
    await site.simulator.usePreset('html-503')
    const { found, verdicts } = await diagnoseSite(site)
    expect(found.clock).toMatchObject({ kind: 'clockGood' })
    expect(found.signature).toEqual({ kind: 'refused', code: 'HTTP 503' })
    expect(verdicts).toMatchObject({ signature: 'bad', apis: 'skipped', push: 'skipped' })
  })

  it('HCP is busy for a moment: it is asked once more', { timeout: PATIENCE }, async () => {
    const site = await openSite()
    await site.simulator.weather.set({
      troubles: [
        { kind: 'code', code: '6', times: 1, path: '/common/v1/version' },
        { kind: 'code', code: '0x02401009', times: 1, path: '/acs/v1/door/events' },
      ],
    })
    const { verdicts } = await diagnoseSite(site)
    expect(Object.values(verdicts)).toEqual(Array(9).fill('good'))
  })

  it.each<[code: string]>([['69'], ['17'], ['8'], ['0x02401007'], ['HTTP 403']])(
    'single APIs are refused with %s: they are named, and nothing else',
    async (code) => {
      const site = await openSite()
      await site.simulator.weather.set({
        notEntitled: [
          '/resource/v1/person/face/update',
          '/visitor/v1/auth/reapplication',
          '/eventService/v1/eventSubscriptionView',
        ],
        notEntitledCode: code as '69',
      })
      const { found, verdicts } = await diagnoseSite(site)
      expect(found.apis).toEqual({
        kind: 'apisMissing',
        apis: [
          { api: 'personFace', code },
          { api: 'apply', code },
        ],
      })
      expect(found.push).toEqual({ kind: 'pushNotAllowed', code })
      expect(verdicts).toMatchObject({ signature: 'good', apis: 'bad', levels: 'good', push: 'warning' })
    },
  )

  it('only APIs are missing that the desk does without', async () => {
    const site = await openSite()
    await site.simulator.usePreset('no-door-status')
    const { found, verdicts } = await diagnoseSite(site)
    expect(found.apis).toEqual({
      kind: 'apisMissing',
      apis: [
        { api: 'applyErrors', code: '8' },
        { api: 'doorStatus', code: '8' },
      ],
    })
    expect(verdicts.apis).toBe('warning')
  })

  it('no API is allowed: the key is good all the same', async () => {
    const site = await openSite()
    await site.simulator.weather.set({ refuseAllWith: '69' })
    const { found, verdicts } = await diagnoseSite(site)
    expect(found.signature).toEqual({ kind: 'refused', code: '69' })
    expect(verdicts).toMatchObject({ signature: 'warning', apis: 'bad', levels: 'bad', push: 'warning' })
    expect(found.apis).toMatchObject({ apis: expect.arrayContaining([{ api: 'version', code: '69' }]) })
    expect(found.apis.kind === 'apisMissing' && found.apis.apis.length).toBe(18)
  })

  it.each<[what: string, byMs: number, verdict: string, signature: string]>([
    ['a few minutes', 5 * 60_000, 'warning', 'signatureGood'],
    ['more than HCP accepts', -20 * 60_000, 'bad', 'refused'],
  ])('the clocks differ by %s', async (_what, byMs, verdict, kind) => {
    const clock = shifted(byMs)
    const site = await openSite({}, {}, { clock })
    const { found, verdicts } = await diagnoseSite(site, { clock })
    const offMs = found.clock.kind === 'clockOff' ? found.clock.offMs : Number.NaN
    expect(Math.abs(offMs + byMs)).toBeLessThan(5_000)
    expect(verdicts.clock).toBe(verdict)
    expect(found.signature.kind).toBe(kind)
  })

  it('HCP does not tell the time', async () => {
    const server = await startOddServer((_request, response) => {
      response.sendDate = false
      response.end('{"code":"0","data":{"produceName":"HikCentral Professional","softVersion":"V3.1.1.0"}}')
    })
    const { found, verdicts } = await diagnose(openTestGate(server).gate, server)
    expect(found.clock).toEqual({ kind: 'clockNotTold' })
    expect(verdicts).toMatchObject({ clock: 'warning', signature: 'good' })
  })

  it('HCP is slow', { timeout: PATIENCE }, async () => {
    const site = await openSite()
    await site.simulator.weather.set({ troubles: [{ kind: 'delay', ms: 400 }] })
    const { verdicts, told } = await diagnoseSite(site)
    expect(Object.values(verdicts)).toEqual(Array(9).fill('good'))
    const took = told.at(-1)?.checks.find(({ check }) => check === 'apis')?.durationMs
    expect(took).toBeGreaterThan(14 * 400)
  })

  it('HCP hangs up on every call', { timeout: PATIENCE }, async () => {
    const site = await openSite()
    await site.simulator.usePreset('lost-requests')
    const { found, verdicts } = await diagnoseSite(site)
    expect([found.clock, found.signature]).toEqual([UNANSWERED, UNANSWERED])
    expect(verdicts).toMatchObject({ tls: 'good', clock: 'bad', signature: 'bad', apis: 'skipped' })
  })

  it('HCP hangs up on one API: the others are asked, and it is not called missing', {
    timeout: PATIENCE,
  }, async () => {
    const site = await openSite()
    const path = '/resource/v1/person/single/update'
    await site.simulator.weather.set({ troubles: [{ kind: 'dropBefore', path }] })
    const { found, verdicts } = await diagnoseSite(site)
    expect(found.apis).toEqual(UNANSWERED)
    expect(site.simulator.journal.count()).toBeGreaterThanOrEqual(18)
    expect(verdicts).toMatchObject({ apis: 'bad', levels: 'good', push: 'good' })
  })

  it.each(['garbage', 'redirect'] as const)('somebody in front of HCP speaks: %s', async (preset) => {
    const site = await openSite()
    await site.simulator.usePreset(preset)
    const { found, verdicts } = await diagnoseSite(site)
    expect(found.signature).toEqual({ kind: 'refused', code: null })
    expect(verdicts).toMatchObject({ signature: 'bad', apis: 'skipped' })
  })
})

describe('the site', () => {
  it('has lost a level that open visits use', async () => {
    const levelsInUse = [
      { levelId: '7', name: 'Visitors' },
      { levelId: '77', name: 'Contractors' },
    ]
    const { found, verdicts } = await diagnoseSite(await openSite(), { levelsInUse })
    expect(found.levels).toEqual({ kind: 'levelsGone', names: ['Contractors'] })
    expect(verdicts.levels).toBe('bad')
  })

  it('shows neither levels nor doors', async () => {
    const server = await startOddServer((_request, response) =>
      response.end('{"code":"0","data":{"total":0}}'),
    )
    const { found, verdicts } = await diagnose(openTestGate(server).gate, server)
    expect([found.levels, found.doors]).toEqual([{ kind: 'levelsNone' }, { kind: 'doorsNone' }])
    expect(verdicts).toMatchObject({ levels: 'bad', doors: 'bad' })
  })

  it.each<[what: string, doorMap: DiagnosisNeeds['doorMap'], finding: Finding, verdict: string]>([
    [
      'has lost a door of the map',
      [...DOOR_MAP, doorway('99', 'exit')],
      { kind: 'doorsGone', names: ['Door 99'] },
      'bad',
    ],
    [
      'has lost a door that meant nothing',
      [...DOOR_MAP, doorway('99', 'none')],
      { kind: 'doorsFound', count: 4, entries: 2, exits: 2 },
      'good',
    ],
    [
      'has doors without a direction, and new ones',
      [doorway('12', 'entry'), doorway('13', null)],
      { kind: 'doorsUnmapped', count: 3 },
      'warning',
    ],
    [
      'has lost a door that only its readers told of',
      [...DOOR_MAP, doorway('99', null, 'entry')],
      { kind: 'doorsGone', names: ['Door 99'] },
      'bad',
    ],
    [
      'has a door with a reader nobody has spoken of',
      [...DOOR_MAP.slice(1), doorway('12', null, 'entry', null)],
      { kind: 'doorsUnmapped', count: 1 },
      'warning',
    ],
    [
      'has its only entrance by a reader of a door that leads both ways',
      [
        doorway('12', null, 'entry', 'exit'),
        ...DOOR_MAP.slice(1).map((door) => ({ ...door, direction: 'exit' as const })),
      ],
      { kind: 'doorsFound', count: 4, entries: 1, exits: 4 },
      'good',
    ],
    [
      'has no entrance',
      DOOR_MAP.map((door) => ({ ...door, direction: 'exit' as const })),
      { kind: 'doorsFound', count: 4, entries: 0, exits: 4 },
      'warning',
    ],
  ])('%s', async (_what, doorMap, finding, verdict) => {
    const { found, verdicts } = await diagnoseSite(await openSite(), { doorMap })
    expect(found.doors).toEqual(finding)
    expect(verdicts.doors).toBe(verdict)
  })
})
