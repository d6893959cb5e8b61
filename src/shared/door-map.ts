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

/** One door of the map: its readers, and who was seen there last, newest first. */
export interface MappedDoor extends Doorway {
  readonly readers: readonly DoorReader[]
  readonly latest: readonly SeenAtDoor[]
}
