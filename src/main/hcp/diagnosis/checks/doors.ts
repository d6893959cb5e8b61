import type { Doorway } from '../../../../shared/door-map.ts'
import type { Finding } from '../../../../shared/hcp-view.ts'
import { limits } from '../../../lib/limits.ts'
import { listDoors, type SiteDoor } from '../../endpoints/doors.ts'
import { ask, findingOf } from '../ask.ts'
import type { Check } from '../check.ts'

/** Does HCP still have the doors of the desk's map, and does the map say what each of HCP's doors means? */
export const doors: Check = {
  name: 'doors',
  after: ['signature'],
  timeoutMs: 30_000,
  late: { kind: 'unanswered' },
  async run(needs) {
    const outcome = await ask(needs, () => listDoors(needs.gate))
    return outcome.kind === 'done'
      ? doorFinding(outcome.value, needs.doorMap)
      : findingOf(needs.gate, outcome)
  },
}

export function doorFinding(there: readonly SiteDoor[], doorMap: readonly Doorway[]): Finding {
  if (there.length === 0) return { kind: 'doorsNone' }
  const mapped = doorMap.filter(({ direction }) => direction !== null)
  const ids = new Set(there.map(({ doorId }) => doorId))
  // A full page tells nothing of the doors that may come after it.
  const gone = there.length < limits.hcpPageSize ? mapped.filter(({ doorId }) => !ids.has(doorId)) : []
  if (gone.length > 0) return { kind: 'doorsGone', names: gone.map(({ name }) => name) }
  const known = new Map(mapped.map(({ doorId, direction }) => [doorId, direction]))
  const unmapped = there.filter(({ doorId }) => !known.has(doorId))
  if (unmapped.length > 0) return { kind: 'doorsUnmapped', count: unmapped.length }
  const count = (wanted: Doorway['direction']): number =>
    there.filter(({ doorId }) => known.get(doorId) === wanted).length
  return { kind: 'doorsFound', count: there.length, entries: count('entry'), exits: count('exit') }
}
