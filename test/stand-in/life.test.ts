// How an app starts, ends, is killed, keeps a secret, and is told what is not imitated.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findChromium } from './find-chromium.ts'
import { closeApp, executablePath, type Seen, TinyApp } from './tiny-app.ts'

declare const seen: Seen

let tinyApp: TinyApp
let app: ElectronApplication | undefined

beforeEach(() => {
  tinyApp = new TinyApp()
})

afterEach(async () => {
  await closeApp(app)
  app = undefined
  tinyApp.remove()
})

/** Chromium's processes name the profile they work on, so ours can be told from anyone else's. */
function chromiumProcesses(): string[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc').filter((id) => {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8')
      return /^\d+$/.test(id) && command.includes(tinyApp.folder) && command.includes('remote-debugging-pipe')
    } catch {
      return false
    }
  })
}

test('closing the window ends the app in Electron’s order, with code 0', async () => {
  const running = await tinyApp.launch()
  app = running.app
  const child = app.process()
  const ended = once(child, 'exit')
  let output = ''
  child.stdout?.on('data', (text: Buffer) => {
    output += text.toString()
  })
  await app.evaluate(({ app: electronApp }) => {
    electronApp.on('quit', () => process.stdout.write(`ends: ${seen.ends.join()}\n`))
  })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toEqual([0, null])
  expect(output).toContain('ends: window-all-closed,before-quit,will-quit')
})

test('a window that Chromium loses, as by hand, is a closed window', async () => {
  const running = await tinyApp.launch()
  app = running.app
  const ended = once(app.process(), 'exit')
  const session = await running.page.context().newCDPSession(running.page)
  await session.send('Page.close')
  expect(await ended).toEqual([0, null])
})

test('close and before-quit can be prevented', async () => {
  const running = await tinyApp.launch()
  app = running.app
  await app.evaluate(({ app: electronApp, BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    window?.once('close', (event) => event.preventDefault())
    window?.close()
    electronApp.once('before-quit', (event) => event.preventDefault())
    electronApp.quit()
  })
  await running.page.waitForTimeout(300)
  expect(await running.page.locator('h1').textContent()).toBe('Tiny')
})

test('an unhandled rejection does not end the app, as in Electron', async () => {
  const running = await tinyApp.launch()
  app = running.app
  await app.evaluate(({ ipcMain }) => void ipcMain.emit('reject'))
  await running.page.waitForTimeout(200)
  expect(await running.page.locator('h1').textContent()).toBe('Tiny')
  const ended = once(app.process(), 'exit')
  await app.close()
  expect(await ended).toEqual([0, null])
})

test('a kill of the host leaves no Chromium behind', async () => {
  const running = await tinyApp.launch()
  app = running.app
  expect(chromiumProcesses().length).toBeGreaterThan(0)
  app.process().kill('SIGKILL')
  await expect.poll(chromiumProcesses, { timeout: 5000 }).toEqual([])
  // After a kill the next start must not find the lock taken.
  const again = await tinyApp.launch()
  app = again.app
  expect(await again.page.locator('h1').textContent()).toBe('Tiny')
})

test('a second instance tells the first and leaves', async () => {
  const running = await tinyApp.launch()
  app = running.app
  const asked = spawnSync(executablePath, tinyApp.args('--second'), { env: tinyApp.env, timeout: 10_000 })
  expect(asked.status).toBe(0)
  expect(asked.stdout.toString()).toContain('second instance')
  const second = (): Promise<Seen['second']> => running.app.evaluate(() => seen.second)
  await expect.poll(second).toHaveLength(1)
  const [told] = await second()
  expect(told?.argv).toContain('--second')
  expect(told?.data).toHaveProperty('from')
})

test('a crashed page is told and can be loaded again', async () => {
  const running = await tinyApp.launch()
  app = running.app
  const reason = await app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    const gone = new Promise<string>((resolve) => {
      window?.webContents.once('render-process-gone', (_event, details) => resolve(details.reason))
    })
    window?.webContents.forcefullyCrashRenderer()
    const why = await gone
    await window?.loadURL('app://desk/index.html')
    const bridge: unknown = await window?.webContents.executeJavaScript('typeof tiny.echo')
    return [why, bridge]
  })
  expect(reason).toEqual(['crashed', 'function'])
})

test('safeStorage opens what it sealed, and nothing sealed elsewhere', async () => {
  const running = await tinyApp.launch()
  app = running.app
  const [opened, shows, refused] = await app.evaluate(({ app: electronApp, safeStorage }) => {
    const sealed = safeStorage.encryptString('ключ')
    const back = safeStorage.decryptString(sealed)
    electronApp.setPath('userData', `${electronApp.getPath('userData')}-other`)
    try {
      safeStorage.decryptString(sealed)
      return [back, sealed.includes('ключ'), 'opened']
    } catch (error) {
      return [back, sealed.includes('ключ'), error instanceof Error ? error.message : '']
    }
  })
  expect(opened).toBe('ключ')
  expect(shows).toBe(false)
  expect(refused).toBe('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
})

test('a file to be saved goes to the folder of downloads, beside what is there', async () => {
  const running = await tinyApp.launch()
  app = running.app
  writeFileSync(join(tinyApp.folder, 'a.csv'), 'before')
  writeFileSync(join(tinyApp.folder, 'a (2).csv'), 'before')
  const chosen = await app.evaluate(async ({ app: electronApp, BrowserWindow, dialog }, folder) => {
    const [window] = BrowserWindow.getAllWindows()
    electronApp.setPath('home', folder)
    electronApp.setPath('downloads', `${folder}/none`)
    const atHome = await dialog.showSaveDialog({ defaultPath: 'b.csv' })
    electronApp.setPath('downloads', folder)
    const beside = window && (await dialog.showSaveDialog(window, { defaultPath: 'a.csv' }))
    return [atHome, beside]
  }, tinyApp.folder)
  expect(chosen).toEqual([
    { canceled: false, filePath: join(tinyApp.folder, 'b.csv') },
    { canceled: false, filePath: join(tinyApp.folder, 'a (3).csv') },
  ])
})

test('what is not imitated says so', async () => {
  const running = await tinyApp.launch()
  app = running.app
  const said = await app.evaluate(async (electron) => {
    // oxlint-disable-next-line consistent-function-scoping -- runs in the other process
    const words = async (use: () => unknown): Promise<string> => {
      try {
        await use()
        return 'silence'
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
    }
    const window = electron.BrowserWindow.getAllWindows()[0]
    return Promise.all([
      words(() => new electron.Tray('icon.png')),
      words(() => electron.app.setBadgeCount(1)),
      words(() => window?.setOpacity(0.5)),
      words(() => window?.webContents.openDevTools()),
      words(() => electron.dialog.showOpenDialog({})),
      words(() => electron.session.defaultSession.clearCache()),
      words(() => new electron.BrowserWindow({ webPreferences: { nodeIntegration: true } })),
    ])
  })
  expect(said).toEqual([
    'stand-in: Tray is not imitated',
    'stand-in: app.setBadgeCount is not imitated',
    'stand-in: BrowserWindow.setOpacity is not imitated',
    'stand-in: webContents.openDevTools is not imitated',
    'stand-in: dialog.showOpenDialog (a test gives the answer by replacing it) is not imitated',
    'stand-in: session.clearCache is not imitated',
    'stand-in: nodeIntegration: true is not imitated',
  ])
})

test('without Chromium the host says what is missing', async () => {
  const env = { ...tinyApp.env, CHROMIUM_PATH: '/nowhere/chromium' }
  const child = spawn(executablePath, tinyApp.args(), { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const [code] = await once(child, 'exit')
  expect(code).not.toBe(0)
  expect(said).toContain('no Chromium found')
})

test('a visible Chromium gives its first window to the app, and a real camera', async () => {
  // Nobody sees it here: a headless Chromium stands in for the visible one.
  const chromium = join(tinyApp.folder, 'chromium')
  writeFileSync(chromium, `#!/bin/sh\nexec ${findChromium()} --headless=new "$@"\n`, { mode: 0o755 })
  Object.assign(tinyApp.env, { CHROMIUM_PATH: chromium, GUARD_POST_HEADED: '1' })
  const running = await tinyApp.launch()
  app = running.app
  expect(app.windows().length).toBe(1)
  expect(await running.page.evaluate(() => `${innerWidth}×${innerHeight}`)).toBe('1366×768')
  const labels = await running.page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices.map(({ label }) => label)
  })
  expect(labels.filter((label) => label.startsWith('fake'))).toEqual([])
})
