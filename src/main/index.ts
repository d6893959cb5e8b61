import { app, dialog } from 'electron'
import { type Prepared, prepare, type Running, start } from './app/compose.ts'

// Two desks on one store would fight over the guests' access.
if (app.requestSingleInstanceLock()) {
  begin()
} else {
  app.quit()
}

/** Without a folder to write to there is neither log nor settings: then a sentence, and not Electron's page of code. */
function begin(): void {
  let prepared: Prepared
  try {
    prepared = prepare()
  } catch (error) {
    dialog.showErrorBox('Guard Post', String(error))
    app.exit(1)
    return
  }
  // Not awaited at the top level: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(() => run(prepared))
}

async function run(prepared: Prepared): Promise<void> {
  let running: Running
  try {
    running = await start(prepared)
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    dialog.showErrorBox('Guard Post', prepared.redact(text))
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
