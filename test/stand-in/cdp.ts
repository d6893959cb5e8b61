// A typed client of the Chrome DevTools Protocol over Chromium's --remote-debugging-pipe.
import type { Readable, Writable } from 'node:stream'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Events = Protocol.Events
type Listener<Name extends keyof Events> = (event: Events[Name], sessionId: string) => void
type Waiting = { readonly resolve: (answer: never) => void; readonly reject: (reason: Error) => void }
type Message = {
  readonly id?: number
  // What belongs to which method is known where it was sent or listened for; here it fits everywhere.
  readonly result: never
  readonly error?: { readonly message: string; readonly data?: string }
  readonly method?: string
  readonly params: never
  readonly sessionId?: string
}

export type { Protocol }

export class Cdp {
  #lastId = 0
  #closed = false
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Map<string, Set<(event: never, sessionId: string) => void>>()
  readonly #output: Writable

  constructor(output: Writable, input: Readable) {
    this.#output = output
    let parts: Buffer[] = []
    input.on('data', (chunk: Buffer) => {
      let rest = chunk
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        parts.push(rest.subarray(0, end))
        const text = Buffer.concat(parts).toString('utf8')
        parts = []
        rest = rest.subarray(end + 1)
        const message: Message = JSON.parse(text)
        this.#receive(message)
      }
      if (rest.length > 0) parts.push(rest)
    })
    input.on('close', () => {
      this.#closed = true
      for (const { reject } of this.#waiting.values()) reject(new Error('stand-in: Chromium has gone'))
      this.#waiting.clear()
    })
    output.on('error', () => {
      // The pipe breaks when Chromium goes; its end is told by 'close' above.
    })
  }

  send<Name extends keyof Commands>(
    method: Name,
    params?: Commands[Name],
    sessionId?: string,
  ): Promise<Answers[Name]> {
    if (this.#closed) return Promise.reject(new Error('stand-in: Chromium has gone'))
    const id = ++this.#lastId
    this.#output.write(`${JSON.stringify({ id, method, params: params ?? {}, sessionId })}\0`)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
    })
  }

  on<Name extends keyof Events>(method: Name, listener: Listener<Name>): void {
    const listeners = this.#listeners.get(method) ?? new Set()
    this.#listeners.set(method, listeners.add(listener))
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      const listeners = this.#listeners.get(message.method ?? '') ?? []
      for (const listener of listeners) listener(message.params, message.sessionId ?? '')
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error)
      waiting?.reject(new Error(`${message.error.message} ${message.error.data ?? ''}`.trim()))
    else waiting?.resolve(message.result)
  }
}
