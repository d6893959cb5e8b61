import { parentPort, workerData } from 'node:worker_threads'
import { doStoreWork, type StoreWork } from './store-work.ts'

// What `run-store-work.ts` sends; the answer goes back as one message.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(doStoreWork(workerData as StoreWork))
