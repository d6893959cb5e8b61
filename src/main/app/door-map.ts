import type { MappedDoor } from '../../shared/door-map.ts'
import type { Direction } from '../../shared/visit.ts'
import { allDoors, setDirection } from '../store/doors.ts'
import type { Store } from '../store/open-store.ts'

/** What passing the site's doors means. A change counts from now on; what was stored before stays as it was seen. */
export interface DoorMap {
  doors(): readonly MappedDoor[]
  /** Null: nobody knows. */
  mapDoor(doorId: string, direction: Direction | null): null
  /** Null: as its door. */
  mapReader(readerId: string, direction: Direction | null): null
}

export function openDoorMap(store: Store): DoorMap {
  return {
    doors: () => allDoors(store).map((door) => ({ ...door, readers: [], latest: [] })),
    mapDoor(doorId, direction) {
      setDirection(store, doorId, direction)
      return null
    },
    mapReader: () => null,
  }
}
