import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pushedEvent } from './event-rows.ts'
import type { EventRow, Subscription, WaitingEvent } from './state.ts'
import { dropExpired, enqueue, markHistory, taken } from './subscriptions.ts'
import { formatTime } from './times.ts'
import type { World } from './world.ts'

const MOST_PER_POST = 50
/** A receiver must answer at once and work later. */
const ANSWER_WITHIN_MS = 5_000

/**
 * The event push to subscribers. What it has not got rid of is part of the state, so a stop does not lose it; what
 * was recorded between the last save and a crash is lost for the push, and still found by asking.
 */
export interface Push {
  recorded(rows: readonly EventRow[]): void
  stop(): void
}

/** Only this machine: a simulator must not send anything into a network. */
export function isLoopback(eventDest: string): boolean {
  if (!URL.canParse(eventDest)) return false
  const { protocol, hostname, username, password } = new URL(eventDest)
  if (username !== '' || password !== '') return false
  return (
    (protocol === 'http:' || protocol === 'https:') &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname))
  )
}

/** Resolves to whether it was taken. Redirects are not followed, and a self-signed receiver is not trusted. */
function post({ eventDest, token }: Subscription, body: object, stopped: AbortSignal): Promise<boolean> {
  const text = JSON.stringify(body)
  const send = eventDest.startsWith('https:') ? httpsRequest : httpRequest
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...(token === null ? {} : { token }),
  }
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)])
  return new Promise((resolve) => {
    const sent = send(eventDest, { method: 'POST', headers, signal, agent: false }, (response) => {
      const { statusCode = 0 } = response
      response.on('error', () => resolve(false))
      response.on('end', () => resolve(statusCode >= 200 && statusCode < 300))
      response.resume()
    })
    sent.on('error', () => resolve(false))
    sent.end(text)
  })
}

export function createPush(world: World, retryMs: number): Push {
  const { state, weather } = world
  const stopping = new AbortController()
  /** Receivers that a delivery is running to, and those whose last one failed. */
  const busy = new Set<string>()
  const failing = new Set<string>()
  let retry: NodeJS.Timeout | null = null

  /** Nothing while HCP itself is down, nor from a door that has not reported yet. */
  function nextBatch({ waiting }: Subscription): readonly WaitingEvent[] {
    const { down, offlineDoors } = weather.conditions
    if (down) return []
    return waiting.filter(({ row }) => !offlineDoors.includes(row.doorIndexCode)).slice(0, MOST_PER_POST)
  }

  function bodyOf(batch: readonly WaitingEvent[]): object {
    return {
      method: 'OnEventNotify',
      params: {
        sendTime: formatTime(world.now(), world.rules.zoneOffsetMinutes),
        ability: 'event_acs',
        events: batch.map(({ row, personCode, isHistory }) => pushedEvent(world, row, personCode, isHistory)),
      },
    }
  }

  /** One request after the other, so that the order stays. */
  async function deliver(eventDest: string): Promise<void> {
    if (busy.has(eventDest)) return
    busy.add(eventDest)
    try {
      while (!stopping.signal.aborted) {
        const subscription = state.subscriptions.find((one) => one.eventDest === eventDest)
        const batch = subscription === undefined ? [] : nextBatch(subscription)
        if (subscription === undefined || batch.length === 0) return
        const isTaken = await post(subscription, bodyOf(batch), stopping.signal).catch(() => false)
        if (!isTaken) {
          failing.add(eventDest)
          markHistory(state, eventDest)
          return
        }
        failing.delete(eventDest)
        taken(state, eventDest, batch)
      }
    } finally {
      busy.delete(eventDest)
    }
  }

  async function deliverAll(): Promise<void> {
    dropExpired(state, world.now())
    await Promise.all(state.subscriptions.map(({ eventDest }) => deliver(eventDest)))
    tryLater()
  }

  function tryLater(): void {
    if (stopping.signal.aborted || retry !== null) return
    if (state.subscriptions.every(({ waiting }) => waiting.length === 0)) return
    retry = setTimeout(() => {
      retry = null
      void deliverAll()
    }, retryMs)
    // What waits is saved; it must not keep the process alive.
    retry.unref()
  }

  for (const { eventDest } of state.subscriptions) markHistory(state, eventDest)
  void deliverAll()

  return {
    recorded: (rows) => {
      if (state.subscriptions.length === 0) return
      enqueue(state, rows, world.now(), (eventDest) => failing.has(eventDest))
      void deliverAll()
    },
    stop: () => {
      stopping.abort()
      if (retry !== null) clearTimeout(retry)
    },
  }
}
