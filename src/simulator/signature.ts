import { createHash, createHmac } from 'node:crypto'

/** Header names in lower case, as node gives them. */
export type Headers = Readonly<Record<string, string | undefined>>

/** Lines 2–5: a header that was not sent disappears together with its LF (Alibaba's original keeps it). */
const LINE_HEADERS = ['accept', 'content-md5', 'content-type', 'date'] as const

/** Putting one of these into X-Ca-Signature-Headers is answered with a bare 401. */
const NEVER_SIGNED: ReadonlySet<string> = new Set([
  'x-ca-signature',
  'x-ca-signature-headers',
  'accept',
  'content-md5',
  'content-type',
  'date',
  'content-length',
  'server',
  'connection',
  'host',
  'transfer-encoding',
  'x-application-context',
  'content-encoding',
])

/** 'X-Ca-Key, x-ca-nonce' → ['x-ca-key', 'x-ca-nonce'] */
export function signedNamesOf(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

export function forbiddenNameIn(signedNames: readonly string[]): string | undefined {
  return signedNames.find((name) => NEVER_SIGNED.has(name))
}

/** '/a?b=2&a=1&c=' → '/a?a=1&b=2&c': sorted by key, an empty value is written without '='. */
function sortedTarget(target: string): string {
  const mark = target.indexOf('?')
  if (mark < 0) return target
  const pairs = target
    .slice(mark + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? { key: pair, value: '' }
        : { key: pair.slice(0, equals), value: pair.slice(equals + 1) }
    })
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ key, value }) => (value === '' ? key : `${key}=${value}`))
  return pairs.length === 0 ? target.slice(0, mark) : `${target.slice(0, mark)}?${pairs.join('&')}`
}

/** target: path with query as on the request line. No LF after the last line. */
export function stringToSign(
  method: string,
  target: string,
  headers: Headers,
  signedNames: readonly string[],
): string {
  const lines = [method.toUpperCase()]
  for (const name of LINE_HEADERS) {
    const value = headers[name]
    if (value !== undefined) lines.push(value)
  }
  for (const name of [...signedNames].sort()) lines.push(`${name}:${(headers[name] ?? '').trim()}`)
  lines.push(sortedTarget(target))
  return lines.join('\n')
}

/** Base64 of HMAC-SHA256. */
export function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('base64')
}

/** Base64 of the 16 raw MD5 bytes: over bytes, not characters. */
export function contentMd5(body: Uint8Array): string {
  return createHash('md5').update(body).digest('base64')
}
