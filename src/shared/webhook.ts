/** What another system may be told of. */
export const noticeKinds = ['entry', 'exit', 'incident', 'group'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export interface WebhookAsk {
  /** `https://…`, or `http://…` in a LAN; empty switches it off. */
  readonly url: string
  readonly kinds: readonly NoticeKind[]
}

export type WebhookAnswer =
  | {
      readonly ok: true
      /** The key the receiver checks signatures with: shown once, when it was made; null when it stayed as it was. */
      readonly secret: string | null
    }
  | { readonly ok: false; readonly problem: 'badAddress' | 'secretNotKept' }

/** Why nothing was taken: the receiver was not reached, it answered something else than success, or there is no key. */
export type WebhookFailure =
  | { readonly kind: 'noAnswer' }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'status'; readonly status: number }
  /** The key for the signatures cannot be read any more: nothing is sent until there is a new one. */
  | { readonly kind: 'keyLost' }

/** How the desk stands with the receiver. */
export interface WebhookView {
  readonly url: string
  readonly kinds: readonly NoticeKind[]
  /** Notices not taken yet. */
  readonly waiting: number
  readonly deliveredAtMs: number | null
  /** The last attempt failed; null when it did not. */
  readonly failure: (WebhookFailure & { readonly atMs: number }) | null
  /** Notices that were given up because they were too old, too many, or refused, since the desk was opened. */
  readonly dropped: number
}

/** What came of a trial message. */
export type WebhookTrial =
  | { readonly ok: true }
  | { readonly ok: false; readonly failure: WebhookFailure | null }

export const noWebhook: WebhookView = {
  url: '',
  kinds: [...noticeKinds],
  waiting: 0,
  deliveredAtMs: null,
  failure: null,
  dropped: 0,
}
