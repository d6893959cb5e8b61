/**
 * Where a request to HCP broke. The messages never hold a body or a header: a misbehaving server may echo them, and
 * errors end in logs.
 */
export abstract class GateError extends Error {
  abstract readonly kind: 'notReached' | 'noAnswer' | 'notUnderstood' | 'wrongCertificate'
}

/** No connection was made, so nothing was sent and nothing can have happened. */
export class NotReachedError extends GateError {
  override readonly name = 'NotReachedError'
  readonly kind = 'notReached'
}

/** The server showed another certificate than the one the administrator has confirmed; not a byte was sent. */
export class WrongCertificateError extends GateError {
  override readonly name = 'WrongCertificateError'
  readonly kind = 'wrongCertificate'
}

/** Sent, but the answer did not come (in time): the work may have been done, or may still be. */
export class NoAnswerError extends GateError {
  override readonly name = 'NoAnswerError'
  readonly kind = 'noAnswer'
}

/** An answer outside HCP's envelope: the gateway in front of it spoke. */
export class HttpStatusError extends Error {
  override readonly name = 'HttpStatusError'
  readonly status: number
  /** How long it asks to be left alone, where it says so. */
  readonly retryAfterMs: number | null
  constructor(status: number, retryAfterMs: number | null = null) {
    super(`HTTP ${status}`)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

/** An answer came, but its shape is none we know. */
export class NotUnderstoodError extends GateError {
  override readonly name = 'NotUnderstoodError'
  readonly kind = 'notUnderstood'
}
