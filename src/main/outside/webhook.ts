import { randomUUID } from 'node:crypto'
import type { WebhookTrial, WebhookView } from '../../shared/webhook.ts'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, type Scheduler, startLoop } from '../lib/scheduler.ts'
import {
  countNotices,
  deleteNotice,
  dropNoticesBefore,
  dropNoticesBeyond,
  firstNotice,
  hurryNotices,
  type Notice,
  putOffNotice,
} from '../store/notices.ts'
import type { Store } from '../store/open-store.ts'
import { messageBody, noticeBody } from './notice-body.ts'
import { signedHeaders } from './standard-webhooks.ts'
import { createPost } from './webhook-post.ts'
import { failureOf, nextTry, type Posted, untilDue } from './webhook-rules.ts'

/** Where to, and the key for the signatures. Another one is another object. */
export interface WebhookTarget {
  readonly url: string
  readonly secret: string
}

export interface WebhookNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Null while nobody is told, or nothing can be signed. */
  readonly target: () => WebhookTarget | null
  readonly random?: () => number
}

/** Sends what the store has to tell, one after the other, each until it was taken or is given up. */
export interface Webhook {
  state(): Pick<WebhookView, 'waiting' | 'deliveredAtMs' | 'failure' | 'dropped'>
  /** The target is another one: what is under way ends, what waits is tried at once. */
  retarget(): void
  /** Sends a trial message at once; failure null when there is nobody to send it to. */
  tryOnce(): Promise<WebhookTrial>
  /** Ends everything at once. A notice under way stays in the store: nobody knows whether it was taken. */
  close(): void
}

/** New notices are looked for this often; an empty table costs nothing to look at. */
const LOOK_MS = 2_000
/** When the store cannot be read or written, the disk is full, and a line every few seconds would not help it. */
const BROKEN_MS = 60_000

export function startWebhook(needs: WebhookNeeds): Webhook {
  const { store, clock, log } = needs
  const random = needs.random ?? Math.random
  const post = createPost(clock, needs.scheduler)
  const closing = new AbortController()
  let turning = new AbortController()
  let trial: Promise<WebhookTrial> | null = null
  let takenId: number | null = null
  let isReached: boolean | null = null
  let deliveredAtMs: number | null = null
  let failure: WebhookView['failure'] = null
  let dropped = 0

  async function round(): Promise<number | null> {
    const nowMs = clock.nowMs()
    dropped += dropNoticesBeyond(store, limits.webhookMostWaiting)
    const notice = firstNotice(store)
    if (!notice) return LOOK_MS
    const oldestMs = nowMs - limits.webhookKeepMs
    if (notice.atMs < oldestMs) {
      dropped += dropNoticesBefore(store, oldestMs)
      return 0
    }
    const target = needs.target()
    if (!target) return LOOK_MS
    const waitMs = untilDue(notice, nowMs)
    if (waitMs > 0) return Math.min(waitMs, LOOK_MS)
    // Taken before, when the store could not be written to: to send it again and again would help nobody.
    const body = notice.noticeId === takenId ? null : noticeBody(store, notice)
    if (body === null) {
      deleteNotice(store, notice.noticeId)
      return 0
    }
    const turned = turning.signal
    const posted = await send(target, notice.webhookId, body, turned)
    if (closing.signal.aborted) return null
    conclude(notice, posted, turned.aborted)
    return limits.webhookGapMs
  }

  function send(target: WebhookTarget, id: string, body: string, stop: AbortSignal): Promise<Posted> {
    const headers = signedHeaders(target.secret, { id, atMs: clock.nowMs(), body })
    return post(target.url, headers, body, AbortSignal.any([stop, closing.signal]))
  }

  function conclude(notice: Notice, posted: Posted, isTurned: boolean): void {
    const nowMs = clock.nowMs()
    const failed = failureOf(posted)
    if (failed === null) {
      takenId = notice.noticeId
      deliveredAtMs = nowMs
      failure = null
      say(true, 'notices are taken')
      deleteNotice(store, notice.noticeId)
      return
    }
    // It was broken off, or was about an address nobody wants any more.
    if (isTurned) return
    failure = { ...failed, atMs: nowMs }
    say(false, `notices are not taken: ${failed.kind}${failed.kind === 'status' ? ` ${failed.status}` : ''}`)
    const next = nextTry(notice, posted, failed, nowMs, random())
    if (next) putOffNotice(store, notice.noticeId, next)
    else {
      dropped += 1
      deleteNotice(store, notice.noticeId)
    }
  }

  /** Only a change is news. Never the address: what follows its host may be a key of its own. */
  function say(reached: boolean, line: string): void {
    if (reached === isReached) return
    isReached = reached
    if (reached) log.info(line)
    else log.warn(line)
  }

  async function sendTrial(): Promise<WebhookTrial> {
    const target = needs.target()
    if (!target) return { ok: false, failure: null }
    const id = `gp_${randomUUID()}`
    const posted = await send(target, id, messageBody('test', id, clock.nowMs(), {}), turning.signal)
    const failed = failureOf(posted)
    if (failed) return { ok: false, failure: failed }
    // It is there again: nothing need wait any longer.
    if (!closing.signal.aborted) {
      hurryNotices(store)
      loop.wake()
    }
    return { ok: true }
  }

  const loop: Loop = startLoop(
    needs.scheduler,
    round,
    (error) => log.error('the notices broke', error),
    BROKEN_MS,
  )
  return {
    state: () => ({ waiting: countNotices(store), deliveredAtMs, failure, dropped }),
    retarget() {
      turning.abort()
      turning = new AbortController()
      failure = null
      isReached = null
      hurryNotices(store)
      loop.wake()
    },
    tryOnce() {
      trial ??= sendTrial().finally(() => {
        trial = null
      })
      return trial
    },
    close() {
      closing.abort()
      void loop.stop()
    },
  }
}
