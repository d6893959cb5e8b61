import { join } from 'node:path'
import { certificateOf } from '../hcp/open-gate.ts'
import type { Clock } from '../lib/clock.ts'
import type { LogFile } from '../lib/log.ts'
import { namesSince } from '../store/guests.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { DeskPlace } from './one-desk.ts'
import { bindToHcp } from './site-facts.ts'

/** Guests of the last month may still come up in a line. */
const NAMES_HIDDEN_MS = 31 * 24 * 3_600_000

/** Opens the store of a desk, tied to the desk's HCP; the log learns whose names it must not show. */
export function openData(place: DeskPlace, clock: Clock, log: LogFile): Store {
  const store = openStore(join(place.folder, 'desk.sqlite'))
  for (const name of namesSince(store, clock.nowMs() - NAMES_HIDDEN_MS)) log.hideName(name)
  bindToHcp(store, certificateOf(place.hcp))
  return store
}
