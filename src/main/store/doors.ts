import type { Direction } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'

/** A door of the site and what passing it means; HCP gives no direction, so the site's map says it. Null: not yet. */
export interface Door {
  readonly doorId: string
  readonly name: string
  readonly direction: Direction | null
}

/**
 * Takes over HCP's whole door list: names are refreshed, directions already set stay, new doors start unmapped. A door
 * HCP does not have any more is forgotten, because a question about it would be refused.
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
  store
    .prepare('DELETE FROM door WHERE doorId NOT IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(doors.map((door) => door.doorId)))
}

export function setDirection(store: Store, doorId: string, direction: Direction | null): void {
  store.prepare('UPDATE door SET direction = ? WHERE doorId = ?').run(direction, doorId)
}

export function allDoors(store: Store): readonly Door[] {
  return store.prepare<[], Door>('SELECT doorId, name, direction FROM door ORDER BY name, doorId').all()
}
