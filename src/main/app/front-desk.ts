import { join } from 'node:path'
import type { CareAnswer, RescueView, StoreTrouble } from '../../shared/care.ts'
import type { ConnectAsk, DeskMode, StatePatch } from '../../shared/desk-state.ts'
import { formatAddress } from '../hcp/pinned-agent.ts'
import { storeFile } from '../store/backups.ts'
import { closedWorkIn } from '../store/closed-store.ts'
import { refreshDoors } from '../store/doors.ts'
import { markBroken } from '../store/open-mark.ts'
import type { Store } from '../store/open-store.ts'
import { compareBackup } from './care.ts'
import { closedDesk } from './closed-desk.ts'
import { probe, testConnection } from './connect.ts'
import type { FrontDesk, FrontDeskNeeds } from './front-desk-shape.ts'
import type { DeskPlace, DeskState, OpenDesk } from './one-desk.ts'
import { sitePlace, tightened, trainingPlace } from './places.ts'
import { mayReplace, openOrRescue, rescueOf } from './rescue.ts'
import { hasBackup, restoreStore } from './restore.ts'
import { openSupport } from './support-bundle.ts'
import { startTraining, type Training } from './training.ts'

export function createFrontDesk(needs: FrontDeskNeeds): FrontDesk {
  const { settings, secrets, clock, scheduler, log } = needs
  const tools = { clock, scheduler, log: log.room('hcp') }
  let desk: OpenDesk | null = null
  let training: Training | null = null
  /** Where the desk is that was opened last, or should have been. */
  let place: DeskPlace | null = null
  let rescue: RescueView | null = null
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
    rescue = null
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
    needs.redact.hide(training.settings.appSecret)
    const { settings: hcp, doorways, mapDoors } = training
    await openPlace(trainingPlace(needs.folder, hcp, settings.get()), (store) => {
      refreshDoors(store, doorways())
      mapDoors(store)
    })
  }

  async function openSite(): Promise<void> {
    const { site } = settings.get()
    const secret = secrets.read()
    await closeDesk()
    secretLost = site !== null && secret === null
    const next = sitePlace(needs.folder, settings.get(), secret, needs.siteTickMs)
    if (!site || !next) return
    needs.redact.hide(site.appKey)
    await openPlace(next)
  }

  async function openPlace(next: DeskPlace, furnish?: (store: Store) => void): Promise<void> {
    place = next
    const opened = await openOrRescue(next, { ...needs, push, broken }, training !== null, furnish)
    ;({ desk, rescue } = opened)
  }

  /** The store of the open desk is broken: nothing more is built on it, and the screen says so. */
  function broken(trouble: StoreTrouble): void {
    const whose = desk
    inTurn(async () => {
      if (!desk || !place || (whose && whose !== desk)) return
      const isTraining = training !== null
      await closeDesk()
      rescue = rescueOf(place.folder, trouble, isTraining)
      stale()
      markBroken(place.folder)
    }).catch((error: unknown) => log.room('store').error('a broken store could not be left well', error))
  }

  /** The first look at a store may be what shows that it is broken: then the page of the rescue is what there is to see. */
  async function shownState(): Promise<DeskState> {
    try {
      return desk?.state() ?? closedDesk
    } catch (error) {
      await changing
      if (!rescue) throw error
      return closedDesk
    }
  }

  async function openKnown(): Promise<void> {
    if (settings.get().mode === 'training') await openTraining()
    else if (settings.get().mode === 'site') await openSite()
  }

  function mode(): DeskMode {
    if (rescue) return 'rescue'
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
        await openKnown()
        stale()
      }),
    current: () => desk,
    training: () => training,
    support: openSupport({ ...needs, desk: () => desk }),
    async snapshot() {
      await changing
      const { language, theme, site } = settings.get()
      const state = await shownState()
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
        closedWork: mode() === 'setup' && site ? closedWorkIn(storeFile(join(needs.folder, 'site'))) : null,
        settingsLost: settings.wereSetAside,
        rescue,
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
      const before = secrets.read()
      if (!secrets.keep(secret)) return { ok: false, problem: 'secretNotKept' }
      const { appKey, certificatePem } = tested
      const site = {
        address: formatAddress(tested.address),
        appKey,
        fingerprint: ask.fingerprint,
        certificatePem,
      }
      await inTurn(async () => {
        try {
          settings.change({ mode: 'site', site })
        } catch (error) {
          // A full disk: the new secret would be of no use to the HCP that is still set.
          if (before !== null) secrets.keep(before)
          throw error
        }
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
    async replaceStore(name) {
      let answer: CareAnswer = { ok: false, problem: 'busy' }
      await inTurn(async () => {
        if (!place || !mayReplace(rescue, name, desk !== null)) return
        answer = { ok: false, problem: 'missing' }
        if (name !== null && !hasBackup(place.folder, name)) return
        const { folder } = place
        const keepsPresent = desk !== null
        await closeDesk()
        answer = await restoreStore({ folder, name, keepsPresent, nowMs: clock.nowMs() }, log.room('store'))
        await openKnown()
        stale()
      })
      return answer
    },
    weigh: (name) => compareBackup(place?.folder ?? needs.folder, name),
    tryAgain: () =>
      inTurn(async () => {
        if (!rescue) return
        await openKnown()
        stale()
      }),
    quit() {
      needs.quit()
      return null
    },
    close: () => inTurn(closeDesk),
  }
}
