import { Worker } from 'node:worker_threads'
import { writeWhole } from '../lib/durable-file.ts'
import type { Table } from './table.ts'

/** The library builds a whole table in memory: seconds and some hundred megabytes for these. A CSV has no such limit. */
export const XLSX_ROWS_MAX = 20_000
const HEAP_MB = 512
/** Rows handed over in one message: copying them takes a millisecond or two. */
const PIECE_ROWS = 500

export class TooManyRowsError extends Error {
  override readonly name = 'TooManyRowsError'
}

/** The built main has the thread's file beside it. */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('./xlsx-worker.ts', import.meta.url)
  : new URL('xlsx-worker.js', import.meta.url)

/** See `writeTable`. The work is done on a thread of its own: nobody else waits for it. */
export async function writeXlsx(
  file: string,
  { header, rows }: Omit<Table, 'delimiter'>,
  signal?: AbortSignal,
): Promise<number> {
  const worker = new Worker(workerFile, {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    execArgv: [],
    env: {},
  })
  const built = answerOf(worker)
  const giveUp = (): void => void worker.terminate()
  signal?.addEventListener('abort', giveUp)
  // It may fail while the rows are still on their way; then the next piece finds out.
  built.catch(() => undefined)
  try {
    let piece: (readonly string[])[] = [header]
    let written = 0
    for await (const row of rows) {
      signal?.throwIfAborted()
      written += 1
      if (written > XLSX_ROWS_MAX) throw new TooManyRowsError('more rows than an XLSX is made of')
      piece.push(row)
      if (piece.length < PIECE_ROWS) continue
      send(worker, piece)
      piece = []
    }
    send(worker, piece)
    send(worker, null)
    const bytes = await built
    signal?.throwIfAborted()
    await writeWhole(file, bytes)
    return written
  } finally {
    signal?.removeEventListener('abort', giveUp)
    await worker.terminate()
  }
}

function send(worker: Worker, piece: readonly (readonly string[])[] | null): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage(piece)
}

function answerOf(worker: Worker): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', (error: unknown) => {
      const isMemory = (error as { readonly code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(isMemory ? new TooManyRowsError('more text than an XLSX is made of') : error)
    })
    worker.once('exit', () => reject(new Error('the thread ended without an answer')))
  })
}
