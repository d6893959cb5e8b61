import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Log } from '../lib/log.ts'
import { createAnswerers } from './answer.ts'
import type { Handlers } from './handlers.ts'

/** Opens the hatch: the only place that hears the page. Answers the function that closes it. */
export function openHatch(
  handlers: Handlers,
  isOurs: (event: IpcMainInvokeEvent) => boolean,
  log: Log,
): () => void {
  const answerers = createAnswerers(handlers, log)
  // A page may send any number of arguments; the contract knows one.
  for (const [channel, answer] of answerers)
    ipcMain.handle(channel, (event, ask: unknown) => answer(() => isOurs(event), ask))
  return () => {
    for (const channel of answerers.keys()) ipcMain.removeHandler(channel)
  }
}
