import { type BudgetLimits, type CallClass, callClasses } from '../../shared/hcp-view.ts'
import type { Clock } from '../lib/clock.ts'
import type { Scheduler } from '../lib/scheduler.ts'

export interface Budget {
  /** Resolves when the request may be sent; answers the function that gives its place back. */
  enter(callClass: CallClass): Promise<() => void>
  /** HCP asks for less: half the rate, the burst and the places, for everybody. */
  slowDown(): void
  /** HCP has answered as it should: a little more again, up to the limits. */
  speedUp(): void
  /** While HCP is being probed, one request at a time is under way. */
  setProbing(on: boolean): void
  setLimits(limits: BudgetLimits): void
  limits(): BudgetLimits
  /** Requests per second kept just now. */
  ratePerSecond(): number
  waiting(): Readonly<Record<CallClass, number>>
  underWay(): number
  /** Lets everybody who waits go at once; who enters afterwards does not wait either. They must look whether to send. */
  close(): void
}

/** A monitor that waits longer than this overtakes everything but revocations, or a busy day would blind the desk. */
const STARVED_MS = 10_000

/** The gate never gets slower than one twentieth of its rate: a revocation must get through some time. */
const LEAST_SHARE = 0.05
const MORE_SHARE = 0.05
/** Answers to requests that were under way together say one thing, not four. */
const ONE_WORD_MS = 1_000

interface Waiting {
  readonly callClass: CallClass
  readonly sinceMs: number
  readonly go: () => void
}

/**
 * A token bucket with classes: in any window of t seconds at most burst + t × rate requests leave. One place is kept
 * free for revocations, so that slow enrolments cannot stand in their way. When HCP is busy, all of it shrinks by half
 * and grows back step by step (multiplicative decrease, additive increase). Measured on a clock that only rises: a system
 * clock set back must not stop a revocation. (p-queue's interval limit reads the system clock, so it does not serve here.)
 */
export function createBudget(clock: Clock, scheduler: Scheduler, first: BudgetLimits): Budget {
  const waiting: Waiting[] = []
  let limits = first
  let share = 1
  let slowedAtMs = Number.NEGATIVE_INFINITY
  let isProbing = false
  let tokens = limits.burst
  let filledAtMs = clock.monotonicMs()
  let underWay = 0
  let cancelTimer: (() => void) | null = null
  let closed = false

  const rate = (): number => limits.ratePerSecond * share
  const burst = (): number => Math.max(1, Math.floor(limits.burst * share))
  const places = (): number => (isProbing ? 1 : Math.max(1, Math.round(limits.concurrency * share)))

  const refill = (nowMs: number): void => {
    tokens = Math.min(burst(), tokens + ((nowMs - filledAtMs) / 1_000) * rate())
    filledAtMs = nowMs
  }

  const mayEnter = (callClass: CallClass): boolean =>
    underWay < (callClass === 'revoke' || places() === 1 ? places() : places() - 1)

  const pump = (): void => {
    cancelTimer?.()
    cancelTimer = null
    const nowMs = clock.monotonicMs()
    refill(nowMs)
    for (;;) {
      const next = pickNext(waiting, nowMs)
      if (!next || !mayEnter(next.callClass)) return
      if (tokens < 1) {
        cancelTimer = scheduler.after(Math.ceil(((1 - tokens) / rate()) * 1_000), pump)
        return
      }
      tokens -= 1
      underWay += 1
      waiting.splice(waiting.indexOf(next), 1)
      next.go()
    }
  }

  /** What was earned up to now was earned at the old rate. */
  const change = (how: () => void): void => {
    refill(clock.monotonicMs())
    how()
    tokens = Math.min(tokens, burst())
    if (!closed) pump()
  }

  return {
    enter(callClass) {
      return new Promise((resolve) => {
        let left = false
        const leave = (): void => {
          if (left) return
          left = true
          underWay -= 1
          if (!closed) pump()
        }
        if (closed) {
          resolve(leave)
          return
        }
        waiting.push({ callClass, sinceMs: clock.monotonicMs(), go: () => resolve(leave) })
        pump()
      })
    },
    slowDown() {
      const nowMs = clock.monotonicMs()
      if (nowMs - slowedAtMs < ONE_WORD_MS) return
      slowedAtMs = nowMs
      change(() => {
        share = Math.max(LEAST_SHARE, share / 2)
      })
    },
    speedUp() {
      if (share === 1) return
      change(() => {
        share = Math.min(1, share + MORE_SHARE)
      })
    },
    setProbing(on) {
      isProbing = on
      if (!closed) pump()
    },
    setLimits(next) {
      change(() => {
        limits = next
      })
    },
    limits: () => limits,
    ratePerSecond: rate,
    waiting() {
      const counts: Record<CallClass, number> = {
        revoke: 0,
        door: 0,
        enrol: 0,
        enrolGroup: 0,
        monitor: 0,
        pictures: 0,
        tidy: 0,
      }
      for (const { callClass } of waiting) counts[callClass] += 1
      return counts
    },
    underWay: () => underWay,
    close() {
      closed = true
      cancelTimer?.()
      for (const one of waiting.splice(0)) one.go()
    },
  }
}

/** Pure choice: by class, first come first served, but a starved monitor right after the revocations. */
function pickNext(waiting: readonly Waiting[], nowMs: number): Waiting | undefined {
  const rank = (w: Waiting): number =>
    w.callClass === 'monitor' && nowMs - w.sinceMs > STARVED_MS ? 0.5 : callClasses.indexOf(w.callClass)
  let best: Waiting | undefined
  for (const candidate of waiting) {
    if (!best || rank(candidate) < rank(best)) best = candidate
  }
  return best
}
