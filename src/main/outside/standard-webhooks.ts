import { createHmac, randomBytes } from 'node:crypto'

/** How secrets and signatures look is laid down at standardwebhooks.com, so that receivers need no code of their own. */
const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** A new secret as the receiver is given it: `whsec_` and base64. */
export function makeWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64')
}

/** The headers by which the receiver knows who has sent this body, when, and whether it had it before. */
export function signedHeaders(
  secret: string,
  message: { readonly id: string; readonly atMs: number; readonly body: string },
): Readonly<Record<string, string>> {
  const { id, atMs, body } = message
  const timestamp = String(Math.floor(atMs / 1_000))
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
