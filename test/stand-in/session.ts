// session.defaultSession: permissions, preload scripts, and the doors to protocol.ts and web-request.ts.
import { EventEmitter } from 'node:events'
import { originOf } from './addresses.ts'
import { NotImitated, onlyImitated, onlyImitatedClass } from './host.ts'
import { net, protocol } from './protocol.ts'
import { webRequest } from './web-request.ts'

type Details = Record<string, unknown>
type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: Details,
) => void
type CheckHandler = (contents: unknown, permission: string, origin: string, details: Details) => boolean
type PreloadScript = { type: string; filePath: string; id?: string }

class Session extends EventEmitter {
  readonly webRequest = webRequest
  readonly protocol = protocol
  readonly #preloads: { type: string; filePath: string; id: string }[] = []
  #requestHandler: RequestHandler | null = null
  #checkHandler: CheckHandler | null = null

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#requestHandler = handler
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#checkHandler = handler
  }

  // Chromium is started without HID, serial and USB devices, so there is nothing to ask about.
  setDevicePermissionHandler(): void {}

  // Spelling is checked by Electron's own dictionaries, which plain headless Chromium has not.
  setSpellCheckerEnabled(): void {}

  registerPreloadScript({ type, filePath, id = filePath }: PreloadScript): string {
    if (type !== 'frame') throw new NotImitated(`a preload script of type ${type}`)
    this.#preloads.push({ type, filePath, id })
    return id
  }

  getPreloadScripts(): { type: string; filePath: string; id: string }[] {
    return [...this.#preloads]
  }

  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return net.fetch(input, init)
  }

  /** As in Electron: without a handler every request is granted. */
  askPermission(contents: unknown, permission: string, details: Details): Promise<boolean> {
    const handler = this.#requestHandler
    if (!handler) return Promise.resolve(true)
    return new Promise((resolve) => handler(contents, permission, resolve, details))
  }

  checkPermission(contents: unknown, permission: string, url: string, details: Details): boolean {
    return this.#checkHandler?.(contents, permission, originOf(url), details) ?? true
  }
}

onlyImitatedClass('session', Session)
const defaultSession = new Session()

export type { Session }
export const session = onlyImitated('session', {
  defaultSession,
  fromPartition(partition: string): Session {
    throw new NotImitated(`session.fromPartition('${partition}')`)
  },
})
