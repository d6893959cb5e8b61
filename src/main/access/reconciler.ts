import type { AnswerCode } from '../../shared/hcp-codes.ts'
import type { AccessProblem } from '../../shared/visit.ts'
import type { Clock } from '../lib/clock.ts'
import { diskTrouble } from '../lib/disk-trouble.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, type Scheduler, startLoop } from '../lib/scheduler.ts'
import {
  type AccessRecord,
  dueAccess,
  getAccess,
  nextDueAtMs,
  putObserved,
  putStanding,
  type Standing,
} from '../store/access.ts'
import type { Observed } from '../store/observed.ts'
import type { Store } from '../store/open-store.ts'
import { mustStore } from '../store/reserve.ts'
import { codeOf, isProgress, isWrite, learnAnswer, readTrouble, unlearn } from './answers.ts'
import { assume, settleLate } from './learn.ts'
import { isGrant, nextStep } from './next-step.ts'
import { type Answer, type PerformNeeds, perform } from './perform.ts'
import { type Job, planJobs } from './plan.ts'
import { type Patience, patience } from './retry-policy.ts'
import { createSparing, learnToSpare, VANGUARD_MS } from './sparing.ts'
import { goalOf } from './stage.ts'

export interface ReconcilerNeeds extends Omit<PerformNeeds, 'claim'> {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Milliseconds for which the gate sends nothing. */
  readonly heldForMs: () => number
  /** The machine runs short: guests of groups wait, as if each group were paused. */
  readonly groupsWait?: () => boolean
  /** These guests' records have changed. */
  readonly changed: (guestIds: readonly number[]) => void
  /** HCP has confirmed a decision, or it is parked; a revocation, which is never parked, has failed with each refusal. */
  readonly ended?: (want: 'granted' | 'revoked', how: 'success' | 'failed') => void
  readonly random?: () => number
}

export interface Reconciler {
  /** Something was decided, or HCP answers again: look now. */
  nudge(): void
  /** Ends the loop. Calls under way are left to their fate, like in a crash: the store already says so. */
  stop(): Promise<void>
}

const WITHDRAWN: Answer = { kind: 'written', outcome: { kind: 'notSent', why: 'withdrawn' } }

/**
 * Calls under way or waiting in the gate at once. What stands in the gate's queue can no longer be overtaken by this
 * guest's own change of mind, so the queue is kept short and the rest stays due. Revocations always join.
 */
const JOBS_AT_ONCE = 8

/** Writing is tried again this long after it failed. */
const BROKEN_MS = 5_000

/** HCP's lists were seen to lag about five seconds behind. */
const LIST_LAG_MS = 6_000

/** More than this many due records are looked at in the next round; the picture stays small whatever the backlog. */
const ROUND = 500

/** The loop that brings every guest's access in HCP to what the desk decided, one step at a time per guest. */
export function startReconciler(needs: ReconcilerNeeds): Reconciler {
  const { store, clock, log } = needs
  const random = needs.random ?? Math.random
  const busy = new Map<number, AccessRecord>()
  const sparing = createSparing()
  let jobs = 0
  let applying = false
  let brokenUntilMs = 0
  let stopped = false

  async function round(): Promise<number | null> {
    const nowMs = clock.nowMs()
    const heldMs = Math.max(needs.heldForMs(), brokenUntilMs - clock.monotonicMs())
    if (heldMs > 0) return heldMs
    const due = dueAccess(store, nowMs, ROUND, needs.groupsWait?.()).filter(
      (record) => !busy.has(record.guestId),
    )
    const moved = mustStore(store, () => due.map((record) => rest(record, nowMs)))
    const { jobs: planned, later } = planJobs(moved, [...busy.values()], sparing, nowMs)
    if (later.length > 0) mustStore(store, () => later.forEach((record) => putOff(record, nowMs)))
    for (const job of planned) {
      if (mayStart(job)) void run(job)
    }
    // Five hundred that needed no call: whoever stands behind them must not wait for somebody else's nudge.
    if (jobs === 0 && due.length === ROUND) return 0
    // What could not start is due still: the next job that ends wakes the loop.
    const dueAtMs = nextDueAtMs(store, nowMs)
    return dueAtMs === null ? null : Math.max(0, dueAtMs - clock.nowMs())
  }

  /** Not asked about before his companion has told: due again then, and not at once. */
  function putOff(record: AccessRecord, nowMs: number): void {
    const { problem, code, attempts } = record
    const nextAttemptAtMs = nowMs + VANGUARD_MS
    const standing = { settled: false, parked: false, problem, code, attempts, nextAttemptAtMs }
    putStanding(store, record.guestId, record.revision, standing)
  }

  /** HCP takes one application to the doors at a time and refuses a second one meanwhile. */
  function mayStart(job: Job): boolean {
    if (job.step.kind === 'apply' && applying) return false
    return job.class === 'revoke' || jobs < JOBS_AT_ONCE
  }

  /** Writes down what needs no call: doubts that have come due, waiting, the end. */
  function rest(record: AccessRecord, nowMs: number): AccessRecord {
    const goal = goalOf(record)
    const observed = settleLate(record.observed, isGrant(goal, nowMs), nowMs)
    if (observed !== record.observed) putObserved(store, record.guestId, observed)
    const step = nextStep(goal, observed, nowMs)
    if (step.kind === 'done') {
      stand(record, { settled: true, problem: null, code: null, attempts: 0, nextAttemptAtMs: nowMs })
      needs.ended?.(isGrant(goal, nowMs) ? 'granted' : 'revoked', 'success')
      log.info(
        `guest ${record.guestId} ${goal.want}: settled ${nowMs - goal.decidedAtMs} ms after the decision`,
      )
    } else if (step.kind === 'wait') {
      stand(record, {
        settled: false,
        problem: record.problem,
        code: record.code,
        attempts: record.attempts,
        nextAttemptAtMs: step.untilMs,
      })
    }
    return { ...record, observed }
  }

  function stand(record: AccessRecord, how: Omit<Standing, 'parked'>): void {
    putStanding(store, record.guestId, record.revision, { parked: false, ...how })
    needs.changed([record.guestId])
  }

  /** The moment before the first byte: who is still wanted? For these the doubt is written down, in one transaction. */
  function claim(job: Job, records: readonly AccessRecord[]): readonly AccessRecord[] {
    if (stopped) return []
    return mustStore(store, () => records.filter((record) => claimOne(job, record)))
  }

  function claimOne(job: Job, record: AccessRecord): boolean {
    const now = getAccess(store, record.guestId)
    if (!now || now.revision !== record.revision) return false
    if (isWrite(job.step)) {
      putObserved(store, record.guestId, assume(now.observed, job.step, goalOf(now), clock.nowMs()))
    }
    return true
  }

  async function run(job: Job): Promise<void> {
    for (const record of job.records) busy.set(record.guestId, record)
    jobs += 1
    if (job.step.kind === 'apply') applying = true
    const claimed = new Set<number>()
    try {
      if (isMissingPhoto(job)) return park(job.records, 'photoMissing')
      const answer = await perform(job, {
        ...needs,
        claim: (records) => {
          const wanted = claim(job, records)
          for (const record of wanted) claimed.add(record.guestId)
          return wanted
        },
      })
      if (!stopped) conclude(job, answer, claimed)
    } catch (error) {
      if (diskTrouble(error)) cannotStore(error)
      else slowDown(job, error)
    } finally {
      for (const record of job.records) busy.delete(record.guestId)
      jobs -= 1
      if (job.step.kind === 'apply') applying = false
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
  function slowDown(job: Job, error: unknown): void {
    log.error(`step ${job.step.kind} broke`, error)
    if (stopped) return
    try {
      mustStore(store, () => {
        for (const record of job.records)
          apply(record, { kind: 'retry', afterMs: 60_000, problem: 'notUnderstood', attempts: 1 })
      })
    } catch (cause) {
      cannotStore(cause)
    }
  }

  /** A store that cannot be written to (a full disk) cannot even remember to wait. Said once, until it can again. */
  function cannotStore(error: unknown): void {
    if (brokenUntilMs === 0) log.error('the store cannot be written to', error)
    brokenUntilMs = clock.monotonicMs() + BROKEN_MS
  }

  function conclude(job: Job, answer: Answer, claimed: ReadonlySet<number>): void {
    // One moment for all: those who were applied together are known by it.
    const nowMs = clock.nowMs()
    const isNoWay = learnToSpare(sparing, job, answer, nowMs)
    mustStore(store, () => {
      for (const record of job.records) {
        const wasSent = !isWrite(job.step) || claimed.has(record.guestId)
        // An API that is closed to this partner is refused before anybody was claimed: that answer is for all of them.
        const withdrawn = isNoWay || (!wasSent && claimed.size > 0 && answer.outcome.kind !== 'notSent')
        concludeOne(job, record, withdrawn ? WITHDRAWN : answer, wasSent, nowMs)
      }
    })
    brokenUntilMs = 0
  }

  function concludeOne(
    job: Job,
    record: AccessRecord,
    answer: Answer,
    wasSent: boolean,
    nowMs: number,
  ): void {
    const goal = goalOf(record)
    const grant = isGrant(goal, nowMs)
    const learned = learnAnswer(job.step, record, answer, nowMs)
    if (learned.kind !== 'done') {
      // While HCP is away every waiting record comes by here again and again; nothing new is nothing to write.
      if (learned.kind === 'notSent' && !wasSent && record.problem === 'unreachable') return
      const doubted = getAccess(store, record.guestId)?.observed ?? record.observed
      const back = unlearn(job.step, record, learned, doubted)
      if (back) keepObserved(record, back)
      apply(record, patience(learned, job.step.kind, grant, record, random()), codeOf(learned))
      return
    }
    const observed = learned.value
    keepObserved(record, observed)
    const trouble = readTrouble(job.step, observed, record, nowMs, random())
    if (trouble) apply(record, trouble)
    else {
      const keepsCount = !isProgress(job.step, record.problem)
      putStanding(store, record.guestId, record.revision, {
        settled: false,
        parked: false,
        problem: keepsCount ? record.problem : null,
        code: keepsCount ? record.code : null,
        attempts: keepsCount ? record.attempts : 0,
        // Not in the list yet: it lags, so a moment later.
        nextAttemptAtMs: answer.kind === 'list' && observed === record.observed ? nowMs + LIST_LAG_MS : nowMs,
      })
    }
  }

  /** A "send to the doors again" that came while a call was out is not answered by it. */
  function keepObserved(record: AccessRecord, observed: Observed): void {
    const isAgain = getAccess(store, record.guestId)?.observed.applied === 'again'
    putObserved(store, record.guestId, isAgain ? { ...observed, applied: 'again' } : observed)
  }

  function apply(record: AccessRecord, how: Patience, code: AnswerCode | null = null): void {
    const nowMs = clock.nowMs()
    const grant = isGrant(goalOf(record), nowMs)
    const parked = how.kind === 'park' && grant
    putStanding(store, record.guestId, record.revision, {
      settled: false,
      parked,
      problem: how.problem,
      code,
      attempts: how.attempts,
      nextAttemptAtMs: how.kind === 'retry' ? Math.round(nowMs + how.afterMs) : nowMs + 60_000,
    })
    const isRefused = code !== null && how.problem !== 'busy'
    if (parked || (!grant && isRefused)) needs.ended?.(grant ? 'granted' : 'revoked', 'failed')
    if (parked) log.warn(`guest ${record.guestId} parked: ${how.problem} ${code ?? ''}`)
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
