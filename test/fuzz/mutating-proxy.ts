// An HCP whose answers are not what it said: a proxy in front of the simulator, with a certificate of its own.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { request as ask, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Certificate, makeCertificate } from '../../src/simulator/certificate.ts'
import { shortPath } from '../../src/simulator/journal.ts'
import type { Simulator } from '../../src/simulator/simulator.ts'

export interface WireAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What becomes of one request: answered without HCP, or HCP's answer changed; null leaves all as it is. */
export interface Twist {
  /** Answers instead of HCP, which hears nothing. */
  readonly instead?: (path: string) => WireAnswer
  /** The answer as it goes out; null breaks the connection. */
  readonly turn?: (answer: WireAnswer) => WireAnswer | Buffer | null
}

export interface MutatingProxy {
  readonly port: number
  readonly certificatePem: string
  /** Asked about every request. */
  twist: (path: string) => Twist | null
  close(): Promise<void>
}

let certificate: Promise<Certificate> | null = null

export async function openMutatingProxy(simulator: Simulator): Promise<MutatingProxy> {
  certificate ??= makeCertificate()
  const { certificatePem, privateKeyPem } = await certificate
  const server = createServer({ cert: certificatePem, key: privateKeyPem }, (request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  const proxy: MutatingProxy = {
    port: 0,
    certificatePem,
    twist: () => null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request)
    const twist = proxy.twist(shortPath(request.url ?? ''))
    const answer = twist?.instead
      ? twist.instead(shortPath(request.url ?? ''))
      : await forward(simulator, request, body)
    const out = twist?.turn ? twist.turn(answer) : answer
    if (out === null) request.socket.destroy()
    else if (Buffer.isBuffer(out)) request.socket.end(out)
    else send(response, out)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(proxy, { port: (server.address() as AddressInfo).port })
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}

function forward(simulator: Simulator, request: IncomingMessage, body: Buffer): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const out = ask(
      {
        host: '127.0.0.1',
        port: simulator.port,
        ca: simulator.certificatePem,
        path: request.url,
        method: request.method,
        headers: request.headers,
        // A connection for each: nothing that was broken once stays.
        agent: false,
      },
      (answer) => {
        bytesOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        )
      },
    )
    out.on('error', reject)
    out.end(body)
  })
}

function send(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  const { connection: _connection, 'transfer-encoding': _encoding, ...rest } = headers
  response.writeHead(status, { 'content-length': body.length, ...rest })
  response.end(body)
}
