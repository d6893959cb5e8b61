import { join } from 'node:path'
import {
  app,
  type BrowserWindow,
  dialog,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  session,
} from 'electron'
import { fileProbe, machineProbe } from '../guards/probes.ts'
import { type Guards, startGuards } from '../guards/resources.ts'
import { createHandlers } from '../ipc/handlers.ts'
import { openHatch } from '../ipc/hatch.ts'
import { pushTo } from '../ipc/push.ts'
import { systemClock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import { type Log, type OpenLog, openLog } from '../lib/log.ts'
import { createRedactor, type Redactor } from '../lib/redact.ts'
import { systemScheduler } from '../lib/scheduler.ts'
import { watchCrashes } from './crashes.ts'
import { createFrontDesk } from './front-desk.ts'
import { harden, isOurAddress } from './hardening.ts'
import { pagePrinter, photosDialog, saveDialog } from './save-file.ts'
import { ORIGIN, registerScheme, serveScheme } from './scheme.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { openSettings, type SettingsFile } from './settings.ts'
import { openWindow } from './window.ts'

/** An installed desk never asks more often than the limit; a test against a simulator need not wait that long. */
function siteTickMs(): number {
  const wished = app.isPackaged ? undefined : process.env['GUARD_POST_TICK_MS']
  return wished === undefined ? limits.tickMs : Number(wished)
}

/** A test fills a disk it does not have, and need not wait for the next look. */
function watchMachine(folder: string, log: OpenLog): Guards {
  const wished = app.isPackaged ? undefined : process.env['GUARD_POST_PROBES']
  const needs = { scheduler: systemScheduler, log: log.room('guards') }
  if (wished === undefined) return startGuards({ ...needs, probe: machineProbe(folder) })
  return startGuards({ ...needs, probe: fileProbe(wished), checkMs: 200, checkPausedMs: 200 })
}

/** Windows shows notifications only of programs it knows: an installed one by this name, which its installer must use too. */
const APP_ID = 'guard-post.desk'

export interface Running {
  focus(): void
  stop(): Promise<void>
}

/** What stands before Electron is ready. */
export interface Prepared {
  readonly folder: string
  readonly redact: Redactor
  readonly log: OpenLog
  readonly settings: SettingsFile
}

/** Log and settings, and what Electron must be told before it is ready. */
export function prepare(): Prepared {
  // Whatever this process writes (store, pictures, logs) is for this user only.
  process.umask(0o077)
  const folder = app.getPath('userData')
  const redact = createRedactor()
  const log = openLog(join(folder, 'logs'), redact)
  watchCrashes(app, systemClock, log)
  const settings = firstSettings(folder, log.room('app'))
  registerScheme(protocol)
  app.setAppUserModelId(app.isPackaged ? APP_ID : process.execPath)
  app.enableSandbox()
  // Chromium's own fields (dates, times) follow this and not the page's language; British English has no a.m. and p.m.
  app.commandLine.appendSwitch('lang', settings.get().language === 'ru' ? 'ru' : 'en-GB')
  return { folder, redact, log, settings }
}

function firstSettings(folder: string, log: Log): SettingsFile {
  try {
    // Electron tells its locale only when it is ready; the system's is known before.
    const settings = openSettings(folder, Intl.DateTimeFormat().resolvedOptions().locale, log)
    if (app.commandLine.hasSwitch('training')) settings.change({ mode: 'training' })
    return settings
  } catch (error) {
    log.error('the settings cannot be opened', error)
    throw error
  }
}

/** Joins all rooms and opens the window. The start reads as a list; the stop is the same list backwards. */
export async function start({ folder, redact, log, settings }: Prepared): Promise<Running> {
  const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)
  log.room('app').info(`Guard Post ${app.getVersion()} starts`)
  const secretsIn = (file: string): Secrets => openSecrets(file, safeStorage, redact, log.room('app'))

  let window: BrowserWindow | null = null
  function comeForward(): void {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  }
  const guards = watchMachine(folder, log)
  const front = createFrontDesk({
    folder,
    guards,
    version: app.getVersion(),
    siteTickMs: siteTickMs(),
    settings,
    secrets: secretsIn(join(folder, 'secret.bin')),
    webhookSecrets: (deskFolder) => secretsIn(join(deskFolder, 'webhook-secret.bin')),
    clock: systemClock,
    scheduler: systemScheduler,
    log,
    redact,
    push: (patch) => pushTo(window?.webContents ?? null, 'patch', patch),
    showTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
    chooseFile: saveDialog(dialog, () => window),
    choosePhotos: photosDialog(dialog, () => window),
    printPage: pagePrinter(() => window),
    comeForward,
    quit: () => app.quit(),
  })

  harden(session.defaultSession, devServer)
  serveScheme(protocol, {
    folder: join(import.meta.dirname, '../renderer'),
    devServer,
    readPhoto: (hash, size) => front.current()?.readPhoto(hash, size) ?? null,
    readPassagePicture: async (passageId) => (await front.current()?.readPassagePicture(passageId)) ?? null,
  })
  const closeHatch = openHatch(
    createHandlers(front),
    (event) => event.senderFrame === event.sender.mainFrame && isOurAddress(event.senderFrame?.url ?? ''),
    log.room('ipc'),
  )
  const suspend = (): void => front.current()?.suspend()
  const resume = (): void => front.current()?.resume()
  powerMonitor.on('suspend', suspend)
  powerMonitor.on('resume', resume)

  // The desk opens while the window loads: neither waits for the other.
  const opened = front.open().catch((error: unknown) => {
    log.room('app').error('the desk did not open', error)
    throw error
  })
  window = await openWindow(
    join(import.meta.dirname, '../preload/index.cjs'),
    `${ORIGIN}/index.html`,
    nativeTheme.shouldUseDarkColors,
  )
  await opened
  front.current()?.warmPhotos()

  return {
    focus: comeForward,
    async stop() {
      powerMonitor.off('resume', resume)
      powerMonitor.off('suspend', suspend)
      closeHatch()
      await front.close()
      guards.stop()
      log.room('app').info('Guard Post stops')
      log.end()
    },
  }
}
