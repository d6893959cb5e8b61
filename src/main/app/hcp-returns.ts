import type { Gate } from '../hcp/gate.ts'
import type { Clock } from '../lib/clock.ts'

/** A return of HCP wakes everybody who waits, but not more often than this. */
const RETURNS_APART_MS = 30_000

/**
 * Calls `returned` when HCP answers after it did not; answers the function that ends it. Only a return is news: a server that
 * is now quick and now slow must not be asked more often for it. Where one call fails and the others are answered, HCP goes
 * and returns with each of them: then the failing one keeps its patience.
 */
export function onReturn(gate: Gate, clock: Clock, returned: () => void): () => void {
  let wasAnswering = false
  let returnedAtMs = Number.NEGATIVE_INFINITY
  return gate.onHealth.on(({ state }) => {
    const isAnswering = state === 'ok' || state === 'slow'
    if (isAnswering && !wasAnswering && clock.monotonicMs() - returnedAtMs >= RETURNS_APART_MS) {
      returnedAtMs = clock.monotonicMs()
      returned()
    }
    wasAnswering = isAnswering
  })
}
