import { onTestFinished } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { type Log, silentLog } from '../../src/main/lib/log.ts'
import type { Scheduler } from '../../src/main/lib/scheduler.ts'
import { makeWebhookSecret } from '../../src/main/outside/standard-webhooks.ts'
import { startWebhook, type Webhook, type WebhookTarget } from '../../src/main/outside/webhook.ts'
import { putFact } from '../../src/main/store/facts.ts'
import { putNotice, WEBHOOK } from '../../src/main/store/notices.ts'
import { inTransaction, type Store } from '../../src/main/store/open-store.ts'
import { insertPassage } from '../../src/main/store/passages.ts'
import { noticeKinds } from '../../src/shared/webhook.ts'
import { addGuest, addVisit, newStore } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'

/** A sender on a store in memory, in a time that is wound by hand and stands still while a request is out. */
export interface SenderPlace {
  readonly store: Store
  readonly time: VirtualTime
  readonly lines: readonly string[]
  readonly secret: string
  webhook(): Webhook
  /** The clock is set by so much; what only rises does not notice. */
  setClock(byMs: number): void
  aim(url: string | null): void
  /** A sender after a restart: the old one is gone as in a crash. */
  restart(): void
  /** A guest passes so many times; a notice each. */
  tell(times?: number): void
  pass(ms: number, stepMs?: number): Promise<void>
  until(what: string, isSo: () => boolean, stepMs?: number): Promise<void>
}

export function startSender(url: string): SenderPlace {
  const store = newStore()
  const time = new VirtualTime()
  const lines: string[] = []
  const note = (line: string): void => void lines.push(line)
  const log: Log = { ...silentLog, info: note, warn: note, error: note }
  const secret = makeWebhookSecret()
  let target: WebhookTarget | null = { url, secret }
  let offMs = 0
  const underWay = new Set<symbol>()
  let passages = 0
  const scheduler: Scheduler = {
    after(delayMs, run) {
      const cancel = time.after(delayMs, run)
      if (delayMs !== limits.webhookTimeoutMs) return cancel
      const request = Symbol('a request')
      underWay.add(request)
      return () => {
        underWay.delete(request)
        cancel()
      }
    },
  }
  const clock = { nowMs: () => time.nowMs() + offMs, monotonicMs: () => time.monotonicMs() }
  const start = (): Webhook =>
    startWebhook({ store, clock, scheduler, log, target: () => target, random: () => 0 })

  putFact(store, WEBHOOK, { url, kinds: noticeKinds })
  const visitId = addVisit(store, addGuest(store))
  let webhook = start()
  onTestFinished(() => {
    webhook.close()
    store.close()
  })

  async function pass(ms: number, stepMs = 100): Promise<void> {
    for (let leftMs = ms; leftMs >= 0; leftMs -= stepMs) {
      await time.pass(Math.min(leftMs, stepMs))
      while (underWay.size > 0) await new Promise((resolve) => setTimeout(resolve, 1))
      await time.pass(0)
      if (leftMs === 0) break
    }
  }

  return {
    store,
    time,
    lines,
    secret,
    webhook: () => webhook,
    setClock(byMs) {
      offMs += byMs
    },
    aim(to) {
      target = to === null ? null : { url: to, secret }
      webhook.retarget()
    },
    restart() {
      webhook.close()
      webhook = start()
    },
    tell(times = 1) {
      inTransaction(store, () => {
        for (let i = 0; i < times; i += 1) {
          passages += 1
          const passageId = insertPassage(store, {
            eventKey: `e${passages}`,
            atMs: clock.nowMs(),
            eventType: 196_893,
            granted: true,
            doorId: '12',
            doorName: `Gate ${passages}`,
            readerId: '',
            pictureUri: 'vsm://secret-picture',
            direction: passages % 2 === 1 ? 'entry' : 'exit',
            personId: 'HCP-77',
            guestId: 1,
            visitId,
          })
          putNotice(store, passages % 2 === 1 ? 'entry' : 'exit', passageId ?? 0, clock.nowMs())
        }
      })
    },
    pass,
    async until(what, isSo, stepMs = 100) {
      for (let i = 0; i < 5_000; i += 1) {
        if (isSo()) return
        await pass(stepMs, stepMs)
      }
      throw new Error(`never: ${what}`)
    },
  }
}
