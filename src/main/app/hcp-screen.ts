import type { BudgetLimits, Diagnosis, HcpView } from '../../shared/hcp-view.ts'
import { runDiagnosis } from '../hcp/diagnosis/run.ts'
import type { Gate } from '../hcp/gate.ts'
import { type GateSettings, mostLimits } from '../hcp/open-gate.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import type { MetricsSwitch } from '../outside/metrics-switch.ts'
import { unparkAccess } from '../store/access.ts'
import { doorsWithReaders } from '../store/doors.ts'
import type { Store } from '../store/open-store.ts'
import { openLevelIds } from '../store/visits.ts'
import { forgetServer, knownLevels, knownServer, siteReadAtMs } from './site-facts.ts'

export interface HcpScreenNeeds {
  readonly gate: Gate
  readonly store: Store
  readonly settings: GateSettings
  readonly metrics: MetricsSwitch
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly changed: () => void
  /** Everything that waits asks HCP at once. */
  readonly lookNow: () => void
}

/** What the HikCentral screen shows and does: the server, its APIs, the traffic, the diagnosis. */
export interface HcpScreen {
  view(): HcpView
  /** Whether the view differs from the one that was built last. */
  hasChanged(): boolean
  diagnose(): void
  refresh(): void
  setLimits(limits: BudgetLimits): void
  /** Opens the metrics endpoint on a port of the loopback address, or closes it; the view says how that ended. */
  setMetrics(port: number | null): Promise<void>
  close(): Promise<void>
}

/** A server that may not be asked for its name is known all the same. */
function namedServer(store: Store): HcpView['server'] {
  const server = knownServer(store)
  return server?.product === '' ? null : server
}

export function openHcpScreen(needs: HcpScreenNeeds): HcpScreen {
  const { gate, store } = needs
  let shown = ''
  let diagnosis: Diagnosis | null = null
  let isOpen = true

  const build = (): HcpView => ({
    server: namedServer(store),
    siteReadAtMs: siteReadAtMs(store),
    switchedOff: gate.closedApis().map(({ api, code }) => ({ api, code })),
    limits: gate.limits(),
    mostLimits,
    traffic: gate.traffic(),
    metrics: needs.metrics.state(),
    diagnosis,
  })

  /** An administrator may have changed something in HCP: what it refused is asked for again. */
  function startAfresh(): void {
    gate.openApis()
    unparkAccess(store, 'notEntitled')
    gate.tryNow()
  }

  async function diagnose(): Promise<void> {
    const known = new Map(knownLevels(store).map((level) => [level.levelId, level.name]))
    await runDiagnosis(
      {
        settings: needs.settings,
        gate,
        clock: needs.clock,
        scheduler: needs.scheduler,
        log: needs.log,
        levelsInUse: openLevelIds(store).map((levelId) => ({ levelId, name: known.get(levelId) ?? levelId })),
        doorMap: doorsWithReaders(store),
      },
      (now) => {
        diagnosis = now
        if (isOpen) needs.changed()
      },
    )
    if (isOpen) needs.lookNow()
  }

  return {
    view() {
      const view = build()
      shown = JSON.stringify(view)
      return view
    },
    hasChanged: () => JSON.stringify(build()) !== shown,
    diagnose() {
      if (diagnosis?.running) return
      startAfresh()
      diagnosis = { startedAtMs: needs.clock.nowMs(), running: true, checks: [] }
      needs.changed()
      diagnose().catch((error: unknown) => needs.log.error('the diagnosis broke', error))
    },
    refresh() {
      forgetServer(store)
      startAfresh()
      needs.lookNow()
      needs.changed()
    },
    setLimits(limits) {
      gate.setLimits(limits)
      needs.changed()
    },
    async setMetrics(port) {
      await needs.metrics.set(port)
      if (isOpen) needs.changed()
    },
    close() {
      isOpen = false
      return needs.metrics.close()
    },
  }
}
