import type { Clock } from '../lib/clock.ts'
import type { Scheduler } from '../lib/scheduler.ts'

/** Who goes first when requests wait: the earlier class in this list. */
export const callClasses = ['revoke', 'door', 'enrol', 'enrolGroup', 'monitor', 'pictures'] as const
export type CallClass = (typeof callClasses)[number]

export interface BudgetLimits {
  readonly ratePerSecond: number
  readonly burst: number
  readonly concurrency: number
}

export interface Budget {
  /** Resolves when the request may be sent; answers the function that gives its place back. */
  enter(callClass: CallClass): Promise<() => void>
  readonly perMinuteAllowed: number
  /** Lets everybody who waits go at once; who enters afterwards does not wait either. They must look whether to send. */
  close(): void
  /** While HCP is being probed, one request at a time is under way. */
  setProbing(on: boolean): void
}

/** A monitor that waits longer than this overtakes everything but revocations, or a busy day would blind the desk. */
const STARVED_MS = 10_000

interface Waiting {
  readonly callClass: CallClass
  readonly sinceMs: number
  readonly go: () => void
}

/**
 * A token bucket with classes: in any window of t seconds at most burst + t × rate requests leave. One place is kept
 * free for revocations, so that slow enrolments cannot stand in their way. Measured on a clock that only rises: a system
 * clock set back must not stop a revocation. (p-queue's interval limit reads the system clock, so it does not serve here.)
 */
export function createBudget(clock: Clock, scheduler: Scheduler, limits: BudgetLimits): Budget {
  const waiting: Waiting[] = []
  let tokens = limits.burst
  let filledAtMs = clock.monotonicMs()
  let underWay = 0
  let places = limits.concurrency
  let cancelTimer: (() => void) | null = null
  let closed = false

  const refill = (nowMs: number): void => {
    tokens = Math.min(limits.burst, tokens + ((nowMs - filledAtMs) / 1_000) * limits.ratePerSecond)
    filledAtMs = nowMs
  }

  const mayEnter = (callClass: CallClass): boolean =>
    underWay < (callClass === 'revoke' || places === 1 ? places : places - 1)

  const pump = (): void => {
    cancelTimer?.()
    cancelTimer = null
    const nowMs = clock.monotonicMs()
    refill(nowMs)
    for (;;) {
      const next = pickNext(waiting, nowMs)
      if (!next || !mayEnter(next.callClass)) return
      if (tokens < 1) {
        cancelTimer = scheduler.after(Math.ceil(((1 - tokens) / limits.ratePerSecond) * 1_000), pump)
        return
      }
      tokens -= 1
      underWay += 1
      waiting.splice(waiting.indexOf(next), 1)
      next.go()
    }
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
    perMinuteAllowed: limits.ratePerSecond * 60,
    close() {
      closed = true
      cancelTimer?.()
      for (const one of waiting.splice(0)) one.go()
    },
    setProbing(on) {
      places = on ? 1 : limits.concurrency
      pump()
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
