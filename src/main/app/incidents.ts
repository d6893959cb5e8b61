import type { Incident } from '../../shared/incident.ts'
import { incidentsSince } from '../store/incidents.ts'
import type { Store } from '../store/open-store.ts'

/** How long a closed incident stays on the screen. */
const SHOWN_AFTER_MS = 24 * 3_600_000

/** Incidents the screen shows: all that are open, and those of the last day. */
export function shownIncidents(store: Store, nowMs: number): readonly Incident[] {
  return incidentsSince(store, nowMs - SHOWN_AFTER_MS)
}
