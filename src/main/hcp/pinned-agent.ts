import { X509Certificate } from 'node:crypto'
import { Agent } from 'node:https'
import { isIP } from 'node:net'
import { connect, TLSSocket } from 'node:tls'
import { limits } from '../lib/limits.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import { NotReachedError, WrongCertificateError } from './errors.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

const NAME = /^[\p{L}\p{N}._-]+(:\d{1,5})?$/u
const IPV6 = /^\[[\da-f:.]+\](:\d{1,5})?$/i
/** `192.168.001.010` means 192.168.1.8 to some and 192.168.1.10 to others. */
const AMBIGUOUS_IPV4 = /^[\d.]*(^|\.)0\d/

/** `host`, `host:port`, or either out of a URL such as `https://host/artemis`; null when it is none, or means two. */
export function parseAddress(text: string): Address | null {
  const bare = text
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/.*$/, '')
  if ((!NAME.test(bare) && !IPV6.test(bare)) || AMBIGUOUS_IPV4.test(bare)) return null
  try {
    const url = new URL(`https://${bare}`)
    const port = url.port === '' ? 443 : Number(url.port)
    return port === 0 ? null : { host: url.hostname.replace(/^\[|\]$/g, ''), port }
  } catch {
    return null
  }
}

/** The address as a person writes it: without the port where it is the usual one. */
export function formatAddress({ host, port }: Address): string {
  const name = host.includes(':') ? `[${host}]` : host
  return port === 443 ? name : `${name}:${port}`
}

/** The address as the start of a URL. */
export function originOf({ host, port }: Address): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Web servers keep idle connections for a minute or so; within a burst of calls this keeps the same few open. */
const IDLE_MS = 10_000

/**
 * Connections that trust exactly one certificate. It is the only trusted root of these connections, so TLS verification
 * stays on; its name need not match, because HCP's self-made certificates rarely name the address they answer on.
 */
export function pinnedAgent(
  certificatePem: string,
  scheduler: Scheduler,
  connectTimeoutMs: number = limits.hcpConnectTimeoutMs,
): Agent {
  const pinned = new X509Certificate(certificatePem).fingerprint256
  const agent = new Agent({
    keepAlive: true,
    // An idle connection is dropped by us before the server drops it: a write that meets a closed connection is
    // unanswered, and would have to be doubted for no reason.
    timeout: IDLE_MS,
    maxSockets: limits.hcpConcurrency,
    // A resumed TLS session shows no certificate: it would go on with one that has ended, and skip the comparison below.
    maxCachedSessions: 0,
    ca: [certificatePem],
    // Said aloud, because otherwise a variable of the environment could switch it off.
    rejectUnauthorized: true,
    // Lets a leaf stand as its own root when the site's authority, not the server, has signed it.
    allowPartialTrustChain: true,
    checkServerIdentity: (_host, certificate) =>
      certificate.fingerprint256 === pinned ? undefined : new WrongCertificateError('another certificate'),
  })
  const connectPlainly = agent.createConnection.bind(agent)
  agent.createConnection = (options, done) => {
    const socket = connectPlainly(options, done)
    if (socket instanceof TLSSocket) giveUpConnecting(socket, scheduler, connectTimeoutMs)
    return socket
  }
  return agent
}

/**
 * A host that is switched off swallows packets without a word. As long as the handshake is not over, nothing has been
 * sent, and the request can be said not to have happened; later nobody could tell.
 */
function giveUpConnecting(socket: TLSSocket, scheduler: Scheduler, timeoutMs: number): void {
  const cancel = scheduler.after(timeoutMs, () => socket.destroy(new NotReachedError('ETIMEDOUT')))
  socket.once('secureConnect', cancel)
  socket.once('close', cancel)
}

/**
 * Reads the certificate a server shows, for the administrator to compare. Verification is not switched off: the
 * certificate is read the moment the handshake ends, before the verdict on it, and the connection is closed without a
 * byte of payload. Throws `NotReachedError` with `code` as message (`ENOTFOUND`, `ECONNREFUSED`, `ETIMEDOUT`, …).
 */
export function readCertificate(address: Address, timeoutMs: number): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    // The same name as the calls will send, because a server may choose its certificate by it; an IP address is none.
    const servername = isIP(address.host) === 0 ? address.host : ''
    const socket = connect({ host: address.host, port: address.port, servername })
    const fail = (code: string): void => {
      reject(new NotReachedError(code))
      socket.destroy()
    }
    socket.setTimeout(timeoutMs, () => fail('ETIMEDOUT'))
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'EUNKNOWN'))
    socket.prependListener('secure', () => {
      const certificate = socket.getPeerX509Certificate()
      if (certificate) resolve(certificate)
      else reject(new NotReachedError('ENOCERT'))
      // After the verdict: Node goes on with this socket in the same turn.
      queueMicrotask(() => socket.destroy())
    })
  })
}
