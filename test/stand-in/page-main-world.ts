// The page's own world, before any script of the page: where contextBridge's objects appear, and where the questions
// are asked that Electron asks inside Chromium. The source text runs in the page; nothing outside itself may be used.
// oxlint-disable unicorn/consistent-function-scoping -- its text must hold everything it uses
import type { makeCrossing as MakeCrossing } from './page-crossing.ts'

export function mainWorld(tag: string, makeCrossing: typeof MakeCrossing): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined
  const denied = (): DOMException => new DOMException('Permission denied', 'NotAllowedError')
  if (window !== window.top) {
    // A frame has no preload, so its questions would reach nobody.
    if (devices) devices.getUserMedia = () => Promise.reject(denied())
    return
  }
  const { fire, listen, unpack } = makeCrossing(tag, 'main', 'isolated')
  const waiting = new Map<number, (answer: unknown) => void>()
  let lastId = 0

  function ask(question: string, details: object): Promise<unknown> {
    const id = ++lastId
    fire('ask', { id, question, details })
    return new Promise((resolve) => waiting.set(id, resolve))
  }
  function freeze<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value
    Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }

  listen('told', ({ id, answer }: { id: number; answer: unknown }) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  listen('expose', ({ key, api }: { key: string; api: unknown }) => {
    if (key in window) {
      throw new Error(`Cannot bind an API on top of an existing property on the window object: ${key}`)
    }
    Object.defineProperty(window, key, { value: freeze(unpack(api)), enumerable: true })
  })
  // Whichever world comes up second finds the other one there.
  listen('isolated-is-up', () => fire('main-is-up'))
  fire('main-is-up')

  window.open = (url?: string | URL, target?: string, features?: string) => {
    const address = url === undefined || url === '' ? 'about:blank' : new URL(url, location.href).href
    void ask('open', { url: address, frameName: target ?? '', features: features ?? '' })
    return null
  }
  if ('Notification' in window) {
    const requestPermission = Notification.requestPermission.bind(Notification)
    // Main's answer has become Chromium's own by the time it is told.
    Notification.requestPermission = async (told) => {
      await ask('notifications', {})
      return requestPermission(told)
    }
  }
  if (!devices) return
  const getUserMedia = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (wanted) => {
    const mediaTypes = [...(wanted?.video ? ['video'] : []), ...(wanted?.audio ? ['audio'] : [])]
    if ((await ask('media', { mediaTypes })) !== true) throw denied()
    return getUserMedia(wanted)
  }
  const enumerateDevices = devices.enumerateDevices.bind(devices)
  devices.enumerateDevices = async () => {
    const found = await enumerateDevices()
    if ((await ask('devices', {})) === true) return found
    // As Chromium lists devices to a page without the permission: that they are there, not which.
    const { kind = 'videoinput' } = found.find((device) => device.kind === 'videoinput') ?? {}
    const nameless = { kind, deviceId: '', groupId: '', label: '' }
    return found.length === 0 ? [] : [{ ...nameless, toJSON: () => nameless }]
  }
}
