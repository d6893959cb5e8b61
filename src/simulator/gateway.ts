import { contentMd5, forbiddenNameIn, type Headers, sign, signedNamesOf, stringToSign } from './signature.ts'

/** The validity the gateway's origin promises for timestamp and nonce; unproven for HCP, strict on purpose. */
const WINDOW_MS = 15 * 60_000

export interface WireRequest {
  readonly method: string
  /** Path and query as on the request line. */
  readonly target: string
  readonly headers: Headers
  readonly body: Buffer
}

/** code null = a 401 without any text. */
export interface GatewayRefusal {
  readonly code: string | null
  readonly msg: string
}

export interface Gateway {
  check(request: WireRequest, nowMs: number, leaky: boolean): GatewayRefusal | null
  /** What a bad signature of this request would be answered with, whether it is bad or not. */
  badSignature(request: WireRequest, leaky: boolean): GatewayRefusal
}

export function createGateway(appKey: string, appSecret: string): Gateway {
  /** Nonce → when it was seen, oldest first. */
  const nonces = new Map<string, number>()

  function expectedText(request: WireRequest): string {
    const { method, target, headers } = request
    return stringToSign(method, target, headers, signedNamesOf(headers['x-ca-signature-headers']))
  }

  function badSignature(request: WireRequest, leaky: boolean): GatewayRefusal {
    const expected = expectedText(request)
    const msg = leaky
      ? `api AK/SK signature authentication failed, apiName: ${request.target}, appKey: ${appKey}, appSecret: ${appSecret}`
      : `Invalid Signature! Server StringToSign: [${expected.replaceAll('\n', '\\n')}]`
    return { code: '0x02401003', msg }
  }

  function isReplay(nonce: string, nowMs: number): boolean {
    for (const [old, seenMs] of nonces) {
      if (nowMs - seenMs <= WINDOW_MS) break
      nonces.delete(old)
    }
    if (nonces.has(nonce)) return true
    nonces.set(nonce, nowMs)
    return false
  }

  return {
    badSignature,
    check: (request, nowMs, leaky) => {
      const { headers } = request
      const key = headers['x-ca-key']
      if (key === undefined) return { code: '0x02401000', msg: 'AppKey header is missing' }
      if (key !== appKey) return { code: '0x02401001', msg: 'AppKey is unknown' }
      const signature = headers['x-ca-signature']
      if (signature === undefined) return { code: '0x02401002', msg: 'Signature is missing' }
      const signedNames = signedNamesOf(headers['x-ca-signature-headers'])
      if (forbiddenNameIn(signedNames) !== undefined) return { code: null, msg: '' }

      const md5 = headers['content-md5']
      const bodyIntact = md5 === undefined || md5 === contentMd5(request.body)
      if (!bodyIntact || sign(appSecret, expectedText(request)) !== signature)
        return badSignature(request, leaky)

      const timestamp = headers['x-ca-timestamp']
      // Sites with a drifting clock report code 64 (or a 401, which is a matter of the weather).
      if (timestamp !== undefined && !(Math.abs(nowMs - Number(timestamp)) <= WINDOW_MS))
        return { code: '64', msg: 'User authentication failed' }
      const nonce = headers['x-ca-nonce']
      // No code is published for a used nonce; a signature code is what to expect.
      if (nonce !== undefined && isReplay(nonce, nowMs))
        return { code: '0x02401003', msg: 'Nonce has been used' }
      return null
    },
  }
}
