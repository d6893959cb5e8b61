import type { AccessProblem } from '../../shared/visit.ts'
import type { NotDone } from '../hcp/outcome.ts'
import type { Step } from './next-step.ts'

/** What to do with a record whose step did not get done. */
export type Patience =
  | {
      readonly kind: 'retry'
      readonly afterMs: number
      readonly problem: AccessProblem | null
      readonly attempts: number
    }
  /** Only a person can help: shown as "needs attention" with "try again". */
  | { readonly kind: 'park'; readonly problem: AccessProblem; readonly attempts: number }

/** How the record stood before: `attempts` counts the failures in a row that had this same problem. */
export interface Before {
  readonly problem: AccessProblem | null
  readonly attempts: number
}

const FIRST_MS = 2_000
const LONGEST_MS = 60_000
/** HCP takes one application to the doors at a time; the running one is through in seconds. */
const RUNNING_MS = 5_000
/** So many equal refusals in a row are no accident. */
const PARK_AFTER = 3
const PARK_DEVICE_AFTER = 6

/**
 * The table of patience: how a step ended, how it stood before → wait or park. Revocations are never parked.
 * `random` in 0…1 spreads the waits, so that a hundred records do not come back in one second.
 */
export function patience(
  outcome: NotDone,
  step: Step['kind'],
  isGrant: boolean,
  before: Before,
  random: number,
): Patience {
  const again = (problem: AccessProblem): number => (before.problem === problem ? before.attempts : 0) + 1
  const retry = (problem: AccessProblem, leastMs = 0): Patience => {
    const attempts = again(problem)
    return { kind: 'retry', afterMs: Math.max(leastMs, backoff(attempts, random)), problem, attempts }
  }
  const parkAfter = (limit: number, problem: AccessProblem): Patience =>
    isGrant && again(problem) >= limit ? { kind: 'park', problem, attempts: again(problem) } : retry(problem)
  /** The gate itself says when it opens again, so this does not count against the record. */
  const whenOpen = (problem: AccessProblem | null): Patience => ({
    kind: 'retry',
    afterMs: 0,
    problem,
    attempts: before.attempts,
  })

  switch (outcome.kind) {
    case 'notSent':
      // He steps back, so that others get through: HCP may only be silent about him.
      if (outcome.why === 'noAnswer') return retry('unanswered')
      return whenOpen(outcome.why === 'withdrawn' ? before.problem : 'unreachable')
    case 'unknown':
      return retry(outcome.class === 'unanswered' ? 'unanswered' : 'busy')
    case 'refused':
      switch (outcome.class) {
        case 'auth':
          return whenOpen('authRefused')
        case 'busy':
          return retry('busy')
        case 'running':
          return retry('busy', RUNNING_MS)
        case 'entitlement':
          return parkAfter(1, 'notEntitled')
        case 'callerBug':
          return parkAfter(
            1,
            outcome.field === 'faceData' || step === 'uploadFace' ? 'faceRefused' : 'dataRefused',
          )
        case 'missing':
          return parkAfter(PARK_AFTER, step === 'addToLevel' ? 'levelMissing' : 'dataRefused')
        case 'duplicate':
          return parkAfter(PARK_AFTER, 'dataRefused')
        case 'device':
          return parkAfter(PARK_DEVICE_AFTER, 'deviceOffline')
        case 'notUnderstood':
          return parkAfter(PARK_AFTER, 'notUnderstood')
      }
  }
}

/** HCP took the call, yet what is read back is something else: tried again a few times, then a person must look. */
export function setback(problem: AccessProblem, isGrant: boolean, before: Before, random: number): Patience {
  const attempts = (before.problem === problem ? before.attempts : 0) + 1
  if (isGrant && attempts >= PARK_AFTER) return { kind: 'park', problem, attempts }
  return { kind: 'retry', afterMs: backoff(attempts, random), problem, attempts }
}

function backoff(attempts: number, random: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 10)) * (0.75 + random / 2)
}
