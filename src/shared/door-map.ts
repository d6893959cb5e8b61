import type { Direction } from './visit.ts'

/** A door and what passing it means; HCP does not tell, so the site's map says it. Null: nobody has said yet. */
export interface Doorway {
  readonly doorId: string
  readonly name: string
  readonly direction: Direction | null
}

/** A reader at a door, known once somebody was seen at it. */
export interface DoorReader {
  readonly readerId: string
  readonly name: string
  /** Null: as its door. One door with a reader on each side needs both. */
  readonly direction: Direction | null
}

/** A passage as a help for mapping: who was seen here lately tells which way the door leads. */
export interface SeenAtDoor {
  readonly passageId: number
  readonly atMs: number
  readonly readerId: string
  readonly granted: boolean
  /** Empty for somebody who is not a guest. */
  readonly familyName: string
  readonly givenName: string
}

/** A door with the readers seen at it, by name. */
export interface DoorWithReaders extends Doorway {
  readonly readers: readonly DoorReader[]
}

/** One door of the map, and who was seen there last, newest first. */
export interface MappedDoor extends DoorWithReaders {
  readonly latest: readonly SeenAtDoor[]
}

/** Somebody has said what passing it means: of the door, or of each of its readers. */
export function isMapped({ direction, readers }: DoorWithReaders): boolean {
  return direction !== null || (readers.length > 0 && readers.every((reader) => reader.direction !== null))
}

/** Passing it can mean this: by the door, or by one of its readers. A door with one on each side leads both ways. */
export function leads({ direction, readers }: DoorWithReaders, way: Direction): boolean {
  return direction === way || readers.some((reader) => reader.direction === way)
}
