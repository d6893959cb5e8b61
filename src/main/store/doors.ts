import type { DoorReader, DoorWithReaders, Doorway, SeenAtDoor } from '../../shared/door-map.ts'
import type { Direction } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'
import { allReaders } from './readers.ts'

/**
 * Takes over HCP's whole door list: names are refreshed, directions already set stay, new doors start unmapped. A door
 * HCP does not have any more is forgotten with its readers, because a question about it would be refused.
 */
export function refreshDoors(
  store: Store,
  doors: readonly { readonly doorId: string; readonly name: string }[],
): void {
  const put = store.prepare(
    `INSERT INTO door (doorId, name, direction) VALUES (?, ?, NULL)
     ON CONFLICT (doorId) DO UPDATE SET name = excluded.name`,
  )
  for (const door of doors) put.run(door.doorId, door.name)
  const ids = JSON.stringify(doors.map((door) => door.doorId))
  for (const table of ['door', 'reader'])
    store.prepare(`DELETE FROM ${table} WHERE doorId NOT IN (SELECT value FROM json_each(?))`).run(ids)
}

/** Null: nobody knows. */
export function setDirection(store: Store, doorId: string, direction: Direction | null): void {
  store.prepare('UPDATE door SET direction = ? WHERE doorId = ?').run(direction, doorId)
}

export function allDoors(store: Store): readonly Doorway[] {
  return store.prepare<[], Doorway>('SELECT doorId, name, direction FROM door ORDER BY name, doorId').all()
}

export function doorsWithReaders(store: Store): readonly DoorWithReaders[] {
  const readers = Map.groupBy(allReaders(store), (reader) => reader.doorId)
  return allDoors(store).map((door) => ({ ...door, readers: (readers.get(door.doorId) ?? []).map(asShown) }))
}

const asShown = ({ readerId, name, direction }: DoorReader): DoorReader => ({ readerId, name, direction })

/** There are doors, and by none of them, nor by a reader at one, does anybody come in. */
export function hasNoEntrance(store: Store): boolean {
  return (
    store
      .prepare(
        `SELECT EXISTS (SELECT 1 FROM door)
           AND NOT EXISTS (SELECT 1 FROM door WHERE direction = 'entry')
           AND NOT EXISTS (SELECT 1 FROM reader JOIN door USING (doorId) WHERE reader.direction = 'entry')`,
      )
      .pluck()
      .get() === 1
  )
}

type SeenRow = Omit<SeenAtDoor, 'granted'> & { readonly doorId: string; readonly granted: 0 | 1 }

/** The last passages of each known door, at most `count` a door, newest first: as many looks into the index as doors. */
export function latestAtDoors(store: Store, count: number): ReadonlyMap<string, readonly SeenAtDoor[]> {
  const rows = store
    .prepare<[number], SeenRow>(
      `SELECT p.doorId, p.passageId, p.atMs, p.readerId, p.granted,
         coalesce(g.familyName, '') AS familyName, coalesce(g.givenName, '') AS givenName
       FROM door d JOIN passage p ON p.passageId IN (
         SELECT q.passageId FROM passage q WHERE q.doorId = d.doorId ORDER BY q.atMs DESC, q.passageId DESC LIMIT ?)
       LEFT JOIN guest g USING (guestId)`,
    )
    .all(count)
    .map(({ doorId, granted, ...row }) => ({ doorId, seen: { ...row, granted: granted === 1 } }))
    .sort((a, b) => b.seen.atMs - a.seen.atMs || b.seen.passageId - a.seen.passageId)
  const byDoor = Map.groupBy(rows, (row) => row.doorId)
  return new Map([...byDoor].map(([doorId, seen]) => [doorId, seen.map((row) => row.seen)]))
}
