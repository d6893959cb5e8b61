// A throw-away Electron app for the tests of the stand-in: it only says what Electron would do, nothing of the desk.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const LAUNCH_MS = 15_000
const CLOSE_MS = 5000
export const executablePath = join(import.meta.dirname, 'electron-host')

const main = `
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron'
const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
const seen = globalThis.seen = { requests: [], navigations: [], windows: [], blocked: [], second: [], ends: [] }
for (const name of ['before-quit', 'window-all-closed', 'will-quit']) app.on(name, () => seen.ends.push(name))
app.on('second-instance', (event, argv, cwd, data) => seen.second.push({ argv, data }))
app.on('window-all-closed', () => app.quit())
const isFirst = app.requestSingleInstanceLock({ from: process.pid })
if (!isFirst) { console.log('second instance'); app.quit() }
const pixel = Buffer.from('R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64')
const html = '<!doctype html><title>Tiny</title><h1>Tiny</h1><script type="module" src="/page.js"></script>' +
  '<img id="photo" src="/photos/1.gif"><a id="away" href="http://127.0.0.1:9/away">away</a>' +
  '<a id="own" href="/second.html">own</a><a id="pop" target="_blank" href="/pop.html">pop</a>'
const files = {
  '/index.html': ['text/html', html, { 'content-security-policy': "img-src 'self' app:" }],
  '/second.html': ['text/html', '<h1>Second</h1>'],
  '/page.js': ['text/javascript', 'import { ready } from "./part.js"; document.body.dataset.ready = ready'],
  '/part.js': ['text/javascript', 'export const ready = "yes"'],
  '/photos/1.gif': ['image/gif', pixel, { 'cache-control': 'no-store' }],
}
globalThis.answer = async function answer(request) {
  seen.requests.push(request.method + ' ' + request.url)
  const { pathname } = new URL(request.url)
  if (pathname === '/throws') throw new Error('a planned failure')
  if (pathname === '/nothing') return undefined
  if (pathname === '/echo') return new Response(await request.text(), { headers: { 'x-origin': request.headers.get('origin') ?? '' } })
  const [type, body, headers] = files[pathname] ?? []
  if (!type) return new Response('not here', { status: 404 })
  return new Response(body, { headers: { 'content-type': type, ...headers } })
}
app.on('web-contents-created', (event, contents) => {
  contents.on('will-navigate', (event, url) => {
    seen.navigations.push(url)
    if (!url.startsWith('app://')) event.preventDefault()
  })
  contents.setWindowOpenHandler(({ url }) => { seen.windows.push(url); return { action: 'deny' } })
})
ipcMain.handle('echo', (event, value) => value)
ipcMain.handle('who', (event) => ({ url: event.senderFrame.url, origin: event.senderFrame.origin }))
ipcMain.handle('fails', () => { throw new RangeError('too far') })
ipcMain.on('reject', () => { void Promise.reject(new Error('told, not fatal')) })
ipcMain.on('ping', (event, value) => event.reply('pong', value + 1))
void app.whenReady().then(async () => {
  protocol.handle('app', answer)
  const preload = process.env.TINY_PRELOAD
  const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { preload, sandbox: true } })
  await window.loadURL('app://desk/index.html')
})
`
const preload = `
const { contextBridge, ipcRenderer } = require('electron')
contextBridge.exposeInMainWorld('tiny', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  who: () => ipcRenderer.invoke('who'),
  fails: () => ipcRenderer.invoke('fails'),
  ping: (value) => ipcRenderer.send('ping', value),
  onPong: (listener) => {
    const heard = (event, value) => listener(value)
    ipcRenderer.on('pong', heard)
    return () => ipcRenderer.off('pong', heard)
  },
  twice: (change) => change(change(1)),
})
`

/** What the tiny preload puts on the page's window. */
export type Tiny = {
  echo<T>(value: T): Promise<T>
  who(): Promise<{ url: string; origin: string }>
  fails(): Promise<never>
  ping(value: number): void
  onPong(listener: (value: number) => void): () => void
  twice(change: (value: number) => number): number
}
/** What the tiny main process remembers. */
export type Seen = {
  requests: string[]
  navigations: string[]
  windows: string[]
  second: { argv: string[]; data: unknown }[]
  ends: string[]
}
export type Running = { app: ElectronApplication; page: Page }

export class TinyApp {
  readonly folder = mkdtempSync(join(tmpdir(), 'tiny-app-'))
  readonly env: Record<string, string>

  constructor() {
    mkdirSync(this.folder, { recursive: true })
    writeFileSync(
      join(this.folder, 'package.json'),
      '{ "name": "tiny", "version": "1.2.3", "main": "main.mjs" }',
    )
    writeFileSync(join(this.folder, 'main.mjs'), main)
    const preloadFile = join(this.folder, 'preload.cjs')
    writeFileSync(preloadFile, preload)
    const known = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    )
    this.env = { ...Object.fromEntries(known), TINY_PRELOAD: preloadFile }
  }

  args(...more: string[]): string[] {
    return [this.folder, `--user-data-dir=${join(this.folder, 'user data')}`, ...more]
  }

  async launch(...more: string[]): Promise<Running> {
    const options = { executablePath, args: this.args(...more), env: this.env, timeout: LAUNCH_MS }
    const app = await _electron.launch(options)
    const page = await app.firstWindow({ timeout: LAUNCH_MS })
    await page.locator('h1').waitFor({ timeout: LAUNCH_MS })
    return { app, page }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Closes in order; a host that hangs is killed, so that a failed test leaves nothing behind. */
export async function closeApp(app: ElectronApplication | undefined): Promise<void> {
  if (!app) return
  try {
    // Throws when the app has ended already.
    const child = app.process()
    const late = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS)
    await app.close().finally(() => clearTimeout(late))
  } catch {
    return
  }
}
