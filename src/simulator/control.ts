import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type ControlReply, controlApi } from './control-api.ts'
import { controlPage } from './control-page.ts'
import type { Simulator } from './simulator.ts'

const LARGEST_BODY_BYTES = 256 * 1024

/** The page and the API by which a person, or a test in another process, plays with the simulator. */
export interface Control {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/**
 * Loopback only, in two senses: the port is bound there, and a page of some web site in a browser of this
 * machine cannot reach it either, neither by a name that resolves to 127.0.0.1 nor across origins.
 */
function isOurs(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !hosts.includes(host)) return false
  if (origin !== undefined && origin !== `http://${host}`) return false
  // A form of another site can only send the content types that need no permission.
  return request.method === 'GET' || request.headers['content-type'] === 'application/json'
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > LARGEST_BODY_BYTES) return undefined
    pieces.push(piece)
  }
  const text = Buffer.concat(pieces).toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

function sendJson(response: ServerResponse, { status, value }: ControlReply): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(value))
}

function sendPage(response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64')
  response.writeHead(200, {
    'Content-Type': 'text/html;charset=UTF-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  })
  response.end(controlPage(nonce))
}

export async function startControl(simulator: Simulator, wantedPort = 0): Promise<Control> {
  let port = wantedPort

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request, port)) return sendJson(response, { status: 403, value: { error: 'Not from here' } })
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
    if (request.method === 'GET' && url.pathname === '/') return sendPage(response)
    const body = request.method === 'POST' ? await readJson(request) : undefined
    sendJson(response, await controlApi(simulator, request.method ?? '', url, body))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wantedPort, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (typeof address === 'object' && address !== null) port = address.port

  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
