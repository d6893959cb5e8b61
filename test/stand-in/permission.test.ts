// What a page may and how it looks: the camera, the list of devices, the theme, the size. One app for all of it.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeApp, type Running, TinyApp } from './tiny-app.ts'

const tinyApp = new TinyApp()
let running: Running
let page: Page

beforeAll(async () => {
  running = await tinyApp.launch()
  page = running.page
})

afterAll(async () => {
  await closeApp(running?.app)
  tinyApp.remove()
})

function camera(): Promise<string> {
  return page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      (stream) => stream.getVideoTracks()[0]?.readyState ?? 'none',
      (error: DOMException) => error.name,
    ),
  )
}

function deviceLabels(): Promise<string> {
  return page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices.map(({ label }) => label).join('')
  })
}

function isDark(): Promise<boolean> {
  return page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
}

test('the camera is the handler’s to give', async () => {
  expect(await camera()).toBe('live')
  await running.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, permission, callback) => {
      callback(permission !== 'media')
    })
  })
  expect(await camera()).toBe('NotAllowedError')
})

test('devices are nameless while the check says no', async () => {
  expect(await deviceLabels()).not.toBe('')
  await running.app.evaluate(({ session }) => session.defaultSession.setPermissionCheckHandler(() => false))
  expect(await deviceLabels()).toBe('')
})

test('notifications are the handlers’ to give: the check is asked first, then the request', async () => {
  const ask = (): Promise<string> => page.evaluate(() => Notification.requestPermission())
  await running.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler((_page, permission) => permission === 'notifications')
    session.defaultSession.setPermissionRequestHandler((_page, _permission, callback) => callback(false))
  })
  expect(await ask()).toBe('granted')
  expect(await page.evaluate(() => new Notification('Tiny').title)).toBe('Tiny')
  await running.app.evaluate(({ session }) => session.defaultSession.setPermissionCheckHandler(() => false))
  expect(await ask()).toBe('denied')
  expect(await page.evaluate(() => Notification.permission)).toBe('denied')
  const asked = running.app.evaluate(
    ({ session }) =>
      new Promise((resolve) => {
        session.defaultSession.setPermissionRequestHandler((_page, permission, callback) => {
          callback(true)
          resolve(permission)
        })
      }),
  )
  expect(await ask()).toBe('granted')
  expect(await asked).toBe('notifications')
})

test('themeSource reaches the page and stays', async () => {
  await running.app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark'
  })
  await expect.poll(isDark).toBe(true)
  await page.reload()
  await expect.poll(isDark).toBe(true)
  const dark = await running.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)
  expect(dark).toBe(true)
})

test('a window takes the size it is given', async () => {
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080)
  })
  await expect.poll(() => page.evaluate(() => `${innerWidth}×${innerHeight}`)).toBe('1920×1080')
})
