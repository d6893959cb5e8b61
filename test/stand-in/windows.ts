// BrowserWindow: one page of Chromium with a size, a state and an end.
import { EventEmitter } from 'node:events'
import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'
import { engine } from './chromium.ts'
import { commandLine, isHeaded, onlyImitatedClass, preventable } from './host.ts'
import { nativeTheme } from './native-theme.ts'
import { openWindows } from './open-windows.ts'
import { checkPreferences, openPage, type WebPreferences } from './page-target.ts'
import { screen } from './screen.ts'
import { WebContents } from './web-contents.ts'

type Rectangle = { x: number; y: number; width: number; height: number }
type State = 'normal' | 'maximized' | 'minimized' | 'fullscreen'
type Options = Partial<Rectangle> & {
  readonly show?: boolean
  readonly title?: string
  readonly fullscreen?: boolean
  readonly kiosk?: boolean
  readonly webPreferences?: WebPreferences
}

const CLOSE_AGAIN_MS = 250

export class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return [...openWindows].filter((window) => window instanceof BrowserWindow)
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }
  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isVisible()) ?? null
  }

  readonly id: number
  readonly webContents: WebContents
  #bounds: Rectangle
  #visible: boolean
  #state: State = 'normal'
  #title: string
  #isResizable = true

  constructor(options: Options = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const preferences = options.webPreferences ?? {}
    checkPreferences(preferences)
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.#visible = options.show !== false
    this.#title = options.title ?? app.name
    this.webContents = new WebContents(this)
    this.id = this.webContents.id
    openWindows.add(this)
    this.webContents.startWith(this.#open(preferences))
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.on('page-title-updated', (event: object, title: string) => {
      this.#title = title
      this.emit('page-title-updated', event, title, true)
    })
    if (options.fullscreen || options.kiosk) this.setFullScreen(true)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
  }

  async #open(preferences: WebPreferences): Promise<void> {
    await openPage(this.webContents, preferences)
    await this.#applySize()
    await this.#applyColours(nativeTheme.pageColours)
    // Test tools set colours of their own when they attach; a theme the app has chosen stays.
    this.webContents.on('dom-ready', () => this.setColours(nativeTheme.pageColours))
  }

  async #applyColours(dark: boolean | null): Promise<void> {
    if (dark === null) return
    const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]
    await engine().cdp.send('Emulation.setEmulatedMedia', { features }, this.webContents.sessionId)
  }

  setColours(dark: boolean | null): void {
    const features = [{ name: 'prefers-color-scheme', value: dark === null ? '' : dark ? 'dark' : 'light' }]
    if (dark === null)
      this.webContents.command('Emulation.setEmulatedMedia', { features }).catch(() => undefined)
    else this.#applyColours(dark).catch(() => undefined)
  }

  // ---- size and state. There is no frame, so a window is as big as its contents.

  async #applySize(): Promise<void> {
    const { cdp } = engine()
    const { windowId } = await cdp.send('Browser.getWindowForTarget', { targetId: this.webContents.targetId })
    if (isHeaded) {
      await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: this.#state } })
      if (this.#state !== 'normal') return
    }
    const { width, height } = this.getBounds()
    await cdp.send('Browser.setContentsSize', { windowId, width, height })
  }

  #resized(event?: string): void {
    this.webContents
      .command('Runtime.evaluate', { expression: '0' })
      .then(() => this.#applySize())
      .catch(() => undefined)
    if (event) this.emit(event)
    this.emit('resize')
  }

  #enter(state: State, event: string): void {
    if (this.#state === state) return
    this.#state = state
    this.#resized(event)
  }

  getBounds(): Rectangle {
    const fills = this.#state === 'maximized' || this.#state === 'fullscreen'
    return fills ? { ...screen.getPrimaryDisplay().bounds } : { ...this.#bounds }
  }
  getNormalBounds(): Rectangle {
    return { ...this.#bounds }
  }
  getContentBounds(): Rectangle {
    return this.getBounds()
  }
  getSize(): [number, number] {
    const { width, height } = this.getBounds()
    return [width, height]
  }
  getContentSize(): [number, number] {
    return this.getSize()
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.#resized()
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  maximize(): void {
    this.#visible = true
    this.#enter('maximized', 'maximize')
  }
  unmaximize(): void {
    if (this.#state === 'maximized') this.#enter('normal', 'unmaximize')
  }
  minimize(): void {
    this.#enter('minimized', 'minimize')
  }
  restore(): void {
    this.#enter('normal', 'restore')
  }
  setFullScreen(full: boolean): void {
    if (full) this.#enter('fullscreen', 'enter-full-screen')
    else if (this.#state === 'fullscreen') this.#enter('normal', 'leave-full-screen')
  }
  isMaximized(): boolean {
    return this.#state === 'maximized'
  }
  isMinimized(): boolean {
    return this.#state === 'minimized'
  }
  isFullScreen(): boolean {
    return this.#state === 'fullscreen'
  }
  isResizable(): boolean {
    return this.#isResizable
  }
  setResizable(resizable: boolean): void {
    this.#isResizable = resizable
  }

  // ---- visibility, focus, title. A headless window can be none of these, so only what was asked is kept.

  show(): void {
    this.#visible = true
    this.emit('show')
  }
  showInactive(): void {
    this.show()
  }
  hide(): void {
    this.#visible = false
    this.emit('hide')
  }
  isVisible(): boolean {
    return this.#visible && this.#state !== 'minimized'
  }
  focus(): void {
    this.webContents.command('Page.bringToFront').catch(() => undefined)
    this.emit('focus')
  }
  isFocused(): boolean {
    return BrowserWindow.getFocusedWindow() === this
  }
  moveTop(): void {
    this.focus()
  }
  getTitle(): string {
    return this.#title
  }
  setTitle(title: string): void {
    this.#title = title
  }
  // Menu bars, icons and blinking taskbars do not exist in a window without a frame.
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setIcon(): void {}
  flashFrame(): void {}

  // ---- contents and end

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  loadFile(file: string, { search = '', hash = '' }: { search?: string; hash?: string } = {}): Promise<void> {
    const url = pathToFileURL(isAbsolute(file) ? file : resolve(commandLine.appPath, file))
    url.search = search
    url.hash = hash
    return this.loadURL(url.href)
  }

  reload(): void {
    this.webContents.reload()
  }

  capturePage(): Promise<object> {
    return this.webContents.capturePage()
  }

  /** True when the window has gone, false when the app kept it. */
  async tryClose(): Promise<boolean> {
    if (this.isDestroyed()) return true
    const event = preventable()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    await this.#end()
    return true
  }

  async #end(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.once('closed', () => resolve()))
    const ask = (): void => {
      const { targetId } = this.webContents
      engine()
        .cdp.send('Target.closeTarget', { targetId })
        .catch(() => undefined)
    }
    await this.webContents.command('Runtime.evaluate', { expression: '0' }).catch(() => undefined)
    ask()
    // Chromium loses a close that lands while a navigation commits, so it is asked again.
    const again = setInterval(ask, CLOSE_AGAIN_MS)
    await gone
    clearInterval(again)
  }

  gone(): void {
    if (this.isDestroyed()) return
    this.webContents.isGone = true
    openWindows.delete(this)
    this.webContents.emit('destroyed')
    this.emit('closed')
    app.windowClosed()
  }

  close(): void {
    void this.tryClose()
  }
  destroy(): void {
    if (!this.isDestroyed()) void this.#end()
  }
  isDestroyed(): boolean {
    return this.webContents.isGone
  }
}

onlyImitatedClass('BrowserWindow', BrowserWindow)
