// The double of the 'electron' module of the main process. What is not imitated throws when it is touched.
import { app } from './app.ts'
import { clipboard, dialog, powerMonitor, powerSaveBlocker, shell } from './desk-parts.ts'
import { notImitated, onlyImitated } from './host.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeTheme } from './native-theme.ts'
import { nativeImage } from './pictures.ts'
import { net, protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'
import { allPages } from './targets.ts'
import type { WebContents } from './web-contents.ts'
import { BrowserWindow } from './windows.ts'

const webContents = onlyImitated('webContents', {
  getAllWebContents: (): WebContents[] => allPages(),
  getFocusedWebContents: (): WebContents | null => BrowserWindow.getFocusedWindow()?.webContents ?? null,
  fromId: (id: number): WebContents | undefined => allPages().find((page) => page.id === id),
  fromDevToolsTargetId: (id: string): WebContents | undefined =>
    allPages().find((page) => page.targetId === id),
})

export const BaseWindow = notImitated('BaseWindow')
export const BrowserView = notImitated('BrowserView')
export const MessageChannelMain = notImitated('MessageChannelMain')
export const Notification = notImitated('Notification')
export const ShareMenu = notImitated('ShareMenu')
export const TouchBar = notImitated('TouchBar')
export const Tray = notImitated('Tray')
export const View = notImitated('View')
export const WebContentsView = notImitated('WebContentsView')
export const autoUpdater = notImitated('autoUpdater')
export const contentTracing = notImitated('contentTracing')
export const crashReporter = notImitated('crashReporter')
export const desktopCapturer = notImitated('desktopCapturer')
export const globalShortcut = notImitated('globalShortcut')
export const inAppPurchase = notImitated('inAppPurchase')
export const netLog = notImitated('netLog')
export const pushNotifications = notImitated('pushNotifications')
export const systemPreferences = notImitated('systemPreferences')
export const utilityProcess = notImitated('utilityProcess')
export const webFrameMain = notImitated('webFrameMain')
// As in Electron: these two belong to the renderer and are nothing in the main process.
export const contextBridge = undefined
export const ipcRenderer = undefined

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
}
