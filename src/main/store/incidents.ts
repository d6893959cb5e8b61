import type { Incident, IncidentKind, IncidentState } from '../../shared/incident.ts'
import { putNotice } from './notices.ts'
import type { Store } from './open-store.ts'

export interface NewIncident {
  readonly visitId: number
  readonly kind: IncidentKind
  readonly atMs: number
  readonly passageId: number | null
}

/** Writes an incident down once per visit and kind, and that it is to be told; answers its id, or null when it was known. */
export function raiseIncident(store: Store, incident: NewIncident): number | null {
  const { changes, lastInsertRowid } = store
    .prepare(
      `INSERT INTO incident (visitId, kind, atMs, passageId, state, changedBy, why, changedAtMs)
       VALUES (@visitId, @kind, @atMs, @passageId, 'new', '', '', @atMs)
       ON CONFLICT (visitId, kind) DO NOTHING`,
    )
    .run(incident)
  if (changes === 0) return null
  const incidentId = Number(lastInsertRowid)
  putNotice(store, 'incident', incidentId, incident.atMs)
  return incidentId
}

const SELECT = `SELECT i.incidentId, i.kind, i.visitId, g.familyName, g.givenName, v.photoHash, i.atMs,
    coalesce(p.doorName, '') AS doorName, coalesce(p.direction, 'none') AS direction,
    i.state, i.changedBy AS "by", i.why, i.changedAtMs
  FROM incident i JOIN visit v USING (visitId) JOIN guest g USING (guestId)
  LEFT JOIN passage p ON p.passageId = i.passageId`

/** Incidents that are open, and those that were closed since `sinceMs`, newest first. */
export function incidentsSince(store: Store, sinceMs: number): readonly Incident[] {
  return store
    .prepare<[number], Incident>(
      `${SELECT} WHERE i.state IN ('new', 'investigating') OR i.changedAtMs >= ? ORDER BY i.atMs DESC, i.incidentId DESC`,
    )
    .all(sinceMs)
}

/** A guard's word on an incident; answers whether there is one. */
export function changeIncident(
  store: Store,
  incidentId: number,
  change: {
    readonly state: IncidentState
    readonly by: string
    readonly why: string
    readonly changedAtMs: number
  },
): boolean {
  const { changes } = store
    .prepare(
      `UPDATE incident SET state = @state, changedBy = @by, why = @why, changedAtMs = @changedAtMs
       WHERE incidentId = @incidentId`,
    )
    .run({ ...change, incidentId })
  return changes === 1
}
