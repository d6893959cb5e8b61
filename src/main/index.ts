import { app, dialog, protocol } from 'electron'
import { type Running, start } from './app/compose.ts'
import { registerScheme } from './app/scheme.ts'

// Two desks on one store would fight over the guests' access.
if (app.requestSingleInstanceLock()) {
  registerScheme(protocol)
  app.enableSandbox()
  // Not awaited at the top level: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(run)
} else {
  app.quit()
}

async function run(): Promise<void> {
  let running: Running
  try {
    running = await start()
  } catch (error) {
    dialog.showErrorBox(
      'Guard Post',
      error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    )
    app.exit(1)
    return
  }
  app.on('second-instance', () => running.focus())
  app.on('window-all-closed', () => app.quit())

  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    // Everything is on the disk already; this only closes files and connections in order.
    event.preventDefault()
    void running.stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
}
