import type { MappedDoor } from '../../shared/door-map.ts'
import type { Direction } from '../../shared/visit.ts'
import { doorsWithReaders, latestAtDoors, setDirection } from '../store/doors.ts'
import type { Store } from '../store/open-store.ts'
import { setReaderDirection } from '../store/readers.ts'

/** What passing the site's doors means. A change counts from now on; what was stored before stays as it was seen. */
export interface DoorMap {
  /** Every door HCP has, with the readers seen at it and who was seen there last. */
  doors(): readonly MappedDoor[]
  /** Null: nobody knows. */
  mapDoor(doorId: string, direction: Direction | null): null
  /** Null: as its door. */
  mapReader(readerId: string, direction: Direction | null): null
}

/** Enough to tell a stream of people who come from one of people who go. */
const LATEST = 5

/** `changed` hears of each change, because the screen says when a site has no entrance. */
export function openDoorMap(store: Store, changed: () => void): DoorMap {
  return {
    doors() {
      const latest = latestAtDoors(store, LATEST)
      return doorsWithReaders(store).map((door) => ({ ...door, latest: latest.get(door.doorId) ?? [] }))
    },
    mapDoor(doorId, direction) {
      setDirection(store, doorId, direction)
      changed()
      return null
    },
    mapReader(readerId, direction) {
      setReaderDirection(store, readerId, direction)
      changed()
      return null
    },
  }
}
