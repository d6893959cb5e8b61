import type { WebhookView } from '../../../shared/webhook.ts'

/** What stands in the form, before it is kept. */
export type WebhookDraft = Pick<WebhookView, 'url' | 'kinds'>

export type DraftProblem = 'addressNeeded' | 'addressEmpty' | 'kindsEmpty'

/** What the form itself can tell; whether the address is one, main says. */
export function problemOf(draft: WebhookDraft, isOn: boolean): DraftProblem | null {
  if (draft.url.trim() === '') return isOn ? 'addressEmpty' : 'addressNeeded'
  return draft.kinds.length === 0 ? 'kindsEmpty' : null
}

/** Without TLS and out of this computer: names could be read on their way. */
export function travelsOpenly(address: string): boolean {
  const url = URL.parse(address.trim())
  if (url?.protocol !== 'http:') return false
  return !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(url.hostname)
}

/** By what they say: main keeps an address as the web writes it, and ticks have no order. */
export function isSame(a: WebhookDraft, b: WebhookDraft): boolean {
  return written(a.url) === written(b.url) && a.kinds.toSorted().join() === b.kinds.toSorted().join()
}

function written(address: string): string {
  return URL.parse(address.trim())?.href ?? address.trim()
}
