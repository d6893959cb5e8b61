import { randomUUID } from 'node:crypto'
import { Agent, request as httpsRequest } from 'node:https'
import { contentMd5, sign, signedNamesOf, stringToSign } from '../../src/simulator/signature.ts'

export interface Reply {
  readonly httpStatus: number
  readonly contentType: string
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface Envelope {
  readonly code: string
  readonly msg: string
  // A wide type on purpose: the tests look into answers of many shapes.
  readonly data: Readonly<Record<string, unknown>> & string
}

export interface Signing {
  readonly key?: string
  readonly secret?: string
  readonly nonce?: string
  readonly timestampMs?: number
  readonly signedHeaders?: string
  /** Changed after signing. */
  readonly override?: Readonly<Record<string, string | undefined>>
  readonly bodySent?: string
  readonly withoutMd5?: boolean
  readonly method?: string
  /** Whole target instead of `/artemis/api` + path. */
  readonly target?: string
}

export interface Client {
  /** The raw exchange; rejects when the connection breaks. */
  send(path: string, body: unknown, signing?: Signing): Promise<Reply>
  call(path: string, body: unknown, signing?: Signing): Promise<Envelope>
  close(): void
}

export interface Address {
  readonly port: number
  readonly appKey: string
  readonly appSecret: string
  readonly certificatePem: string
}

/** A client of the shape of vector C, trusting exactly the simulator's certificate. */
export function createClient(simulator: Address, now: () => number = Date.now): Client {
  const agent = new Agent({ keepAlive: true, ca: simulator.certificatePem })

  function send(path: string, body: unknown, signing: Signing = {}): Promise<Reply> {
    const text = JSON.stringify(body)
    const target = signing.target ?? `/artemis/api${path}`
    const method = signing.method ?? 'POST'
    const base: Readonly<Record<string, string | undefined>> = {
      accept: 'application/json',
      'content-md5': signing.withoutMd5 === true ? undefined : contentMd5(Buffer.from(text)),
      'content-type': 'application/json;charset=UTF-8',
      'x-ca-key': signing.key ?? simulator.appKey,
      'x-ca-nonce': signing.nonce ?? randomUUID(),
      'x-ca-timestamp': String(signing.timestampMs ?? now()),
      'x-ca-signature-headers': signing.signedHeaders ?? 'x-ca-key,x-ca-nonce,x-ca-timestamp',
    }
    const names = signedNamesOf(base['x-ca-signature-headers'])
    const signature = sign(signing.secret ?? simulator.appSecret, stringToSign(method, target, base, names))
    const headers = { ...base, 'x-ca-signature': signature, ...signing.override }
    const sent = Object.fromEntries(Object.entries(headers).filter((entry) => entry[1] !== undefined))
    const payload = signing.bodySent ?? text

    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        {
          host: '127.0.0.1',
          port: simulator.port,
          path: target,
          method,
          agent,
          headers: { ...sent, 'content-length': Buffer.byteLength(payload) },
        },
        (response) => {
          response.setEncoding('utf8')
          let answer = ''
          response.on('data', (piece: string) => {
            answer += piece
          })
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              httpStatus: response.statusCode ?? 0,
              contentType: response.headers['content-type'] ?? '',
              text: answer,
              headers: response.headers,
            }),
          )
        },
      )
      request.on('error', reject)
      request.end(payload)
    })
  }

  return {
    send,
    call: async (path, body, signing) => {
      const envelope: Envelope = JSON.parse((await send(path, body, signing)).text)
      return envelope
    },
    close: () => agent.destroy(),
  }
}
