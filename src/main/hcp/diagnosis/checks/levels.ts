import { listLevels } from '../../endpoints/levels.ts'
import { ask, findingOf } from '../ask.ts'
import type { Check } from '../check.ts'

/** Does HCP still have the access levels that open visits use? */
export const levels: Check = {
  name: 'levels',
  after: ['signature'],
  timeoutMs: 30_000,
  late: { kind: 'unanswered' },
  async run(needs) {
    const outcome = await ask(needs, () => listLevels(needs.gate))
    if (outcome.kind !== 'done') return findingOf(needs.gate, outcome)
    const there = new Set(outcome.value.map(({ levelId }) => levelId))
    if (there.size === 0) return { kind: 'levelsNone' }
    const gone = needs.levelsInUse.filter(({ levelId }) => !there.has(levelId))
    return gone.length > 0
      ? { kind: 'levelsGone', names: gone.map(({ name }) => name) }
      : { kind: 'levelsFound', names: outcome.value.map(({ name }) => name) }
  },
}
