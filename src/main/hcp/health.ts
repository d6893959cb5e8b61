import type { AnswerCode } from '../../shared/hcp-codes.ts'
import type { HcpHealth } from '../../shared/status.ts'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Budget } from './budget.ts'

/** First wait after a failure, doubled up to the longest; HCP comes back at its own pace, knocking harder never helped. */
const FIRST_HOLD_MS = 1_000
const LONGEST_HOLD_MS = 15_000
const BUSY_HOLD_MS = 2_000
/** A refused key may lock the account when it is tried again and again. */
const REFUSED_HOLD_MS = 300_000
const SLOW_ANSWER_MS = 1_500

export interface Health {
  now(): HcpHealth
  /** Milliseconds for which nothing is to be sent; 0 when the gate is open. */
  heldForMs(): number
  tryNow(): void
  answered(tookMs: number): void
  notReached(): void
  /** HCP has too much to do; it may say how long it wants to be left alone. */
  busy(retryAfterMs: number | null): void
  refused(code: AnswerCode | null): void
  /** `why` is the verdict of the TLS library. */
  wrongCertificate(why: string): void
}

/** Keeps what the gate knows of HCP, and closes the gate for a while after every failure. */
export function createHealth(clock: Clock, budget: Budget, changed: (health: HcpHealth) => void): Health {
  let health: HcpHealth = { state: 'connecting' }
  let holdMs = 0
  // Measured on the clock that only rises: a system clock set back must not keep the gate shut.
  let heldUntilMs = 0
  let leftAloneUntilMs = 0

  const become = (state: HcpHealth['state'], code: AnswerCode | null = null): void => {
    if (health.state === state) return
    const sinceMs = clock.nowMs()
    health =
      state === 'connecting' ? { state } : state === 'refused' ? { state, sinceMs, code } : { state, sinceMs }
    // While HCP is in doubt one request at a time is enough to find out.
    budget.setProbing(state !== 'ok' && state !== 'slow')
    changed(health)
  }
  const hold = (forMs: number): void => {
    heldUntilMs = Math.max(heldUntilMs, clock.monotonicMs() + forMs)
  }

  return {
    now: () => health,
    heldForMs: () => Math.max(0, Math.max(heldUntilMs, leftAloneUntilMs) - clock.monotonicMs()),
    tryNow() {
      heldUntilMs = 0
      leftAloneUntilMs = 0
    },
    answered(tookMs) {
      holdMs = 0
      heldUntilMs = 0
      become(tookMs >= SLOW_ANSWER_MS ? 'slow' : 'ok')
    },
    notReached() {
      holdMs = Math.min(LONGEST_HOLD_MS, holdMs === 0 ? FIRST_HOLD_MS : holdMs * 2)
      hold(holdMs)
      become('unreachable')
    },
    busy(retryAfterMs) {
      // An answer to another request that was under way does not take this back.
      const forMs = Math.min(retryAfterMs ?? BUSY_HOLD_MS, limits.hcpLeftAloneMaxMs)
      leftAloneUntilMs = Math.max(leftAloneUntilMs, clock.monotonicMs() + forMs)
    },
    refused(code) {
      hold(REFUSED_HOLD_MS)
      become('refused', code)
    },
    wrongCertificate(why) {
      hold(REFUSED_HOLD_MS)
      become(why === 'CERT_HAS_EXPIRED' ? 'certificateEnded' : 'certificateChanged')
    },
  }
}
