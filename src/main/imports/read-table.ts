import { Worker } from 'node:worker_threads'
import type { TableAnswer, TableProblem } from '../../shared/import-table.ts'
import { limits } from '../lib/limits.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import type { TableWork } from './table-worker.ts'

export interface ReadTableNeeds {
  readonly scheduler: Scheduler
  /** `table-worker.ts`, or the built `table-worker.js` beside the built main. */
  readonly workerFile: URL
  readonly heapMb?: number
  readonly timeMs?: number
}

/**
 * Reads a spreadsheet, whatever its bytes are: the table, or why there is none. The work is done on a thread of its own,
 * which is ended when it takes too much time or memory.
 */
export function readTable(bytes: Uint8Array, fileName: string, needs: ReadTableNeeds): Promise<TableAnswer> {
  const { scheduler, heapMb = limits.importHeapMb, timeMs = limits.importTimeMs } = needs
  if (bytes.byteLength > limits.importTableMaxBytes) return Promise.resolve(no('tooLarge'))
  if (bytes.byteLength === 0) return Promise.resolve(no('empty'))

  return new Promise((resolve) => {
    // The thread gets a copy to keep; the caller's bytes stay the caller's.
    const work: TableWork = { bytes: Uint8Array.from(bytes), fileName }
    const worker = new Worker(needs.workerFile, {
      workerData: work,
      transferList: [work.bytes.buffer as ArrayBuffer],
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32 },
      execArgv: [],
      env: {},
    })
    const end = (answer: TableAnswer): void => {
      cancel()
      resolve(answer)
      void worker.terminate()
    }
    const cancel = scheduler.after(timeMs, () => end(no('tooSlow')))
    worker.once('message', (answer: TableAnswer) => end(answer))
    worker.once('error', (error: unknown) => {
      const isMemory = (error as { readonly code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'
      end(no(isMemory ? 'tooHeavy' : 'damaged'))
    })
    worker.once('exit', () => end(no('damaged')))
  })
}

function no(
  kind: Extract<TableProblem['kind'], 'tooLarge' | 'tooHeavy' | 'tooSlow' | 'empty' | 'damaged'>,
): TableAnswer {
  return { ok: false, problem: { kind } }
}
