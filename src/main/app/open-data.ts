import type { StoreTrouble } from '../../shared/care.ts'
import { certificateOf } from '../hcp/open-gate.ts'
import type { Clock } from '../lib/clock.ts'
import type { LogFile } from '../lib/log.ts'
import { storeFile } from '../store/backups.ts'
import { namesSince } from '../store/guests.ts'
import { markClosed, markOpen } from '../store/open-mark.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { onBroken } from '../store/trouble.ts'
import type { DeskPlace } from './one-desk.ts'
import { bindToHcp } from './site-facts.ts'

/** Guests of the last month may still come up in a line. */
const NAMES_HIDDEN_MS = 31 * 24 * 3_600_000

export interface DataNeeds {
  readonly clock: Clock
  readonly log: LogFile
  /** The store has turned out to be broken; told once. */
  readonly broken: (trouble: StoreTrouble) => void
}

/** Opens the store of a desk, tied to the desk's HCP; the log learns whose names it must not show. */
export function openData(place: DeskPlace, { clock, log, broken }: DataNeeds): Store {
  const store = openStore(storeFile(place.folder))
  try {
    for (const name of namesSince(store, clock.nowMs() - NAMES_HIDDEN_MS)) log.hideName(name)
    bindToHcp(store, certificateOf(place.hcp))
    markOpen(place.folder)
  } catch (error) {
    store.close()
    throw error
  }
  onBroken(store, broken)
  return store
}

/** Closes it. One that is broken may not even close well; it is left as a crash would have left it. */
export function closeData(place: DeskPlace, store: Store, log: LogFile): void {
  try {
    markClosed(place.folder)
    store.close()
  } catch (error) {
    log.room('app').error('the store did not close well', error)
  }
}
