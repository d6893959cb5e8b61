import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addPerson } from '../../src/main/hcp/endpoints/persons.ts'
import { readVersion } from '../../src/main/hcp/endpoints/site.ts'
import { originOf, parseAddress, readCertificate } from '../../src/main/hcp/pinned-agent.ts'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import { deadPort, openSite, openTestGate, startOddServer, startPort } from './odd-server.ts'

const HOST = '127.0.0.1'

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

describe('the pinned certificate', () => {
  it('lets its own server in', async () => {
    const { gate } = await openSite()
    expect(await readVersion(gate)).toMatchObject({ kind: 'done' })
  })

  it('keeps every byte from a server that shows another, even of the same name', async () => {
    const server = await startOddServer((_request, response) => response.end('{"code":"0","data":"1"}'))
    const { certificatePem } = await makeCertificate()
    const { gate } = openTestGate({ port: server.port, certificatePem })
    const window = { fromMs: 0, untilMs: 1_000 }
    const sent = await addPerson(gate, 'enrol', () => ({
      personCode: 'GP00000000000001',
      familyName: 'Петрова',
      givenName: '',
      window,
      orgId: '1',
      faceJpeg: null,
    }))
    expect(sent).toEqual({ kind: 'notSent', why: 'certificate' })
    expect(server.payloadBytes()).toBe(0)
    expect(gate.health().state).toBe('certificateChanged')
    expect(gate.heldForMs()).toBeGreaterThan(60_000)
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

  async function plainHttp(): Promise<number> {
    const server = createServer((_request, response) => response.end('hello'))
    await new Promise<void>((resolve) => {
      server.listen(0, HOST, resolve)
    })
    onTestFinished(() => server.closeAllConnections())
    onTestFinished(() => void server.close())
    return (server.address() as AddressInfo).port
  }

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
