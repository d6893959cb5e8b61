import { parentPort, workerData } from 'node:worker_threads'
import { parseTable } from './parse-table.ts'

/** What `read-table.ts` sends; the answer goes back as one message. */
export interface TableWork {
  readonly bytes: Uint8Array
  readonly fileName: string
}

const { bytes, fileName } = workerData as TableWork
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(await parseTable(bytes, fileName))
