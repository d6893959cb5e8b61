import type { IncidentKind } from '../../shared/incident.ts'
import type { SitePolicy } from '../../shared/policy.ts'
import type { Direction } from '../../shared/visit.ts'
import type { Visit } from '../store/visits.ts'

/** A passage as the rules see it. */
export interface RulePassage {
  readonly atMs: number
  readonly granted: boolean
  readonly direction: Direction
}

export interface RuleVerdict {
  /** He has come; and where the visit is over already, he has left. */
  readonly checkIn: boolean
  readonly incident: IncidentKind | null
}

const nothing: RuleVerdict = { checkIn: false, incident: null }

/** HCP's clock and ours differ by a little: a passage at the moment of the checkout is none after it. */
const AFTER_END_MS = 10_000

/**
 * What a passage does to the visit it belongs to, and whether a guard must look at it. Ending a visit by its exits is not
 * here: that is decided by all its passages together, see `exits.ts`. `refusals`: the most this
 * guest has had within the policy's minutes, this one among them.
 */
export function onPassage(
  visit: Visit,
  passage: RulePassage,
  refusals: number,
  policy: SitePolicy,
): RuleVerdict {
  if (!passage.granted) {
    return refusals >= policy.denials ? { ...nothing, incident: 'repeatedDenials' } : nothing
  }
  const isOpen = visit.status === 'expected' || visit.status === 'inside'
  const isAfter = passage.atMs > (visit.leftAtMs ?? 0) + AFTER_END_MS
  // His window was over before his entry was read: whoever was seen coming in did come.
  const cameAfterAll = visit.status === 'noShow' && !isAfter
  if (!isOpen && !cameAfterAll) {
    // Walking out after the checkout is what the guest was asked to do.
    return passage.direction !== 'exit' && isAfter ? { ...nothing, incident: 'passageAfterRevoke' } : nothing
  }
  if (passage.direction === 'entry') {
    return {
      checkIn: visit.status !== 'inside',
      incident: isOpenHour(passage.atMs, policy) ? null : 'strangeHour',
    }
  }
  if (passage.direction === 'exit' && visit.status === 'expected')
    return { ...nothing, incident: 'exitWithoutEntry' }
  return nothing
}

/** By the clock of the site, which is this machine's. Hours that go over midnight are hours too. */
export function isOpenHour(atMs: number, { openFromHour, openUntilHour }: SitePolicy): boolean {
  const hour = new Date(atMs).getHours()
  return openFromHour <= openUntilHour
    ? hour >= openFromHour && hour < openUntilHour
    : hour >= openFromHour || hour < openUntilHour
}
