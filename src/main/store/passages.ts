import type { Direction, PassageRow } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'

export interface NewPassage {
  readonly eventKey: string
  readonly atMs: number
  readonly eventType: number
  readonly granted: boolean
  readonly doorId: string
  readonly doorName: string
  readonly direction: Direction
  readonly personId: string
  readonly guestId: number | null
  readonly visitId: number | null
  /** Empty where HCP has told none. */
  readonly readerId: string
  readonly pictureUri: string
}

/** Stores a passage once; answers its id, or null when it was known already. */
export function insertPassage(store: Store, passage: NewPassage): number | null {
  const { changes, lastInsertRowid } = store
    .prepare(
      `INSERT INTO passage (eventKey, atMs, eventType, granted, doorId, doorName, direction, personId, guestId, visitId,
         readerId, pictureUri)
       VALUES (@eventKey, @atMs, @eventType, @granted, @doorId, @doorName, @direction, @personId, @guestId, @visitId,
         @readerId, @pictureUri)
       ON CONFLICT (eventKey) DO NOTHING`,
    )
    .run({ ...passage, granted: passage.granted ? 1 : 0 })
  return changes === 1 ? Number(lastInsertRowid) : null
}

/** The most refusals of this guest within `spanMs` among which one at `atMs` is: others may be later, and stored before it. */
export function mostRefusals(store: Store, guestId: number, atMs: number, spanMs: number): number {
  return (
    store
      .prepare<{ guestId: number; atMs: number; spanMs: number }, number | null>(
        `SELECT max(refusals) FROM (
           SELECT atMs, count(*) OVER (ORDER BY atMs RANGE BETWEEN @spanMs PRECEDING AND CURRENT ROW) AS refusals
           FROM passage WHERE guestId = @guestId AND granted = 0 AND atMs BETWEEN @atMs - @spanMs AND @atMs + @spanMs)
         WHERE atMs >= @atMs`,
      )
      .pluck()
      .get({ guestId, atMs, spanMs }) ?? 0
  )
}

/** A passage that was stored before anybody knew whose it was. */
export interface UnclaimedPassage {
  readonly passageId: number
  readonly atMs: number
  readonly granted: boolean
  readonly direction: Direction
  readonly guestId: number
}

/**
 * Passages since `sinceMs` without a guest, whose HCP person has become known as one of ours meanwhile. `CROSS` keeps the
 * order: a desk has a few guests of these days, and a site a hundred thousand passages of employees.
 */
export function claimablePassages(store: Store, sinceMs: number): readonly UnclaimedPassage[] {
  return store
    .prepare<{ sinceMs: number }, Omit<UnclaimedPassage, 'granted'> & { readonly granted: 0 | 1 }>(
      `SELECT p.passageId, p.atMs, p.granted, p.direction, a.guestId
       FROM access a CROSS JOIN passage p ON p.personId = a.observed ->> '$.person.personId'
         AND p.guestId IS NULL AND p.personId <> '' AND p.atMs >= @sinceMs
       WHERE (a.untilMs >= @sinceMs OR a.decidedAtMs >= @sinceMs OR a.settled = 0)
         AND json_type(a.observed, '$.doubt') = 'null' ORDER BY p.atMs`,
    )
    .all({ sinceMs })
    .map((row) => ({ ...row, granted: row.granted === 1 }))
}

export function claimPassage(store: Store, passageId: number, guestId: number, visitId: number | null): void {
  store
    .prepare('UPDATE passage SET guestId = ?, visitId = ? WHERE passageId = ?')
    .run(guestId, visitId, passageId)
}

type Row = Omit<PassageRow, 'granted' | 'hasPicture'> & {
  readonly granted: 0 | 1
  readonly hasPicture: 0 | 1
}

const SELECT = `SELECT p.passageId, p.atMs, p.doorName, p.direction, p.granted, p.eventType, p.guestId, p.visitId,
    p.pictureUri <> '' AS hasPicture, coalesce(g.familyName, '') AS familyName, coalesce(g.givenName, '') AS givenName, v.photoHash
  FROM passage p LEFT JOIN guest g USING (guestId) LEFT JOIN visit v ON v.visitId = p.visitId`

const toRow = (row: Row): PassageRow => ({
  ...row,
  granted: row.granted === 1,
  hasPicture: row.hasPicture === 1,
})

/** The newest passages, newest first. */
export function newestPassages(store: Store, limit: number): readonly PassageRow[] {
  return store
    .prepare<[number], Row>(`${SELECT} ORDER BY p.atMs DESC, p.passageId DESC LIMIT ?`)
    .all(limit)
    .map(toRow)
}

/** The newest passages of guests and the newest refusals, newest first: those of everybody else do not push them out. */
export function newestOfDesk(store: Store, limit: number): readonly PassageRow[] {
  return store
    .prepare<[number], Row>(
      `${SELECT} WHERE p.guestId IS NOT NULL OR p.granted = 0 ORDER BY p.atMs DESC, p.passageId DESC LIMIT ?`,
    )
    .all(limit)
    .map(toRow)
}

export function passagesById(store: Store, ids: readonly number[]): readonly PassageRow[] {
  const rows = store
    .prepare<[string], Row>(`${SELECT} WHERE p.passageId IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids))
  const byId = new Map(rows.map((row) => [row.passageId, toRow(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Event types seen lately on this site: the ones worth asking for at every tick. */
export function eventTypesSince(store: Store, sinceMs: number): readonly number[] {
  return store
    .prepare<[number], number>('SELECT DISTINCT eventType FROM passage WHERE atMs >= ?')
    .pluck()
    .all(sinceMs)
}

/** Where HCP keeps the picture of a passage, and HCP's own key of it: an id of ours may mean another one in a restored store. */
export function pictureOf(
  store: Store,
  passageId: number,
): { readonly eventKey: string; readonly pictureUri: string } | undefined {
  return store
    .prepare<[number], { readonly eventKey: string; readonly pictureUri: string }>(
      "SELECT eventKey, pictureUri FROM passage WHERE passageId = ? AND pictureUri <> ''",
    )
    .get(passageId)
}
