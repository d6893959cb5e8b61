// A simulator in a thread of its own, so that its work is no block of the desk's.
import { once } from 'node:events'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { HandEvent } from '../../src/simulator/passages.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'

const whoShape = z.object({
  port: z.number(),
  appKey: z.string(),
  appSecret: z.string(),
  certificatePem: z.string(),
})
const asked = z.object({ busyHcp: z.literal(true) }).safeParse(workerData)

if (parentPort && asked.success) {
  const port = parentPort
  const { port: httpsPort, appKey, appSecret, certificatePem, addEvents } = await startSimulator()
  port.on('message', (events: readonly HandEvent[]) => {
    addEvents(events)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window
    port.postMessage('added')
  })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window
  port.postMessage({ port: httpsPort, appKey, appSecret, certificatePem })
}

export interface BusyHcp extends z.infer<typeof whoShape> {
  addEvents(events: readonly HandEvent[]): Promise<void>
  stop(): Promise<unknown>
}

export async function startBusyHcp(): Promise<BusyHcp> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { busyHcp: true } })
  const [who]: unknown[] = await once(worker, 'message')
  return {
    ...whoShape.parse(who),
    async addEvents(events) {
      const added = once(worker, 'message')
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
      worker.postMessage(events)
      await added
    },
    stop: () => worker.terminate(),
  }
}
