import { type DoorWithReaders, isMapped, leads } from '../../../../shared/door-map.ts'
import type { Finding } from '../../../../shared/hcp-view.ts'
import type { Direction } from '../../../../shared/visit.ts'
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

export function doorFinding(there: readonly SiteDoor[], doorMap: readonly DoorWithReaders[]): Finding {
  if (there.length === 0) return { kind: 'doorsNone' }
  const ids = new Set(there.map(({ doorId }) => doorId))
  // A full page tells nothing of the doors that may come after it.
  const gone = there.length < limits.hcpPageSize ? doorMap.filter((door) => !ids.has(door.doorId)) : []
  // That one of no meaning has gone is no news.
  const missed = gone.filter((door) => leads(door, 'entry') || leads(door, 'exit'))
  if (missed.length > 0) return { kind: 'doorsGone', names: missed.map(({ name }) => name) }
  const mapped = doorMap.filter((door) => ids.has(door.doorId) && isMapped(door))
  const unmapped = ids.size - mapped.length
  if (unmapped > 0) return { kind: 'doorsUnmapped', count: unmapped }
  const count = (way: Direction): number => mapped.filter((door) => leads(door, way)).length
  return { kind: 'doorsFound', count: ids.size, entries: count('entry'), exits: count('exit') }
}
