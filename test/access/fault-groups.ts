import { Worker } from 'node:worker_threads'
import { type Case, faultCases } from './fault-cases.ts'
import { weatherCases } from './fault-weather.ts'

export const GROUPS = {
  'the way in': () =>
    faultCases(['create', 'look up', 'join the level', 'apply', 'read back', 'ask the doors']),
  'a change': () => faultCases(['change the window', 'change the face']),
  'the way out': () =>
    faultCases(['leave the level', 'apply the end', 'ask the doors at the end', 'end the window']),
  'the server': weatherCases,
} as const satisfies Record<string, () => readonly Case[]>

export function allCases(): readonly Case[] {
  return Object.entries(GROUPS).flatMap(([group, cases]) =>
    cases().map((one) => ({ ...one, name: `${group}: ${one.name}` })),
  )
}

/** One thread's part of the cases. */
export interface Share {
  readonly part: number
  readonly parts: number
  /** Only cases whose name holds this; all when empty. */
  readonly only: string
}

export interface CaseEnd {
  readonly name: string
  /** What was wrong, or null. */
  readonly error: string | null
}

const THREADS = 2

/**
 * Runs the cases in threads of its own, so that both processors are used and whatever escapes a promise in the
 * desk ends its thread. Answers the end of every case, by name. `FAULTS=text` runs only those that hold the text.
 */
export function runGroups(): ReadonlyMap<string, Promise<void>> {
  const only = process.env['FAULTS'] ?? ''
  const names = allCases()
    .map(({ name }) => name)
    .filter((name) => name.includes(only))
  const ends = new Map(names.map((name) => [name, Promise.withResolvers<void>()]))
  for (const { promise } of ends.values()) promise.catch(() => undefined)
  for (let part = 0; part < THREADS; part += 1) {
    const share: Share = { part, parts: THREADS, only }
    const worker = new Worker(new URL('fault-worker.ts', import.meta.url), { workerData: share })
    worker.on('message', ({ name, error }: CaseEnd) => {
      const end = ends.get(name)
      if (error === null) end?.resolve()
      else end?.reject(new Error(error))
    })
    // Something escaped every promise: nobody knows from which desk, so all that are not through have failed.
    worker.on('error', (error) => {
      for (const end of ends.values()) end.reject(error)
    })
  }
  return new Map([...ends].map(([name, { promise }]) => [name, promise]))
}
