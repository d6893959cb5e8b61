import type { WebhookFailure } from '../../shared/webhook.ts'
import { limits } from '../lib/limits.ts'
import type { Notice } from '../store/notices.ts'

/** What came of sending. `retryAfterMs`: how long the receiver asks to be left alone. */
export type Posted =
  | { readonly kind: 'noAnswer' }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterMs: number | null }

/** The address as it is kept, or null when it is none: `https`, or `http` in a LAN, without a name and password in it. */
export function parseWebhookUrl(text: string): string | null {
  const url = URL.parse(text.trim())
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  if (url.username !== '' || url.password !== '') return null
  return url.href.length <= limits.webhookUrlMaxLength ? url.href : null
}

/** Milliseconds of a `Retry-After` in seconds or as a date, never more than the longest wait; null when it says nothing. */
export function readRetryAfter(header: unknown, nowMs: number): number | null {
  if (typeof header !== 'string') return null
  const text = header.trim()
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(0, waitMs), limits.webhookWaitMaxMs)
}

/** Null: it was taken. */
export function failureOf(posted: Posted): WebhookFailure | null {
  if (posted.kind !== 'status') return posted
  const { status } = posted
  return status >= 200 && status < 300 ? null : { kind: 'status', status }
}

/** These say “not now”; every other answer of the four hundreds is about the notice or the address, and will stay the same. */
const NOT_NOW = [408, 425, 429]

const isRefusal = (failure: WebhookFailure): boolean =>
  failure.kind === 'status' &&
  failure.status >= 400 &&
  failure.status < 500 &&
  !NOT_NOW.includes(failure.status)

/** What to do with a notice that was not taken; null gives it up. `random` in 0…1 spreads the waits of many desks. */
export function nextTry(
  notice: Pick<Notice, 'attempts' | 'refusals'>,
  posted: Posted,
  failure: WebhookFailure,
  nowMs: number,
  random: number,
): Pick<Notice, 'attempts' | 'refusals' | 'nextAttemptAtMs'> | null {
  const refusals = isRefusal(failure) ? notice.refusals + 1 : 0
  if (refusals >= limits.webhookRefusals) return null
  const attempts = notice.attempts + 1
  const fullMs = Math.min(2 * limits.webhookWaitMinMs * 2 ** notice.attempts, limits.webhookWaitMaxMs)
  const spreadMs = (fullMs / 2) * (1 + random)
  const waitMs = Math.max(spreadMs, posted.kind === 'status' ? (posted.retryAfterMs ?? 0) : 0)
  return { attempts, refusals, nextAttemptAtMs: Math.round(nowMs + waitMs) }
}

/**
 * Milliseconds until a notice is due. Nothing waits longer than the longest wait: where it seems to, the clock was set
 * back, and it is tried now.
 */
export function untilDue({ nextAttemptAtMs }: Pick<Notice, 'nextAttemptAtMs'>, nowMs: number): number {
  const waitMs = nextAttemptAtMs - nowMs
  return waitMs > limits.webhookWaitMaxMs ? 0 : Math.max(0, waitMs)
}
