import { describe, expect, it } from 'vitest'
import { createBudget } from '../../src/main/hcp/budget.ts'
import { readVersion } from '../../src/main/hcp/endpoints/site.ts'
import type { Gate, GateCall } from '../../src/main/hcp/gate.ts'
import { createGate } from '../../src/main/hcp/gate.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import { VirtualTime } from '../virtual-time.ts'
import { deadPort, openSite, openTestGate, startOddServer } from './odd-server.ts'

const SECRET_NOT = 'this-is-not-the-secret'

/** A call of the version path, once as a read and once as if it changed something. */
function call(change: Partial<GateCall<unknown>> = {}): GateCall<unknown> {
  return {
    api: 'version',
    class: 'enrol',
    timeoutMs: 5_000,
    reads: true,
    body: () => ({}),
    parse: (data) => data,
    ...change,
  }
}
const WRITE = { reads: false } as const

const json = (value: unknown): string => JSON.stringify(value)

/** Sends one read and one write to a server that always gives this answer. */
async function bothTo(status: number, body: string): Promise<readonly [Outcome<unknown>, Outcome<unknown>]> {
  const server = await startOddServer((_request, response) => response.writeHead(status).end(body))
  const read = await openTestGate(server).gate.send(call())
  const written = await openTestGate(server).gate.send(call(WRITE))
  return [read, written]
}

describe('an answer', () => {
  it.each<[what: string, status: number, body: string, read: object, written: object]>([
    [
      'is yes',
      200,
      json({ code: '0', data: 'x' }),
      { kind: 'done', value: 'x' },
      { kind: 'done', value: 'x' },
    ],
    [
      'is no, and says which field',
      200,
      json({ code: '2', msg: 'Incorrect request parameter. [endTime parameter error]' }),
      { kind: 'refused', class: 'callerBug', code: '2', field: 'endTime' },
      { kind: 'refused', class: 'callerBug', code: '2', field: 'endTime' },
    ],
    [
      'is no, but the work may have been done',
      200,
      json({ code: '5', msg: 'Service exception' }),
      { kind: 'refused', class: 'busy' },
      { kind: 'unknown', class: 'busy' },
    ],
    [
      'is a device that failed halfway',
      200,
      json({ code: '192' }),
      { kind: 'refused', class: 'device' },
      { kind: 'unknown', class: 'device' },
    ],
    [
      'is a code nobody knows',
      200,
      json({ code: '4711' }),
      { kind: 'refused', class: 'notUnderstood' },
      { kind: 'unknown', class: 'notUnderstood' },
    ],
    [
      'is no JSON',
      200,
      '<html>',
      { kind: 'refused', class: 'notUnderstood' },
      { kind: 'unknown', class: 'notUnderstood' },
    ],
    [
      'is the gateway without HCP behind it',
      503,
      '<html>',
      { kind: 'refused', class: 'busy', code: 'HTTP 503' },
      { kind: 'refused', class: 'busy', code: 'HTTP 503' },
    ],
    [
      'is the gateway giving up on HCP',
      504,
      '<html>',
      { kind: 'refused', class: 'busy' },
      { kind: 'unknown', class: 'busy' },
    ],
    ['is a bare 401', 401, '', { kind: 'refused', class: 'auth' }, { kind: 'refused', class: 'auth' }],
    [
      'is no entry',
      403,
      '<html>',
      { kind: 'refused', class: 'entitlement' },
      { kind: 'refused', class: 'entitlement' },
    ],
  ])('%s', async (_what, status, body, read, written) => {
    expect(await bothTo(status, body)).toMatchObject([read, written])
  })

  it('elsewhere is not followed', async () => {
    const other = await startOddServer((_request, response) => response.end(json({ code: '0', data: 'x' })))
    const server = await startOddServer((_request, response) =>
      response.writeHead(307, { Location: `https://127.0.0.1:${other.port}/` }).end(),
    )
    const { gate } = openTestGate(server)
    expect(await gate.send(call(WRITE))).toEqual({ kind: 'unknown', class: 'notUnderstood' })
    expect(other.payloadBytes()).toBe(0)
  })

  it('bigger than the limit is not taken in', async () => {
    const piece = Buffer.alloc(1024 * 1024, 0x20)
    const server = await startOddServer((_request, response) => {
      response.write('{"code":"0","data":"')
      for (let size = 0; size <= limits.hcpAnswerMaxBytes; size += piece.length) response.write(piece)
      response.end('"}')
    })
    const { gate } = openTestGate(server)
    expect(await gate.send(call(WRITE))).toEqual({ kind: 'unknown', class: 'unanswered' })
  })

  it('that dribbles is given up at the time limit, which covers the body', async () => {
    const server = await startOddServer((_request, response) => {
      response.write('{"code":"0","data":"')
      const dribble = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(dribble))
    })
    const { gate } = openTestGate(server)
    expect(await gate.send(call({ ...WRITE, timeoutMs: 300 }))).toEqual({
      kind: 'unknown',
      class: 'unanswered',
    })
    expect(gate.health().state).toBe('unreachable')
  })

  it('is asked for in exactly the words that were signed', async () => {
    const seen: Record<string, unknown>[] = []
    const server = await startOddServer((request, response, body) => {
      seen.push({ ...request.headers, url: request.url, method: request.method, body })
      response.end(json({ code: '0' }))
    })
    const { gate } = openTestGate(server)
    await gate.send(call({ body: () => ({ personName: 'Ёлкина' }) }))
    await gate.send(call({ body: () => ({ personName: 'Ёлкина' }) }))
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/artemis/api/common/v1/version',
      accept: 'application/json',
      'content-type': 'application/json;charset=UTF-8',
      'x-ca-key': '29384756',
      'x-ca-signature-headers': 'x-ca-key,x-ca-nonce,x-ca-timestamp',
      body: '{"personName":"Ёлкина"}',
    })
    expect(seen[0]?.['x-ca-nonce']).not.toBe(seen[1]?.['x-ca-nonce'])
    expect(seen[0]?.['x-ca-signature']).not.toBe(seen[1]?.['x-ca-signature'])
  })
})

describe('a connection that breaks', () => {
  it.each(['dropBefore', 'dropAnswer'] as const)(
    '%s: nobody knows of a write, a read had no effect',
    async (kind) => {
      const { simulator, gate } = await openSite()
      simulator.weather.add({ kind, times: 1 })
      expect(await gate.send(call(WRITE))).toEqual({ kind: 'unknown', class: 'unanswered' })
      gate.tryNow()
      simulator.weather.add({ kind, times: 1 })
      expect(await gate.send(call())).toEqual({ kind: 'notSent', why: 'noAnswer' })
    },
  )

  it('was never made: nothing has left', async () => {
    const { simulator, gate } = await openSite()
    await simulator.weather.set({ down: true })
    expect(await gate.send(call(WRITE))).toEqual({ kind: 'notSent', why: 'unreachable' })
    expect(gate.health()).toMatchObject({ state: 'unreachable' })
  })

  it('does not send before its time, whatever was written into the call', async () => {
    const { gate } = openTestGate({
      port: await deadPort(),
      certificatePem: (await makeCertificate()).certificatePem,
    })
    await gate.send(call())
    const bodies: string[] = []
    const held = await gate.send(call({ body: () => ({ made: bodies.push('made') }) }))
    expect(held).toEqual({ kind: 'notSent', why: 'held' })
    expect(bodies).toEqual([])
  })
})

describe('a call', () => {
  it('that waited for its place while HCP went away is not sent', async () => {
    const { simulator, gate } = await openSite()
    simulator.weather.add({ kind: 'dropBefore', times: 3 })
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => gate.send(call(WRITE))))
    const left = outcomes.filter((outcome) => outcome.kind === 'unknown')
    const held = outcomes.filter((outcome) => outcome.kind === 'notSent' && outcome.why === 'held')
    expect([left.length, held.length]).toEqual([3, 3])
    expect(simulator.journal.count()).toBe(3)
  })

  it('that was withdrawn sends nothing and costs nothing', async () => {
    const { simulator, gate } = await openSite()
    expect(await gate.send(call({ ...WRITE, body: () => null }))).toEqual({
      kind: 'notSent',
      why: 'withdrawn',
    })
    expect(simulator.journal.count()).toBe(0)
    expect(gate.sentLastMinute()).toBe(0)
  })

  it('gives its place back when its own body breaks', async () => {
    const { simulator, gate } = await openSite()
    const broken = call({
      body: () => {
        throw new RangeError('a mistake in here')
      },
    })
    for (let i = 0; i < 6; i += 1) await expect(gate.send(broken)).rejects.toThrow('a mistake in here')
    expect(await readVersion(gate)).toMatchObject({ kind: 'done' })
    expect(simulator.journal.count()).toBe(1)
  })
})

describe('the key', () => {
  it.each<[what: string, change: object, weather: object]>([
    ['has another secret', { appSecret: SECRET_NOT }, {}],
    ['has another secret, as HTTP 401', { appSecret: SECRET_NOT }, { authAs401: true }],
    ['has another secret, and the gateway echoes the right one', { appSecret: SECRET_NOT }, { leaky: true }],
    ['is unknown', { appKey: '11111111' }, {}],
  ])('%s: refused, and the gate stays shut so that nobody is locked out', async (_what, change, weather) => {
    const { simulator, gate, lines } = await openSite({}, change)
    await simulator.weather.set(weather)
    expect(await gate.send(call(WRITE))).toMatchObject({ kind: 'refused', class: 'auth' })
    expect(gate.health()).toMatchObject({ state: 'refused' })
    expect(gate.heldForMs()).toBeGreaterThan(60_000)
    expect(await gate.send(call())).toEqual({ kind: 'notSent', why: 'held' })
    expect(simulator.journal.count()).toBe(1)
    expect(lines.join()).not.toContain(simulator.appSecret)
    expect(lines.join()).not.toContain(SECRET_NOT)
  })

  it('of a partner that was switched off (code 64) is refused too', async () => {
    const { simulator, gate } = await openSite()
    simulator.weather.add({ kind: 'code', code: '64', times: 1 })
    expect(await gate.send(call())).toMatchObject({ kind: 'refused', class: 'auth', code: '64' })
    expect(gate.health().state).toBe('refused')
  })
})

describe('the health of HCP', () => {
  it('is told once per change, and forgiven with the first answer', async () => {
    const { simulator, gate } = await openSite()
    const news: string[] = []
    gate.onHealth.on((health) => news.push(health.state))
    expect(gate.health()).toEqual({ state: 'connecting' })
    await gate.send(call())
    await gate.send(call())
    await simulator.weather.set({ down: true })
    await gate.send(call())
    gate.tryNow()
    await gate.send(call())
    await simulator.weather.set({ down: false })
    gate.tryNow()
    expect(await gate.send(call())).toMatchObject({ kind: 'done' })
    expect(gate.heldForMs()).toBe(0)
    expect(news).toEqual(['ok', 'unreachable', 'ok'])
  })

  it('holds longer after every failure, up to a limit, and starts afresh after an answer', async () => {
    const { simulator, gate, time } = await siteInVirtualTime()
    const holds: number[] = []
    await simulator.weather.set({ down: true })
    for (let i = 0; i < 7; i += 1) {
      await gate.send(call())
      const heldMs = gate.heldForMs()
      holds.push(heldMs)
      expect(await gate.send(call()), 'shut until then').toEqual({ kind: 'notSent', why: 'held' })
      await time.pass(heldMs)
    }
    expect(holds).toEqual([...holds].sort((a, b) => a - b))
    expect(holds[1]).toBe(2 * (holds[0] ?? 0))
    expect(holds.at(-1)).toBe(holds.at(-2))
    expect(holds.at(-1)).toBeLessThanOrEqual(15_000)
    await simulator.weather.set({ down: false })
    expect(await gate.send(call())).toMatchObject({ kind: 'done' })
    await simulator.weather.set({ down: true })
    await gate.send(call())
    expect(gate.heldForMs()).toBe(holds[0])
  })

  it('is a breath after "busy", without any alarm', async () => {
    const { simulator, gate } = await siteInVirtualTime()
    simulator.weather.add({ kind: 'code', code: '6', times: 1 })
    expect(await gate.send(call(WRITE))).toMatchObject({ kind: 'refused', class: 'busy' })
    expect(gate.health().state).toBe('ok')
    const heldMs = gate.heldForMs()
    expect(heldMs).toBeGreaterThan(0)
    expect(heldMs).toBeLessThanOrEqual(5_000)
  })

  it('is slow when an answer took long', async () => {
    const time = new VirtualTime()
    const budget = createBudget(time, time, { ratePerSecond: 1_000, burst: 1_000, concurrency: 4 })
    const keys = { origin: 'https://x', appKey: 'k', appSecret: 's' }
    const answer = { status: 200, text: json({ code: '0' }) }
    let tookMs = 0
    const transport = () =>
      new Promise<typeof answer>((resolve) => {
        time.after(tookMs, () => resolve(answer))
      })
    const gate: Gate = createGate(keys, transport, budget, time, silentLog)
    for (const [ms, state] of [
      [100, 'ok'],
      [4_000, 'slow'],
      [100, 'ok'],
    ] as const) {
      tookMs = ms
      const sent = gate.send(call())
      await time.pass(ms)
      await sent
      expect(gate.health().state).toBe(state)
    }
    expect(gate.sentLastMinute()).toBe(3)
    await time.pass(61_000)
    expect(gate.sentLastMinute()).toBe(0)
  })

  async function siteInVirtualTime() {
    const time = new VirtualTime()
    const clock = { nowMs: () => time.nowMs(), monotonicMs: () => time.monotonicMs() }
    return { ...(await openSite({ now: clock.nowMs }, {}, { clock })), time }
  }
})
