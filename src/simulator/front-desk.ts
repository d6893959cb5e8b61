import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { createAdmission } from './admission.ts'
import { type Answer, html } from './answer.ts'
import { shaped } from './answer-shape.ts'
import { sendHalf, sendHuge } from './broken-answers.ts'
import { dispatch } from './dispatch.ts'
import type { Gateway, WireRequest } from './gateway.ts'
import { type JournalEnd, type JournalWriter, shortPath } from './journal.ts'
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

const NEVER_ANSWERED: JournalEnd = { code: null, httpStatus: null, answered: false }

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

function signedAt(header: unknown): number | null {
  return typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : null
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
  const admission = createAdmission(world, gateway)
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
    const refused = admission.gateway(wire, path)
    if (refused !== null) return refused
    const late = weather.take('late', path)
    if (late === undefined) return work(wire, path)
    workLater(wire, path, late.afterMs)
    return null
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/'
    const path = shortPath(target)
    const end = journal.open(path, world.now(), signedAt(request.headers['x-ca-timestamp']))
    const cut = (rest: JournalEnd = NEVER_ANSWERED): void => {
      end(rest)
      request.socket.destroy()
    }
    const send = (answer: Answer): void => {
      const { httpStatus, contentType, text, code, headers } = answer
      response.writeHead(httpStatus, STATUS_CODES[httpStatus] ?? '', {
        ...headers,
        'Content-Type': contentType,
        'Content-Length': Buffer.byteLength(text),
      })
      end({ code, httpStatus, answered: !response.destroyed })
      response.end(text)
    }
    const hang = (rest: JournalEnd): void => {
      if (request.socket.destroyed) end(rest)
      else request.socket.once('close', () => end(rest))
    }

    /** The way out, where the work has been done and the answer may still be lost. */
    async function sendThroughWeather(answer: Answer): Promise<void> {
      const { code, httpStatus } = answer
      const delay = weather.take('delay', path)
      if (delay !== undefined) await pause(delay.ms)
      if (weather.take('dropAnswer', path) !== undefined) return cut()
      if (weather.take('truncated', path) !== undefined) {
        await sendHalf(response, answer)
        return cut({ code, httpStatus, answered: false })
      }
      if (weather.take('stall', path) !== undefined) {
        hang({ code, httpStatus, answered: false })
        return sendHalf(response, answer)
      }
      if (weather.take('garbage', path) !== undefined) return send(html(200, 'Welcome'))
      if (weather.take('huge', path) !== undefined) {
        await sendHuge(response, answer)
        return end({ code, httpStatus, answered: !response.destroyed })
      }
      send(answer)
    }

    try {
      // null: too long, or broken off by the client.
      const body = await readBody(request).catch(() => null)
      if (body === null) return cut()
      if (weather.take('dropBefore', path) !== undefined) return cut()
      const early = admission.webServer(path)
      if (early !== null) return send(early)

      const wire = { method: request.method ?? 'GET', target, headers: singleHeaders(request), body }
      const answer = await answerTo(wire, path)
      if (answer === null) return hang(NEVER_ANSWERED)
      await sendThroughWeather(shaped(answer, weather.conditions))
    } catch {
      // The disk refused, or a mistake in here: whether the work counts is for the client to find out.
      if (response.headersSent) cut()
      else send(html(500, 'Internal Server Error'))
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
