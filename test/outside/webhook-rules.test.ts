import { describe, expect, it } from 'vitest'
import { makeWebhookSecret, signedHeaders } from '../../src/main/outside/standard-webhooks.ts'
import {
  failureOf,
  nextTry,
  type Posted,
  parseWebhookUrl,
  readRetryAfter,
  untilDue,
} from '../../src/main/outside/webhook-rules.ts'

const NOW_MS = Date.UTC(2026, 4, 4, 8)
const MINUTE_MS = 60_000

describe('the address', () => {
  it.each<[text: string, kept: string | null]>([
    ['https://hooks.example/guards?token=a', 'https://hooks.example/guards?token=a'],
    ['  HTTPS://Hooks.Example  ', 'https://hooks.example/'],
    ['http://192.168.1.20:8080/in', 'http://192.168.1.20:8080/in'],
    ['http://[fd00::1]/in', 'http://[fd00::1]/in'],
    ['https://почта.рф/', 'https://xn--80a1acny.xn--p1ai/'],
    ['hooks.example/guards', null],
    ['ftp://hooks.example/', null],
    ['file:///etc/passwd', null],
    ['javascript:alert(1)', null],
    ['https://', null],
    ['https://guard:word@hooks.example/', null],
    ['https://guard@hooks.example/', null],
    ['https://hooks.example:99999/', null],
    [`https://hooks.example/${'a'.repeat(2_000)}`, null],
    // Short as it is typed, and long as it is sent.
    [`https://hooks.example/${'я'.repeat(400)}`, null],
  ])('%s', (text, kept) => expect(parseWebhookUrl(text)).toBe(kept))
})

it('signs as the standard says', () => {
  const headers = signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    atMs: 1_614_265_330_999,
    body: '{"test": 2432232314}',
  })
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
  expect(makeWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(makeWebhookSecret()).not.toBe(makeWebhookSecret())
})

it.each<[header: unknown, waitMs: number | null]>([
  ['30', 30_000],
  [' 0 ', 0],
  ['999999999999999999999', 15 * MINUTE_MS],
  [new Date(NOW_MS + 90_000).toUTCString(), 90_000],
  [new Date(NOW_MS - 90_000).toUTCString(), 0],
  [new Date(NOW_MS + 90 * MINUTE_MS).toUTCString(), 15 * MINUTE_MS],
  ['soon', null],
  ['', null],
  [undefined, null],
  [['1', '2'], null],
])('Retry-After %j', (header, waitMs) => expect(readRetryAfter(header, NOW_MS)).toBe(waitMs))

const status = (code: number, retryAfterMs: number | null = null): Posted => ({
  kind: 'status',
  status: code,
  retryAfterMs,
})

/** The waits of a notice that is answered so again and again; null where it is given up. */
function waits(posted: Posted, times: number, random: number): (number | null)[] {
  let notice = { attempts: 0, refusals: 0 }
  return Array.from({ length: times }, () => {
    const failure = failureOf(posted)
    const next = failure && nextTry(notice, posted, failure, NOW_MS, random)
    if (!next) return null
    notice = next
    return next.nextAttemptAtMs - NOW_MS
  })
}

describe('patience', () => {
  it.each([200, 201, 202, 204, 299])('%i is taken', (code) => expect(failureOf(status(code))).toBeNull())

  it.each<[what: string, posted: Posted]>([
    ['no answer', { kind: 'noAnswer' }],
    ['a certificate', { kind: 'certificate' }],
    ...[301, 302, 307, 408, 425, 429, 500, 502, 503, 504].map(
      (code) => [String(code), status(code)] as [string, Posted],
    ),
  ])('%s is tried for ever, ever more seldom', (_what, posted) => {
    expect(waits(posted, 10, 0)).toEqual(
      [5, 10, 20, 40, 80, 160, 320, 450, 450, 450].map((seconds) => seconds * 1_000),
    )
    expect(waits(posted, 1_100, 1).at(-1)).toBe(15 * MINUTE_MS)
  })

  it.each([400, 401, 403, 404, 410, 413, 422])('%i is given up at the third time', (code) => {
    expect(waits(status(code), 3, 0)).toEqual([5_000, 10_000, null])
  })

  it('a refusal after many failures is the first of its kind', () => {
    const failure = { kind: 'status', status: 404 } as const
    const next = nextTry({ attempts: 40, refusals: 0 }, status(404), failure, NOW_MS, 0)
    expect(next).toMatchObject({ attempts: 41, refusals: 1 })
    const gone = { kind: 'noAnswer' } as const
    expect(nextTry({ attempts: 41, refusals: 2 }, gone, gone, NOW_MS, 0)).toMatchObject({ refusals: 0 })
  })

  it('waits as long as it is asked to, and no less than it would anyway', () => {
    expect(waits(status(503, 120_000), 1, 0)).toEqual([120_000])
    expect(waits(status(503, 0), 1, 0)).toEqual([5_000])
  })

  it('is due at once when the clock was set back', () => {
    expect(untilDue({ nextAttemptAtMs: NOW_MS + 15 * MINUTE_MS }, NOW_MS)).toBe(15 * MINUTE_MS)
    expect(untilDue({ nextAttemptAtMs: NOW_MS + 15 * MINUTE_MS + 1 }, NOW_MS)).toBe(0)
    expect(untilDue({ nextAttemptAtMs: 0 }, NOW_MS)).toBe(0)
  })
})
