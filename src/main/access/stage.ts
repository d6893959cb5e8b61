import type { AccessStage } from '../../shared/visit.ts'
import type { AccessRecord } from '../store/access.ts'
import { type Goal, isGrant, nextStep } from './next-step.ts'

/** The record's wish in the reconciler's words. */
export function goalOf(record: AccessRecord): Goal {
  return { ...record.desired, names: `${record.familyName}\n${record.givenName}` }
}

/** How far HCP has followed, for the guard's eyes: never more than HCP itself has said. */
export function accessStage(record: AccessRecord, nowMs: number): AccessStage {
  const goal = goalOf(record)
  const step = nextStep(goal, record.observed, nowMs)
  if (!isGrant(goal, nowMs)) return step.kind === 'done' ? 'revoked' : 'revoking'
  if (record.parked) return 'attention'
  if (step.kind === 'done' || (step.kind === 'wait' && record.observed.applied !== 'asked')) {
    return record.observed.applied === 'untold' ? 'accepted' : 'onDoors'
  }
  const nothingYet = record.observed.person === 'absent' && record.observed.doubt === null
  return nothingYet ? 'waiting' : 'working'
}
