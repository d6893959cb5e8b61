import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import type { Socket } from 'node:net'
import type { Certificate } from './certificate.ts'

const REOPEN_TRIES = 50
const REOPEN_WAIT_MS = 40

/** An HTTPS port of 127.0.0.1 that can be closed and opened again under the same number. */
export interface Listener {
  readonly port: number
  open(): Promise<void>
  close(): Promise<void>
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export async function createListener(
  certificate: Certificate,
  wantedPort: number,
  handler: Handler,
): Promise<Listener> {
  const sockets = new Set<Socket>()
  const options: ServerOptions = { cert: certificate.certificatePem, key: certificate.privateKeyPem }
  const server = createServer(options, handler)
  // The usual value of the web server in front of HCP; node's 5 s would break clients' pooled connections.
  server.keepAliveTimeout = 65_000
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  // A client that breaks off its handshake (wrong pin, killed process) is its own affair.
  server.on('tlsClientError', (_error, socket) => socket.destroy())

  function listenOnce(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : port)
      })
    })
  }

  const port = await listenOnce(wantedPort)

  return {
    port,
    open: async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await listenOnce(port)
          return
        } catch (error) {
          // Another process may have been lent the number for a moment as its outgoing port.
          if (attempt >= REOPEN_TRIES) throw error
          await new Promise((resolve) => setTimeout(resolve, REOPEN_WAIT_MS))
        }
      }
    },
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve()
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
