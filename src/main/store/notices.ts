import type { GroupKind } from '../../shared/group.ts'
import { type IncidentKind, type Severity, severityOf } from '../../shared/incident.ts'
import type { Direction } from '../../shared/visit.ts'
import type { NoticeKind } from '../../shared/webhook.ts'
import type { Store } from './open-store.ts'

/** The fact that says where to and of what: `{url, kinds}`. There is none while nobody is to be told. */
export const WEBHOOK = 'webhook'

/** What another system is still to be told of. */
export interface Notice {
  readonly noticeId: number
  /** The same at every attempt, and no other notice's. */
  readonly webhookId: string
  readonly kind: NoticeKind
  readonly refId: number
  /** When it happened. */
  readonly atMs: number
  readonly attempts: number
  readonly refusals: number
  readonly nextAttemptAtMs: number
}

/**
 * Writes down, inside the caller's transaction, that something is to be told; does nothing where nobody wants to hear of
 * it. `refId` is the passage, incident or group it is about.
 */
export function putNotice(store: Store, kind: NoticeKind, refId: number, atMs: number): void {
  store
    .prepare(
      `INSERT INTO notice (kind, refId, atMs) SELECT @kind, @refId, @atMs WHERE EXISTS (
         SELECT 1 FROM fact, json_each(fact.value, '$.kinds') wanted
         WHERE fact.name = '${WEBHOOK}' AND wanted.value = @kind)`,
    )
    .run({ kind, refId, atMs })
}

/** The one to be sent next: they go in the order they came in. */
export function firstNotice(store: Store): Notice | undefined {
  return store.prepare<[], Notice>('SELECT * FROM notice ORDER BY noticeId LIMIT 1').get()
}

export function countNotices(store: Store): number {
  return store.prepare<[], number>('SELECT count(*) FROM notice').pluck().get() ?? 0
}

export function deleteNotice(store: Store, noticeId: number): void {
  store.prepare('DELETE FROM notice WHERE noticeId = ?').run(noticeId)
}

/** It was not taken: how often by now, and when it is tried again. */
export function putOffNotice(
  store: Store,
  noticeId: number,
  how: Pick<Notice, 'attempts' | 'refusals' | 'nextAttemptAtMs'>,
): void {
  store
    .prepare(
      `UPDATE notice SET attempts = @attempts, refusals = @refusals, nextAttemptAtMs = @nextAttemptAtMs
       WHERE noticeId = @noticeId`,
    )
    .run({ ...how, noticeId })
}

/** The receiver is another one, or has another key: everything is tried at once, as if for the first time. */
export function hurryNotices(store: Store): void {
  store.prepare('UPDATE notice SET attempts = 0, refusals = 0, nextAttemptAtMs = 0 WHERE attempts > 0').run()
}

/** Forgets what nobody wants to hear of any more. */
export function keepNotices(store: Store, kinds: readonly NoticeKind[]): void {
  store
    .prepare('DELETE FROM notice WHERE kind NOT IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(kinds))
}

/** Gives up what happened before `sinceMs`; answers how many. */
export function dropNoticesBefore(store: Store, sinceMs: number): number {
  return store.prepare('DELETE FROM notice WHERE atMs < ?').run(sinceMs).changes
}

/** Gives up the oldest until `most` are left; answers how many. */
export function dropNoticesBeyond(store: Store, most: number): number {
  const tooMany = countNotices(store) - most
  if (tooMany <= 0) return 0
  return store
    .prepare('DELETE FROM notice WHERE noticeId IN (SELECT noticeId FROM notice ORDER BY noticeId LIMIT ?)')
    .run(tooMany).changes
}

interface ToldVisit {
  readonly visitId: number
  readonly familyName: string
  readonly givenName: string
  readonly host: string
  readonly door: string
}

export interface ToldPassage extends ToldVisit {
  readonly direction: Direction
}

export interface ToldIncident extends ToldVisit {
  readonly kind: IncidentKind
  readonly severity: Severity
}

/** What there is to tell of a passage now; undefined when nothing of it is kept any more. */
export function toldPassage(store: Store, passageId: number): ToldPassage | undefined {
  return store
    .prepare<[number], ToldPassage>(
      `SELECT v.visitId, g.familyName, g.givenName, v.host, p.doorName AS door, p.direction
       FROM passage p JOIN visit v USING (visitId) JOIN guest g ON g.guestId = v.guestId WHERE p.passageId = ?`,
    )
    .get(passageId)
}

/** What came of a group, or undefined while nothing did. */
export interface ToldGroup {
  readonly groupId: number
  readonly kind: GroupKind
  readonly name: string
  readonly succeeded: number
  readonly failed: number
  readonly seconds: number
  readonly calls: number
}

export function toldGroup(store: Store, groupId: number): ToldGroup | undefined {
  return store
    .prepare<[number], ToldGroup>(
      `SELECT groupId, kind, name, succeeded, failed, (finishedAtMs - createdAtMs) / 1000.0 AS seconds, calls
       FROM visitGroup WHERE groupId = ? AND finishedAtMs IS NOT NULL`,
    )
    .get(groupId)
}

/** What there is to tell of an incident now; undefined when nothing of it is kept any more. */
export function toldIncident(store: Store, incidentId: number): ToldIncident | undefined {
  const told = store
    .prepare<[number], Omit<ToldIncident, 'severity'>>(
      `SELECT v.visitId, g.familyName, g.givenName, v.host, coalesce(p.doorName, '') AS door, i.kind
       FROM incident i JOIN visit v USING (visitId) JOIN guest g ON g.guestId = v.guestId
       LEFT JOIN passage p ON p.passageId = i.passageId WHERE i.incidentId = ?`,
    )
    .get(incidentId)
  return told && { ...told, severity: severityOf[told.kind] }
}
