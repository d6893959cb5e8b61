// The preload's world: what `require('electron')` gives a sandboxed preload. The source text runs in the page's
// isolated world; nothing outside itself may be used.
// oxlint-disable unicorn/consistent-function-scoping -- its text must hold everything it uses
// oxlint-disable typescript/no-unsafe-type-assertion -- values of any shape cross here, and are given back as they came
import type { makeCodec as MakeCodec } from './codec.ts'
import type { makeCrossing as MakeCrossing } from './page-crossing.ts'

export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'ask'; id: number; question: string; details: Record<string, unknown> }
  | { kind: 'preload-error'; message: string }
export type ToPage =
  | { kind: 'answer'; id: number; channel: string; value?: unknown; error?: string }
  | { kind: 'event'; channel: string; args: unknown[] }
  | { kind: 'told'; id: number; answer: unknown }

type Listener = (event: object, ...args: unknown[]) => void
type Waiting = { resolve: (value: unknown) => void; reject: (reason: Error) => void }
type Preload = (exports: object, require: (id: string) => unknown, module: object, process: object) => void
type Tools = { makeCodec: typeof MakeCodec; makeCrossing: typeof MakeCrossing }

export function isolatedWorld(
  tag: string,
  bindingName: string,
  tools: Tools,
  processInfo: object,
  preloads: Preload[],
): void {
  if (window !== window.top) return
  const codec = tools.makeCodec()
  const { fire, listen, pack } = tools.makeCrossing(tag, 'isolated', 'main')
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const post = (message: FromPage): void => world[bindingName]?.(codec.encode(message))
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Listener[]>()
  let lastId = 0

  function refuseBeyond<T extends object>(name: string, known: T): T {
    return new Proxy(known, {
      get(target, key): unknown {
        if (typeof key === 'symbol' || key in target || key === 'then') return Reflect.get(target, key)
        throw new Error(`stand-in: ${name}.${key} is not imitated`)
      },
    })
  }
  function cloned(args: unknown[]): unknown[] {
    try {
      return structuredClone(args)
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }
  function on(channel: string, listener: Listener): object {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  function off(channel: string, listener: Listener): object {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((one) => one !== listener),
    )
    return ipcRenderer
  }
  function once(channel: string, listener: Listener): object {
    const only: Listener = (event, ...args) => {
      off(channel, only)
      listener(event, ...args)
    }
    return on(channel, only)
  }

  const ipcRenderer: object = refuseBeyond('ipcRenderer', {
    invoke(channel: string, ...args: unknown[]) {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        const copy = cloned(args)
        waiting.set(id, { resolve, reject })
        post({ kind: 'invoke', id, channel, args: copy })
      })
    },
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args: cloned(args) }),
    on,
    once,
    off,
    addListener: on,
    removeListener: off,
    removeAllListeners(channel: string) {
      listeners.delete(channel)
      return ipcRenderer
    },
  })

  world['__fromHost'] = (text) => {
    const message = codec.decode(text) as ToPage
    if (message.kind === 'told') fire('told', { id: message.id, answer: message.answer })
    else if (message.kind === 'event') {
      const event = { sender: ipcRenderer, ports: [] }
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
    } else {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error === undefined) call?.resolve(message.value)
      else call?.reject(new Error(`Error invoking remote method '${message.channel}': ${message.error}`))
    }
  }

  const exposed: object[] = []
  let isMainUp = false
  listen('main-is-up', () => {
    isMainUp = true
    for (const one of exposed.splice(0)) fire('expose', one)
  })
  type Question = { id: number; question: string; details: Record<string, unknown> }
  listen('ask', (question: Question) => post({ kind: 'ask', ...question }))
  fire('isolated-is-up')

  const contextBridge = refuseBeyond('contextBridge', {
    exposeInMainWorld(key: string, api: unknown) {
      const one = { key, api: pack(api) }
      if (isMainUp) fire('expose', one)
      else exposed.push(one)
    },
  })
  const electron = refuseBeyond('electron (in a preload)', { contextBridge, ipcRenderer })
  const require = (id: string): unknown => {
    if (/^electron(\/(renderer|common))?$/.test(id)) return electron
    throw new Error(`module not found: ${id}`)
  }
  for (const preload of preloads) {
    const module = { exports: {} }
    try {
      preload(module.exports, require, module, processInfo)
    } catch (error) {
      post({
        kind: 'preload-error',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
  }
}
