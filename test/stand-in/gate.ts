// The only way out of Chromium: a proxy on loopback. Requests of pages were asked from webRequest before they come here
// (traffic.ts); a WebSocket is asked here; the rest is Chromium's own curiosity and is refused.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { askListener } from './web-request.ts'

const askedUrls = new Map<string, number>()
const askedHosts = new Set<string>()
const sockets: string[] = []
// Word of a socket and the socket itself take different ways and may arrive in either order.
const SOCKET_WORD_MS = 300

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

/** A page is about to open this socket. */
export function expectSocket(url: string): void {
  sockets.push(url)
}

function hostOf(url: string): string {
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'wss:' ? '443' : '80')}`
}

async function maySocketPass(host: string): Promise<boolean> {
  const startedAt = performance.now()
  const find = (): number => sockets.findIndex((url) => hostOf(url) === host)
  while (find() === -1 && performance.now() - startedAt < SOCKET_WORD_MS) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const [url] = find() === -1 ? [] : sockets.splice(find(), 1)
  if (url === undefined) return false
  const { cancel } = await askListener({ url, resourceType: 'webSocket', method: 'GET', referrer: '' })
  return cancel !== true
}

async function tunnel(ask: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  const host = ask.url ?? ''
  socket.on('error', () => socket.destroy())
  if (!askedHosts.has(host) && !(await maySocketPass(host))) {
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

function forward(ask: IncomingMessage, answer: ServerResponse): void {
  const url = URL.canParse(ask.url ?? '') ? new URL(ask.url ?? '') : null
  if (!url || !takeAsked(url.href)) {
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
  const server = createServer(forward)
  server.on('connect', (ask, socket, head) => void tunnel(ask, socket, head))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('stand-in: the gate has no port')
  return `http://127.0.0.1:${address.port}`
}
