import { findingOf, isHeldByRefusal } from '../ask.ts'
import type { Check } from '../check.ts'

/** Does HCP know our key, and take our signature? */
export const signature: Check = {
  name: 'signature',
  after: ['tls'],
  timeoutMs: 30_000,
  late: { kind: 'unanswered' },
  async run({ gate, version }) {
    const outcome = await version()
    if (outcome.kind === 'done') return { kind: 'signatureGood', ...outcome.value }
    const health = gate.health()
    return health.state === 'refused' && isHeldByRefusal(gate, outcome)
      ? { kind: 'refused', code: health.code }
      : findingOf(gate, outcome)
  },
}
