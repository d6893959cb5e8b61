import Database from 'better-sqlite3'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import { openStore, type Store } from '../../src/main/store/open-store.ts'
import { DOORS } from './truth.ts'

/** Of a desk that knows its doors and nothing else; copied, because making one takes longer than a whole story. */
export const emptyStore = newStore()

function newStore(): Buffer {
  const store = openStore(':memory:')
  const doors = Object.entries(DOORS)
  refreshDoors(
    store,
    doors.map(([doorId]) => ({ doorId, name: `door ${doorId}` })),
  )
  for (const [doorId, direction] of doors) setDirection(store, doorId, direction)
  const bytes = store.serialize()
  store.close()
  return bytes
}

/** A store as it was when the copy was made. */
export function storeFrom(bytes: Buffer): Store {
  const store = new Database(bytes)
  store.pragma('foreign_keys = ON')
  return store
}

/** HCP's name for a passage. */
export function keyOf(store: Store, passageId: number): string {
  const read = store.prepare<[number], string>('SELECT eventKey FROM passage WHERE passageId = ?')
  return read.pluck().get(passageId) ?? ''
}
