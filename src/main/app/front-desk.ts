import { join } from 'node:path'
import { noCare } from '../../shared/care.ts'
import type {
  ConnectAsk,
  ConnectionVerdict,
  DeskMode,
  Language,
  ProbeVerdict,
  Snapshot,
  StatePatch,
  Theme,
} from '../../shared/desk-state.ts'
import type { BudgetLimits } from '../../shared/hcp-view.ts'
import { defaultPolicy } from '../../shared/policy.ts'
import type { DeskStatus } from '../../shared/status.ts'
import { noWebhook } from '../../shared/webhook.ts'
import { mostLimits } from '../hcp/open-gate.ts'
import { formatAddress, parseAddress } from '../hcp/pinned-agent.ts'
import type { Redactor } from '../lib/redact.ts'
import { refreshDoors } from '../store/doors.ts'
import { probe, testConnection } from './connect.ts'
import type { DeskTools, OpenDesk } from './one-desk.ts'
import { openDesk } from './open-desk.ts'
import type { Secrets } from './secrets.ts'
import type { SettingsFile } from './settings.ts'
import { openSupport, type Support } from './support-bundle.ts'
import { startTraining, type Training } from './training.ts'

export interface FrontDeskNeeds extends Omit<DeskTools, 'push'> {
  readonly folder: string
  readonly version: string
  /** Milliseconds between ticks on a real site. */
  readonly siteTickMs: number
  readonly settings: SettingsFile
  readonly secrets: Secrets
  readonly redact: Redactor
  readonly push: (patch: StatePatch) => void
  readonly showTheme: (theme: Theme) => void
  readonly comeForward: () => void
}

/** Which desk is open, and the way from one to another. */
export interface FrontDesk {
  /** Opens what the settings say; a site whose secret is lost waits in set-up. */
  open(): Promise<null>
  current(): OpenDesk | null
  training(): Training | null
  readonly support: Support
  /** The state as it is once a change of desk under way is over: no screen of a desk that is about to close. */
  snapshot(): Promise<Snapshot>
  setLanguage(language: Language): null
  setTheme(theme: Theme): null
  comeForward(): null
  startTraining(): Promise<null>
  probe(address: string): Promise<ProbeVerdict>
  test(ask: ConnectAsk): Promise<ConnectionVerdict>
  connect(ask: ConnectAsk): Promise<ConnectionVerdict>
  leave(): Promise<null>
  /** The site's desk as it was connected last; false when it could not be opened. */
  reopen(): Promise<boolean>
  /** Takes effect at once; more than the desk's own limits is brought down to them. */
  setLimits(limits: BudgetLimits): null
  setMetrics(port: number | null): Promise<null>
  close(): Promise<null>
}

/** The simulator is our own and on this machine, so a trainee need not wait a minute to see a passage. */
const TRAINING_TICK_MS = 2_000

export function createFrontDesk(needs: FrontDeskNeeds): FrontDesk {
  const { settings, secrets, clock, scheduler, log } = needs
  const tools = { clock, scheduler, log: log.room('hcp') }
  let desk: OpenDesk | null = null
  let training: Training | null = null
  // Starts at the clock, so that a screen that outlived a restart of this process cannot mistake old for new.
  let revision = clock.nowMs()
  let secretLost = false
  let changing: Promise<unknown> = Promise.resolve()

  /** Every patch, from whichever desk, takes the next number of one row. */
  const push = (change: Omit<StatePatch, 'revision'>): void => {
    revision += 1
    needs.push({ revision, ...change })
  }

  /** One change of desk at a time, whoever clicks how often. */
  async function inTurn(change: () => Promise<void>): Promise<null> {
    const mine = changing.then(change)
    changing = mine.catch(() => undefined)
    await mine
    return null
  }

  async function closeDesk(): Promise<void> {
    const [oldDesk, oldTraining] = [desk, training]
    desk = null
    training = null
    await oldDesk?.close()
    await oldTraining?.stop()
  }

  /** Everything is different now: the screen asks for a new snapshot. */
  function stale(): void {
    push({ stale: true })
  }

  /** The screen hears of it like of everything else. */
  function announce(change: Pick<StatePatch, 'language' | 'theme'>): null {
    push(change)
    return null
  }

  async function openTraining(): Promise<void> {
    await closeDesk()
    training = await startTraining(join(needs.folder, 'training', 'simulator'))
    const folder = join(needs.folder, 'training')
    needs.redact.hide(training.settings.appSecret)
    desk = openDesk(
      {
        folder,
        hcp: { ...training.settings, limits: settings.get().hcpLimits },
        tickMs: TRAINING_TICK_MS,
        metricsPort: settings.get().metricsPort,
      },
      { ...needs, push },
    )
    refreshDoors(desk.store, training.doorways())
    training.mapDoors(desk.store)
  }

  async function openSite(): Promise<void> {
    const { site } = settings.get()
    const secret = secrets.read()
    const address = site && parseAddress(site.address)
    await closeDesk()
    secretLost = site !== null && secret === null
    if (!site || !address || secret === null) return
    needs.redact.hide(site.appKey)
    desk = openDesk(
      {
        folder: join(needs.folder, 'site'),
        hcp: {
          address,
          appKey: site.appKey,
          appSecret: secret,
          certificatePem: site.certificatePem,
          limits: settings.get().hcpLimits,
        },
        tickMs: needs.siteTickMs,
        metricsPort: settings.get().metricsPort,
      },
      { ...needs, push },
    )
  }

  function mode(): DeskMode {
    return desk ? (training ? 'training' : 'site') : 'setup'
  }

  async function test(ask: ConnectAsk) {
    const secret = ask.appSecret === '' ? (secrets.read() ?? '') : ask.appSecret
    needs.redact.hide(secret)
    return { ...(await testConnection(ask, secret, tools)), secret }
  }

  return {
    open: () =>
      inTurn(async () => {
        needs.showTheme(settings.get().theme)
        if (settings.get().mode === 'training') await openTraining()
        else if (settings.get().mode === 'site') await openSite()
        stale()
      }),
    current: () => desk,
    training: () => training,
    support: openSupport({ ...needs, desk: () => desk }),
    async snapshot() {
      await changing
      const { language, theme, site } = settings.get()
      const state = desk?.state() ?? {
        levels: [],
        cards: [],
        passages: [],
        status: closedStatus,
        hcp: null,
        incidents: [],
        policy: defaultPolicy,
        webhook: noWebhook,
        groups: [],
        muster: null,
        care: noCare,
      }
      const address = mode() === 'training' ? '' : (site?.address ?? '')
      return {
        revision,
        ...state,
        mode: mode(),
        language,
        theme,
        version: needs.version,
        address,
        secretLost,
        settingsLost: settings.wereSetAside,
      }
    },
    setLanguage(language) {
      settings.change({ language })
      return announce({ language })
    },
    setTheme(theme) {
      settings.change({ theme })
      needs.showTheme(theme)
      return announce({ theme })
    },
    comeForward() {
      needs.comeForward()
      return null
    },
    probe,
    startTraining: () =>
      inTurn(async () => {
        settings.change({ mode: 'training' })
        await openTraining()
        stale()
      }),
    test: async (ask) => (await test(ask)).verdict,
    async connect(ask) {
      const { verdict, settings: tested, secret } = await test(ask)
      if (!verdict.ok || !tested) return verdict
      if (!secrets.keep(secret)) return { ok: false, problem: 'secretNotKept' }
      const { appKey, certificatePem } = tested
      const site = {
        address: formatAddress(tested.address),
        appKey,
        fingerprint: ask.fingerprint,
        certificatePem,
      }
      await inTurn(async () => {
        settings.change({ mode: 'site', site })
        await openSite()
        stale()
      })
      return verdict
    },
    leave: () =>
      inTurn(async () => {
        settings.change({ mode: 'setup' })
        await closeDesk()
        secretLost = false
        stale()
      }),
    async reopen() {
      await inTurn(async () => {
        if (settings.get().site === null) return
        settings.change({ mode: 'site' })
        await openSite()
        stale()
      })
      return desk !== null
    },
    setLimits(limits) {
      const hcpLimits = tightened(limits)
      settings.change({ hcpLimits })
      desk?.hcp.setLimits(hcpLimits)
      return null
    },
    async setMetrics(metricsPort) {
      settings.change({ metricsPort })
      await desk?.hcp.setMetrics(metricsPort)
      return null
    },
    close: () => inTurn(closeDesk),
  }
}

function tightened(limits: BudgetLimits): BudgetLimits {
  return {
    ratePerSecond: Math.max(0.5, Math.min(limits.ratePerSecond, mostLimits.ratePerSecond)),
    burst: Math.min(limits.burst, mostLimits.burst),
    concurrency: Math.min(limits.concurrency, mostLimits.concurrency),
  }
}

/** What the strip shows while no desk is open. */
const closedStatus: DeskStatus = {
  hcp: { state: 'connecting' },
  waiting: 0,
  revocations: 0,
  alarms: [],
  parked: 0,
  callsLastMinute: 0,
  callsPerMinuteAllowed: 0,
  slowedToPerSecond: null,
  passagesReadUntilMs: null,
  catchingUp: null,
  noEntrance: false,
  paused: null,
  machine: null,
}
