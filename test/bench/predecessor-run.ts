// A thread of its own, with a simulator of its own, so that neither way takes the other's time.
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { createClient } from '../simulator/client.ts'
import { assign, enrol, guestNo, revoke } from './predecessor.ts'
import { admitted, CALL_MS, type Moment, moment, SITE, walkAll } from './turnstiles.ts'

/** The predecessor's way for the largest number of guests; one at a time, so the smaller numbers are on the way. */
export interface TheirRun {
  /** By number of guests: when all of them could pass, and when all were refused again. */
  readonly in: ReadonlyMap<number, Moment>
  readonly out: ReadonlyMap<number, Moment>
  readonly peakPerSecond: number
  readonly peakAtOnce: number
}

const askShape = z.object({ predecessorCounts: z.array(z.number()), faceData: z.string() })
const LIMIT_MS = 420_000

async function run(counts: readonly number[], faceData: string): Promise<TheirRun> {
  const simulator = await startSimulator(SITE)
  const client = createClient(simulator)
  try {
    await simulator.weather.set({ troubles: [{ kind: 'delay', ms: CALL_MS }] })
    const total = Math.max(...counts)
    const moments = (what: string, reached: (count: number) => boolean) =>
      Promise.all(
        counts.map(
          async (count) =>
            [count, await moment(what, simulator.journal, () => reached(count), LIMIT_MS)] as const,
        ),
      )

    const personIds: string[] = []
    const [inward] = await Promise.all([
      moments('they pass', (count) => admitted(simulator) >= count),
      (async () => {
        for (let i = 0; i < total; i += 1) {
          const personId = await enrol(client, guestNo(i), faceData)
          await assign(client, personId)
          personIds.push(personId)
        }
      })(),
    ])
    walkAll(simulator, total, true)
    const peakPerSecond = simulator.journal.peakPerSecond()
    const peakAtOnce = simulator.journal.peakInFlight()

    simulator.journal.clear()
    const [outward] = await Promise.all([
      moments('they are refused', (count) => admitted(simulator) <= total - count),
      (async () => {
        for (const personId of personIds) await revoke(client, personId)
      })(),
    ])
    walkAll(simulator, total, false)
    return { in: new Map(inward), out: new Map(outward), peakPerSecond, peakAtOnce }
  } finally {
    client.close()
    await simulator.stop()
  }
}

const asked = askShape.safeParse(workerData)
if (parentPort && asked.success) {
  const result = await run(asked.data.predecessorCounts, asked.data.faceData)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window
  parentPort.postMessage(result)
}

/** Starts the run beside ours; `stop` ends it early. */
export function startPredecessor(
  counts: readonly number[],
  face: Uint8Array,
): { readonly run: Promise<TheirRun>; stop(): Promise<unknown> } {
  const ask: z.infer<typeof askShape> = {
    predecessorCounts: [...counts],
    faceData: Buffer.from(face).toString('base64'),
  }
  const worker = new Worker(new URL(import.meta.url), { workerData: ask })
  const ended = new Promise<TheirRun>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error("the predecessor's run ended without a result")))
  })
  // Whoever waits for it hears of it; if ours breaks first, nobody does.
  ended.catch(() => undefined)
  return { run: ended, stop: () => worker.terminate() }
}
