import {
  noWebhook,
  type WebhookAnswer,
  type WebhookAsk,
  type WebhookTrial,
  type WebhookView,
} from '../../shared/webhook.ts'

/** The webhook as the administrator sees and sets it. */
export interface WebhookScreen {
  view(): WebhookView
  set(ask: WebhookAsk): Promise<WebhookAnswer>
  renewSecret(): WebhookAnswer
  tryOnce(): Promise<WebhookTrial>
}

export function openWebhookScreen(): WebhookScreen {
  return {
    view: () => noWebhook,
    set: async () => ({ ok: false, problem: 'badAddress' }),
    renewSecret: () => ({ ok: false, problem: 'secretNotKept' }),
    tryOnce: async () => ({ ok: false, failure: null }),
  }
}
