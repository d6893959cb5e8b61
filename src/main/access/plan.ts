import type { CallClass } from '../../shared/hcp-view.ts'
import type { AccessProblem } from '../../shared/visit.ts'
import { limits } from '../lib/limits.ts'
import type { AccessRecord } from '../store/access.ts'
import { isGrant, nextStep, type Step } from './next-step.ts'
import { goalOf } from './stage.ts'

/** One call to HCP and the guests it serves. */
export interface Job {
  readonly step: Exclude<Step, { kind: 'wait' | 'done' }>
  readonly class: CallClass
  readonly records: readonly AccessRecord[]
}

/** Steps that HCP takes for many persons in one call. */
function batchKey(step: Job['step'], callClass: CallClass): string | null {
  switch (step.kind) {
    case 'addToLevel':
    case 'removeFromLevel':
      return `${callClass} ${step.kind} ${step.levelId}`
    case 'apply':
      return `${callClass} apply ${step.retryFailed}`
    case 'lookUp':
    case 'create':
    case 'update':
    case 'uploadFace':
    case 'readBack':
    case 'askDoors':
      return null
  }
}

/**
 * A refusal that can be about one person is repeated for each alone, so that he does not hold up the rest. A server that
 * is busy or away says nothing about anybody, and a hundred single calls would be the last thing it needs.
 */
function mayBeHisOwn(problem: AccessProblem | null): boolean {
  return problem !== null && !['busy', 'unanswered', 'unreachable', 'authRefused'].includes(problem)
}

/**
 * Groups due records (already in order of urgency) into calls: all whose next step is the same call go together, at most
 * 100 at a time. One guest or a hundred: the same code.
 */
export function planJobs(due: readonly AccessRecord[], nowMs: number): readonly Job[] {
  const jobs: { step: Job['step']; class: CallClass; records: AccessRecord[] }[] = []
  const open = new Map<string, AccessRecord[]>()
  for (const record of due) {
    const goal = goalOf(record)
    const step = nextStep(goal, record.observed, nowMs)
    if (step.kind === 'wait' || step.kind === 'done') continue
    const callClass: CallClass = !isGrant(goal, nowMs)
      ? 'revoke'
      : goal.urgency === 'walkIn'
        ? 'enrol'
        : 'enrolGroup'
    const key = mayBeHisOwn(record.problem) ? null : batchKey(step, callClass)
    const batch = key === null ? undefined : open.get(key)
    if (batch && batch.length < limits.hcpPersonsPerCall) batch.push(record)
    else {
      const records = [record]
      if (key !== null) open.set(key, records)
      jobs.push({ step, class: callClass, records })
    }
  }
  return jobs
}
