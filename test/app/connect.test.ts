import { describe, expect, it, onTestFinished } from 'vitest'
import { probe, testConnection } from '../../src/main/app/connect.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import type { ConnectAsk } from '../../src/shared/desk-state.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { deadPort, startOddServer, startPort } from '../hcp/odd-server.ts'

const tools = { clock: systemClock, scheduler: systemScheduler, log: silentLog }

async function openSimulator(): Promise<Simulator> {
  const simulator = await startSimulator()
  onTestFinished(() => simulator.stop())
  return simulator
}

const askOf = (simulator: Simulator, change: Partial<ConnectAsk> = {}): ConnectAsk => ({
  address: `127.0.0.1:${simulator.port}`,
  appKey: simulator.appKey,
  appSecret: '',
  fingerprint: simulator.fingerprint256,
  ...change,
})

const LEVELS = '/acs/v1/privilege/group'

describe('trying a connection', () => {
  it('finds product, levels and doors with three questions, and what to connect with', async () => {
    const simulator = await openSimulator()
    const { verdict, settings } = await testConnection(
      askOf(simulator, { appKey: ` ${simulator.appKey} ` }),
      simulator.appSecret,
      tools,
    )
    expect(verdict).toMatchObject({ ok: true, product: 'HikCentral Professional', levels: 2, doors: 4 })
    expect(settings).toEqual({
      address: { host: '127.0.0.1', port: simulator.port },
      appKey: simulator.appKey,
      appSecret: simulator.appSecret,
      certificatePem: expect.stringContaining('BEGIN CERTIFICATE'),
    })
    expect(simulator.journal.count()).toBe(3)
  })

  type Prepare = (simulator: Simulator) => Promise<void> | void
  const nothing: Prepare = () => undefined
  const answer =
    (code: string, path?: string): Prepare =>
    (simulator) =>
      simulator.weather.add({ kind: 'code', code, ...(path === undefined ? {} : { path }) })
  it.each<
    [
      problem: string,
      what: string,
      calls: number,
      change: Partial<ConnectAsk>,
      secret: string | null,
      prepare: Prepare,
    ]
  >([
    ['badAddress', 'no address', 0, { address: 'http://x/y' }, null, nothing],
    ['keyEmpty', 'no key', 0, { appKey: '  ' }, null, nothing],
    ['secretEmpty', 'no secret', 0, {}, '', nothing],
    ['certificateChanged', 'another fingerprint', 0, { fingerprint: 'AA:BB' }, null, nothing],
    ['certificateChanged', 'no fingerprint', 0, { fingerprint: '' }, null, nothing],
    ['authRefused', 'another secret', 1, {}, 'not-the-secret', nothing],
    ['authRefused', 'another key', 1, { appKey: '11111111' }, null, nothing],
    ['unreachable', 'nobody there', 0, {}, null, (simulator) => simulator.weather.set({ down: true })],
    ['notEntitled', 'no permission', 1, {}, null, answer('69')],
    ['notEntitled', 'no permission for levels', 2, {}, null, answer('17', LEVELS)],
    ['busy', 'HCP busy', 1, {}, null, answer('6')],
    [
      'busy',
      'the gateway without HCP',
      1,
      {},
      null,
      (simulator) => simulator.weather.add({ kind: 'html', status: 503 }),
    ],
    [
      'unreachable',
      'a broken connection',
      1,
      {},
      null,
      (simulator) => simulator.weather.add({ kind: 'dropBefore' }),
    ],
    ['notUnderstood', 'a code nobody knows', 1, {}, null, answer('4711')],
  ])('says %s: %s', async (problem, _what, calls, change, secret, prepare) => {
    const simulator = await openSimulator()
    await prepare(simulator)
    const { verdict, settings } = await testConnection(
      askOf(simulator, change),
      secret ?? simulator.appSecret,
      tools,
    )
    expect(verdict).toEqual({ ok: false, problem })
    expect(settings).toBeNull()
    expect(simulator.journal.count()).toBe(calls)
  })

  it('says that a site without levels has none', async () => {
    const simulator = await openSimulator()
    const server = await startOddServer((request, response) => {
      const data = request.url?.endsWith('version') ? { produceName: 'p', softVersion: 'v' } : { total: 0 }
      response.end(JSON.stringify({ code: '0', data }))
    })
    const fingerprint = await probe(`127.0.0.1:${server.port}`)
    if (!fingerprint.ok) throw new Error(fingerprint.problem)
    const ask = askOf(simulator, {
      address: `127.0.0.1:${server.port}`,
      fingerprint: fingerprint.fingerprint,
    })
    expect((await testConnection(ask, 'any', tools)).verdict).toEqual({ ok: false, problem: 'noLevels' })
  })
})

describe('a probe', () => {
  it('shows the certificate and asks HCP nothing', async () => {
    const simulator = await openSimulator()
    const verdict = await probe(`https://127.0.0.1:${simulator.port}`)
    expect(verdict).toMatchObject({
      ok: true,
      fingerprint: simulator.fingerprint256,
      subject: 'CN=localhost',
    })
    if (!verdict.ok) return
    expect(verdict.validFromMs).toBeLessThan(Date.now())
    expect(verdict.validUntilMs).toBeGreaterThan(Date.now())
    expect(simulator.journal.count()).toBe(0)
  })

  it.each<[problem: string, address: () => Promise<string>]>([
    ['badAddress', async () => 'no address at all'],
    ['refused', async () => `127.0.0.1:${await deadPort()}`],
    [
      'notTls',
      async () =>
        `127.0.0.1:${await startPort((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))}`,
    ],
    ['noAnswer', async () => `127.0.0.1:${await startPort((socket) => socket.destroy())}`],
  ])('says %s', async (problem, address) => {
    expect(await probe(await address())).toEqual({ ok: false, problem })
  })
})
