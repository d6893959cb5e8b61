import type { Store } from './open-store.ts'

/** A guest whose data may go, and when his last visit ended. */
export interface DueGuest {
  readonly guestId: number
  readonly endedAtMs: number
}

/** So many guests are looked at in one step: a few milliseconds, however few of them are due. */
const STEP_ROWS = 500

const ENDED = 'coalesce(v.leftAtMs, v.untilMs)'

/**
 * Nobody who is here or expected, whose access HCP has not confirmed the end of, whose group is still under way, or on
 * whose visit a guard has still to look.
 */
const MAY_GO = `NOT EXISTS (SELECT 1 FROM visit v WHERE v.guestId = g.guestId
      AND (v.status IN ('expected', 'inside') OR ${ENDED} > @endedUntilMs))
  AND NOT EXISTS (SELECT 1 FROM access a WHERE a.guestId = g.guestId AND NOT (a.want = 'revoked' AND a.settled = 1))
  AND NOT EXISTS (SELECT 1 FROM visit v JOIN groupVisit m USING (visitId) JOIN visitGroup r USING (groupId)
      WHERE v.guestId = g.guestId AND r.finishedAtMs IS NULL)
  AND NOT EXISTS (SELECT 1 FROM visit v JOIN incident i USING (visitId)
      WHERE v.guestId = g.guestId AND i.state IN ('new', 'investigating'))`

const SELECT = `SELECT g.guestId, coalesce((SELECT max(${ENDED}) FROM visit v WHERE v.guestId = g.guestId), g.createdAtMs)
    AS endedAtMs, ${MAY_GO} AS mayGo FROM guest g`

type Row = DueGuest & { readonly mayGo: 0 | 1 }

/**
 * Walks on along the guests the desk still knows: those whose last visit ended at `endedUntilMs` or before, and nothing
 * speaks against it. `next` is where to go on, null at the end.
 */
export function dueGuests(
  store: Store,
  afterGuestId: number,
  endedUntilMs: number,
): { readonly due: readonly DueGuest[]; readonly next: number | null } {
  const rows = store
    .prepare<{ afterGuestId: number; endedUntilMs: number }, Row>(
      `${SELECT} WHERE g.destroyedAtMs IS NULL AND g.guestId > @afterGuestId ORDER BY g.guestId LIMIT ${STEP_ROWS}`,
    )
    .all({ afterGuestId, endedUntilMs })
  const last = rows.at(-1)
  return {
    due: rows.filter((row) => row.mayGo === 1 && row.endedAtMs <= endedUntilMs),
    next: last && rows.length === STEP_ROWS ? last.guestId : null,
  }
}

/** One guest, asked for at the moment of his destruction: undefined when something speaks against it (any more). */
export function dueGuest(store: Store, guestId: number, endedUntilMs: number): DueGuest | undefined {
  const row = store
    .prepare<{ guestId: number; endedUntilMs: number }, Row>(
      `${SELECT} WHERE g.guestId = @guestId AND g.destroyedAtMs IS NULL`,
    )
    .get({ guestId, endedUntilMs })
  return row && row.mayGo === 1 && row.endedAtMs <= endedUntilMs ? row : undefined
}

/** The name of a group may be that of a guest: it goes when the group has been over as long. Answers how many. */
export function forgetGroupNames(store: Store, finishedUntilMs: number): number {
  return store
    .prepare("UPDATE visitGroup SET name = '' WHERE finishedAtMs <= ? AND name <> ''")
    .run(finishedUntilMs).changes
}

/**
 * Drops the pictures that were taken and never (or no longer) are anybody's, along the hashes after `afterHash`; their
 * files become leftovers. In the caller's transaction. `next` is where to go on, null at the end.
 */
export function dropUnusedPhotos(
  store: Store,
  afterHash: string,
  takenUntilMs: number,
): { readonly dropped: number; readonly next: string | null } {
  const rows = store
    .prepare<
      { afterHash: string; takenUntilMs: number },
      { readonly hash: string; readonly isUnused: 0 | 1 }
    >(
      `SELECT p.hash, p.takenAtMs <= @takenUntilMs AND ${UNUSED} AS isUnused FROM photo p WHERE p.hash > @afterHash
       ORDER BY p.hash LIMIT ${STEP_ROWS}`,
    )
    .all({ afterHash, takenUntilMs })
  const unused = rows.filter((row) => row.isUnused === 1)
  for (const { hash } of unused) dropPhoto(store, hash)
  const last = rows.at(-1)
  return { dropped: unused.length, next: last && rows.length === STEP_ROWS ? last.hash : null }
}

const UNUSED = `NOT EXISTS (SELECT 1 FROM visit v WHERE v.photoHash = p.hash)
  AND NOT EXISTS (SELECT 1 FROM access a WHERE a.faceHash = p.hash)`

/** Forgets a picture nobody has any more; answers whether it could be. Two guests may have the same. */
export function dropPhoto(store: Store, hash: string): boolean {
  const { changes } = store.prepare(`DELETE FROM photo AS p WHERE p.hash = ? AND ${UNUSED}`).run(hash)
  if (changes === 1) putLeftover(store, { kind: 'photo', name: hash })
  return changes === 1
}

/** A file that is to go: a kept photo by its hash, or the picture of a passage by its name. */
export interface Leftover {
  readonly kind: 'photo' | 'picture'
  readonly name: string
}

export function putLeftover(store: Store, { kind, name }: Leftover): void {
  store.prepare('INSERT INTO leftover (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING').run(kind, name)
}

/** The next ones after `after`, in their own order; null: the first. */
export function someLeftovers(
  store: Store,
  limit: number,
  after: Leftover | null = null,
): readonly Leftover[] {
  return store
    .prepare<Leftover & { limit: number }, Leftover>(
      'SELECT kind, name FROM leftover WHERE (kind, name) > (@kind, @name) ORDER BY kind, name LIMIT @limit',
    )
    .all({ kind: after?.kind ?? 'photo', name: after?.name ?? '', limit })
}

export function forgetLeftovers(store: Store, gone: readonly Leftover[]): void {
  const forget = store.prepare('DELETE FROM leftover WHERE kind = ? AND name = ?')
  for (const { kind, name } of gone) forget.run(kind, name)
}
