import { connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/main/lib/log.ts'
import { type MetricsEndpoint, openMetricsEndpoint } from '../../src/main/outside/metrics-endpoint.ts'
import { createMetricsSwitch } from '../../src/main/outside/metrics-switch.ts'
import { type Asked, ask } from './ask.ts'

const contentType = 'text/plain; version=0.0.4; charset=utf-8'
const numbers = { contentType, text: async () => 'guests 3\n' }

async function open(metrics: typeof numbers = numbers): Promise<MetricsEndpoint> {
  const opened = await openMetricsEndpoint(0, metrics, silentLog)
  if (opened === 'portInUse') throw new Error('no free port')
  return opened
}

describe('the endpoint', () => {
  let endpoint: MetricsEndpoint
  beforeEach(async () => {
    endpoint = await open()
  })
  afterEach(() => endpoint.close())

  it.each(['127.0.0.1', 'localhost', 'LocalHost'])('answers who asks for %s', async (name) => {
    const answer = await ask(endpoint.port, { headers: { Host: `${name}:${endpoint.port}` } })
    expect(answer).toMatchObject({ status: 200, text: 'guests 3\n' })
    expect(answer.headers).toMatchObject({
      'content-type': contentType,
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      connection: 'close',
    })
  })

  it.each<[what: string, asked: (port: number) => Asked, status: number]>([
    ['another name', (port) => ({ headers: { Host: `desk.example:${port}` } }), 421],
    [
      'a name that only begins like ours',
      (port) => ({ headers: { Host: `localhost.example:${port}` } }),
      421,
    ],
    ['our address without the port', () => ({ headers: { Host: '127.0.0.1' } }), 421],
    ['another port', (port) => ({ headers: { Host: `127.0.0.1:${port + 1}` } }), 421],
    ['another name, whatever the path', () => ({ path: '/', headers: { Host: 'desk.example' } }), 421],
    ['the root', () => ({ path: '/' }), 404],
    ['a path below', () => ({ path: '/metrics/' }), 404],
    ['a question', () => ({ path: '/metrics?x=1' }), 404],
    ['a way around', () => ({ path: '/../metrics' }), 404],
    ['a proxy', () => ({ path: 'http://desk.example/metrics' }), 404],
    ['HEAD', () => ({ method: 'HEAD' }), 405],
    ['POST', () => ({ method: 'POST', body: 'x'.repeat(100_000) }), 405],
    ['OPTIONS', () => ({ method: 'OPTIONS', headers: { Origin: 'https://desk.example' } }), 405],
    ['headers without end', () => ({ headers: { 'X-Long': 'x'.repeat(20_000) } }), 431],
  ])('refuses %s', async (_what, asked, status) => {
    const answer = await ask(endpoint.port, asked(endpoint.port))
    expect(answer).toMatchObject({ status, text: '' })
    if (status === 405) expect(answer.headers['allow']).toBe('GET')
  })

  it('gives no page of another origin leave to read it', async () => {
    const { headers } = await ask(endpoint.port, { headers: { Origin: 'https://desk.example' } })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('is not there for other machines', async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    // 127.0.0.2 is this machine as well, yet not the address it listens on.
    const others = ['127.0.0.2', ...addresses.filter((one) => !one.internal).map((one) => one.address)]
    for (const host of others) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect({ host, port: endpoint.port }, () => resolve('connected'))
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
        socket.setTimeout(2_000, () => resolve('silent'))
      })
      expect([host, outcome]).not.toEqual([host, 'connected'])
    }
  })

  it('survives what is no HTTP', async () => {
    const said = await new Promise<string>((resolve) => {
      const socket = connect(endpoint.port, '127.0.0.1', () => socket.write('\x16\x03\x01 hello\r\n\r\n'))
      let text = ''
      socket.on('data', (part) => {
        text += part.toString()
      })
      socket.on('close', () => resolve(text))
    })
    expect(said).toMatch(/^HTTP\/1\.1 400/)
    expect((await ask(endpoint.port)).status).toBe(200)
  })

  it('holds few connections', async () => {
    const sockets = Array.from({ length: 40 }, () => connect(endpoint.port, '127.0.0.1'))
    const dropped = sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.on('error', () => {})
          socket.on('close', () => resolve())
        }),
    )
    // All but eight are closed at once; the eight say nothing and are ended with the endpoint.
    let ended = 0
    for (const one of dropped) void one.then(() => (ended += 1))
    await expect.poll(() => ended).toBe(32)
    await endpoint.close()
    await Promise.all(dropped)
  })

  it('is gone after closing, whoever is still connected', async () => {
    const socket = connect(endpoint.port, '127.0.0.1')
    const ended = new Promise((resolve) => socket.on('close', resolve))
    socket.on('error', () => {})
    await new Promise((resolve) => socket.on('connect', resolve))
    await endpoint.close()
    await ended
    await expect(ask(endpoint.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    // Twice is not too often.
    await endpoint.close()
  })

  it('says nothing of why the numbers cannot be read', async () => {
    const logged: string[] = []
    const broken = await openMetricsEndpoint(
      0,
      { contentType, text: () => Promise.reject(new Error('no such table: visit')) },
      { ...silentLog, error: (line) => logged.push(line) },
    )
    if (broken === 'portInUse') throw new Error('no free port')
    expect(await ask(broken.port)).toMatchObject({ status: 500, text: '' })
    expect(logged).toEqual(['the metrics could not be read'])
    await broken.close()
  })
})

describe('the switch', () => {
  const metrics = {
    ...numbers,
    called() {},
    accessEnded() {},
    passed() {},
    taskFailed() {},
    heavyWorkEnded() {},
  }

  it('moves the endpoint, and closes it for good', async () => {
    const metricsSwitch = createMetricsSwitch(metrics, silentLog)
    expect(metricsSwitch.state()).toEqual({ state: 'off' })
    await metricsSwitch.set(0)
    const first = metricsSwitch.state()
    if (first.state !== 'on') throw new Error(first.state)
    expect((await ask(first.port)).status).toBe(200)

    await metricsSwitch.set(null)
    expect(metricsSwitch.state()).toEqual({ state: 'off' })
    await expect(ask(first.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })

    await metricsSwitch.set(first.port)
    await metricsSwitch.set(first.port)
    expect(metricsSwitch.state()).toEqual(first)
    await metricsSwitch.close()
    await metricsSwitch.set(first.port)
    expect(metricsSwitch.state()).toEqual({ state: 'off' })
    await expect(ask(first.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('ends with the last wish, however quickly they come', async () => {
    const metricsSwitch = createMetricsSwitch(metrics, silentLog)
    await Promise.all([0, null, 0, null, 0].map((port) => metricsSwitch.set(port)))
    expect(metricsSwitch.state().state).toBe('on')
    const opening = [metricsSwitch.set(null), metricsSwitch.set(0)]
    await metricsSwitch.close()
    await Promise.all(opening)
    expect(metricsSwitch.state()).toEqual({ state: 'off' })
  })

  it('says that somebody else has the port, and takes it when it is asked again', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const metricsSwitch = createMetricsSwitch(metrics, silentLog)
    await metricsSwitch.set(address.port)
    expect(metricsSwitch.state()).toEqual({ state: 'portInUse', port: address.port })
    await new Promise((resolve) => other.close(resolve))
    await metricsSwitch.set(address.port)
    expect(metricsSwitch.state()).toEqual({ state: 'on', port: address.port })
    await metricsSwitch.close()
  })
})
