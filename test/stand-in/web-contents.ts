// A page: its messages, its navigations, its pictures.
import { EventEmitter } from 'node:events'
import type { PrintToPDFOptions } from 'electron'
import { fromChromium, toChromium } from './addresses.ts'
import type { Protocol } from './cdp.ts'
import { engine } from './chromium.ts'
import { makeCodec } from './codec.ts'
import { NotImitated, onlyImitatedClass, preventable } from './host.ts'
import { type IpcEvent, ipcMain } from './ipc-main.ts'
import { netErrorNumber } from './net-errors.ts'
import type { FromPage, ToPage } from './page-isolated-world.ts'
import { pictureOf } from './pictures.ts'
import { session } from './session.ts'
import type { Requester } from './traffic.ts'
import { mainFrameOf, type WebFrameMain } from './web-frame.ts'

type WindowOpenDetails = { url: string; frameName: string; features: string; disposition: string }
type WindowOpenHandler = (details: WindowOpenDetails) => { action: 'allow' | 'deny' }
type LoadFailure = Error & { code: string; errno: number; url: string }
type Commands = Protocol.CommandParameters

/** What a page asks of the window around it. */
export type Frame = { tryClose(): Promise<boolean>; gone(): void }

// The page tells that it wants to navigate on another way than the request takes; both arrive within this time.
const PAGE_WISH_MS = 40

const codec = makeCodec()
let lastId = 0

const PAPERS = { Letter: { width: 8.5, height: 11 }, A4: { width: 8.27, height: 11.7 } } as const

export class WebContents extends EventEmitter implements Requester {
  readonly id = ++lastId
  readonly session = session.defaultSession
  readonly mainFrame: WebFrameMain
  readonly frame: Frame
  targetId = ''
  sessionId = ''
  url = ''
  title = ''
  /** The isolated world of the page shown now; 0 while there is none. */
  worldId = 0
  isGone = false
  isLoadingNow = false
  hasCrashed = false
  showsError = false
  /** Addresses the page itself wants to go to, as opposed to loadURL and reload. */
  readonly pageWishes = new Set<string>()
  readonly #ownNavigations = new Set<string>()
  #up: Promise<void> = Promise.resolve()
  #failure: { url: string; name: string } | null = null
  #windowOpenHandler: WindowOpenHandler | null = null

  constructor(frame: Frame) {
    super()
    this.frame = frame
    this.mainFrame = mainFrameOf(this)
  }

  startWith(up: Promise<void>): void {
    this.#up = up
  }

  async command<Name extends keyof Commands>(
    method: Name,
    params?: Commands[Name],
  ): Promise<Protocol.CommandReturnValues[Name]> {
    await this.#up
    return engine().cdp.send(method, params, this.sessionId)
  }

  getURL(): string {
    return this.url
  }
  getTitle(): string {
    return this.title
  }
  getType(): string {
    return 'window'
  }
  isDestroyed(): boolean {
    return this.isGone
  }
  isCrashed(): boolean {
    return this.hasCrashed
  }
  isLoading(): boolean {
    return this.isLoadingNow
  }
  isLoadingMainFrame(): boolean {
    return this.isLoadingNow
  }
  isDevToolsOpened(): boolean {
    return false
  }
  // The windows of the stand-in are never throttled (chromium.ts).
  setBackgroundThrottling(): void {}

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler
  }

  /** A window is never opened: Electron's answer 'allow' has no double. */
  askToOpen(details: Partial<WindowOpenDetails> & { url: string }): void {
    const known = { frameName: '', features: '', disposition: 'foreground-tab', ...details }
    const verdict = this.#windowOpenHandler?.({ ...known, url: fromChromium(details.url) })
    if (verdict?.action === 'deny') return
    console.error(new NotImitated(`a window opened by a page (${fromChromium(details.url)})`).message)
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.isGone) throw new TypeError('Object has been destroyed')
    // As in Electron: what is sent before there is a page is lost.
    this.deliver(this.worldId, { kind: 'event', channel, args: structuredClone(args) })
  }

  deliver(worldId: number, message: ToPage): void {
    if (worldId === 0 || this.isGone) return
    this.command('Runtime.callFunctionOn', {
      executionContextId: worldId,
      functionDeclaration: 'function (text) { __fromHost(text) }',
      arguments: [{ value: codec.encode(message) }],
      silent: true,
    }).catch(() => {
      // The document this was for has gone meanwhile, and its questions with it.
    })
  }

  receive(text: string, worldId: number): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its only sender is page-isolated-world.ts
    const message = codec.decode(text) as FromPage
    if (message.kind === 'ask') void this.#answerQuestion(message, worldId)
    else if (message.kind === 'invoke') void this.#answerInvoke(message, worldId)
    else if (message.kind === 'send') ipcMain.emit(message.channel, this.#ipcEvent(), ...message.args)
    else {
      console.error('preload-error', message.message)
      this.emit('preload-error', {}, '', new Error(message.message))
    }
  }

  #ipcEvent(): IpcEvent {
    return {
      type: 'frame',
      sender: this,
      senderFrame: this.mainFrame,
      processId: 1,
      frameId: 1,
      reply: (channel, ...args) => this.send(channel, ...args),
    }
  }

  async #answerInvoke(ask: Extract<FromPage, { kind: 'invoke' }>, worldId: number): Promise<void> {
    const { id, channel } = ask
    const outcome = await ipcMain.answer(this.#ipcEvent(), channel, ask.args)
    this.deliver(worldId, { kind: 'answer', id, channel, ...outcome })
  }

  async #answerQuestion(ask: Extract<FromPage, { kind: 'ask' }>, worldId: number): Promise<void> {
    const tell = (answer: unknown): void => this.deliver(worldId, { kind: 'told', id: ask.id, answer })
    const about = { isMainFrame: true, requestingUrl: this.url, securityOrigin: this.mainFrame.origin }
    if (ask.question === 'media') {
      tell(await this.session.askPermission(this, 'media', { ...about, ...ask.details }))
    } else if (ask.question === 'notifications') {
      const may = this.session.checkPermission(this, 'notifications', this.url, about)
      await this.#letNotify(may || (await this.session.askPermission(this, 'notifications', about)))
      tell(null)
    } else if (ask.question === 'devices') {
      tell(this.session.checkPermission(this, 'media', this.url, { ...about, mediaType: 'video' }))
    } else {
      const { url, frameName, features } = ask.details
      this.askToOpen({ url: String(url), frameName: String(frameName), features: String(features) })
    }
  }

  /** Headless Chromium shows notifications to nobody, but knows who may. */
  async #letNotify(may: boolean): Promise<void> {
    const { origin } = new URL(toChromium(this.url))
    const permission = { name: 'notifications' }
    await engine().cdp.send('Browser.setPermission', {
      permission,
      setting: may ? 'granted' : 'denied',
      origin,
    })
  }

  async loadURL(url: string): Promise<void> {
    await this.#up
    const finished = this.#finished(url)
    // Whoever listens to no answer of loadURL must not be killed by its failure twice.
    finished.catch(() => undefined)
    this.#failure = null
    const address = toChromium(url)
    this.#ownNavigations.add(address.replace(/#.*$/s, ''))
    const { errorText, loaderId } = await this.command('Page.navigate', { url: address })
    if (errorText !== undefined) throw this.#failureOf(url, errorText.replace('net::', ''))
    // Without a loader the address differs only behind '#': the page is there already.
    if (loaderId === undefined) return
    await finished
  }

  #finished(url: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.off('did-finish-load', done)
        this.off('destroyed', lost)
        resolve()
      }
      const lost = (): void => reject(new Error(`ERR_FAILED (-2) loading '${url}'`))
      this.on('did-finish-load', done)
      this.on('destroyed', lost)
    })
  }

  #failureOf(url: string, errorText: string): LoadFailure {
    const code = this.#failure?.url === url ? this.#failure.name : errorText
    const errno = netErrorNumber(code)
    return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url })
  }

  /** Chromium shows its error page. */
  failed(url: string): void {
    const { errno, code } = this.#failureOf(url, 'ERR_FAILED')
    this.emit('did-fail-load', {}, errno, code, url, true)
  }

  noteFailure(url: string, name: string): void {
    this.#failure = { url, name }
  }

  async mayNavigate(chromiumUrl: string, isMainFrame: boolean): Promise<boolean> {
    if (this.#ownNavigations.delete(chromiumUrl)) return true
    const url = fromChromium(chromiumUrl)
    const started = performance.now()
    while (!this.pageWishes.has(chromiumUrl) && performance.now() - started < PAGE_WISH_MS) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    if (!this.pageWishes.delete(chromiumUrl)) return true
    const event = preventable({ url, isMainFrame, isSameDocument: false, frame: this.mainFrame })
    this.emit('will-frame-navigate', event)
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url, false, true, 1, 1)
    return !event.defaultPrevented
  }

  reload(): void {
    this.command('Page.reload').catch(() => undefined)
  }

  reloadIgnoringCache(): void {
    this.command('Page.reload', { ignoreCache: true }).catch(() => undefined)
  }

  close(): void {
    void this.frame.tryClose()
  }

  forcefullyCrashRenderer(): void {
    // Chromium answers this command with the crash itself.
    this.command('Page.crash').catch(() => undefined)
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const params = { expression: code, awaitPromise: true, returnByValue: true, userGesture: true }
    const { result, exceptionDetails } = await this.command('Runtime.evaluate', params)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  async capturePage(): Promise<object> {
    const { data } = await this.command('Page.captureScreenshot', { format: 'png' })
    return pictureOf(Buffer.from(data, 'base64'))
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    const { data } = await this.command('Page.printToPDF', inChromiumsWords(options))
    return Buffer.from(data, 'base64')
  }
}

/** Electron gives most of them on as they are; sizes and margins are inches in both. */
function inChromiumsWords(options: PrintToPDFOptions): NonNullable<Commands['Page.printToPDF']> {
  const { pageSize = 'Letter', margins = {}, ...same } = options
  if (typeof pageSize === 'string' && pageSize !== 'Letter' && pageSize !== 'A4')
    throw new NotImitated(`printing on ${pageSize}`)
  const { width, height } = typeof pageSize === 'string' ? PAPERS[pageSize] : pageSize
  const { top, bottom, left, right } = margins
  const border = { marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right }
  const told = Object.entries({ ...same, paperWidth: width, paperHeight: height, ...border })
  return Object.fromEntries(told.filter(([, value]) => value !== undefined))
}

onlyImitatedClass('webContents', WebContents)
