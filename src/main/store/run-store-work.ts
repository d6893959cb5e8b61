import { Worker } from 'node:worker_threads'
import type { StoreWork, StoreWorkAnswer } from './store-work.ts'

/** The built main has the thread's file beside it. */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('./store-worker.ts', import.meta.url)
  : new URL('store-worker.js', import.meta.url)

/** Does the work on a thread of its own: nobody else waits for it, not even for the disk. The signal ends the thread. */
export function runStoreWork(work: StoreWork, signal?: AbortSignal): Promise<StoreWorkAnswer> {
  return new Promise((resolve) => {
    const fail = (why: string): void => resolve({ ok: false, trouble: 'unknown', why })
    const worker = new Worker(workerFile, { workerData: work, execArgv: [], env: {} })
    signal?.addEventListener('abort', () => void worker.terminate(), { once: true })
    worker.once('message', resolve)
    worker.once('error', (error: unknown) => fail(error instanceof Error ? error.name : 'Error'))
    worker.once('exit', () => fail('the thread ended without an answer'))
  })
}
