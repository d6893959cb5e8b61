import type { KnownGuest } from '../../shared/import-preview.ts'
import { nameKey } from '../../shared/import-table.ts'
import type { GuestMatch } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'

export interface Guest {
  readonly guestId: number
  readonly personCode: string
  readonly familyName: string
  readonly givenName: string
}

/** What the search compares, and the same as a table's names are compared by. */
export const searchKey = nameKey

export function insertGuest(store: Store, guest: Omit<Guest, 'guestId'>, createdAtMs: number): number {
  const { lastInsertRowid } = store
    .prepare(
      `INSERT INTO guest (personCode, familyName, givenName, searchName, createdAtMs)
       VALUES (@personCode, @familyName, @givenName, @searchName, @createdAtMs)`,
    )
    .run({ ...guest, searchName: searchKey(`${guest.familyName} ${guest.givenName}`), createdAtMs })
  return Number(lastInsertRowid)
}

export function renameGuest(store: Store, guestId: number, familyName: string, givenName: string): void {
  const searchName = searchKey(`${familyName} ${givenName}`)
  const { changes } = store
    .prepare('UPDATE guest SET familyName = ?, givenName = ?, searchName = ? WHERE guestId = ?')
    .run(familyName, givenName, searchName, guestId)
  if (changes !== 1) throw new Error(`guest ${guestId} is not in the store`)
}

/** Both names of every guest with a visit in the last `sinceMs`, for the log to hide. */
export function namesSince(store: Store, sinceMs: number): readonly string[] {
  return store
    .prepare<[number], string>(
      `SELECT DISTINCT g.familyName || ' ' || g.givenName FROM guest g JOIN visit v USING (guestId) WHERE v.untilMs >= ?`,
    )
    .pluck()
    .all(sinceMs)
}

/** Undefined also for somebody the desk has forgotten: he comes back as a new guest. */
export function getGuest(store: Store, guestId: number): Guest | undefined {
  return store
    .prepare<[number], Guest>(
      'SELECT guestId, personCode, familyName, givenName FROM guest WHERE guestId = ? AND destroyedAtMs IS NULL',
    )
    .get(guestId)
}

export function guestByCode(store: Store, personCode: string): Guest | undefined {
  return store
    .prepare<[string], Guest>(
      'SELECT guestId, personCode, familyName, givenName FROM guest WHERE personCode = ?',
    )
    .get(personCode)
}

/** What a name is compared with: the family name, or any later part of the name, begins with what was typed. */
export interface NameParts {
  readonly atStart: string
  readonly later: string
}

export const NAMED = `(g.searchName LIKE @atStart ESCAPE '\\' OR g.searchName LIKE @later ESCAPE '\\')`

/** Null when nothing was typed. */
export function nameParts(text: string): NameParts | null {
  const key = searchKey(text)
  if (key === '') return null
  const escaped = key.replace(/[\\%_]/g, (sign) => `\\${sign}`)
  return { atStart: `${escaped}%`, later: `% ${escaped}%` }
}

/** The first `limit` guests of that name, in no order. */
export function guestIdsNamed(store: Store, name: NameParts, limit: number): readonly number[] {
  return store
    .prepare<NameParts & { limit: number }, number>(
      `SELECT g.guestId FROM guest g WHERE ${NAMED} LIMIT @limit`,
    )
    .pluck()
    .all({ ...name, limit })
}

/** Guests of that name, newest stay first. */
export function searchGuests(store: Store, text: string, limit: number): readonly GuestMatch[] {
  const name = nameParts(text)
  if (name === null) return []
  return store
    .prepare<NameParts & { limit: number }, GuestMatch>(
      `SELECT g.guestId, g.familyName, g.givenName, last.photoHash,
              last.createdAtMs AS lastVisitAtMs, coalesce(last.host, '') AS lastHost,
              coalesce(last.purpose, '') AS lastPurpose, coalesce(last.phone, '') AS lastPhone, last.levelId AS lastLevelId,
              (SELECT o.visitId FROM visit o WHERE o.guestId = g.guestId AND o.status IN ('expected', 'inside'))
                AS openVisitId
       FROM guest g
       LEFT JOIN visit last ON last.visitId =
         (SELECT v.visitId FROM visit v WHERE v.guestId = g.guestId ORDER BY v.createdAtMs DESC, v.visitId DESC LIMIT 1)
       WHERE ${NAMED} AND g.destroyedAtMs IS NULL
       ORDER BY last.createdAtMs DESC
       LIMIT @limit`,
    )
    .all({ ...name, limit })
}

/** Guests of exactly this name (as `searchKey` makes it), newest first. The phone is the last one the desk was told. */
export function guestsCalled(store: Store, key: string, limit: number): readonly KnownGuest[] {
  return store
    .prepare<[string, number], KnownGuest>(
      `SELECT g.guestId, g.familyName, g.givenName,
              coalesce((SELECT v.phone FROM visit v WHERE v.guestId = g.guestId AND v.phone <> ''
                ORDER BY v.createdAtMs DESC LIMIT 1), '') AS phone,
              (SELECT v.photoHash FROM visit v WHERE v.guestId = g.guestId AND v.photoHash IS NOT NULL
                ORDER BY v.createdAtMs DESC LIMIT 1) AS photoHash,
              (SELECT o.status FROM visit o WHERE o.guestId = g.guestId AND o.status IN ('expected', 'inside')) AS open
       FROM guest g WHERE g.searchName = ? AND g.destroyedAtMs IS NULL ORDER BY g.guestId DESC LIMIT ?`,
    )
    .all(key, limit)
}
