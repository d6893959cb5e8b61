import type { Clock } from '../lib/clock.ts'
import { changeIncident } from '../store/incidents.ts'
import type { Store } from '../store/open-store.ts'
import type { OpenDesk } from './one-desk.ts'
import { putPolicy } from './site-facts.ts'
import type { StateFeed } from './state-feed.ts'

export interface SiteRulesNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly touch: StateFeed['touch']
  /** The rules are others: whatever follows from passages is looked at again. */
  readonly changed: () => void
}

/** The rules of a site, and a guard's word on what broke them. */
export function siteRules(needs: SiteRulesNeeds): Pick<OpenDesk, 'setPolicy' | 'changeIncident'> {
  const { store, clock, touch } = needs
  return {
    setPolicy(policy) {
      putPolicy(store, policy)
      touch({ incidents: true })
      needs.changed()
    },
    changeIncident(incidentId, change) {
      const isThere = changeIncident(store, incidentId, { ...change, changedAtMs: clock.nowMs() })
      touch({ incidents: true })
      return isThere
    },
  }
}
