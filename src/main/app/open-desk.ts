import { join } from 'node:path'
import { startReconciler } from '../access/reconciler.ts'
import { createOperations } from '../guards/operations.ts'
import { readEvents } from '../hcp/endpoints/events.ts'
import { openGate } from '../hcp/open-gate.ts'
import { countErrors } from '../outside/count-errors.ts'
import { createMetricsSwitch } from '../outside/metrics-switch.ts'
import { startMonitor } from '../passages/monitor.ts'
import { photosAside } from '../photos/aside.ts'
import { openDarkroom } from '../photos/darkroom.ts'
import { photoFiles } from '../photos/keep.ts'
import { accessVisits, wakeAllAccess } from '../store/access.ts'
import { createDesk } from '../visits/desk.ts'
import { createGroupDecisions } from '../visits/groups.ts'
import { accessHcp } from './access-hcp.ts'
import { openCare } from './care.ts'
import { deskMetrics } from './desk-metrics.ts'
import { deskStatus } from './desk-status.ts'
import { buildPatch, type Live, wholeView } from './desk-view.ts'
import { openDoorMap } from './door-map.ts'
import { openGroupWork } from './groups.ts'
import { onReturn } from './hcp-returns.ts'
import { openHcpScreen } from './hcp-screen.ts'
import { openImports } from './imports.ts'
import { openJournal } from './journal.ts'
import { openKeeping } from './keeping.ts'
import { openMusterRoll } from './muster.ts'
import type { DeskPlace, DeskTools, OpenDesk } from './one-desk.ts'
import { closeData, openData } from './open-data.ts'
import { openPassagePictures } from './pictures.ts'
import { startPulse } from './pulse.ts'
import { tableSaver } from './save-table.ts'
import { closedApiMemory, knownLevels, knownOrg, knownPolicy } from './site-facts.ts'
import { startSiteLoop } from './site-loop.ts'
import { siteRules } from './site-rules.ts'
import { createStateFeed } from './state-feed.ts'
import { takePhotos } from './take-photos.ts'
import { openWebhookScreen } from './webhook-screen.ts'

/** Opens a desk: store, gate, reconciler, monitor, guards, in this order; closing is the same list backwards. */
export function openDesk(place: DeskPlace, tools: DeskTools): OpenDesk {
  const { clock, scheduler } = tools
  const metrics = deskMetrics({ gate: () => gate, store: () => store, clock })
  const log = countErrors(tools.log, metrics.taskFailed)
  const { broken = () => undefined } = tools
  const store = openData(place, { clock, log, broken })
  const photos = { folder: join(place.folder, 'photos'), store, clock, log: log.room('photos') }
  const files = photoFiles(photos.folder)
  const aside = photosAside(photos)
  const darkroom = openDarkroom({ ...photos, scheduler })
  const {
    gate,
    reconnect,
    close: closeGate,
  } = openGate(place.hcp, {
    ...tools,
    log: log.room('hcp'),
    closedApis: closedApiMemory(store),
  })
  let isOpen = true
  let shownStatus = ''

  const live: Live = {
    nowMs: clock.nowMs,
    status: () => deskStatus({ store, gate, guards, monitor }, clock.nowMs()),
    hcp: () => hcp.view(),
    webhook: () => webhook.view(),
    groups: () => groups.view(),
    care: () => ({ ...care.view(), keeping: keeping.view() }),
  }
  const feed = createStateFeed(
    scheduler,
    (dirt) => {
      const patch = buildPatch(store, dirt, live)
      shownStatus = JSON.stringify(patch.status)
      return patch
    },
    tools.push,
    (error) => log.room('app').error('a patch could not be built', error),
  )

  const { guards } = tools
  const operations = createOperations({ ...tools, log: log.room('guards'), ended: metrics.heavyWorkEnded })
  const { isPaused } = operations
  const pictures = openPassagePictures({ ...tools, ...photos, ...place, gate, isPaused, darkroom })

  const data = { ...tools, folder: place.folder, store, gate }
  const careChanged = (): void => feed.touch({ care: true })
  const care = openCare({
    ...data,
    log: log.room('store'),
    hideName: log.hideName,
    operations,
    changed: careChanged,
    took(visitIds) {
      feed.touch({ visitIds, care: true })
      reconciler.nudge()
    },
    broken,
  })

  const reconciler = startReconciler({
    ...tools,
    store,
    log: log.room('access'),
    hcp: accessHcp(gate),
    orgId: () => knownOrg(store),
    levelIds: () => knownLevels(store).map((level) => level.levelId),
    readFace: (hash) => files.read(hash, 'full'),
    heldForMs: gate.heldForMs,
    groupsWait: () => isPaused('groupWaiting'),
    changed: (guestIds) => feed.touch({ visitIds: accessVisits(store, guestIds), groups: true }),
    ended: metrics.accessEnded,
  })

  const monitor = startMonitor({
    ...tools,
    store,
    readEvents: (query) => readEvents(gate, query),
    log: log.room('passages'),
    tickMs: place.tickMs,
    heldForMs: () => Math.max(gate.heldForMs(), care.holdsForMs()),
    policy: () => knownPolicy(store),
    taken({ passageIds, eventTypes, visitIds, incidents }) {
      metrics.passed(eventTypes)
      feed.touch({ passageIds, visitIds, incidents })
    },
    ended(visitIds) {
      feed.touch({ visitIds })
      reconciler.nudge()
    },
  })

  const decisions = {
    store,
    clock,
    levelIds: () => new Set(knownLevels(store).map((level) => level.levelId)),
    isPaused,
    askedAgain: gate.openApis,
    hideName: log.hideName,
    decided: (visitIds: readonly number[]) => {
      feed.touch({ visitIds, groups: true, care: care.view().rebuild !== null })
      reconciler.nudge()
    },
  }
  const desk = createDesk(decisions)

  const siteLoop = startSiteLoop({
    ...tools,
    store,
    gate,
    log: log.room('app'),
    isOpen: () => isOpen,
    read: (what) => feed.touch(what),
  })

  const pulse = startPulse({
    ...tools,
    store,
    log: log.room('app'),
    status: live.status,
    isShown: (now) => JSON.stringify(now) === shownStatus,
    hcpHasChanged: () => hcp.hasChanged(),
    webhookHasChanged: () => webhook.hasChanged(),
    settleGroups: () => groups.settle(),
    mayClose: () => care.holdsForMs() === 0,
    touch: feed.touch,
    decided: reconciler.nudge,
  })

  const hcp = openHcpScreen({
    ...tools,
    gate,
    store,
    settings: place.hcp,
    metrics: createMetricsSwitch(metrics, log.room('outside')),
    log: log.room('hcp'),
    changed: () => feed.touch({ hcp: true }),
    lookNow,
  })
  hcp
    .setMetrics(place.metricsPort)
    .catch((error: unknown) => log.room('outside').error('the metrics endpoint did not open', error))

  const webhook = openWebhookScreen({
    ...tools,
    store,
    log: log.room('outside'),
    secrets: tools.webhookSecrets(place.folder),
    changed: () => feed.touch({ webhook: true }),
  })

  const saveTable = tableSaver({ log: log.room('app'), operations, chooseFile: tools.chooseFile })
  const keeping = openKeeping({ ...data, log, saveTable, changed: careChanged, heldForMs: care.holdsForMs })
  const groups = openGroupWork({
    store,
    saveTable,
    clock,
    decisions: createGroupDecisions({ ...decisions, desk, aside }),
  })
  const imports = openImports({ ...tools, ...photos, aside, darkroom, operations, hideName: log.hideName })
  const listening = [
    gate.onCall.on(metrics.called),
    gate.onCall.on((call) => groups.called(call.class)),
    gate.onHealth.on(({ state }) => {
      log.room('hcp').info(`HCP is ${state}`)
      feed.touch({})
    }),
    onReturn(gate, clock, () => {
      wakeAllAccess(store, clock.nowMs())
      reconciler.nudge()
      monitor.wake()
    }),
    guards.onChange.on(() => {
      feed.touch({})
      // Whoever of a group has waited for this.
      reconciler.nudge()
    }),
  ]

  /** Whoever wants to know is awake. */
  function lookNow(): void {
    wakeAllAccess(store, clock.nowMs())
    reconciler.nudge()
    monitor.resume()
    siteLoop.wake()
    keeping.askAgain()
  }

  return {
    store,
    desk,
    acceptPhoto: takePhotos({ ...photos, files, darkroom, operations }),
    warmPhotos: darkroom.warm,
    readPhoto: files.read,
    readPassagePicture: pictures.read,
    state: () => wholeView(store, live),
    hcp,
    doorMap: openDoorMap(store, () => feed.touch({})),
    journal: openJournal({ ...tools, store, saveTable }),
    webhook,
    keeping,
    imports,
    groups,
    care,
    muster: openMusterRoll({
      ...tools,
      store,
      operations,
      log: log.room('app'),
      changed: () => feed.touch({ muster: true }),
    }),
    ...siteRules({ store, clock, touch: feed.touch, changed: monitor.wake }),
    tryNow() {
      gate.tryNow()
      lookNow()
    },
    suspend: monitor.suspend,
    resume() {
      // No answer comes any more to what was under way, and that is no fault of HCP's for which it would be left alone.
      reconnect()
      if (gate.health().state === 'unreachable') gate.tryNow()
      lookNow()
    },
    async close() {
      isOpen = false
      for (const forget of listening) forget()
      feed.close()
      webhook.close()
      // Loops and readers first: nobody may touch the store once it is closed. Calls under way are left to their fate.
      const loops = [
        hcp.close(),
        pulse.stop(),
        monitor.stop(),
        reconciler.stop(),
        siteLoop.stop(),
        keeping.stop(),
        darkroom.close(),
        pictures.stop(),
        imports.close(),
        operations.close(),
        care.stop(),
      ]
      closeGate()
      // A broken store breaks some of them on the way.
      await Promise.allSettled(loops)
      closeData(place, store, log)
    },
  }
}
