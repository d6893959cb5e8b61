import type { Agent } from 'node:https'
import axios, { AxiosError } from 'axios'
import { limits } from '../lib/limits.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import { isCertificateError } from '../lib/tls-errors.ts'
import { GateError, NoAnswerError, NotReachedError, WrongCertificateError } from './errors.ts'

export interface WireRequest {
  /** `https://host:port` without a path. */
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** For the whole exchange, body included. */
  readonly timeoutMs: number
}

export interface WireAnswer {
  readonly status: number
  readonly text: string
  /** The server's clock (its `Date` header, whole seconds), or null when it does not tell. */
  readonly dateMs?: number | null
  /** How long it asks to be left alone (`Retry-After`), or null. */
  readonly retryAfterMs?: number | null
}

/** One request, one answer of any status; everything else is a `GateError` that says what can have happened. */
export type Transport = (request: WireRequest) => Promise<WireAnswer>

/** These happen before a connection stands, so the request cannot have been seen by anybody. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
])

/** Sends through axios over the given connections: no redirects, no proxy, bounded size and time. */
export function createTransport(agent: Agent, scheduler: Scheduler): Transport {
  const http = axios.create({
    httpsAgent: agent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: limits.hcpAnswerMaxBytes,
    maxBodyLength: limits.hcpAnswerMaxBytes,
    responseType: 'text',
    // Every status is an answer here, and the text stays as it came: judging it is the sender's work.
    validateStatus: () => true,
    transformResponse: (text: unknown) => text,
    transformRequest: (body: unknown) => body,
  })
  return async ({ origin, path, headers, body, timeoutMs }) => {
    // axios' own time limit ends with the headers; the signal covers the body too.
    const tooLong = new AbortController()
    const cancel = scheduler.after(timeoutMs, () => tooLong.abort())
    try {
      const answer = await http.request<string>({
        method: 'POST',
        url: origin + path,
        headers,
        data: body,
        signal: tooLong.signal,
      })
      return {
        status: answer.status,
        text: typeof answer.data === 'string' ? answer.data : '',
        dateMs: timeOf(answer.headers['date']),
        retryAfterMs: waitOf(answer.headers['retry-after']),
      }
    } catch (error) {
      throw asGateError(error)
    } finally {
      cancel()
    }
  }
}

function timeOf(header: unknown): number | null {
  const atMs = Date.parse(typeof header === 'string' ? header : '')
  return Number.isNaN(atMs) ? null : atMs
}

/** Seconds only: HCP's gateway gives no dates, and a date would depend on two clocks. */
function waitOf(header: unknown): number | null {
  return typeof header === 'string' && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1_000 : null
}

function asGateError(error: unknown): GateError {
  if (error instanceof GateError) return error
  // A WrongCertificateError raised inside the handshake arrives wrapped.
  const inner = error instanceof AxiosError ? (error.cause ?? error) : error
  if (inner instanceof GateError) return inner
  const code = error instanceof AxiosError ? (error.code ?? '') : ''
  if (isCertificateError(code)) return new WrongCertificateError(code)
  if (BEFORE_SENDING.has(code)) return new NotReachedError(code)
  // Anything else (a reset, the time limit, an answer too long) may have come after the request had arrived.
  return new NoAnswerError(code === '' ? 'no answer' : code)
}
