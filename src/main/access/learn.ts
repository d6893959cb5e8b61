import type { DoorsVerdict } from '../hcp/endpoints/doors.ts'
import type { PersonSeen } from '../hcp/endpoints/persons.ts'
import { limits } from '../lib/limits.ts'
import { nothingObserved, type Observed } from '../store/observed.ts'
import { type Goal, isOver, lateUntilMs, type Step, sameWindow } from './next-step.ts'

/** A step that changes something in HCP. */
export type Write = Extract<
  Step,
  { kind: 'create' | 'update' | 'uploadFace' | 'addToLevel' | 'removeFromLevel' | 'apply' }
>

/**
 * What must be believed from the moment a write is sent until its answer is written down: the worst. It is stored before
 * the first byte leaves, so that a crash, a lost answer and a power cut all leave the same honest record behind.
 */
export function assume(observed: Observed, step: Write, goal: Goal, nowMs: number): Observed {
  const lateMs = nowMs + limits.lateLandingMs
  const lateBefore = { grantMs: observed.lateGrantUntilMs, revokeMs: observed.lateRevokeUntilMs }
  const changed: Observed = { ...observed, applied: unsent(observed, step), checks: 0, failedChecks: 0 }
  const maybeIn = (levelId: string): Pick<Observed, 'levels' | 'lateLevels'> => ({
    levels: { ...observed.levels, [levelId]: 'maybe' },
    lateLevels: [...new Set([...observed.lateLevels, levelId])],
  })
  switch (step.kind) {
    case 'create': {
      const doubt = { names: goal.names, window: step.window, face: goal.faceHash, lateBefore }
      return { ...changed, doubt, lateGrantUntilMs: lateMs, lateFaces: lateFaces(observed, goal) }
    }
    case 'update': {
      const doubt = { names: goal.names, window: step.window, lateBefore }
      return step.gives
        ? { ...changed, doubt, lateGrantUntilMs: lateMs }
        : { ...changed, doubt, lateRevokeUntilMs: lateMs }
    }
    case 'uploadFace': {
      const doubt = { names: observed.names, window: observed.window, face: goal.faceHash }
      return { ...changed, doubt, lateGrantUntilMs: lateMs, lateFaces: lateFaces(observed, goal) }
    }
    case 'addToLevel':
      return { ...changed, ...maybeIn(step.levelId), lateGrantUntilMs: lateMs }
    case 'removeFromLevel':
      return { ...changed, ...maybeIn(step.levelId), lateRevokeUntilMs: lateMs }
    case 'apply':
      return changed
  }
}

/** After a change the doors know nothing of it; a "send again" that was asked for stays asked for until it is sent. */
function unsent({ applied }: Observed, step: Write): 'no' | 'again' {
  return applied === 'again' && step.kind !== 'apply' ? 'again' : 'no'
}

function lateFaces(observed: Observed, goal: Goal): readonly string[] {
  return goal.faceHash === null ? observed.lateFaces : [...new Set([...observed.lateFaces, goal.faceHash])]
}

/** What a write that HCP accepted has made. `before` is what was observed before it was sent. */
export function learnDone(
  before: Observed,
  step: Write,
  goal: Goal,
  personId: string,
  nowMs: number,
): Observed {
  const changed: Observed = { ...before, applied: unsent(before, step), checks: 0, failedChecks: 0 }
  switch (step.kind) {
    case 'create':
      return {
        ...changed,
        person: { personId },
        names: goal.names,
        window: step.window,
        face: goal.faceHash,
        faceRead: false,
        levels: {},
      }
    case 'update':
      return { ...changed, names: goal.names, window: step.window }
    case 'uploadFace':
      return { ...changed, face: goal.faceHash, faceRead: false }
    case 'addToLevel':
      return { ...changed, levels: { ...before.levels, [step.levelId]: 'in' } }
    case 'removeFromLevel':
      return { ...changed, levels: without(before.levels, step.levelId) }
    case 'apply':
      return { ...changed, applied: 'asked', appliedAskedAtMs: nowMs }
  }
}

/** HCP says the person (or a person of this code) is other than we thought: look before anything is built on it. */
export function learnSurprise(before: Observed): Observed {
  return { ...before, doubt: { names: null, window: null } }
}

/** What a look-up or read-back by personCode tells; `null` when HCP knows no such person. */
export function learnSeen(known: Observed, seen: PersonSeen | null): Observed {
  const { lateGrantUntilMs, lateRevokeUntilMs, lateLevels, lateFaces } = known
  const nobody: Observed = { ...nothingObserved, lateGrantUntilMs, lateRevokeUntilMs, lateLevels, lateFaces }
  if (!seen) return nobody
  // Deleted there and made anew (by a creation that was never answered): nothing known of the old one holds.
  const isOther = known.person !== 'absent' && known.person.personId !== seen.personId
  const before = isOther ? { ...nobody, doubt: known.doubt } : known
  const face = seen.hasFace ? faceSeen(before) : null
  const doubt = before.doubt
  // Only a window that was not there before tells whether the write was done.
  const tells = !!doubt?.window && !sameWindow(before.window, doubt.window)
  const hasLanded = tells && !!doubt?.window && sameWindow(seen.window, doubt.window)
  // Names cannot be compared with what HCP composes, so those that may have been changed are sent again.
  const mayBeOthers = !tells && !!doubt && doubt.names !== null && doubt.names !== before.names
  const names = hasLanded ? (doubt?.names ?? null) : mayBeOthers ? null : before.names
  return {
    ...before,
    // A write that is seen to have been done can not come late any more.
    lateGrantUntilMs: hasLanded ? (doubt?.lateBefore?.grantMs ?? lateGrantUntilMs) : lateGrantUntilMs,
    lateRevokeUntilMs: hasLanded ? (doubt?.lateBefore?.revokeMs ?? lateRevokeUntilMs) : lateRevokeUntilMs,
    person: { personId: seen.personId },
    names,
    window: seen.window,
    face,
    faceRead: seen.hasFace,
    doubt: null,
    // Somebody found anew has not been brought to the doors by us.
    applied: before.person === 'absent' ? 'no' : before.applied,
  }
}

/**
 * HCP holds a picture: which one? The one before, unless a write of another was left unanswered; after a first picture
 * that can only be this one, after a change nobody can tell, and it is sent again. Nobody can tell after the next
 * unanswered try either: there was a picture already, though it is not known which.
 */
function faceSeen(before: Observed): string | null {
  const sent = before.doubt?.face
  if (sent === undefined || sent === before.face) return before.face
  return before.face === null && !before.faceRead ? sent : null
}

/** He is in levels the desk never put him in: they go like its own. */
export function learnElsewhere(before: Observed, levelIds: readonly string[]): Observed {
  const found = Object.fromEntries(levelIds.map((levelId) => [levelId, 'in' as const]))
  return { ...before, levels: { ...before.levels, ...found }, checks: before.checks + 1 }
}

/** HCP will not take him off this level: his time is ended instead, and then the level is tried again. */
export function learnStuck(before: Observed, levelId: string): Observed {
  return { ...before, levels: { ...before.levels, [levelId]: 'stuck' } }
}

/** Nor will it end his time: the levels are tried again, so that the two barriers take turns. */
export function learnUnstuck(before: Observed): Observed {
  const levels = Object.fromEntries(Object.keys(before.levels).map((levelId) => [levelId, 'maybe' as const]))
  return { ...before, levels }
}

/**
 * What the doors say of the person. An empty list is good news after a revocation, and no news after a grant; doors that
 * are listed and done after a revocation are bad news as long as his time is not over.
 */
export function learnDoors(
  before: Observed,
  verdict: DoorsVerdict,
  isGrant: boolean,
  nowMs: number,
): Observed {
  const asked: Observed = { ...before, checks: before.checks + 1 }
  switch (verdict) {
    case 'done': {
      const isEnded = isOver(before.window, nowMs)
      return { ...asked, applied: isGrant || isEnded ? 'confirmed' : 'listed', failedChecks: 0 }
    }
    case 'untold':
      return { ...asked, applied: 'untold', failedChecks: 0 }
    case 'unclear':
      // One answer that is none may be an accident; where every answer is, nobody can tell.
      return asked.checks >= 3 ? { ...asked, applied: 'untold' } : asked
    case 'none':
      if (!isGrant) return { ...asked, applied: 'confirmed', failedChecks: 0 }
      return asked.checks >= 3 ? { ...asked, applied: 'untold' } : asked
    case 'failed':
      return { ...asked, failedChecks: before.failedChecks + 1 }
    case 'pending':
      return { ...asked, failedChecks: 0 }
  }
}

/**
 * The time in which an unanswered write could still land is over: whatever it may have changed is doubted once more, so
 * that the record can be brought to rest.
 */
export function settleLate(known: Observed, grant: boolean, nowMs: number): Observed {
  const observed = afterClockSetBack(known, nowMs)
  const untilMs = lateUntilMs(observed, grant)
  if (untilMs === 0 || untilMs > nowMs) return observed
  const levels = Object.fromEntries(observed.lateLevels.map((levelId) => [levelId, 'maybe' as const]))
  return {
    ...observed,
    levels: { ...observed.levels, ...levels },
    doubt: observed.doubt ?? { names: null, window: null },
    // Names cannot be seen in a look-up; those of a late update would stay.
    names: null,
    lateGrantUntilMs: 0,
    lateRevokeUntilMs: 0,
    lateLevels: [],
    lateFaces: [],
    // Another picture may have come late and replaced the right one: it is sent again.
    face: observed.lateFaces.some((hash) => hash !== observed.face) ? null : observed.face,
  }
}

/** Times that lie further ahead than we ever set them were written before the clock was set back: the wait starts anew. */
function afterClockSetBack(observed: Observed, nowMs: number): Observed {
  const latestMs = nowMs + limits.lateLandingMs
  const { lateGrantUntilMs, lateRevokeUntilMs, appliedAskedAtMs } = observed
  if (Math.max(lateGrantUntilMs, lateRevokeUntilMs) <= latestMs && appliedAskedAtMs <= nowMs) return observed
  return {
    ...observed,
    lateGrantUntilMs: Math.min(lateGrantUntilMs, latestMs),
    lateRevokeUntilMs: Math.min(lateRevokeUntilMs, latestMs),
    appliedAskedAtMs: Math.min(appliedAskedAtMs, nowMs),
  }
}

function without(levels: Observed['levels'], levelId: string): Observed['levels'] {
  return Object.fromEntries(Object.entries(levels).filter(([id]) => id !== levelId))
}
