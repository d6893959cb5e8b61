// The only way out of Chromium: a proxy on loopback that asks webRequest first. Requests of pages were asked already
// (traffic.ts); what arrives here unasked is a WebSocket or Chromium's own curiosity.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { askListener } from './web-request.ts'

const askedUrls = new Map<string, number>()
const askedHosts = new Set<string>()

/** A page's request was asked already: this once, or, behind TLS where only the host can be seen, this host. */
export function letThrough(url: string): void {
  const { hostname, port, protocol, href } = new URL(url)
  if (protocol === 'https:') askedHosts.add(`${hostname}:${port || '443'}`)
  else askedUrls.set(href, (askedUrls.get(href) ?? 0) + 1)
}

function takeAsked(href: string): boolean {
  const times = askedUrls.get(href) ?? 0
  askedUrls.set(href, times - 1)
  if (times <= 1) askedUrls.delete(href)
  return times > 0
}

async function mayPass(url: string, resourceType: 'webSocket' | 'other'): Promise<boolean> {
  const { cancel } = await askListener({ url, resourceType, method: 'GET', referrer: '' })
  return cancel !== true
}

async function tunnel(ask: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  const host = ask.url ?? ''
  socket.on('error', () => socket.destroy())
  if (!askedHosts.has(host) && !(await mayPass(`ws://${host}/`, 'webSocket'))) {
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    return
  }
  const { hostname, port } = new URL(`http://${host}`)
  const onward: Socket = connect(Number(port || 80), hostname.replace(/^\[|\]$/g, ''), () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    onward.write(head)
    onward.pipe(socket).pipe(onward)
  })
  onward.on('error', () => socket.destroy())
  socket.on('close', () => onward.destroy())
}

async function forward(ask: IncomingMessage, answer: ServerResponse): Promise<void> {
  const url = URL.canParse(ask.url ?? '') ? new URL(ask.url ?? '') : null
  const isAsked = url !== null && takeAsked(url.href)
  if (!url || !(isAsked || (await mayPass(url.href, 'other')))) {
    answer.writeHead(403).end()
    return
  }
  const onward = request(url, { method: ask.method, headers: ask.headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(answer)
  })
  onward.on('error', () => answer.destroy())
  ask.pipe(onward)
}

export async function openGate(): Promise<string> {
  const server = createServer((ask, answer) => void forward(ask, answer))
  server.on('connect', (ask, socket, head) => void tunnel(ask, socket, head))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
