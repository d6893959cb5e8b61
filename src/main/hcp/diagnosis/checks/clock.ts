import { findingOf } from '../ask.ts'
import type { Check } from '../check.ts'

/** Both sides know it to a second only, and an answer may have been long on its way. */
const GOOD_MS = 30_000

/** Does HCP's clock agree with ours? By the date of its answer, which also comes with a refusal. */
export const clock: Check = {
  name: 'clock',
  after: ['tls'],
  timeoutMs: 30_000,
  late: { kind: 'unanswered' },
  async run({ gate, version }) {
    const outcome = await version()
    if (outcome.kind === 'notSent' || outcome.kind === 'unknown') return findingOf(gate, outcome)
    const offMs = gate.clockOffMs()
    if (offMs === null) return { kind: 'clockNotTold' }
    return { kind: Math.abs(offMs) <= GOOD_MS ? 'clockGood' : 'clockOff', offMs }
  },
}
