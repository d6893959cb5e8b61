import type { AccessProblem } from '../../shared/visit.ts'
import type { PersonSeen } from '../hcp/endpoints/persons.ts'
import { done, mapDone, type NotDone, type Outcome } from '../hcp/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, type Scheduler, startLoop } from '../lib/scheduler.ts'
import {
  type AccessRecord,
  dueAccess,
  getAccess,
  nextDueAtMs,
  type Observed,
  putObserved,
  putStanding,
} from '../store/access.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import { assume, learnDone, learnDoors, learnSeen, learnSurprise, settleLate, type Write } from './learn.ts'
import { FAILED_CHECKS, isGrant, nextStep } from './next-step.ts'
import { type Answer, type PerformNeeds, perform } from './perform.ts'
import { type Job, planJobs } from './plan.ts'
import { type Patience, patience, setback } from './retry-policy.ts'
import { goalOf } from './stage.ts'

export interface ReconcilerNeeds extends Omit<PerformNeeds, 'claim'> {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Milliseconds for which the gate sends nothing. */
  readonly heldForMs: () => number
  /** These guests' records have changed. */
  readonly changed: (guestIds: readonly number[]) => void
  readonly random?: () => number
}

export interface Reconciler {
  /** Something was decided, or HCP answers again: look now. */
  nudge(): void
  /** Ends the loop. Calls under way are left to their fate, like in a crash: the store already says so. */
  stop(): Promise<void>
}

const WITHDRAWN: Answer = { kind: 'written', outcome: { kind: 'notSent', why: 'withdrawn' } }

/** More than this many due records are looked at in the next round; the picture stays small whatever the backlog. */
const ROUND = 500

/** The loop that brings every guest's access in HCP to what the desk decided, one step at a time per guest. */
export function startReconciler(needs: ReconcilerNeeds): Reconciler {
  const { store, clock, log } = needs
  const random = needs.random ?? Math.random
  const busy = new Set<number>()
  let stopped = false

  async function round(): Promise<number | null> {
    const nowMs = clock.nowMs()
    const heldMs = needs.heldForMs()
    if (heldMs > 0) return heldMs
    const due = dueAccess(store, nowMs, ROUND).filter((record) => !busy.has(record.guestId))
    const moved = due.map((record) => rest(record, nowMs))
    for (const job of planJobs(moved, nowMs)) void run(job)
    if (due.length === ROUND) return 0
    const dueAtMs = nextDueAtMs(store, nowMs)
    return dueAtMs === null ? null : Math.max(0, dueAtMs - clock.nowMs())
  }

  /** Writes down what needs no call: doubts that have come due, waiting, the end. */
  function rest(record: AccessRecord, nowMs: number): AccessRecord {
    const goal = goalOf(record)
    const observed = settleLate(record.observed, isGrant(goal, nowMs), nowMs)
    if (observed !== record.observed) putObserved(store, record.guestId, observed)
    const step = nextStep(goal, observed, nowMs)
    if (step.kind === 'done') {
      stand(record, { settled: true, problem: null, attempts: 0, nextAttemptAtMs: nowMs })
      log.info(
        `guest ${record.guestId} ${goal.want}: settled ${nowMs - goal.decidedAtMs} ms after the decision`,
      )
    } else if (step.kind === 'wait') {
      stand(record, {
        settled: false,
        problem: record.problem,
        attempts: record.attempts,
        nextAttemptAtMs: step.untilMs,
      })
    }
    return { ...record, observed }
  }

  function stand(
    record: AccessRecord,
    how: {
      readonly settled: boolean
      readonly problem: AccessProblem | null
      readonly attempts: number
      readonly nextAttemptAtMs: number
    },
  ): void {
    putStanding(store, record.guestId, record.revision, { parked: false, ...how })
    needs.changed([record.guestId])
  }

  /** The moment before the first byte: still wanted? Then the doubt is written down. */
  function claim(job: Job, record: AccessRecord): boolean {
    if (stopped) return false
    return inTransaction(store, () => {
      const now = getAccess(store, record.guestId)
      if (!now || now.revision !== record.revision) return false
      if (isWrite(job.step)) {
        putObserved(store, record.guestId, assume(now.observed, job.step, goalOf(now), clock.nowMs()))
      }
      return true
    })
  }

  async function run(job: Job): Promise<void> {
    for (const record of job.records) busy.add(record.guestId)
    const claimed = new Set<number>()
    try {
      if (isMissingPhoto(job)) {
        park(job.records, 'photoMissing')
        return
      }
      const answer = await perform(job, {
        ...needs,
        claim: (record) => {
          const yes = claim(job, record)
          if (yes) claimed.add(record.guestId)
          return yes
        },
      })
      if (!stopped) conclude(job, answer, claimed)
    } catch (error) {
      log.error(`step ${job.step.kind} broke`, error)
      if (!stopped) inTransaction(store, () => slowDown(job))
    } finally {
      for (const record of job.records) busy.delete(record.guestId)
      if (!stopped) {
        needs.changed(job.records.map((record) => record.guestId))
        loop.wake()
      }
    }
  }

  function isMissingPhoto(job: Job): boolean {
    if (job.step.kind !== 'create' && job.step.kind !== 'uploadFace') return false
    return job.records.some((r) => r.desired.faceHash !== null && needs.readFace(r.desired.faceHash) === null)
  }

  function park(records: readonly AccessRecord[], problem: AccessProblem): void {
    for (const record of records) apply(record, { kind: 'park', problem, attempts: 1 })
  }

  /** A bug must not spin: whatever broke is tried again a minute later, and stays visible meanwhile. */
  function slowDown(job: Job): void {
    for (const record of job.records) {
      apply(record, { kind: 'retry', afterMs: 60_000, problem: 'notUnderstood', attempts: 1 })
    }
  }

  function conclude(job: Job, answer: Answer, claimed: ReadonlySet<number>): void {
    inTransaction(store, () => {
      for (const record of job.records) {
        const wasSent = !isWrite(job.step) || claimed.has(record.guestId)
        const withdrawn = !wasSent && answer.outcome.kind !== 'notSent'
        concludeOne(job, record, withdrawn ? WITHDRAWN : answer, wasSent)
      }
    })
  }

  function concludeOne(job: Job, record: AccessRecord, answer: Answer, wasSent: boolean): void {
    const nowMs = clock.nowMs()
    const goal = goalOf(record)
    const grant = isGrant(goal, nowMs)
    const learned = learn(job, record, answer, grant, nowMs)
    if (learned.kind !== 'done') {
      // While HCP is away every waiting record comes by here again and again; nothing new is nothing to write.
      if (learned.kind === 'notSent' && !wasSent && record.problem === 'unreachable') return
      unlearn(job, record, learned)
      apply(record, patience(learned, job.step.kind, grant, record, random()))
      return
    }
    const observed = learned.value
    putObserved(store, record.guestId, observed)
    const trouble = problemRead(job, observed, record, grant, nowMs)
    if (trouble) apply(record, trouble)
    else {
      const keepsCount = !isProgress(job.step, record.problem)
      putStanding(store, record.guestId, record.revision, {
        settled: false,
        parked: false,
        problem: keepsCount ? record.problem : null,
        attempts: keepsCount ? record.attempts : 0,
        nextAttemptAtMs: nowMs,
      })
    }
  }

  function learn(
    job: Job,
    record: AccessRecord,
    answer: Answer,
    grant: boolean,
    nowMs: number,
  ): Outcome<Observed> {
    const before = record.observed
    switch (answer.kind) {
      case 'seen':
        return answer.outcome.kind === 'done' ? learnPerson(record, answer.outcome.value) : answer.outcome
      case 'doors':
        return mapDone(answer.outcome, (verdict) => learnDoors(before, verdict, grant))
      case 'written':
        return mapDone(answer.outcome, (made) =>
          learnDone(before, job.step as Write, goalOf(record), made ?? '', nowMs),
        )
    }
  }

  /** A definite "no" changed nothing, so the doubt is taken back; a "does not exist" or "exists" wants a look. */
  function unlearn(job: Job, record: AccessRecord, outcome: NotDone): void {
    if (outcome.kind === 'unknown') return
    if (outcome.kind === 'refused' && (outcome.class === 'missing' || outcome.class === 'duplicate')) {
      putObserved(store, record.guestId, learnSurprise(record.observed))
    } else if (isWrite(job.step)) {
      putObserved(store, record.guestId, record.observed)
    }
  }

  /** HCP took everything, yet what is read back is not what was sent. */
  function problemRead(
    job: Job,
    observed: Observed,
    record: AccessRecord,
    grant: boolean,
    nowMs: number,
  ): Patience | null {
    if (job.step.kind === 'askDoors' && observed.failedChecks >= FAILED_CHECKS) {
      return grant
        ? { kind: 'park', problem: 'doorsRefused', attempts: 1 }
        : setback('doorsRefused', grant, record, random())
    }
    if (job.step.kind !== 'readBack') return null
    const next = nextStep(goalOf(record), observed, nowMs).kind
    if (next === 'uploadFace') return setback('faceRefused', grant, record, random())
    if (next === 'update' || next === 'create') return setback('notUnderstood', grant, record, random())
    return null
  }

  function apply(record: AccessRecord, how: Patience): void {
    const nowMs = clock.nowMs()
    const parked = how.kind === 'park' && isGrant(goalOf(record), nowMs)
    putStanding(store, record.guestId, record.revision, {
      settled: false,
      parked,
      problem: how.problem,
      attempts: how.attempts,
      nextAttemptAtMs: how.kind === 'retry' ? Math.round(nowMs + how.afterMs) : nowMs + 60_000,
    })
    if (parked) log.warn(`guest ${record.guestId} parked: ${how.problem}`)
  }

  const loop: Loop = startLoop(needs.scheduler, round, (error) => log.error('a round broke', error))
  return {
    nudge: () => loop.wake(),
    async stop() {
      stopped = true
      await loop.stop()
    },
  }
}

/** HCP was asked for our code; a person of another code is no answer to that. */
function learnPerson(record: AccessRecord, seen: PersonSeen | null): Outcome<Observed> {
  if (seen && seen.personCode !== '' && seen.personCode !== record.personCode) {
    return { kind: 'refused', class: 'notUnderstood', code: '', field: '' }
  }
  return done(learnSeen(record.observed, seen))
}

/**
 * What ends a row of equal failures. A question answered is no progress yet, and after a result that was read back wrong
 * only a good reading is: HCP accepting the same write once more proves nothing.
 */
function isProgress(step: Job['step'], problem: AccessProblem | null): boolean {
  if (problem === 'faceRefused' || problem === 'notUnderstood') return step.kind === 'readBack'
  return isWrite(step)
}

function isWrite(step: Job['step']): step is Write {
  return step.kind !== 'lookUp' && step.kind !== 'readBack' && step.kind !== 'askDoors'
}
