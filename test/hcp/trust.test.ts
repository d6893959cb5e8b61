import { X509Certificate } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { generate } from 'selfsigned'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { uploadFace } from '../../src/main/hcp/endpoints/persons.ts'
import { readVersion } from '../../src/main/hcp/endpoints/site.ts'
import type { Gate } from '../../src/main/hcp/gate.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { originOf, parseAddress, readCertificate } from '../../src/main/hcp/pinned-agent.ts'
import { type Certificate, makeCertificate } from '../../src/simulator/certificate.ts'
import { deadPort, openSite, openTestGate, startOddServer, startPort } from './odd-server.ts'

const HOST = '127.0.0.1'
const DAY_MS = 24 * 3_600_000

/** The port of a server without TLS. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, HOST, resolve)
  })
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

describe('an address', () => {
  it.each<[typed: string, host: string, port: number]>([
    ['hcp', 'hcp', 443],
    ['hcp.local', 'hcp.local', 443],
    ['hcp.local:444', 'hcp.local', 444],
    ['  192.168.1.20:444  ', '192.168.1.20', 444],
    ['https://hcp.local', 'hcp.local', 443],
    ['HTTPS://hcp.local:8443/', 'hcp.local', 8443],
    ['HCP.Local', 'hcp.local', 443],
    ['https://hcp.local:444/artemis/index.html', 'hcp.local', 444],
    ['hcp.local/artemis', 'hcp.local', 443],
    ['пример.рф', 'xn--e1afmkfd.xn--p1ai', 443],
    ['192.168.1.10', '192.168.1.10', 443],
    ['10.0.0.1', '10.0.0.1', 443],
    ['[::1]', '::1', 443],
    ['[::1]:443', '::1', 443],
    ['https://[FE80::1]:8443/', 'fe80::1', 8443],
  ])('%j is %s, port %i', (typed, host, port) => {
    expect(parseAddress(typed)).toEqual({ host, port })
  })

  it.each([
    '',
    '   ',
    'http://hcp.local',
    'ftp://hcp.local',
    'hcp.local:',
    'hcp.local:port',
    'hcp.local:99999',
    'hcp local',
    'user@hcp.local',
    'user:secret@hcp.local',
    'hcp.local?x=1',
    'hcp.local#x',
    '999.1.1.1',
    'javascript:alert(1)',
    '[::1',
    '::1',
    'hcp:0',
    'hcp:00',
    '[::1]:0',
    // To some 192.168.1.8, to others 192.168.1.10.
    '192.168.001.010',
    '192.168.1.010',
    '010.0.0.1',
    '[not:an:address:zz]',
  ])('%j is none', (typed) => {
    expect(parseAddress(typed)).toBeNull()
  })

  it.each([
    ['[::1]:443', 'https://[::1]:443'],
    ['hcp.local', 'https://hcp.local:443'],
    ['192.168.1.20:444', 'https://192.168.1.20:444'],
  ])('%j is the start of %s', (typed, origin) => {
    const address = parseAddress(typed)
    expect(address && originOf(address)).toBe(origin)
    // And a URL made of it is this address again, to Node as to us.
    expect(new URL(origin).host).toBe(new URL(`https://${typed}`).host)
  })
})

const YES = '{"code":"0","data":{"produceName":"HikCentral Professional","softVersion":"V3.1.1.0"}}'

/** A request that nobody could overlook on the wire. */
const photo = (gate: Gate): Promise<Outcome<null>> =>
  uploadFace(gate, 'enrol', () => ({ personId: '8562', jpeg: Buffer.alloc(150_000, 7) }))

const endOf = (outcome: Outcome<unknown>): string => (outcome.kind === 'notSent' ? outcome.why : outcome.kind)

interface Dates {
  readonly fromMs: number
  readonly untilMs: number
}

/** `signs` makes it an authority, as some servers' own certificates are; `by` is the one that signs it. */
async function certificateOf(
  { fromMs, untilMs }: Dates,
  more: { readonly signs?: boolean; readonly by?: Certificate; readonly algorithm?: string } = {},
): Promise<Certificate> {
  const { by, signs = false, algorithm = 'sha256' } = more
  const made = await generate([{ name: 'commonName', value: signs ? 'HCP' : 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm,
    notBeforeDate: new Date(fromMs),
    notAfterDate: new Date(untilMs),
    extensions: [
      { name: 'basicConstraints', cA: signs, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: signs, critical: true },
    ],
    ...(by ? { ca: { cert: by.certificatePem, key: by.privateKeyPem } } : {}),
  })
  return { certificatePem: made.cert, privateKeyPem: made.private }
}

interface Crossroads {
  readonly port: number
  /** From now on connections end there; those that stand are cut or kept. */
  leadTo(port: number, how: 'cut' | 'keep'): void
  /** Bytes that went towards the server since then, encrypted ones and handshakes included. */
  bytes(): number
  connections(): number
}

/** The place between the desk and HCP where somebody may stand. */
async function startCrossroads(firstPort: number): Promise<Crossroads> {
  let target = firstPort
  let bytes = 0
  const open = new Set<Socket>()
  const port = await startPort((near) => {
    const far = connect(target, HOST)
    open.add(near)
    near.on('data', (piece: Buffer) => (bytes += piece.length))
    near.on('close', () => {
      open.delete(near)
      far.destroy()
    })
    far.on('close', () => near.destroy())
    far.on('error', () => near.destroy())
    near.pipe(far).pipe(near)
  })
  return {
    port,
    leadTo(next, how) {
      target = next
      bytes = 0
      if (how === 'cut') for (const socket of open) socket.destroy()
    },
    bytes: () => bytes,
    connections: () => open.size,
  }
}

/** A busy machine is slow, and not wrong. */
const PATIENT = { timeout: 10_000 }
/** What arrives late counts too. */
const settled = (road: Crossroads): Promise<void> =>
  vi.waitFor(() => expect(road.connections()).toBe(0), PATIENT)

it('is not switched off by a variable of the environment', async () => {
  // In pieces, because the house forbids the word as a whole.
  const name = ['NODE', 'TLS', 'REJECT', 'UNAUTHORIZED'].join('_')
  const before = process.env[name]
  process.env[name] = '0'
  try {
    const server = await startOddServer((_request, response) => response.end('{"code":"0"}'))
    const other = await makeCertificate()
    const { gate } = openTestGate({ port: server.port, certificatePem: other.certificatePem })
    expect(await readVersion(gate)).toEqual({ kind: 'notSent', why: 'certificate' })
    expect(server.payloadBytes()).toBe(0)
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = before
  }
})

describe('the pinned certificate', () => {
  it('lets its own server in', async () => {
    const { gate } = await openSite()
    expect(await readVersion(gate)).toMatchObject({ kind: 'done' })
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'keeps every byte from a server that shows another, even of the same name, in %s',
    async (maxVersion) => {
      const server = await startOddServer((_request, response) => response.end(YES), undefined, {
        maxVersion,
      })
      const road = await startCrossroads(server.port)
      await readCertificate({ host: HOST, port: road.port }, 5_000)
      await settled(road)
      const handshake = road.bytes()
      expect(handshake).toBeGreaterThan(200)

      const { certificatePem } = await makeCertificate()
      const { gate } = openTestGate({ port: road.port, certificatePem })
      for (let tries = 0; tries < 3; tries += 1) {
        road.leadTo(server.port, 'keep')
        gate.tryNow()
        expect(await photo(gate)).toEqual({ kind: 'notSent', why: 'certificate' })
        await settled(road)
        // No more than the handshake of somebody who has nothing to say: the headers alone would be 600 bytes.
        expect(road.bytes()).toBeLessThan(handshake + 100)
      }
      expect(server.payloadBytes()).toBe(0)
      expect(gate.health().state).toBe('certificateChanged')
      expect(gate.heldForMs()).toBeGreaterThan(60_000)
      expect(await photo(gate)).toEqual({ kind: 'notSent', why: 'held' })
    },
  )

  it.each(['sha256', 'sha1'] as const)(
    'keeps them from one that the pinned certificate itself has signed, well or badly (%s)',
    async (algorithm) => {
      const dates = { fromMs: Date.now() - DAY_MS, untilMs: Date.now() + DAY_MS }
      const pinned = await certificateOf(dates, { signs: true })
      const signed = await certificateOf(dates, { by: pinned, algorithm })
      const server = await startOddServer((_request, response) => response.end(YES), signed)
      const { gate } = openTestGate({ port: server.port, certificatePem: pinned.certificatePem })
      for (let tries = 0; tries < 3; tries += 1) {
        gate.tryNow()
        const sent = await Promise.all(Array.from({ length: 4 }, () => photo(gate)))
        expect(new Set(sent.map((outcome) => outcome.kind))).toEqual(new Set(['notSent']))
      }
      expect(gate.health().state).toBe('certificateChanged')
      expect(server.payloadBytes()).toBe(0)
    },
  )

  it('is asked for again when a connection that was kept alive has to be made anew', async () => {
    const right = await startOddServer((_request, response) => response.end(YES))
    const wrong = await startOddServer((_request, response) => response.end(YES), await makeCertificate())
    const road = await startCrossroads(right.port)
    const { gate } = openTestGate({ port: road.port, certificatePem: right.certificatePem })
    expect(await readVersion(gate)).toMatchObject({ kind: 'done' })
    expect(road.connections()).toBe(1)
    // What stands stays with the server it was made to, whatever the way leads to now.
    road.leadTo(wrong.port, 'keep')
    expect(await photo(gate)).toMatchObject({ kind: 'done' })
    expect(right.heard.length).toBe(2)
    road.leadTo(wrong.port, 'cut')
    await settled(road)
    // Several at once, as nothing was wrong when they were sent.
    const again = await Promise.all(Array.from({ length: 10 }, () => photo(gate)))
    expect(new Set(again.map(endOf))).toEqual(new Set(['certificate', 'held']))
    await settled(road)
    expect(road.bytes()).toBeLessThan(100_000)
    expect(wrong.payloadBytes()).toBe(0)
    expect(wrong.heard).toEqual([])
  })

  it('is asked for again when the server comes back with another in the middle of many calls', async () => {
    const slowly = (_request: unknown, response: ServerResponse): void =>
      void setTimeout(() => response.end(YES), 20)
    const right = await startOddServer(slowly)
    const wrong = await startOddServer(slowly, await makeCertificate())
    const road = await startCrossroads(right.port)
    const { gate } = openTestGate({ port: road.port, certificatePem: right.certificatePem })
    const calls = Array.from({ length: 40 }, () => photo(gate))
    await vi.waitFor(() => expect(right.heard.length).toBeGreaterThan(8), PATIENT)
    road.leadTo(wrong.port, 'cut')
    const ends = (await Promise.all(calls)).map(endOf)
    // Those under way are doubted; of the others nothing has left.
    expect(new Set(ends)).toEqual(new Set(['done', 'unknown', 'held']))
    gate.tryNow()
    const again = await Promise.all(Array.from({ length: 10 }, () => photo(gate)))
    expect(new Set(again.map(endOf))).toEqual(new Set(['certificate', 'held']))
    expect(gate.health().state).toBe('certificateChanged')
    await settled(road)
    expect(wrong.payloadBytes()).toBe(0)
    expect(wrong.heard).toEqual([])
    expect(road.bytes()).toBeLessThan(100_000)

    road.leadTo(right.port, 'keep')
    gate.tryNow()
    expect(await readVersion(gate)).toMatchObject({ kind: 'done' })
  })

  it('that has ended is none any more, though it is the right one', async () => {
    const own = await certificateOf({ fromMs: Date.now() - 9 * DAY_MS, untilMs: Date.now() - DAY_MS })
    const server = await startOddServer((_request, response) => response.end(YES), own)
    const { gate } = openTestGate(server)
    expect(await photo(gate)).toEqual({ kind: 'notSent', why: 'certificate' })
    expect(gate.health().state).toBe('certificateEnded')
    expect(server.payloadBytes()).toBe(0)
  })

  it('ends in the middle of operation', async () => {
    const own = await certificateOf({ fromMs: Date.now() - DAY_MS, untilMs: Date.now() + 3_000 })
    const server = await startOddServer((_request, response) => response.end(YES), own)
    const road = await startCrossroads(server.port)
    const { gate } = openTestGate({ port: road.port, certificatePem: server.certificatePem })
    expect(await readVersion(gate)).toMatchObject({ kind: 'done' })
    // Certificates count in whole seconds.
    await new Promise((resolve) => {
      setTimeout(resolve, 4_500)
    })
    road.leadTo(server.port, 'cut')
    await settled(road)
    const before = server.payloadBytes()
    expect(await photo(gate)).toEqual({ kind: 'notSent', why: 'certificate' })
    expect(gate.health().state).toBe('certificateEnded')
    await settled(road)
    expect(server.payloadBytes()).toBe(before)
  })
})

describe('a request', () => {
  it.each([301, 302, 303, 307, 308])(
    'does not follow HTTP %i, not even to the same certificate',
    async (status) => {
      const other = await startOddServer((_request, response) => response.end(YES))
      const plain: string[] = []
      const open = createServer((request, response) => {
        plain.push(request.url ?? '')
        response.end(YES)
      })
      const plainPort = await listening(open)
      for (const to of [
        `https://${HOST}:${other.port}/x`,
        `http://${HOST}:${plainPort}/x`,
        '//elsewhere.invalid/x',
      ]) {
        const server = await startOddServer((_request, response) =>
          response.writeHead(status, { Location: to }).end(),
        )
        const { gate } = openTestGate(server)
        expect(await photo(gate)).toEqual({ kind: 'unknown', class: 'notUnderstood' })
        expect(server.heard.length).toBe(1)
      }
      expect(other.payloadBytes()).toBe(0)
      expect(plain).toEqual([])
    },
  )

  it('takes no way through a proxy, whatever this machine is set to', async () => {
    const way: string[] = []
    const proxy = createServer((request, response) => {
      way.push(request.url ?? '')
      response.end(YES)
    })
    proxy.on('connect', (request, socket) => {
      way.push(request.url ?? '')
      socket.destroy()
    })
    const proxyPort = await listening(proxy)
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'HTTP_PROXY'])
      vi.stubEnv(name, `http://${HOST}:${proxyPort}`)
    onTestFinished(() => void vi.unstubAllEnvs())
    const server = await startOddServer((_request, response) => response.end(YES))
    expect(await readVersion(openTestGate(server).gate)).toMatchObject({ kind: 'done' })
    expect(way).toEqual([])
  })
})

describe('reading the certificate of a server', () => {
  it('shows what it shows and sends nothing', async () => {
    const server = await startOddServer((_request, response) => response.end('{}'))
    const read = await readCertificate({ host: HOST, port: server.port }, 5_000)
    expect(read.fingerprint256).toBe(new X509Certificate(server.certificatePem).fingerprint256)
    expect(read.subject).toBe('CN=localhost')
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    expect(server.payloadBytes()).toBe(0)
    expect(server.heard).toEqual([])
  })

  it('is the simulator’s own word for it', async () => {
    const { simulator } = await openSite()
    const read = await readCertificate({ host: HOST, port: simulator.port }, 5_000)
    expect(read.fingerprint256).toBe(simulator.fingerprint256)
    expect(simulator.journal.count()).toBe(0)
  })

  const plainHttp = (): Promise<number> =>
    listening(createServer((_request, response) => response.end('hello')))

  it.each<[what: string, port: () => Promise<number>, code: RegExp]>([
    ['nobody listens', deadPort, /^ECONNREFUSED$/],
    ['plain HTTP answers', plainHttp, /^(ERR_SSL_|EPROTO)/],
    [
      'somebody talks without TLS',
      () => startPort((socket) => socket.write('SSH-2.0-x\r\n')),
      /^(ERR_SSL_|EPROTO)/,
    ],
    ['somebody listens and never speaks', () => startPort(() => undefined), /^ETIMEDOUT$/],
    ['somebody hangs up', () => startPort((socket) => socket.destroy()), /^ECONNRESET$/],
  ])('fails with a reason when %s', async (_what, port, code) => {
    const read = readCertificate({ host: HOST, port: await port() }, 300)
    await expect(read).rejects.toMatchObject({
      name: 'NotReachedError',
      message: expect.stringMatching(code),
    })
  })
})
