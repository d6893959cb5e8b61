import type { GuestOutcome } from '../../shared/export-words.ts'
import type { GroupKind, GroupResult, GroupView } from '../../shared/group.ts'
import type { AccessProblem } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'

/** Writes a group of visits down, in the caller's transaction; answers its id. */
export function insertGroup(
  store: Store,
  group: { readonly kind: GroupKind; readonly name: string; readonly createdAtMs: number },
  visitIds: readonly number[],
): number {
  const { lastInsertRowid } = store
    .prepare('INSERT INTO visitGroup (kind, name, createdAtMs) VALUES (@kind, @name, @createdAtMs)')
    .run(group)
  const groupId = Number(lastInsertRowid)
  const join = store.prepare('INSERT INTO groupVisit (groupId, visitId) VALUES (?, ?)')
  for (const visitId of visitIds) join.run(groupId, visitId)
  return groupId
}

/**
 * How far the desk's decision for one guest of a group has come. Whoever was here and has left was brought in all the
 * same; whoever ended before he came is gone. A checkout is done when HCP has confirmed it, or a newer visit took over.
 */
const OUTCOME = `CASE
  WHEN g.kind = 'checkOut' AND v.status IN ('expected', 'inside') THEN 'gone'
  WHEN g.kind = 'checkOut' THEN iif(a.visitId <> v.visitId OR a.settled = 1, 'done', 'waiting')
  WHEN v.status NOT IN ('expected', 'inside') THEN iif(v.checkedInAtMs IS NULL, 'gone', 'done')
  WHEN a.parked = 1 THEN 'failed'
  WHEN a.settled = 1 THEN 'done'
  ELSE 'waiting' END`

const FROM = `FROM visitGroup g JOIN groupVisit m USING (groupId) JOIN visit v USING (visitId)
  JOIN access a ON a.guestId = v.guestId`

interface Row {
  readonly groupId: number
  readonly kind: GroupKind
  readonly name: string
  readonly createdAtMs: number
  readonly paused: 0 | 1
  readonly calls: number
  readonly finishedAtMs: number | null
  readonly succeeded: number | null
  readonly failed: number | null
}

function viewOf(store: Store, row: Row): GroupView {
  const guests = groupGuests(store, row.groupId)
  const count = (wanted: GuestOutcome): number => guests.filter(({ outcome }) => outcome === wanted).length
  const { groupId, kind, name, createdAtMs, finishedAtMs, succeeded, failed, calls } = row
  const result: GroupResult | null =
    finishedAtMs === null ? null : { finishedAtMs, succeeded: succeeded ?? 0, failed: failed ?? 0, calls }
  return {
    groupId,
    kind,
    name,
    createdAtMs,
    visitIds: guests.map(({ visitId }) => visitId),
    done: count('done'),
    failed: count('failed'),
    waiting: count('waiting'),
    gone: count('gone'),
    paused: row.paused === 1,
    result,
  }
}

/** Groups with work left, and those that ended since `sinceMs`, newest first. */
export function groupsSince(store: Store, sinceMs: number): readonly GroupView[] {
  return store
    .prepare<[number], Row>(
      // Two indexes instead of one walk through all groups there ever were.
      `SELECT * FROM visitGroup WHERE groupId IN (
         SELECT groupId FROM visitGroup WHERE finishedAtMs IS NULL
         UNION SELECT groupId FROM visitGroup WHERE finishedAtMs >= ?)
       ORDER BY groupId DESC`,
    )
    .all(sinceMs)
    .map((row) => viewOf(store, row))
}

export function getGroup(store: Store, groupId: number): GroupView | undefined {
  const row = store.prepare<[number], Row>('SELECT * FROM visitGroup WHERE groupId = ?').get(groupId)
  return row && viewOf(store, row)
}

/** One guest of a group: who, how far, and what is in the way. */
export interface GroupGuest {
  readonly visitId: number
  readonly familyName: string
  readonly givenName: string
  readonly outcome: GuestOutcome
  readonly problem: AccessProblem | null
}

export function groupGuests(store: Store, groupId: number): readonly GroupGuest[] {
  return store
    .prepare<[number], GroupGuest>(
      `SELECT v.visitId, u.familyName, u.givenName, ${OUTCOME} AS outcome,
         iif(a.visitId = v.visitId, a.problem, NULL) AS problem
       ${FROM} JOIN guest u ON u.guestId = v.guestId WHERE g.groupId = ? ORDER BY m.visitId`,
    )
    .all(groupId)
}

/** Groups that still have work, in the order in which HCP is asked for them: oldest first, paused ones last. */
export function openGroups(
  store: Store,
): readonly { readonly groupId: number; readonly kind: GroupKind; readonly waiting: number }[] {
  return store
    .prepare<[], { readonly groupId: number; readonly kind: GroupKind; readonly waiting: number }>(
      `SELECT g.groupId, g.kind, sum(${OUTCOME} = 'waiting') AS waiting
       ${FROM} WHERE g.finishedAtMs IS NULL GROUP BY g.groupId ORDER BY g.paused, g.groupId`,
    )
    .all()
}

/** Requests to HCP are counted to the group they were made for, while it runs. */
export function addGroupCalls(store: Store, groupId: number, calls: number): void {
  store.prepare('UPDATE visitGroup SET calls = calls + ? WHERE groupId = ?').run(calls, groupId)
}

/** Writes down what came of a group; once. */
export function finishGroup(store: Store, groupId: number, finishedAtMs: number): void {
  const { done, failed } = getGroup(store, groupId) ?? { done: 0, failed: 0 }
  store
    .prepare(
      `UPDATE visitGroup SET finishedAtMs = @finishedAtMs, succeeded = @done, failed = @failed
       WHERE groupId = @groupId AND finishedAtMs IS NULL`,
    )
    .run({ groupId, finishedAtMs, done, failed })
}

/** While it is paused nothing new is sent for its guests; see `dueAccess`. */
export function pauseGroup(store: Store, groupId: number, paused: boolean): boolean {
  const { changes } = store
    .prepare("UPDATE visitGroup SET paused = ? WHERE groupId = ? AND kind = 'enrol' AND finishedAtMs IS NULL")
    .run(paused ? 1 : 0, groupId)
  return changes === 1
}
