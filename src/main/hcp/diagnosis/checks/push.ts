import { knownCode } from '../../../../shared/hcp-codes.ts'
import { meaningOf } from '../../codes.ts'
import { viewSubscriptions } from '../../endpoints/site.ts'
import { ask, findingOf } from '../ask.ts'
import type { Check } from '../check.ts'

/** May this partner have events pushed? Only looks; nothing is subscribed to. */
export const push: Check = {
  name: 'push',
  after: ['signature'],
  timeoutMs: 30_000,
  late: { kind: 'unanswered' },
  async run(needs) {
    const outcome = await ask(needs, () => viewSubscriptions(needs.gate))
    if (outcome.kind === 'done') return { kind: 'pushPossible' }
    return outcome.kind === 'refused' && meaningOf(outcome.code).closesApi
      ? { kind: 'pushNotAllowed', code: knownCode(outcome.code) }
      : findingOf(needs.gate, outcome)
  },
}
