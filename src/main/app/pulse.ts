import type { DeskStatus } from '../../shared/status.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, type Scheduler, startLoop } from '../lib/scheduler.ts'
import { raiseLongStays } from '../passages/exits.ts'
import type { Store } from '../store/open-store.ts'
import { closePastVisits } from '../visits/close-past.ts'
import { cardsToGo } from './cards.ts'
import { knownPolicy } from './site-facts.ts'
import type { StateFeed } from './state-feed.ts'

export interface PulseNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly status: () => DeskStatus
  readonly isShown: (status: DeskStatus) => boolean
  readonly hcpHasChanged: () => boolean
  readonly webhookHasChanged: () => boolean
  /** False while it is not known whether windows still end as the store says. */
  readonly mayClose: () => boolean
  /** Writes down what groups have come to their end; answers whether anything has changed. */
  readonly settleGroups: () => boolean
  readonly touch: StateFeed['touch']
  /** Visits have ended: their access is to be taken away. */
  readonly decided: () => void
}

const PULSE_MS = 2_000

/** What changes by time alone: windows that end, stays that get long, alarms that come due, calls that leave the last minute. */
export function startPulse(needs: PulseNeeds): Loop {
  const { store, clock, touch } = needs
  let pulsedAtMs = clock.nowMs()
  return startLoop(
    needs.scheduler,
    async () => {
      const nowMs = clock.nowMs()
      const closed = needs.mayClose() ? closePastVisits(store, nowMs) : []
      if (closed.length > 0) needs.decided()
      if (raiseLongStays(store, knownPolicy(store), nowMs)) touch({ incidents: true })
      const now = needs.status()
      const alarmed = now.alarms.map((alarm) => alarm.visitId)
      const old = cardsToGo(store, pulsedAtMs, nowMs)
      pulsedAtMs = nowMs
      if (closed.length + old.length > 0 || !needs.isShown(now))
        touch({ visitIds: [...closed, ...alarmed, ...old] })
      if (needs.settleGroups()) touch({ groups: true })
      if (needs.hcpHasChanged()) touch({ hcp: true })
      if (needs.webhookHasChanged()) touch({ webhook: true })
      return PULSE_MS
    },
    (error) => needs.log.error('the pulse broke', error),
  )
}
