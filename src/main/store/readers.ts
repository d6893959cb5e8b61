import type { DoorReader } from '../../shared/door-map.ts'
import type { Direction } from '../../shared/visit.ts'
import type { Store } from './open-store.ts'

/** A reader as a passage has told of it; HCP is never asked for its readers. */
export interface SeenReader {
  readonly readerId: string
  readonly doorId: string
  readonly name: string
}

export interface Reader extends DoorReader {
  /** The door it was seen at last. */
  readonly doorId: string
}

/** Remembers a reader, or its new name or door; a direction already set stays. */
export function putReader(store: Store, reader: SeenReader): void {
  store
    .prepare(
      `INSERT INTO reader (readerId, doorId, name, direction) VALUES (@readerId, @doorId, @name, NULL)
       ON CONFLICT (readerId) DO UPDATE SET doorId = excluded.doorId, name = excluded.name`,
    )
    .run(reader)
}

/** Null: as its door. */
export function setReaderDirection(store: Store, readerId: string, direction: Direction | null): void {
  store.prepare('UPDATE reader SET direction = ? WHERE readerId = ?').run(direction, readerId)
}

export function allReaders(store: Store): readonly Reader[] {
  return store
    .prepare<[], Reader>('SELECT readerId, doorId, name, direction FROM reader ORDER BY name, readerId')
    .all()
}
