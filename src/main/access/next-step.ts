import type { Desired } from '../store/access.ts'
import type { Observed } from '../store/observed.ts'

/** What the desk wants of one guest, seen from the reconciler. */
export interface Goal extends Desired {
  /** Both names as they are sent to HCP, in one text. */
  readonly names: string
}

export interface Window {
  readonly fromMs: number
  readonly untilMs: number
}

export type Step =
  /** Ask HCP by our own personCode who is there. */
  | { readonly kind: 'lookUp' }
  | { readonly kind: 'create'; readonly window: Window }
  | { readonly kind: 'update'; readonly window: Window; readonly gives: boolean }
  | { readonly kind: 'uploadFace' }
  /** The same question as `lookUp`, asked to see that the picture and the window have arrived. */
  | { readonly kind: 'readBack' }
  | { readonly kind: 'addToLevel'; readonly levelId: string }
  | { readonly kind: 'removeFromLevel'; readonly levelId: string }
  | { readonly kind: 'apply'; readonly retryFailed: boolean }
  | { readonly kind: 'askDoors' }
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'done' }

/**
 * The rules of access, and the only place where they stand: what is wanted, what HCP has confirmed, what time it is →
 * the one thing to do next. Level-triggered: it never asks how things came to be as they are, so a crash, an hour
 * offline and a changed mind all end in the same place.
 */
export function nextStep(goal: Goal, observed: Observed, nowMs: number): Step {
  if (observed.doubt) return { kind: 'lookUp' }
  return isGrant(goal, nowMs) ? grantStep(goal, observed, nowMs) : revokeStep(goal, observed, nowMs)
}

/** A grant whose window is over is none: it is taken away like any other. */
export function isGrant(goal: Desired, nowMs: number): boolean {
  return goal.want === 'granted' && goal.untilMs > nowMs
}

function grantStep(goal: Goal, observed: Observed, nowMs: number): Step {
  const window = inSeconds(goal)
  if (observed.person === 'absent') return { kind: 'create', window }
  // Old rights go first: for no moment may the guest have more than he should.
  const surplus = Object.keys(observed.levels).find((levelId) => levelId !== goal.levelId)
  if (surplus !== undefined) return { kind: 'removeFromLevel', levelId: surplus }
  if (observed.names !== goal.names || !sameWindow(observed.window, window))
    return { kind: 'update', window, gives: true }
  if (goal.faceHash !== null && observed.face !== goal.faceHash) return { kind: 'uploadFace' }
  if (observed.levels[goal.levelId] !== 'in') return { kind: 'addToLevel', levelId: goal.levelId }
  if (!isSent(observed)) return { kind: 'apply', retryFailed: observed.applied === 'again' }
  if (goal.faceHash !== null && !observed.faceRead) return { kind: 'readBack' }
  if (observed.applied === 'asked') return doorsStep(observed, nowMs)
  return restStep(observed, true, nowMs)
}

function revokeStep(goal: Goal, observed: Observed, nowMs: number): Step {
  if (observed.person === 'absent') return restStep(observed, false, nowMs)
  // Two calls cut the access: off the level, and on to the doors. A hundred guests are two calls as well.
  const levelIds = Object.keys(observed.levels)
  const free = levelIds.find((levelId) => observed.levels[levelId] !== 'stuck')
  if (free !== undefined) return { kind: 'removeFromLevel', levelId: free }
  // The other barrier, for the day the first does not hold: HCP will not take him off a level; or after that it still lists
  // doors for him, because somebody gave him another level by hand; or it cannot tell. Then his time ends.
  const stuck = levelIds[Math.floor(nowMs / TURN_MS) % levelIds.length]
  const isInDoubt = stuck !== undefined || observed.applied === 'listed' || observed.applied === 'untold'
  if (isInDoubt && !isOver(observed.window, nowMs))
    return { kind: 'update', window: endedWindow(observed.window ?? goal, goal, nowMs), gives: false }
  if (!isSent(observed)) return { kind: 'apply', retryFailed: true }
  if (stuck !== undefined) return { kind: 'removeFromLevel', levelId: stuck }
  if (observed.applied === 'asked') return doorsStep(observed, nowMs)
  return restStep(observed, false, nowMs)
}

/** Each of several stuck levels has its turn. */
const TURN_MS = 60_000

/** A window HCP does not tell is an open one. */
export function isOver(window: Window | null, nowMs: number): boolean {
  return window !== null && window.untilMs <= nowMs
}

/** What HCP holds has been sent to the doors since it changed last. */
function isSent({ applied }: Observed): boolean {
  return applied === 'asked' || applied === 'confirmed' || applied === 'untold'
}

/** All is as it should be; but a write that was never answered may yet undo it, so the end is believed only after that. */
function restStep(observed: Observed, grant: boolean, nowMs: number): Step {
  const untilMs = lateUntilMs(observed, grant)
  return untilMs > nowMs ? { kind: 'wait', untilMs } : { kind: 'done' }
}

/** A late revocation only spoils a grant; a late grant spoils either. */
export function lateUntilMs(observed: Observed, grant: boolean): number {
  return grant ? Math.max(observed.lateGrantUntilMs, observed.lateRevokeUntilMs) : observed.lateGrantUntilMs
}

/** First after 3 s, because quick terminals make a happy guard, then about every 20 s, then once a minute. */
const CHECK_DELAYS_MS = [3_000, 7_000, 20_000, 20_000, 20_000, 20_000, 20_000] as const
const SLOW_CHECK_MS = 60_000
/** Doors that stay silent are sent everything again, including what they refused before. */
const REAPPLY_AFTER_CHECKS = 10

function doorsStep(observed: Observed, nowMs: number): Step {
  if (observed.failedChecks >= FAILED_CHECKS || observed.checks >= REAPPLY_AFTER_CHECKS) {
    return { kind: 'apply', retryFailed: true }
  }
  const delays = CHECK_DELAYS_MS.slice(0, observed.checks + 1)
  const slow = Math.max(0, observed.checks + 1 - CHECK_DELAYS_MS.length) * SLOW_CHECK_MS
  const dueAtMs = observed.appliedAskedAtMs + delays.reduce((sum, delay) => sum + delay, 0) + slow
  return dueAtMs > nowMs ? { kind: 'wait', untilMs: dueAtMs } : { kind: 'askDoors' }
}

/** One failed read may be a hiccup; two are a verdict. */
export const FAILED_CHECKS = 2

/** HCP keeps whole seconds, so a window is only ever compared in them. */
export function inSeconds(window: Window): Window {
  return { fromMs: floorToSecond(window.fromMs), untilMs: floorToSecond(window.untilMs) }
}

export function sameWindow(a: Window | null, b: Window): boolean {
  return (
    a !== null &&
    floorToSecond(a.fromMs) === floorToSecond(b.fromMs) &&
    floorToSecond(a.untilMs) === floorToSecond(b.untilMs)
  )
}

/** A window that is over: it ends when the desk decided so, and begins before that, or HCP would refuse it. */
function endedWindow(window: Window, goal: Goal, nowMs: number): Window {
  const untilMs = floorToSecond(Math.min(goal.decidedAtMs, nowMs))
  return { fromMs: Math.min(floorToSecond(window.fromMs), untilMs - 60_000), untilMs }
}

function floorToSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}
