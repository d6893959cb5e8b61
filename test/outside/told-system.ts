import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Certificate } from '../../src/simulator/certificate.ts'

export interface Heard {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly id: string
}

type Answer = (response: ServerResponse, heard: Heard) => void

/** Another system on this machine that is told of what happens. */
export interface ToldSystem {
  readonly url: string
  /** What has come, oldest first, repeats too. */
  readonly heard: readonly Heard[]
  /** What it answers from now on: a status, or whatever it likes. */
  answer(how: number | Answer): void
  /** Its port refuses every connection. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

export async function openToldSystem(certificate?: Certificate): Promise<ToldSystem> {
  const heard: Heard[] = []
  let answer: Answer = (response) => response.writeHead(204).end()
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { url = '', headers } = request
      const text = Buffer.concat(pieces).toString('utf8')
      const one = { path: url, headers, text, id: String(headers['webhook-id']) }
      heard.push(one)
      answer(response, one)
    })
  }
  const open = (): Server & { closeAllConnections(): void } =>
    certificate
      ? createHttpsServer({ cert: certificate.certificatePem, key: certificate.privateKeyPem }, listener)
      : createServer(listener)
  let server = open()
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  onTestFinished(close)
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}/hook?token=t0p-s3cret`,
    heard,
    answer(how) {
      answer = typeof how === 'number' ? (response) => response.writeHead(how).end() : how
    },
    goAway: close,
    async comeBack() {
      server = open()
      await listen(port)
    },
  }
}

/** Whether this signature is right, worked out without the desk's own code. */
export async function isSigned({ headers, text }: Heard, secret: string): Promise<boolean> {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes, hmac, false, ['verify'])
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`
  const [version, signature = ''] = String(headers['webhook-signature']).split(',')
  const right = await crypto.subtle.verify('HMAC', key, Buffer.from(signature, 'base64'), Buffer.from(signed))
  return version === 'v1' && right
}
