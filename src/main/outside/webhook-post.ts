import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import axios, { AxiosError } from 'axios'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import { isCertificateError } from '../lib/tls-errors.ts'
import { type Posted, readRetryAfter } from './webhook-rules.ts'

/** Sends one body to one address; never rejects. `stop` ends it at once, which counts as no answer. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  stop: AbortSignal,
) => Promise<Posted>

/** Sends over connections of its own: no redirects, no proxy, bounded time and size. */
export function createPost(clock: Clock, scheduler: Scheduler): Post {
  const http = axios.create({
    // A connection each: news comes seldom, and one that was kept open may be closed by the other side just then.
    httpAgent: new HttpAgent({ keepAlive: false }),
    // Said aloud, because otherwise a variable of the environment could switch it off.
    httpsAgent: new HttpsAgent({ keepAlive: false, rejectUnauthorized: true }),
    // A variable of the environment must not send names of guests through somebody else's computer.
    proxy: false,
    // The signature is for this address and no other.
    maxRedirects: 0,
    // The status is all that is wanted; the rest stays on the wire until it is thrown away.
    responseType: 'stream',
    decompress: false,
    validateStatus: () => true,
    transformRequest: (body: unknown) => body,
  })
  return async (url, headers, body, stop) => {
    const tooLong = new AbortController()
    const cancel = scheduler.after(limits.webhookTimeoutMs, () => tooLong.abort())
    try {
      const {
        status,
        headers: said,
        data,
      } = await http.request<Readable>({
        method: 'POST',
        url,
        headers: { ...headers, 'Content-Type': 'application/json', 'User-Agent': 'GuardPost' },
        data: body,
        signal: AbortSignal.any([tooLong.signal, stop]),
      })
      await throwAway(data)
      return { kind: 'status', status, retryAfterMs: readRetryAfter(said['retry-after'], clock.nowMs()) }
    } catch (error) {
      // Nothing of the error is kept: it holds the address, the signature and the names.
      const code = error instanceof AxiosError ? (error.code ?? '') : ''
      return { kind: isCertificateError(code) ? 'certificate' : 'noAnswer' }
    } finally {
      cancel()
    }
  }
}

/** A receiver may finish its sentence, so that it does not take the end for a failure; but not for ever. */
async function throwAway(answer: Readable): Promise<void> {
  let bytes = 0
  try {
    for await (const piece of answer) {
      bytes += (piece as Uint8Array).byteLength
      if (bytes > limits.webhookAnswerMaxBytes) return
    }
  } catch {
    // Too long, or broken off: the status has come before.
  }
}
