import { z } from 'zod'
import {
  noticeKinds,
  noWebhook,
  type WebhookAnswer,
  type WebhookAsk,
  type WebhookTrial,
  type WebhookView,
} from '../../shared/webhook.ts'
import { makeWebhookSecret } from '../outside/standard-webhooks.ts'
import { startWebhook, type WebhookNeeds, type WebhookTarget } from '../outside/webhook.ts'
import { parseWebhookUrl } from '../outside/webhook-rules.ts'
import { forgetFact, getFact, putFact } from '../store/facts.ts'
import { keepNotices, WEBHOOK } from '../store/notices.ts'
import { inTransaction } from '../store/open-store.ts'
import type { Secrets } from './secrets.ts'

export interface WebhookScreenNeeds extends Omit<WebhookNeeds, 'target'> {
  readonly secrets: Secrets
  readonly changed: () => void
}

/** The webhook as the administrator sees and sets it. */
export interface WebhookScreen {
  view(): WebhookView
  /** Whether the view differs from the one that was built last. */
  hasChanged(): boolean
  set(ask: WebhookAsk): WebhookAnswer
  renewSecret(): WebhookAnswer
  tryOnce(): Promise<WebhookTrial>
  /** Ends what is under way without waiting for it. */
  close(): void
}

/** What is kept in the fact; the secret is not. */
const settingsShape = z.object({ url: z.string(), kinds: z.array(z.enum(noticeKinds)) }).nullable()

export function openWebhookScreen(needs: WebhookScreenNeeds): WebhookScreen {
  const { store, secrets } = needs
  const openedAtMs = needs.clock.nowMs()
  let shown = ''
  let settings = settingsShape.catch(null).parse(getFact(store, WEBHOOK) ?? null)
  let secret = settings && secrets.read()
  let target = targetOf()
  const webhook = startWebhook({ ...needs, target: () => target })

  function targetOf(): WebhookTarget | null {
    return settings && secret !== null ? { url: settings.url, secret } : null
  }

  function build(): WebhookView {
    if (!settings) return noWebhook
    const state = webhook.state()
    const lost = secret === null ? ({ kind: 'keyLost', atMs: openedAtMs } as const) : null
    return { ...settings, ...state, failure: lost ?? state.failure }
  }

  /** The key store first: nothing is promised to a receiver that could not be signed. */
  function keepNewSecret(): boolean {
    const made = makeWebhookSecret()
    if (!secrets.keep(made)) return false
    secret = made
    return true
  }

  function retarget(): void {
    target = targetOf()
    webhook.retarget()
    needs.changed()
  }

  function switchOff(): WebhookAnswer {
    inTransaction(store, () => {
      forgetFact(store, WEBHOOK)
      keepNotices(store, [])
    })
    settings = null
    secret = null
    secrets.forget()
    retarget()
    return { ok: true, secret: null }
  }

  return {
    view() {
      const view = build()
      shown = JSON.stringify(view)
      return view
    },
    hasChanged: () => JSON.stringify(build()) !== shown,
    set({ url: text, kinds }) {
      if (text.trim() === '') return switchOff()
      const url = parseWebhookUrl(text)
      if (url === null) return { ok: false, problem: 'badAddress' }
      const isNew = secret === null
      if (isNew && !keepNewSecret()) return { ok: false, problem: 'secretNotKept' }
      const wanted = { url, kinds: [...new Set(kinds)] }
      inTransaction(store, () => {
        putFact(store, WEBHOOK, wanted)
        keepNotices(store, wanted.kinds)
      })
      settings = wanted
      retarget()
      return { ok: true, secret: isNew ? secret : null }
    },
    renewSecret() {
      if (!settings || !keepNewSecret()) return { ok: false, problem: 'secretNotKept' }
      retarget()
      return { ok: true, secret }
    },
    tryOnce: async () =>
      settings && secret === null ? { ok: false, failure: { kind: 'keyLost' } } : webhook.tryOnce(),
    close: webhook.close,
  }
}
