import type { Gate } from '../hcp/gate.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, type Scheduler, startLoop } from '../lib/scheduler.ts'
import type { Store } from '../store/open-store.ts'
import { meetServer, refreshSite } from './site-facts.ts'

export interface SiteLoopNeeds {
  readonly store: Store
  readonly gate: Gate
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly isOpen: () => boolean
  /** Levels or what is known of the server have been read anew. */
  readonly read: (what: { readonly levels?: boolean; readonly hcp?: boolean }) => void
}

const REFRESH_MS = 3_600_000
const RETRY_MS = 30_000

/** Reads levels, doors and department now and then, and gets to know the server once. */
export function startSiteLoop({ store, gate, clock, scheduler, log, isOpen, read }: SiteLoopNeeds): Loop {
  return startLoop(
    scheduler,
    async () => {
      const heldMs = gate.heldForMs()
      if (heldMs > 0) return heldMs
      const known = await refreshSite(store, gate, clock.nowMs, isOpen)
      if (!isOpen()) return null
      read({ levels: true })
      // Afterwards, because a guard can begin with the levels.
      await meetServer(store, gate, clock.nowMs, isOpen)
      if (isOpen()) read({ hcp: true })
      return known ? REFRESH_MS : RETRY_MS
    },
    (error) => log.error('the site could not be read', error),
  )
}
