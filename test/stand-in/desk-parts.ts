// The parts of Electron that reach outside the window: dialogs, the shell, the clipboard, power.
import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { isHeaded, NotImitated, onlyImitated } from './host.ts'
import { showSaveDialog } from './save-dialog.ts'

// A native dialog needs someone to answer it. A test puts its answer here:
// `app.evaluate(({ dialog }) => { dialog.showOpenDialog = async () => ({ … }) })`.
function unanswered(name: string): () => never {
  return () => {
    throw new NotImitated(`dialog.${name} (a test gives the answer by replacing it)`)
  }
}

export const dialog = onlyImitated('dialog', {
  showMessageBox: unanswered('showMessageBox'),
  showMessageBoxSync: unanswered('showMessageBoxSync'),
  showOpenDialog: unanswered('showOpenDialog'),
  showOpenDialogSync: unanswered('showOpenDialogSync'),
  showSaveDialog,
  showSaveDialogSync: unanswered('showSaveDialogSync'),
  // As Electron does where it has no display.
  showErrorBox: (title: string, content: string) => console.error(`${title}\n${content}`),
})

function openOutside(what: string): void {
  if (!isHeaded) throw new NotImitated('shell without a display (a test replaces it)')
  const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' }
  const opener = openers[process.platform] ?? 'xdg-open'
  spawn(opener, [what], { detached: true, stdio: 'ignore' })
    .on('error', (error) => console.error(`stand-in: ${opener} could not be started: ${error.message}`))
    .unref()
}

export const shell = onlyImitated('shell', {
  async openExternal(url: string): Promise<void> {
    openOutside(url)
  },
  async openPath(path: string): Promise<string> {
    openOutside(path)
    return ''
  },
})

let clipboardText = ''
export const clipboard = onlyImitated('clipboard', {
  writeText(text: string): void {
    clipboardText = text
  },
  readText: () => clipboardText,
  clear(): void {
    clipboardText = ''
  },
})

/** Never emits by itself; a test does: `app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))`. */
export const powerMonitor = onlyImitated(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    getSystemIdleTime: () => 0,
    getSystemIdleState: () => 'active',
    isOnBatteryPower: () => false,
    onBatteryPower: false,
  }),
)

const blockers = new Set<number>()
let lastBlocker = 0
// Keeps account only: a machine without a display has no screen to keep awake.
export const powerSaveBlocker = onlyImitated('powerSaveBlocker', {
  start(): number {
    blockers.add(++lastBlocker)
    return lastBlocker
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id),
})
