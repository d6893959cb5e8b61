import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { type Answer, envelope, html } from './answer.ts'
import { artemisMissing, dispatch } from './dispatch.ts'
import type { Gateway, WireRequest } from './gateway.ts'
import { type JournalWriter, shortPath } from './journal.ts'
import type { World } from './world.ts'

const LARGEST_BODY_BYTES = 16 * 1024 * 1024

export interface FrontDesk {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Gives up what was to be done later. */
  close(): void
}

interface Parts {
  readonly world: World
  readonly gateway: Gateway
  readonly journal: JournalWriter
  readonly save: () => Promise<void>
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > LARGEST_BODY_BYTES) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function singleHeaders(request: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

/** What happens to one request on its way in and out: weather, gateway, work, saving, answer. */
export function createFrontDesk({ world, gateway, journal, save }: Parts): FrontDesk {
  const { weather } = world
  const later = new Set<NodeJS.Timeout>()

  async function work(wire: WireRequest, path: string): Promise<Answer> {
    const { answer, changed } = dispatch(world, wire.method, path, wire.body)
    if (changed) await save()
    return answer
  }

  function workLater(wire: WireRequest, path: string, afterMs: number): void {
    const timer = setTimeout(() => {
      later.delete(timer)
      work(wire, path).catch(() => undefined)
    }, afterMs)
    later.add(timer)
  }

  /** null = nobody will ever answer. */
  async function answerTo(wire: WireRequest, path: string): Promise<Answer | null> {
    if (!wire.target.startsWith('/artemis/')) return artemisMissing()
    const { leaky, authAs401 } = weather.conditions
    const refusal = gateway.check(wire, world.now(), leaky)
    if (refusal !== null && refusal.code === null)
      return { httpStatus: 401, contentType: 'text/plain', text: '', code: null }
    if (refusal !== null) return envelope(refusal.code ?? '', refusal.msg, '', authAs401 ? 401 : 200)
    const forced = weather.take('code', path)
    if (forced !== undefined) return envelope(forced.code, forced.msg ?? 'Failed', '')
    const late = weather.take('late', path)
    if (late === undefined) return work(wire, path)
    workLater(wire, path, late.afterMs)
    return null
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/'
    const path = shortPath(target)
    const end = journal.open(path, world.now())
    const cut = (): void => {
      end({ code: null, httpStatus: null, answered: false })
      request.socket.destroy()
    }
    const send = (answer: Answer): void => {
      const { httpStatus, contentType, text, code } = answer
      response.writeHead(httpStatus, STATUS_CODES[httpStatus] ?? '', {
        'Content-Type': contentType,
        'Content-Length': Buffer.byteLength(text),
      })
      end({ code, httpStatus, answered: !response.destroyed })
      response.end(text)
    }

    try {
      // null: too long, or broken off by the client.
      const body = await readBody(request).catch(() => null)
      if (body === null) return cut()
      if (weather.take('dropBefore', path) !== undefined) return cut()
      const page = weather.take('html', path)
      if (page !== undefined) return send(html(page.status, STATUS_CODES[page.status] ?? 'Error'))

      const wire = { method: request.method ?? 'GET', target, headers: singleHeaders(request), body }
      const answer = await answerTo(wire, path)
      if (answer === null) {
        request.socket.once('close', () => end({ code: null, httpStatus: null, answered: false }))
        return
      }
      const delay = weather.take('delay', path)
      if (delay !== undefined) await pause(delay.ms)
      if (weather.take('dropAnswer', path) !== undefined) return cut()
      send(answer)
    } catch {
      // The disk refused, or a mistake in here: whether the work counts is for the client to find out.
      send(html(500, 'Internal Server Error'))
    }
  }

  return {
    handle,
    close: () => {
      for (const timer of later) clearTimeout(timer)
      later.clear()
    },
  }
}
