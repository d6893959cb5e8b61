import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../lib/log.ts'
import type { Metrics } from './metrics.ts'

export interface MetricsEndpoint {
  /** The port it answers on: the one asked for, or the free one that was found for 0. */
  readonly port: number
  /** Ends every connection; resolves when the port is free again. */
  close(): Promise<void>
}

/** Only this machine may ask; whoever watches from afar runs an agent here. */
const LOOPBACK = '127.0.0.1'
const PATH = '/metrics'

/** A scraper needs one connection and a few milliseconds. Whoever holds more is none. */
const MOST_CONNECTIONS = 8
const TIMEOUT_MS = 5_000
const MOST_HEADER_BYTES = 8 * 1024

/**
 * Opens the endpoint on a port of the loopback address (0 for any free one). A port somebody else has is an answer;
 * any other failure to listen is thrown.
 */
export async function openMetricsEndpoint(
  port: number,
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  log: Log,
): Promise<MetricsEndpoint | 'portInUse'> {
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      const { status, headers } = judge(request, portOf(server))
      if (status === 200) void tell(response)
      else end(response, status, headers)
    },
  )
  server.maxConnections = MOST_CONNECTIONS
  server.timeout = TIMEOUT_MS

  async function tell(response: ServerResponse): Promise<void> {
    try {
      const text = await metrics.text()
      end(response, 200, { 'Content-Type': metrics.contentType }, text)
    } catch (error) {
      log.error('the metrics could not be read', error)
      end(response, 500)
    }
  }

  const isListening = await listen(server, port)
  if (!isListening) return 'portInUse'
  server.on('error', (error) => log.error('the metrics endpoint broke', error))
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Verdict {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

/** The Host first: a page that made its own name point to this machine (DNS rebinding) learns nothing else. */
function judge({ headers, method, url }: IncomingMessage, port: number): Verdict {
  const host = headers.host?.toLowerCase()
  if (host !== `${LOOPBACK}:${port}` && host !== `localhost:${port}`) return { status: 421 }
  if (url !== PATH) return { status: 404 }
  return method === 'GET' ? { status: 200 } : { status: 405, headers: { Allow: 'GET' } }
}

/** One answer a connection: nothing lingers, and a body nobody asked for is never read. */
function end(response: ServerResponse, status: number, headers: Verdict['headers'] = {}, text = ''): void {
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    // No page of another origin may read this as a script or a picture either.
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
    ...headers,
  })
  response.end(text)
}

/** Whether it listens; false when the port is somebody else's. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      // Windows keeps whole ranges of ports for itself and answers EACCES for them.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    server.once('error', failed)
    server.listen(port, LOOPBACK, () => {
      server.off('error', failed)
      resolve(true)
    })
  })
}

/** The port of a server that listens on one. */
function portOf(server: Server): number {
  // Only a pipe or a closed server has an address of another kind.
  const address = server.address() as AddressInfo | null
  return address?.port ?? 0
}
