// ipcMain: handlers of invoke, listeners of send.
import { EventEmitter } from 'node:events'
import { onlyImitatedClass } from './host.ts'
import type { WebFrameMain } from './web-frame.ts'

export type IpcEvent = {
  readonly type: 'frame'
  readonly sender: unknown
  readonly senderFrame: WebFrameMain
  readonly processId: number
  readonly frameId: number
  readonly reply: (channel: string, ...args: unknown[]) => void
}
type Handler = (event: IpcEvent, ...args: unknown[]) => unknown
type Outcome = { value: unknown } | { error: string }

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    }
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.#handlers.delete(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** What the page gets for an invoke. */
  async answer(event: IpcEvent, channel: string, args: unknown[]): Promise<Outcome> {
    const handler = this.#handlers.get(channel)
    if (!handler) return { error: `Error: No handler registered for '${channel}'` }
    try {
      return { value: cloned(await handler(event, ...args)) }
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      return { error: String(error) }
    }
  }
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    throw new Error('An object could not be cloned.')
  }
}

onlyImitatedClass('ipcMain', IpcMain)
export const ipcMain = new IpcMain()
