import type { Clock } from '../src/main/lib/clock.ts'
import type { Scheduler } from '../src/main/lib/scheduler.ts'

interface Timer {
  readonly dueMs: number
  readonly order: number
  readonly run: () => void
}

/** A clock and a scheduler wound by hand: no test sleeps, and a day passes in milliseconds. */
export class VirtualTime implements Clock, Scheduler {
  #nowMs: number
  #order = 0
  readonly #timers = new Set<Timer>()

  constructor(startMs = Date.UTC(2026, 4, 4, 8, 0, 0)) {
    this.#nowMs = startMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  monotonicMs(): number {
    return this.#nowMs
  }

  after(delayMs: number, run: () => void): () => void {
    this.#order += 1
    const timer: Timer = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Lets everything happen that is due within the next `ms`, in order, and everything that follows from it. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    for (;;) {
      await settlePromises()
      const next = this.#next()
      if (!next || next.dueMs > untilMs) break
      this.#timers.delete(next)
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      next.run()
    }
    this.#nowMs = untilMs
  }

  /** Lets time pass in steps until `isDone`, at most `limitMs`; answers whether it got there. */
  async passUntil(isDone: () => boolean, limitMs: number, stepMs = 1_000): Promise<boolean> {
    for (let passedMs = 0; passedMs < limitMs; passedMs += stepMs) {
      if (isDone()) return true
      await this.pass(stepMs)
    }
    return isDone()
  }

  #next(): Timer | undefined {
    let best: Timer | undefined
    for (const timer of this.#timers) {
      if (!best || timer.dueMs < best.dueMs || (timer.dueMs === best.dueMs && timer.order < best.order))
        best = timer
    }
    return best
  }
}

/** Promise chains between two timers are a few links long; this lets them all run. */
async function settlePromises(): Promise<void> {
  for (let i = 0; i < 50; i += 1) await Promise.resolve()
}
