import { BrowserWindow } from 'electron'

/** Opens the desk's one window; it shows itself when its first picture is ready, so that it never flashes empty. */
export async function openWindow(preload: string, address: string, isDark: boolean): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    // The page's own first colour, so that the moment before its first picture is not a flash.
    backgroundColor: isDark ? '#101418' : '#f3f4f6',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  await window.loadURL(address)
  return window
}
