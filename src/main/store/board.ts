import type { Direction } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'
import type { Visit } from './visits.ts'

/** A visit with its guest's name and last passage, as the board needs it. */
export interface BoardRow extends Visit {
  readonly familyName: string
  readonly givenName: string
  readonly lastAtMs: number | null
  readonly lastDoor: string | null
  readonly lastDirection: Direction | null
  readonly lastGranted: 0 | 1 | null
}

const SELECT = `SELECT v.*, g.familyName, g.givenName,
    p.atMs AS lastAtMs, p.doorName AS lastDoor, p.direction AS lastDirection, p.granted AS lastGranted
  FROM visit v JOIN guest g USING (guestId)
  LEFT JOIN passage p ON p.passageId =
    (SELECT q.passageId FROM passage q WHERE q.visitId = v.visitId ORDER BY q.atMs DESC, q.passageId DESC LIMIT 1)`

/** Open visits, those that ended since `sinceMs`, and those whose access HCP has not confirmed the end of. */
export function boardRows(store: Store, sinceMs: number): readonly BoardRow[] {
  return store
    .prepare<[number], BoardRow>(
      // Three indexes instead of one walk through all visits there ever were.
      `${SELECT} WHERE v.visitId IN (
         SELECT visitId FROM visit WHERE status IN ('expected', 'inside')
         UNION SELECT visitId FROM visit WHERE leftAtMs >= ?
         UNION SELECT visitId FROM access WHERE settled = 0)`,
    )
    .all(sinceMs)
}

export function boardRow(store: Store, visitId: number): BoardRow | undefined {
  return store.prepare<[number], BoardRow>(`${SELECT} WHERE v.visitId = ?`).get(visitId)
}
