import type { Destruction, HcpTrace } from '../../shared/keeping.ts'
import { pseudonymOf } from '../../shared/pseudonym.ts'
import { getAccess } from './access.ts'
import { nothingObserved } from './observed.ts'
import type { Store } from './open-store.ts'
import { type DueGuest, dropPhoto, putLeftover } from './retention.ts'

export interface DestroyedBy {
  readonly atMs: number
  /** The days of the rule; null: by hand. */
  readonly afterDays: number | null
  /** The name of the file in which the desk keeps the picture of a passage. */
  readonly pictureName: (passage: { readonly eventKey: string; readonly pictureUri: string }) => string
}

/**
 * Makes a number of a guest, in the caller's transaction: his names, phone, host, purpose, photos, the pictures of his
 * passages, what guards wrote about him, and what is known of him in HCP. What stays: when he came and went, through which
 * doors, under his number. Writes the record of it, and which files are to be removed afterwards.
 */
export function destroyGuest(store: Store, { guestId, endedAtMs }: DueGuest, how: DestroyedBy): Destruction {
  const hashes = photosOf(store, guestId)
  const inHcp = traceInHcp(store, guestId)
  const visits = store
    .prepare("UPDATE visit SET host = '', purpose = '', phone = '', photoHash = NULL WHERE guestId = ?")
    .run(guestId).changes
  store
    .prepare('UPDATE access SET faceHash = NULL, observed = ?, problem = NULL, code = NULL WHERE guestId = ?')
    .run(JSON.stringify(nothingObserved), guestId)
  const photos = hashes.filter((hash) => dropPhoto(store, hash)).length
  const pictures = store
    .prepare<[number], { readonly eventKey: string; readonly pictureUri: string }>(
      "SELECT eventKey, pictureUri FROM passage WHERE guestId = ? AND pictureUri <> ''",
    )
    .all(guestId)
  for (const picture of pictures) putLeftover(store, { kind: 'picture', name: how.pictureName(picture) })
  const passages = store
    .prepare("UPDATE passage SET personId = '', pictureUri = '' WHERE guestId = ?")
    .run(guestId).changes
  store
    .prepare(
      "UPDATE incident SET why = '' WHERE why <> '' AND visitId IN (SELECT visitId FROM visit WHERE guestId = ?)",
    )
    .run(guestId)
  store
    .prepare(
      `UPDATE guest SET familyName = ?, givenName = '', searchName = ?, destroyedAtMs = ? WHERE guestId = ?`,
    )
    .run(pseudonymOf(guestId), String(guestId), how.atMs, guestId)
  const row: Destruction = {
    guestId,
    atMs: how.atMs,
    afterDays: how.afterDays,
    endedAtMs,
    visits,
    passages,
    photos,
    pictures: pictures.length,
    inHcp,
    code: null,
  }
  store
    .prepare(
      `INSERT INTO destruction (guestId, atMs, afterDays, endedAtMs, visits, passages, photos, pictures, inHcp)
       VALUES (@guestId, @atMs, @afterDays, @endedAtMs, @visits, @passages, @photos, @pictures, @inHcp)`,
    )
    .run(row)
  return row
}

function photosOf(store: Store, guestId: number): readonly string[] {
  return store
    .prepare<[number, number], string>(
      `SELECT photoHash FROM visit WHERE guestId = ? AND photoHash IS NOT NULL
       UNION SELECT faceHash FROM access WHERE guestId = ? AND faceHash IS NOT NULL`,
    )
    .pluck()
    .all(guestId, guestId)
}

/** Whoever was never made in HCP need not be deleted there; where it is not sure, it is looked up. */
function traceInHcp(store: Store, guestId: number): HcpTrace {
  const observed = getAccess(store, guestId)?.observed
  if (!observed) return 'never'
  return observed.person === 'absent' && observed.doubt === null ? 'never' : 'waiting'
}

/** A record, with what leads to the person HCP may still hold. */
export interface DestructionRecord extends Destruction {
  readonly destructionId: number
  readonly personCode: string
}

/** The newest records, newest first, before `beforeId` (null: from the newest). */
export function destructions(
  store: Store,
  beforeId: number | null,
  limit: number,
): readonly DestructionRecord[] {
  return store
    .prepare<[number, number], DestructionRecord>(
      `SELECT d.destructionId, d.guestId, d.atMs, d.afterDays, d.endedAtMs, d.visits, d.passages, d.photos, d.pictures,
         d.inHcp, d.code, g.personCode
       FROM destruction d JOIN guest g USING (guestId) WHERE d.destructionId < ? ORDER BY d.destructionId DESC LIMIT ?`,
    )
    .all(beforeId ?? Number.MAX_SAFE_INTEGER, limit)
}

export interface DestructionCount {
  readonly destroyed: number
  /** Persons HCP has still to be rid of, and the code it last refused one with. */
  readonly waitingInHcp: number
  readonly refusedWith: string | null
}

export function countDestructions(store: Store): DestructionCount {
  const waiting = store
    .prepare<[], { readonly waitingInHcp: number; readonly refusedWith: string | null }>(
      "SELECT count(*) AS waitingInHcp, max(code) AS refusedWith FROM destruction WHERE inHcp = 'waiting'",
    )
    .get()
  // Rows are never deleted, and numbered without gaps: no need to walk through years of them.
  const destroyed = store
    .prepare<[], number>('SELECT coalesce(max(destructionId), 0) FROM destruction')
    .pluck()
    .get()
  return {
    destroyed: destroyed ?? 0,
    waitingInHcp: waiting?.waitingInHcp ?? 0,
    refusedWith: waiting?.refusedWith ?? null,
  }
}

/** A guest who is forgotten here, and whose person HCP may still hold. */
export interface PersonToDelete {
  readonly guestId: number
  readonly personCode: string
  readonly nextTryAtMs: number
}

/** The one to be tried next. */
export function nextPersonToDelete(store: Store): PersonToDelete | undefined {
  return store
    .prepare<[], PersonToDelete>(
      `SELECT d.guestId, g.personCode, d.nextTryAtMs FROM destruction d JOIN guest g USING (guestId)
       WHERE d.inHcp = 'waiting' ORDER BY d.nextTryAtMs, d.guestId LIMIT 1`,
    )
    .get()
}

export function personIsDeleted(store: Store, guestId: number): void {
  store
    .prepare("UPDATE destruction SET inHcp = 'deleted', code = NULL WHERE guestId = ? AND inHcp = 'waiting'")
    .run(guestId)
}

/** Not yet: tried again then, behind the others. `code` is what HCP refused it with. */
export function putOffPerson(store: Store, guestId: number, nextTryAtMs: number, code: string | null): void {
  store
    .prepare('UPDATE destruction SET nextTryAtMs = ?, code = ? WHERE guestId = ?')
    .run(nextTryAtMs, code, guestId)
}

/** The administrator has changed something: all are due at once. */
export function hurryPersons(store: Store): void {
  store.prepare("UPDATE destruction SET nextTryAtMs = 0 WHERE inHcp = 'waiting' AND nextTryAtMs > 0").run()
}
