import { createSlidingWindow } from './sliding-window.ts'

/** Newest rows kept. */
const KEPT_ROWS = 5_000

/** One request. Opened on arrival, filled in when it is over: a hanging request has code and status null. */
export interface JournalRow {
  readonly seq: number
  readonly atMs: number
  /** When the client signed it, by its own clock; null when it does not say. */
  readonly signedAtMs: number | null
  /** Without `/artemis/api`, as the vendor's guide writes it. */
  readonly path: string
  /** Business code; null for HTML, and while the request runs. */
  readonly code: string | null
  readonly httpStatus: number | null
  readonly durationMs: number
  /** Requests in work at the arrival of this one, itself included. */
  readonly inFlight: number
  /** The whole answer was handed to the socket. */
  readonly answered: boolean
  /** Answered or not, it is over. */
  readonly ended: boolean
}

export interface Journal {
  /** Oldest first. */
  readonly rows: readonly JournalRow[]
  /** Requests ever seen since the last clear, also those whose rows are gone. */
  count(path?: string): number
  byPath(): Readonly<Record<string, number>>
  /** Most requests in work at once since the last clear. */
  peakInFlight(): number
  inFlight(): number
  /** Most requests that arrived in any sliding second since the last clear. */
  peakPerSecond(): number
  /** Arrived in the last second, or minute. */
  perSecond(): number
  perMinute(): number
  /** Calls back with every row that is over; returns how to end that. */
  onEnd(listener: (row: JournalRow) => void): () => void
  clear(): void
}

export interface JournalEnd {
  readonly code: string | null
  readonly httpStatus: number | null
  readonly answered: boolean
}

export interface JournalWriter extends Journal {
  open(path: string, atMs: number, signedAtMs?: number | null): (end: JournalEnd) => void
}

/** '/artemis/api/common/v1/version?x' → '/common/v1/version' */
export function shortPath(target: string): string {
  const path = target.split('?', 1)[0] ?? ''
  return path.startsWith('/artemis/api/') ? path.slice('/artemis/api'.length) : path
}

/** now: the clock that also gives `atMs`. */
export function createJournal(now: () => number = Date.now): JournalWriter {
  const rows: JournalRow[] = []
  const counts = new Map<string, number>()
  let seq = 0
  let inFlight = 0
  let peak = 0
  const second = createSlidingWindow(1_000)
  const minute = createSlidingWindow(60_000)
  let peakPerSecond = 0
  const listeners = new Set<(row: JournalRow) => void>()

  return {
    get rows() {
      return [...rows]
    },
    count: (path) => {
      if (path !== undefined) return counts.get(shortPath(path)) ?? 0
      return [...counts.values()].reduce((sum, count) => sum + count, 0)
    },
    byPath: () => Object.fromEntries(counts),
    peakInFlight: () => peak,
    inFlight: () => inFlight,
    peakPerSecond: () => peakPerSecond,
    perSecond: () => second.count(now()),
    perMinute: () => minute.count(now()),
    onEnd: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    clear: () => {
      rows.length = 0
      counts.clear()
      peak = inFlight
      second.clear()
      minute.clear()
      peakPerSecond = 0
    },
    open: (path, atMs, signedAtMs = null) => {
      seq += 1
      inFlight += 1
      peak = Math.max(peak, inFlight)
      peakPerSecond = Math.max(peakPerSecond, second.add(atMs))
      minute.add(atMs)
      counts.set(path, (counts.get(path) ?? 0) + 1)
      const row = {
        seq,
        atMs,
        signedAtMs,
        path,
        code: null as string | null,
        httpStatus: null as number | null,
        durationMs: 0,
        inFlight,
        answered: false,
        ended: false,
      }
      rows.push(row)
      if (rows.length > KEPT_ROWS) rows.shift()
      const startedMs = performance.now()
      let over = false
      return (end) => {
        if (over) return
        over = true
        inFlight -= 1
        Object.assign(row, end, { ended: true, durationMs: Math.round(performance.now() - startedMs) })
        for (const listener of listeners) listener({ ...row })
      }
    },
  }
}
