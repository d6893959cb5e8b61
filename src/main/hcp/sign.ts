import { createHash, createHmac } from 'node:crypto'

/** What of a request is signed. Header values are exactly those that go over the wire. */
export interface Signable {
  readonly method: 'POST'
  readonly accept: string
  /** Absent when the request has no body: its line then disappears together with its line feed. */
  readonly contentMd5?: string
  readonly contentType?: string
  /** Extra signed headers by lower-case name. */
  readonly signedHeaders: Readonly<Record<string, string>>
  /** The full path on the wire, `/artemis/api/…`, with the query if there is one. */
  readonly path: string
}

/** Base64 of the 16 MD5 bytes of the body as sent; protects the body, which the signature alone would not. */
export function contentMd5(body: Uint8Array): string {
  return createHash('md5').update(body).digest('base64')
}

/** The text HCP's gateway rebuilds and compares: lines by line feed, none after the path. */
export function stringToSign(request: Signable): string {
  const extra = Object.entries(request.signedHeaders)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}`)
  return [
    request.method,
    request.accept,
    ...(request.contentMd5 === undefined ? [] : [request.contentMd5]),
    ...(request.contentType === undefined ? [] : [request.contentType]),
    ...extra,
    sortQuery(request.path),
  ].join('\n')
}

/** Base64(HMAC-SHA256(secret, text)). */
export function signature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('base64')
}

/** The gateway sorts the query by key and writes a key with an empty value without `=`. */
function sortQuery(path: string): string {
  const [bare = '', query] = path.split('?', 2)
  if (!query) return bare
  const pairs = query.split('&').map((pair) => pair.replace(/=$/, ''))
  return `${bare}?${pairs.sort((a, b) => ((a.split('=')[0] ?? '') < (b.split('=')[0] ?? '') ? -1 : 1)).join('&')}`
}
