import type { CallClass } from '../../shared/hcp-view.ts'
import type { AccessProblem } from '../../shared/visit.ts'
import { limits } from '../lib/limits.ts'
import type { AccessRecord } from '../store/access.ts'
import { isGrant, nextStep, type Step } from './next-step.ts'
import type { Sparing } from './sparing.ts'
import { goalOf } from './stage.ts'

/** One call to HCP (or one walk through its lists) and the guests it serves. */
export interface Job {
  readonly step: Exclude<Step, { kind: 'wait' | 'done' }>
  readonly class: CallClass
  readonly records: readonly AccessRecord[]
}

interface Due {
  readonly record: AccessRecord
  readonly step: Job['step']
  readonly class: CallClass
}

/** Up to three are asked about one by one: an answer about one person says more. */
const TOGETHER_LEAST = 4
/**
 * So often; then each alone. The answer counts everybody of the site, and one terminal that is away for days keeps somebody
 * pending who has nothing to do with these.
 */
const TOGETHER_CHECKS = 3
/** New persons show in HCP's lists some seconds late; who is not there after this long is asked about alone. */
const LIST_PATIENCE_MS = 30_000

/**
 * Groups due records (already in order of urgency) into calls: all whose next step is the same call go together, at most
 * 100 at a time. One guest or a hundred: the same code. For records that have a call under way nothing is planned, but
 * their group waits for them.
 */
export function planJobs(
  due: readonly AccessRecord[],
  underWay: readonly AccessRecord[],
  sparing: Sparing,
  nowMs: number,
): Plan {
  const now = due.flatMap((record) => toDue(record, nowMs))
  const out = underWay.flatMap((record) => toDue(record, nowMs))
  const bundleOf = bundling(now, out, sparing, nowMs)
  const later: AccessRecord[] = []
  const jobs: (Due & { records: AccessRecord[] })[] = []
  const open = new Map<string, AccessRecord[]>()
  for (const one of now) {
    const bundle = bundleOf(one)
    if (bundle === 'notYet') {
      later.push(one.record)
      continue
    }
    const batch = bundle === 'alone' ? undefined : open.get(bundle.with)
    if (batch && batch.length < limits.hcpPersonsPerCall) batch.push(one.record)
    else {
      const records = [one.record]
      if (bundle !== 'alone') open.set(bundle.with, records)
      jobs.push({ ...one, records })
    }
  }
  // Nobody waits for somebody who has trouble of his own.
  const members = [...now, ...out].filter((one) => isOfGroup(one) && one.record.problem === null)
  const behind = Math.min(...members.map((one) => rankOf(one.step)))
  return { jobs: jobs.filter((job) => !waitsForGroup(job, behind)), later }
}

export interface Plan {
  readonly jobs: readonly Job[]
  /** Due, but to be asked about only when a companion's doors have answered. */
  readonly later: readonly AccessRecord[]
}

function toDue(record: AccessRecord, nowMs: number): Due[] {
  const goal = goalOf(record)
  const step = nextStep(goal, record.observed, nowMs)
  if (step.kind === 'wait' || step.kind === 'done') return []
  const grant = goal.urgency === 'walkIn' ? 'enrol' : 'enrolGroup'
  return [{ record, step, class: isGrant(goal, nowMs) ? grant : 'revoke' }]
}

/** With whom a step goes into one call: those of the same name, nobody, or not in this round at all. */
type Bundle = { readonly with: string } | 'alone' | 'notYet'

function bundling(
  now: readonly Due[],
  underWay: readonly Due[],
  sparing: Sparing,
  nowMs: number,
): (one: Due) => Bundle {
  const isForList = ({ record, step, class: callClass }: Due): boolean =>
    step.kind === 'readBack' &&
    callClass === 'enrolGroup' &&
    nowMs - record.observed.appliedAskedAtMs < LIST_PATIENCE_MS
  const asks = now.filter(({ step }) => step.kind === 'askDoors')
  const companions = Map.groupBy(asks, ({ record }) => record.observed.appliedAskedAtMs)
  const forList = now.filter(isForList).length
  const useList = forList >= TOGETHER_LEAST && forList > sparing.listPages
  const useTogether =
    sparing.together && asks.filter((one) => one.class === 'revoke').length >= TOGETHER_LEAST
  const mayAskTogether = ({ class: callClass, record }: Due): boolean =>
    useTogether && callClass === 'revoke' && record.observed.checks < TOGETHER_CHECKS
  const scouts = new Set(companions.values().map(leastAsked))
  const scouted = new Set(
    underWay.flatMap(({ step, record }) =>
      step.kind === 'askDoors' ? [record.observed.appliedAskedAtMs] : [],
    ),
  )

  /** Asks about one of those who were applied together, and about the others once his doors have answered. */
  function scout({ record }: Due): 'alone' | 'notYet' {
    const { appliedAskedAtMs } = record.observed
    if ((companions.get(appliedAskedAtMs)?.length ?? 0) < TOGETHER_LEAST) return 'alone'
    const who = sparing.vanguard(appliedAskedAtMs, nowMs)
    if (who === 'all') return 'alone'
    const isHe = scouts.has(record) && !scouted.has(appliedAskedAtMs)
    return who === 'one' && isHe ? 'alone' : 'notYet'
  }

  return (one) => {
    const { record, step, class: callClass } = one
    switch (step.kind) {
      case 'addToLevel':
      case 'removeFromLevel':
        return mayBeHisOwn(record.problem) ? 'alone' : { with: `${callClass} ${step.kind} ${step.levelId}` }
      case 'apply':
        return mayBeHisOwn(record.problem) ? 'alone' : { with: `${callClass} apply ${step.retryFailed}` }
      case 'readBack':
        return useList && isForList(one) ? { with: 'list' } : 'alone'
      case 'askDoors':
        return mayAskTogether(one) ? { with: 'together' } : scout(one)
      case 'lookUp':
      case 'create':
      case 'update':
      case 'uploadFace':
        return 'alone'
    }
  }
}

/** Not always the same one, or his silence would be that of all. */
function leastAsked(companions: readonly Due[]): AccessRecord | undefined {
  const [first, ...rest] = companions
  return rest.reduce(
    (least, one) => (one.record.observed.checks < least.observed.checks ? one.record : least),
    first?.record as AccessRecord,
  )
}

/**
 * A refusal that can be about one person is repeated for each alone, so that he does not hold up the rest. A server that
 * is busy or away says nothing about anybody, and a hundred single calls would be the last thing it needs.
 */
function mayBeHisOwn(problem: AccessProblem | null): boolean {
  return (
    problem !== null &&
    !['busy', 'unanswered', 'unreachable', 'authRefused', 'doorsRefused'].includes(problem)
  )
}

const isOfGroup = (one: Due): boolean => one.class === 'enrolGroup'

/** How far a guest of a group has come: made, in the level, brought to the doors. */
function rankOf(step: Job['step']): number {
  switch (step.kind) {
    case 'lookUp':
    case 'create':
    case 'update':
    case 'uploadFace':
    case 'removeFromLevel':
      return 0
    case 'addToLevel':
      return 1
    case 'apply':
      return 2
    case 'readBack':
    case 'askDoors':
      return 3
  }
}

/**
 * The calls that take many persons wait for the last of the group, so that a hundred guests are one call and not ten. Who
 * has to be tried again later, or alone, is not waited for, and a full call does not wait.
 */
function waitsForGroup(job: Due & { readonly records: readonly AccessRecord[] }, behind: number): boolean {
  if (!isOfGroup(job) || mayBeHisOwn(job.record.problem)) return false
  const takesMany = job.step.kind === 'addToLevel' || job.step.kind === 'apply'
  return takesMany && job.records.length < limits.hcpPersonsPerCall && behind < rankOf(job.step)
}
