import type { VisitStatus } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'

export interface Visit {
  readonly visitId: number
  readonly guestId: number
  readonly status: VisitStatus
  readonly host: string
  readonly purpose: string
  readonly phone: string
  readonly fromMs: number
  readonly untilMs: number
  readonly levelId: string
  readonly photoHash: string | null
  readonly createdAtMs: number
  readonly checkedInAtMs: number | null
  readonly leftAtMs: number | null
  /** When the guard last said himself that the guest is here; 0 when only doors have spoken. */
  readonly guardSaysInAtMs: number
}

/** Whose hand it was; for counting, no rule asks. Null: not yet, or before this was written down. */
export interface VisitHands {
  readonly checkedInBy: 'guard' | 'door' | null
  readonly endedBy: 'guard' | 'exit' | 'window' | null
}

const COLUMNS = `visitId, guestId, status, host, purpose, phone, fromMs, untilMs, levelId, photoHash, createdAtMs,
  checkedInAtMs, leftAtMs, guardSaysInAtMs`

export function insertVisit(
  store: Store,
  visit: Omit<Visit, 'visitId' | 'checkedInAtMs' | 'leftAtMs' | 'guardSaysInAtMs'>,
): number {
  const { lastInsertRowid } = store
    .prepare(
      `INSERT INTO visit (guestId, status, host, purpose, phone, fromMs, untilMs, levelId, photoHash, createdAtMs)
       VALUES (@guestId, @status, @host, @purpose, @phone, @fromMs, @untilMs, @levelId, @photoHash, @createdAtMs)`,
    )
    .run(visit)
  return Number(lastInsertRowid)
}

export function getVisit(store: Store, visitId: number): Visit | undefined {
  return store.prepare<[number], Visit>(`SELECT ${COLUMNS} FROM visit WHERE visitId = ?`).get(visitId)
}

/** The guest's stay that is still expected or under way. */
export function openVisitOf(store: Store, guestId: number): Visit | undefined {
  return store
    .prepare<[number], Visit>(
      `SELECT ${COLUMNS} FROM visit WHERE guestId = ? AND status IN ('expected', 'inside')`,
    )
    .get(guestId)
}

/** The newest stay of a guest that had begun at `atMs`, open or not: the one a passage at that time belongs to. */
export function visitAt(store: Store, guestId: number, atMs: number): Visit | undefined {
  return store
    .prepare<[number, number], Visit>(
      `SELECT ${COLUMNS} FROM visit WHERE guestId = ? AND createdAtMs <= ?
       ORDER BY createdAtMs DESC, visitId DESC LIMIT 1`,
    )
    .get(guestId, atMs)
}

/** Whom each of these visits is for. */
export function hostsOf(store: Store, visitIds: readonly number[]): ReadonlyMap<number, string> {
  const rows = store
    .prepare<[string], Pick<Visit, 'visitId' | 'host'>>(
      'SELECT visitId, host FROM visit WHERE visitId IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(visitIds))
  return new Map(rows.map((row) => [row.visitId, row.host]))
}

/** Access levels that open visits use. */
export function openLevelIds(store: Store): readonly string[] {
  return store
    .prepare<[], string>(
      "SELECT DISTINCT levelId FROM visit WHERE status IN ('expected', 'inside') ORDER BY levelId",
    )
    .pluck()
    .all()
}

/** How many guests are in the building. */
export function countInside(store: Store): number {
  return (
    store
      // Said twice, because only so the index of open visits may answer; there are years of others.
      .prepare<[], number>(
        "SELECT count(*) FROM visit WHERE status IN ('expected', 'inside') AND status = 'inside'",
      )
      .pluck()
      .get() ?? 0
  )
}

/**
 * Guests inside who have gone out: their newest passage through an entry or exit, after the guard last said that they are
 * here, is an exit at `untilMs` or before. With `evenIfBack` any exit counts.
 */
export function lastExits(
  store: Store,
  ask: { readonly untilMs: number; readonly evenIfBack: boolean; readonly limit: number },
): readonly { readonly visitId: number; readonly guestId: number; readonly exitAtMs: number }[] {
  const directions = ask.evenIfBack ? "'exit'" : "'entry', 'exit'"
  const order = ask.evenIfBack ? 'ASC' : 'DESC'
  return store
    .prepare<
      { untilMs: number; limit: number },
      { readonly visitId: number; readonly guestId: number; readonly exitAtMs: number }
    >(
      `SELECT v.visitId, v.guestId, p.atMs AS exitAtMs FROM visit v JOIN passage p ON p.passageId =
         (SELECT q.passageId FROM passage q WHERE q.visitId = v.visitId AND q.granted = 1
            AND q.direction IN (${directions}) AND q.atMs >= v.checkedInAtMs AND q.atMs > v.guardSaysInAtMs
          ORDER BY q.atMs ${order}, q.passageId ${order} LIMIT 1)
       WHERE v.status IN ('expected', 'inside') AND v.status = 'inside' AND p.direction = 'exit' AND p.atMs <= @untilMs
       LIMIT @limit`,
    )
    .all({ untilMs: ask.untilMs, limit: ask.limit })
}

/** Guests who came in at `atMs` or before and are still here, and whom no long stay is on record for. */
export function insideSince(
  store: Store,
  atMs: number,
): readonly { readonly visitId: number; readonly checkedInAtMs: number }[] {
  return store
    .prepare<[number], { readonly visitId: number; readonly checkedInAtMs: number }>(
      `SELECT visitId, checkedInAtMs FROM visit v
       WHERE status IN ('expected', 'inside') AND status = 'inside' AND checkedInAtMs <= ?
         AND NOT EXISTS (SELECT 1 FROM incident i WHERE i.visitId = v.visitId AND i.kind = 'longStay')`,
    )
    .all(atMs)
}

/** Open visits whose window is over at `nowMs`. */
export function visitsPastWindow(store: Store, nowMs: number, limit: number): readonly Visit[] {
  return store
    .prepare<[number, number], Visit>(
      `SELECT ${COLUMNS} FROM visit WHERE status IN ('expected', 'inside') AND untilMs <= ? LIMIT ?`,
    )
    .all(nowMs, limit)
}

/** Visits that ended in the half-open time from–until. */
export function visitsEndedBetween(store: Store, fromMs: number, untilMs: number): readonly number[] {
  return store
    .prepare<[number, number], number>('SELECT visitId FROM visit WHERE leftAtMs >= ? AND leftAtMs < ?')
    .pluck()
    .all(fromMs, untilMs)
}

/** Writes the named columns; throws when the visit is not there. */
export function updateVisit(
  store: Store,
  visitId: number,
  change: Partial<
    Pick<
      Visit,
      'status' | 'untilMs' | 'levelId' | 'photoHash' | 'checkedInAtMs' | 'leftAtMs' | 'guardSaysInAtMs'
    > &
      VisitHands
  >,
): void {
  const names = Object.keys(change)
  const sets = names.map((name) => `${name} = @${name}`).join(', ')
  const { changes } = store
    .prepare(`UPDATE visit SET ${sets} WHERE visitId = @visitId`)
    .run({ ...change, visitId })
  if (changes !== 1) throw new Error(`visit ${visitId} is not in the store`)
}
