// app: paths, start, one instance, and the order in which things end.
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeChromium, startChromium } from './chromium.ts'
import { openGate } from './gate.ts'
import { commandLine, onlyImitated, onlyImitatedClass, preventable, switches } from './host.ts'
import { openWindows } from './open-windows.ts'
import { closeSchemeRegistration } from './protocol.ts'
import { takeInstanceLock } from './single-instance.ts'
import { dropAllPages, wireTargets } from './targets.ts'

class App extends EventEmitter {
  #isReady = false
  #isQuitting = false
  #releaseLock: (() => void) | null = null
  #name: string | null = null
  readonly #whenReady = Promise.withResolvers<void>()
  readonly #paths = new Map<string, string>()
  readonly isPackaged = false

  readonly commandLine = onlyImitated('app.commandLine', {
    appendSwitch: (name: string, value = '') => void switches.set(name, value),
    hasSwitch: (name: string) => switches.has(name),
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    removeSwitch: (name: string) => void switches.delete(name),
  })

  isReady(): boolean {
    return this.#isReady
  }
  whenReady(): Promise<void> {
    return this.#whenReady.promise
  }
  get name(): string {
    return this.#name ?? commandLine.appPackage.productName ?? commandLine.appPackage.name
  }
  set name(name: string) {
    this.#name = name
  }
  getName(): string {
    return this.name
  }
  setName(name: string): void {
    this.#name = name
  }
  getVersion(): string {
    return commandLine.appPackage.version ?? process.versions['electron'] ?? ''
  }
  getAppPath(): string {
    return commandLine.appPath
  }
  getLocale(): string {
    return switches.get('lang') || 'en-GB'
  }
  getSystemLocale(): string {
    return this.getLocale()
  }
  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()]
  }
  getLocaleCountryCode(): string {
    return this.getLocale().split('-')[1] ?? ''
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  getPath(name: string): string {
    const appData = join(homedir(), '.config')
    const userData =
      this.#paths.get('userData') ?? (switches.get('user-data-dir') || join(appData, this.name))
    const defaults: Record<string, string> = {
      appData,
      userData,
      home: homedir(),
      sessionData: userData,
      temp: tmpdir(),
      logs: join(userData, 'logs'),
      crashDumps: join(userData, 'Crashpad'),
      exe: process.execPath,
      desktop: join(homedir(), 'Desktop'),
      documents: join(homedir(), 'Documents'),
      downloads: join(homedir(), 'Downloads'),
      pictures: join(homedir(), 'Pictures'),
    }
    const path = this.#paths.get(name) ?? defaults[name]
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  setAppLogsPath(path?: string): void {
    this.setPath('logs', path ?? join(this.getPath('userData'), 'logs'))
  }

  // These three change nothing that can be seen here: there is no taskbar to group windows in, Chromium's renderers
  // are processes of their own in any case, and headless Chromium draws without the graphics card.
  setAppUserModelId(): void {}
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}

  focus(): void {
    this.emit('browser-window-focus')
  }

  requestSingleInstanceLock(extra: unknown = {}): boolean {
    if (this.#releaseLock) return true
    this.#releaseLock = takeInstanceLock(this.getPath('userData'), extra, ({ argv, cwd, data }) => {
      this.emit('second-instance', {}, argv, cwd, data)
    })
    return this.#releaseLock !== null
  }
  hasSingleInstanceLock(): boolean {
    return this.#releaseLock !== null
  }
  releaseSingleInstanceLock(): void {
    this.#releaseLock?.()
    this.#releaseLock = null
  }

  // ---- the end

  quit(): void {
    if (this.#isQuitting) return
    this.#isQuitting = true
    // As in Electron, what stands after app.quit() still runs.
    setImmediate(() => void this.#quitInOrder())
  }

  async #quitInOrder(): Promise<void> {
    this.#isQuitting = !this.#isPrevented('before-quit')
    for (const window of openWindows) {
      if (this.#isQuitting) this.#isQuitting = await window.tryClose()
    }
    if (this.#isQuitting) this.#isQuitting = !this.#isPrevented('will-quit')
    if (!this.#isQuitting) return
    this.emit('quit', {}, 0)
    await this.#leave(0)
  }

  #isPrevented(name: string): boolean {
    const event = preventable()
    this.emit(name, event)
    return event.defaultPrevented
  }

  windowClosed(): void {
    if (openWindows.size > 0 || this.#isQuitting) return
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
  }

  exit(code = 0): void {
    this.#isQuitting = true
    void this.#leave(code)
  }

  async #leave(code: number): Promise<void> {
    await closeChromium()
    process.exit(code)
  }

  // ---- the start

  /** Called by run.ts when the entry module has been evaluated. */
  async startUp(): Promise<void> {
    if (this.#isQuitting) return
    const profile = join(this.getPath('userData'), 'chromium')
    mkdirSync(profile, { recursive: true })
    const engine = await startChromium(profile, await openGate())
    // A guard who closes the last window closes Chromium with it, and a crash takes all windows: either way they are
    // closed windows, and the app ends in its usual order, in its own time.
    engine.process.once('exit', dropAllPages)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit())
    await wireTargets()
    console.error(`DevTools listening on ${engine.debugAddress}`)
    closeSchemeRegistration()
    this.#isReady = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#whenReady.resolve()
  }
}

onlyImitatedClass('app', App)
export const app = new App()
