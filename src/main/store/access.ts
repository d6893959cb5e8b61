import { type AnswerCode, knownCode } from '../../shared/hcp-codes.ts'
import type { AccessProblem } from '../../shared/visit.ts'
import { DOUBTED, nothingObserved, type Observed, readObserved } from './observed.ts'
import type { Store } from './open-store.ts'

/** What the desk decided for a guest. */
export interface Desired {
  readonly want: 'granted' | 'revoked'
  readonly visitId: number
  readonly fromMs: number
  readonly untilMs: number
  readonly levelId: string
  readonly faceHash: string | null
  readonly urgency: 'walkIn' | 'group'
  readonly decidedAtMs: number
}

export interface AccessRecord {
  readonly guestId: number
  readonly personCode: string
  readonly familyName: string
  readonly givenName: string
  readonly revision: number
  readonly desired: Desired
  readonly observed: Observed
  readonly settled: boolean
  readonly parked: boolean
  readonly problem: AccessProblem | null
  /** The code HCP answered with, where the problem came from one. */
  readonly code: AnswerCode | null
  readonly attempts: number
  readonly nextAttemptAtMs: number
}

interface Row extends Desired {
  readonly guestId: number
  readonly personCode: string
  readonly familyName: string
  readonly givenName: string
  readonly revision: number
  readonly observed: string
  readonly settled: 0 | 1
  readonly parked: 0 | 1
  readonly problem: string | null
  readonly code: string | null
  readonly attempts: number
  readonly nextAttemptAtMs: number
}

const SELECT = `SELECT a.*, g.personCode, g.familyName, g.givenName FROM access a JOIN guest g USING (guestId)`

/**
 * Writes the desk's decision, in the caller's transaction. A new decision starts with a clean slate of attempts and
 * takes effect at once, whatever the reconciler was waiting for.
 */
export function decideAccess(store: Store, guestId: number, desired: Desired): void {
  store
    .prepare(
      `INSERT INTO access (guestId, visitId, want, fromMs, untilMs, levelId, faceHash, urgency, decidedAtMs, revision,
                           observed, settled, parked, problem, code, attempts, nextAttemptAtMs)
       VALUES (@guestId, @visitId, @want, @fromMs, @untilMs, @levelId, @faceHash, @urgency, @decidedAtMs, 1,
               @observed, 0, 0, NULL, NULL, 0, 0)
       ON CONFLICT (guestId) DO UPDATE SET
         visitId = excluded.visitId, want = excluded.want, fromMs = excluded.fromMs, untilMs = excluded.untilMs,
         levelId = excluded.levelId, faceHash = excluded.faceHash, urgency = excluded.urgency,
         decidedAtMs = excluded.decidedAtMs, revision = revision + 1,
         settled = 0, parked = 0, problem = NULL, code = NULL, attempts = 0, nextAttemptAtMs = 0`,
    )
    .run({ ...desired, guestId, observed: JSON.stringify(nothingObserved) })
}

export function getAccess(store: Store, guestId: number): AccessRecord | undefined {
  const row = store.prepare<[number], Row>(`${SELECT} WHERE a.guestId = ?`).get(guestId)
  return row && rowToRecord(row)
}

/** Visits of groups that are paused: none, nearly always, and then this costs a look into an empty index. */
const PAUSED = `SELECT m.visitId FROM visitGroup g JOIN groupVisit m USING (groupId)
  WHERE g.finishedAtMs IS NULL AND g.paused = 1`

/** No record is ever set to wait longer than this; one that seems to has outlived a clock that was set back. */
const LONGEST_WAIT_MS = 120_000

/**
 * Records the reconciler must look at now: revocations first, then walk-ins, then groups, oldest decision first. What was
 * decided for a group that is paused waits; a revocation never does, nor what a guard decides for one guest, nor what is
 * decided for somebody who is in a level already: he may have more than he should. With `groupsWait` all groups are paused.
 */
export function dueAccess(
  store: Store,
  nowMs: number,
  limit: number,
  groupsWait = false,
): readonly AccessRecord[] {
  return store
    .prepare<{ nowMs: number; latestMs: number; limit: number; groupsWait: 0 | 1 }, Row>(
      `${SELECT} WHERE a.settled = 0 AND a.parked = 0
         AND (a.nextAttemptAtMs <= @nowMs OR a.nextAttemptAtMs > @latestMs)
         AND (a.want = 'revoked' OR a.urgency = 'walkIn' OR (@groupsWait = 0 AND a.visitId NOT IN (${PAUSED}))
           OR a.observed ->> '$.levels' <> '{}')
       ORDER BY a.want = 'revoked' DESC, a.urgency = 'walkIn' DESC, a.decidedAtMs LIMIT @limit`,
    )
    .all({ nowMs, latestMs: nowMs + LONGEST_WAIT_MS, limit, groupsWait: groupsWait ? 1 : 0 })
    .map(rowToRecord)
}

/** When, after `nowMs`, the next record becomes due, or null when none waits. */
export function nextDueAtMs(store: Store, nowMs: number): number | null {
  return store
    .prepare<[number], number | null>(
      'SELECT min(nextAttemptAtMs) FROM access WHERE settled = 0 AND parked = 0 AND nextAttemptAtMs > ?',
    )
    .pluck()
    .get(nowMs) as number | null
}

/** What the reconciler learned of HCP; whatever the desk has decided meanwhile stays untouched. */
export function putObserved(store: Store, guestId: number, observed: Observed): void {
  const { changes } = store
    .prepare('UPDATE access SET observed = ? WHERE guestId = ?')
    .run(JSON.stringify(observed), guestId)
  if (changes !== 1) throw new Error(`access of guest ${guestId} is not in the store`)
}

export interface Standing {
  readonly settled: boolean
  readonly parked: boolean
  readonly problem: AccessProblem | null
  readonly code: AnswerCode | null
  readonly attempts: number
  readonly nextAttemptAtMs: number
}

/** How the reconciler stands with decision `revision`; a newer decision is not touched. Answers whether it was written. */
export function putStanding(store: Store, guestId: number, revision: number, standing: Standing): boolean {
  const { changes } = store
    .prepare(
      `UPDATE access SET settled = @settled, parked = @parked, problem = @problem, code = @code, attempts = @attempts,
         nextAttemptAtMs = @nextAttemptAtMs WHERE guestId = @guestId AND revision = @revision`,
    )
    .run({
      guestId,
      revision,
      settled: standing.settled ? 1 : 0,
      parked: standing.parked ? 1 : 0,
      problem: standing.problem,
      code: standing.code,
      attempts: standing.attempts,
      nextAttemptAtMs: standing.nextAttemptAtMs,
    })
  return changes === 1
}

/** The guard's "try again": whatever is not settled is due at once, parked or not. */
export function tryAccessAgain(store: Store, guestId: number): void {
  store
    .prepare(
      'UPDATE access SET parked = 0, problem = NULL, code = NULL, attempts = 0, nextAttemptAtMs = 0 WHERE guestId = ? AND settled = 0',
    )
    .run(guestId)
}

/** What was parked for this reason is tried again: the reason may be gone. */
export function unparkAccess(store: Store, problem: AccessProblem): void {
  store
    .prepare(
      'UPDATE access SET parked = 0, problem = NULL, code = NULL, attempts = 0, nextAttemptAtMs = 0 WHERE settled = 0 AND parked = 1 AND problem = ?',
    )
    .run(problem)
}

/** The guard's "send to the doors again": a grant that HCP has taken is applied once more. Answers whether there is one. */
export function reapplyAccess(store: Store, guestId: number): boolean {
  const { changes } = store
    .prepare(
      `UPDATE access SET observed = json_set(observed, '$.applied', 'again'), settled = 0, parked = 0, problem = NULL,
         code = NULL, attempts = 0, nextAttemptAtMs = 0
       WHERE guestId = ? AND want = 'granted' AND observed ->> '$.person' <> 'absent'`,
    )
    .run(guestId)
  return changes === 1
}

/** The visits these guests' access is about. */
export function accessVisits(store: Store, guestIds: readonly number[]): readonly number[] {
  const visitOf = store.prepare<[number], number>('SELECT visitId FROM access WHERE guestId = ?').pluck()
  return guestIds.flatMap((guestId) => visitOf.get(guestId) ?? [])
}

/** Everything that waits becomes due now: HCP answers again, or the guard said "try now". */
export function wakeAllAccess(store: Store, nowMs: number): void {
  store
    .prepare(
      "UPDATE access SET nextAttemptAtMs = @nowMs WHERE settled = 0 AND parked = 0 AND nextAttemptAtMs > @nowMs AND problem IN ('unreachable', 'unanswered', 'busy', 'authRefused')",
    )
    .run({ nowMs })
}

export interface OpenWork {
  readonly visitId: number
  readonly want: 'granted' | 'revoked'
  readonly parked: boolean
  readonly decidedAtMs: number
  readonly familyName: string
  readonly givenName: string
}

/** Every decision HCP has not confirmed yet, oldest first. */
export function openWork(store: Store): readonly OpenWork[] {
  return store
    .prepare<[], Omit<OpenWork, 'parked'> & { readonly parked: 0 | 1 }>(
      `SELECT a.visitId, a.want, a.parked, a.decidedAtMs, g.familyName, g.givenName
       FROM access a JOIN guest g USING (guestId) WHERE a.settled = 0 ORDER BY a.decidedAtMs`,
    )
    .all()
    .map((row) => ({ ...row, parked: row.parked === 1 }))
}

/** The guest whose HCP person this is, or null for somebody else's. */
export function guestOfPerson(store: Store, personId: string): number | null {
  const guestId = store
    // While a record is in doubt, so is whose personId this is.
    .prepare<[string], number>(
      `SELECT guestId FROM access WHERE observed ->> '$.person.personId' = ? AND json_type(observed, '$.doubt') = 'null'`,
    )
    .pluck()
    .get(personId)
  return guestId ?? null
}

/** Another HCP stands behind this store: nothing it has told of persons holds until each was looked up by his code. */
export function doubtAllAccess(store: Store): void {
  store
    .prepare("UPDATE access SET observed = json_set(observed, '$.doubt', json(?))")
    .run(JSON.stringify(DOUBTED.doubt))
}

function rowToRecord(row: Row): AccessRecord {
  const { want, visitId, fromMs, untilMs, levelId, faceHash, urgency, decidedAtMs } = row
  return {
    guestId: row.guestId,
    personCode: row.personCode,
    familyName: row.familyName,
    givenName: row.givenName,
    revision: row.revision,
    desired: { want, visitId, fromMs, untilMs, levelId, faceHash, urgency, decidedAtMs },
    observed: readObserved(row.observed, levelId),
    settled: row.settled === 1,
    parked: row.parked === 1,
    problem: row.problem as AccessProblem | null,
    code: row.code === null ? null : knownCode(row.code),
    attempts: row.attempts,
    nextAttemptAtMs: row.nextAttemptAtMs,
  }
}
