import { basename } from 'node:path'
import { z } from 'zod'
import type { Muster, PdfAnswer } from '../../shared/muster.ts'
import type { Operations } from '../guards/operations.ts'
import type { Clock } from '../lib/clock.ts'
import { writeWhole } from '../lib/durable-file.ts'
import type { Log } from '../lib/log.ts'
import { forgetFact, getFact, putFact } from '../store/facts.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import type { ChooseFile, PrintPage } from './save-file.ts'
import { codeOf } from './save-table.ts'

const MUSTER = 'muster'
const ENDED = 'musterEnded'
const shape = z.object({ startedAtMs: z.number(), safeVisitIds: z.array(z.number()) })

/** The roll call under way, or null. It outlives a restart: an alarm may well cut the power. */
export function knownMuster(store: Store): Muster | null {
  return read(store, MUSTER)
}

function read(store: Store, name: typeof MUSTER | typeof ENDED): Muster | null {
  return shape
    .nullable()
    .catch(null)
    .parse(getFact(store, name) ?? null)
}

/** The roll call as the guard leads it. */
export interface MusterRoll {
  /** Begins one, or ends it; one under way goes on as it is. */
  set(running: boolean): null
  /** Ended by a slip: the last one goes on as it was. One under way is left alone. */
  resume(): null
  /** Somebody was seen at the assembly point, or was not after all. Without a roll call it means nothing. */
  mark(visitId: number, safe: boolean): null
  /** The page as it prints; written however full the disk is. */
  savePdf(fileName: string): Promise<PdfAnswer>
}

export interface MusterNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly operations: Operations
  readonly log: Log
  readonly changed: () => void
  readonly chooseFile: ChooseFile
  readonly printPage: PrintPage
}

export function openMusterRoll({
  store,
  clock,
  operations,
  log,
  changed,
  chooseFile,
  printPage,
}: MusterNeeds): MusterRoll {
  const write = (next: Muster | null): void => {
    if (next) putFact(store, MUSTER, next)
    else forgetFact(store, MUSTER)
    changed()
  }
  return {
    set(running) {
      const muster = knownMuster(store)
      if (running && muster === null) write({ startedAtMs: clock.nowMs(), safeVisitIds: [] })
      if (!running && muster !== null) {
        inTransaction(store, () => {
          putFact(store, ENDED, muster)
          write(null)
        })
      }
      return null
    },
    resume() {
      const ended = read(store, ENDED)
      if (ended !== null && knownMuster(store) === null) write(ended)
      return null
    },
    mark(visitId, safe) {
      const muster = knownMuster(store)
      if (!muster) return null
      const others = muster.safeVisitIds.filter((id) => id !== visitId)
      write({ ...muster, safeVisitIds: safe ? [...others, visitId] : others })
      return null
    },
    async savePdf(fileName) {
      const file = await chooseFile(`${fileName}.pdf`, 'pdf')
      if (file === null) return { ok: false, refused: 'cancelled' }
      try {
        const written = await operations.run('musterPdf', async (signal) => {
          const bytes = await printPage()
          signal.throwIfAborted()
          await writeWhole(file, bytes)
        })
        if (!written.ok) throw new Error(written.refused)
        log.info('the muster list was written to a file')
        return { ok: true, fileName: basename(file) }
      } catch (error) {
        log.warn(`the muster list was not written to a file: ${codeOf(error)}`)
        return { ok: false, refused: 'notWritten' }
      }
    },
  }
}
