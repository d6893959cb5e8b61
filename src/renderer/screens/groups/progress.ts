import type { GroupView } from '../../../shared/group.ts'

/** `changing`: it had come to its end, and something was decided anew for its guests since. */
export type GroupState = 'running' | 'paused' | 'changing' | 'finished'

export function stateOf({ paused, waiting, result }: GroupView): GroupState {
  if (result !== null) return waiting > 0 ? 'changing' : 'finished'
  return paused ? 'paused' : 'running'
}

/** Guests nothing is waited for any more: n of N. */
export function settledOf({ visitIds, waiting }: GroupView): number {
  return visitIds.length - waiting
}

export interface Pace {
  readonly perMinute: number
  readonly leftMs: number
}

/** Fewer guests, or less time, say nothing about the rest. */
const PACE_GUESTS = 3
const PACE_MS = 5_000

/**
 * How fast it goes, from what was done since it began, pauses and outages included; null where that would be a guess:
 * too early, paused, or not about the first run.
 */
export function paceOf(group: GroupView, nowMs: number): Pace | null {
  const made = group.done + group.failed
  const elapsedMs = nowMs - group.createdAtMs
  if (stateOf(group) !== 'running' || made < PACE_GUESTS || elapsedMs < PACE_MS) return null
  return { perMinute: (made / elapsedMs) * 60_000, leftMs: (group.waiting * elapsedMs) / made }
}

export interface CameOfIt {
  readonly succeeded: number
  readonly failed: number
  readonly calls: number
  readonly seconds: number
  /** Null when it took no time that a clock could tell. */
  readonly perSecond: number | null
}

/** What came of it when it ended. */
export function resultOf({ result, createdAtMs }: GroupView): CameOfIt | null {
  if (result === null) return null
  const { succeeded, failed, calls, finishedAtMs } = result
  // A clock that was set back meanwhile must not make a time below nothing.
  const seconds = Math.max(0, finishedAtMs - createdAtMs) / 1000
  return { succeeded, failed, calls, seconds, perSecond: seconds === 0 ? null : succeeded / seconds }
}

/** The groups that are not at their end. The oldest first, for it is the one that gets on; those that pause last. */
export function runningOnes(groups: readonly GroupView[]): readonly GroupView[] {
  return groups
    .filter(({ result }) => result === null)
    .toSorted((a, b) => Number(a.paused) - Number(b.paused) || a.groupId - b.groupId)
}

const finishedIds = (groups: readonly GroupView[]): ReadonlySet<number> =>
  new Set(groups.flatMap(({ groupId, result }) => (result === null ? [] : [groupId])))

/** Those that came to their end between two looks; the first look is no news. */
export function endedBetween(
  before: readonly GroupView[] | null,
  now: readonly GroupView[],
): readonly GroupView[] {
  if (before === null) return []
  const known = finishedIds(before)
  return now.filter(({ groupId, result }) => result !== null && !known.has(groupId))
}
