import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttpsServer, type ServerOptions } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createBudget } from '../../src/main/hcp/budget.ts'
import { createGate, type Gate } from '../../src/main/hcp/gate.ts'
import { pinnedAgent } from '../../src/main/hcp/pinned-agent.ts'
import { createTransport } from '../../src/main/hcp/transport.ts'
import type { Clock } from '../../src/main/lib/clock.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import type { Log } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { type Certificate, makeCertificate } from '../../src/simulator/certificate.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts'

/** Made once per test file: keys cost time. */
const certificate: Promise<Certificate> = makeCertificate()

export interface OddServer {
  readonly port: number
  readonly certificatePem: string
  /** Requests that arrived whole, newest last: path and body. */
  readonly heard: readonly { readonly path: string; readonly body: string }[]
  /** Bytes of payload that any connection brought. */
  payloadBytes(): number
}

type Answerer = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** An HTTPS server that answers as no HCP does, with a certificate of its own. */
export async function startOddServer(
  answer: Answerer,
  own?: Certificate,
  tls: Pick<ServerOptions, 'maxVersion'> = {},
): Promise<OddServer> {
  const { certificatePem, privateKeyPem } = own ?? (await certificate)
  const heard: { readonly path: string; readonly body: string }[] = []
  let payload = 0
  const server = createHttpsServer(
    { ...tls, cert: certificatePem, key: privateKeyPem },
    (request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8')
        heard.push({ path: request.url ?? '', body })
        answer(request, response, body)
      })
    },
  )
  server.on('secureConnection', (socket) => socket.on('data', (piece: Buffer) => (payload += piece.length)))
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  const port = await listen(server)
  return { port, certificatePem, heard, payloadBytes: () => payload }
}

/** A port that takes connections and does with them what `greet` says. */
export async function startPort(greet: (socket: Socket) => void): Promise<number> {
  return listen(createServer(greet))
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  )
  return (server.address() as AddressInfo).port
}

/** A port that nobody listens on any more. */
export async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => {
    server.close(resolve)
  })
  return port
}

export interface GateTo {
  readonly port: number
  readonly certificatePem: string
  readonly appKey?: string
  readonly appSecret?: string
}

export interface GateTools {
  readonly clock?: Clock
  readonly log?: Log
}

/** A real gate with a budget that no test has to wait for; `lines` is what it logged. */
export function openTestGate(to: GateTo, tools: GateTools = {}): { gate: Gate; lines: string[] } {
  const lines: string[] = []
  const note = (line: string, cause?: unknown): void =>
    void lines.push(`${line} ${cause instanceof Error ? cause.message : ''}`)
  const agent = pinnedAgent(to.certificatePem, systemScheduler)
  const budget = createBudget(systemClock, systemScheduler, {
    ratePerSecond: 1_000,
    burst: 1_000,
    concurrency: 4,
  })
  const keys = {
    origin: `https://127.0.0.1:${to.port}`,
    appKey: to.appKey ?? '29384756',
    appSecret: to.appSecret ?? 'Zk3v9QpL0xWm7TtYbN1c',
  }
  const log = tools.log ?? { info: note, warn: note, error: note }
  onTestFinished(() => agent.destroy())
  return {
    gate: createGate(keys, createTransport(agent, systemScheduler), budget, tools.clock ?? systemClock, log),
    lines,
  }
}

/** A simulator and a gate to it. */
export async function openSite(
  options: SimulatorOptions = {},
  change: Partial<GateTo> = {},
  tools: GateTools = {},
): Promise<{ simulator: Simulator; gate: Gate; lines: string[] }> {
  const simulator = await startSimulator({ applyDelayMs: 0, ...options })
  onTestFinished(() => simulator.stop())
  const { port, certificatePem, appKey, appSecret } = simulator
  return { simulator, ...openTestGate({ port, certificatePem, appKey, appSecret, ...change }, tools) }
}
