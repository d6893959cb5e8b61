import { type AnswerCode, knownCode } from '../../shared/hcp-codes.ts'
import type { AccessProblem } from '../../shared/visit.ts'
import type { DoorsTogether, DoorsVerdict } from '../hcp/endpoints/doors.ts'
import type { PersonSeen } from '../hcp/endpoints/persons.ts'
import { done, mapDone, type NotDone, type Outcome } from '../hcp/outcome.ts'
import type { AccessRecord } from '../store/access.ts'
import type { Observed } from '../store/observed.ts'
import {
  learnDone,
  learnDoors,
  learnElsewhere,
  learnSeen,
  learnStuck,
  learnSurprise,
  learnUnstuck,
  type Write,
} from './learn.ts'
import { FAILED_CHECKS, isGrant, nextStep } from './next-step.ts'
import { type Answer, personIdOf } from './perform.ts'
import type { Job } from './plan.ts'
import { type Patience, setback } from './retry-policy.ts'
import { goalOf } from './stage.ts'

type JobStep = Job['step']

/** What one guest's record knows after the answer to a job; an end that taught nothing stays what it is. */
export function learnAnswer(
  step: JobStep,
  record: AccessRecord,
  answer: Answer,
  nowMs: number,
): Outcome<Observed> {
  const before = record.observed
  const goal = goalOf(record)
  switch (answer.kind) {
    case 'seen':
      return answer.outcome.kind === 'done' ? learnPerson(record, answer.outcome.value) : answer.outcome
    case 'doors':
      return mapDone(answer.outcome, (verdict) => learnDoors(before, verdict, isGrant(goal, nowMs), nowMs))
    case 'doorsTogether':
      return mapDone(answer.outcome, (told) => {
        const elsewhere = told.elsewhere.get(personIdOf(record)) ?? []
        if (elsewhere.length > 0) return learnElsewhere(before, elsewhere)
        return learnDoors(before, verdictOf(told, before), isGrant(goal, nowMs), nowMs)
      })
    case 'list':
      return mapDone(answer.outcome, (found) => {
        const seen = found.get(personIdOf(record))
        // Lists lag behind: who is not there yet, or not yet with his picture, is simply not seen.
        return seen ? learnSeen(before, seen) : before
      })
    case 'written':
      return mapDone(answer.outcome, (made) => learnDone(before, step as Write, goal, made ?? '', nowMs))
  }
}

/** Nobody pending, and he is not among the failed: nothing of him is left to bring to the doors. */
function verdictOf({ pending, failedIds }: DoorsTogether, { person }: Observed): DoorsVerdict {
  if (pending > 0) return 'pending'
  return person !== 'absent' && failedIds.has(person.personId) ? 'failed' : 'none'
}

/** HCP was asked for our code; a person of another code is no answer to that. */
function learnPerson(record: AccessRecord, seen: PersonSeen | null): Outcome<Observed> {
  if (seen && seen.personCode !== '' && seen.personCode !== record.personCode) {
    return { kind: 'refused', class: 'notUnderstood', code: '', field: '' }
  }
  return done(learnSeen(record.observed, seen))
}

/** HCP took everything, yet what is read back is not what was sent; null when all is well. */
export function readTrouble(
  step: JobStep,
  observed: Observed,
  record: AccessRecord,
  nowMs: number,
  random: number,
): Patience | null {
  const goal = goalOf(record)
  const grant = isGrant(goal, nowMs)
  if (step.kind === 'askDoors' && observed.failedChecks >= FAILED_CHECKS) {
    if (grant) return { kind: 'park', problem: 'doorsRefused', attempts: 1 }
    return setback('doorsRefused', grant, record, random)
  }
  if (step.kind !== 'readBack') return null
  const next = nextStep(goal, observed, nowMs).kind
  if (next === 'uploadFace') return setback('faceRefused', grant, record, random)
  if (next === 'update' || next === 'create') return setback('notUnderstood', grant, record, random)
  return null
}

/**
 * What ends a row of equal failures. A question answered is no progress yet, and after a result that was read back wrong
 * only a good reading is: HCP accepting the same write once more proves nothing.
 */
export function isProgress(step: JobStep, problem: AccessProblem | null): boolean {
  // Doors that refuse are asked again and again; only their yes ends that, and then there is no problem any more.
  if (problem === 'doorsRefused') return false
  if (problem === 'faceRefused' || problem === 'notUnderstood') return step.kind === 'readBack'
  return isWrite(step)
}

export function isWrite(step: JobStep): step is Write {
  return step.kind !== 'lookUp' && step.kind !== 'readBack' && step.kind !== 'askDoors'
}

/** The code HCP answered with, for the administrator. */
export function codeOf(outcome: NotDone): AnswerCode | null {
  return outcome.kind === 'notSent' ? null : knownCode(outcome.code ?? '')
}

/**
 * What is observed after a step that did not get done; null where the doubt stays that was written down before it was sent
 * (`doubted`). A definite "no" changed nothing, so the doubt is taken back; a "does not exist" or "exists" wants a look.
 */
export function unlearn(
  step: JobStep,
  record: AccessRecord,
  outcome: NotDone,
  doubted: Observed,
): Observed | null {
  const before = outcome.kind === 'unknown' ? doubted : record.observed
  const isSurprise =
    outcome.kind === 'refused' && (outcome.class === 'missing' || outcome.class === 'duplicate')
  if (isSurprise) return learnSurprise(record.observed)
  if (step.kind === 'removeFromLevel' && isStuck(outcome, record.attempts))
    return learnStuck(before, step.levelId)
  if (step.kind === 'update' && !step.gives && outcome.kind !== 'notSent') return learnUnstuck(before)
  return isWrite(step) && outcome.kind !== 'unknown' ? record.observed : null
}

/**
 * HCP will not take him off the level, and that is not a matter of time or key; or it was asked before, and nobody can say
 * what it does about it.
 */
function isStuck(outcome: NotDone, failuresBefore: number): boolean {
  if (outcome.kind === 'notSent') return false
  if (outcome.kind === 'unknown' || outcome.class === 'busy') return failuresBefore > 0
  return ['entitlement', 'callerBug', 'device', 'notUnderstood'].includes(outcome.class)
}
