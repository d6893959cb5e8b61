import { join } from 'node:path'
import { z } from 'zod'
import type { DestructionWords, TableFormat } from '../../shared/export-words.ts'
import { DEFAULT_KEEP_DAYS, KEEP_DAYS_LEAST, KEEP_DAYS_MOST, type KeepingView } from '../../shared/keeping.ts'
import type { ExportAnswer } from '../../shared/passage-search.ts'
import { startDeletingPersons } from '../access/delete-persons.ts'
import { deletePerson, findPerson } from '../hcp/endpoints/persons.ts'
import type { Gate } from '../hcp/gate.ts'
import type { Clock } from '../lib/clock.ts'
import type { LogFile } from '../lib/log.ts'
import { pause, type Scheduler, startLoop } from '../lib/scheduler.ts'
import { destructionCells, destructionHeader } from '../outside/destruction-table.ts'
import { localDate } from '../outside/local-time.ts'
import { countDestructions, destructions, hurryPersons } from '../store/destruction.ts'
import { isDistrusted } from '../store/distrust.ts'
import { getFact, putFact } from '../store/facts.ts'
import type { Store } from '../store/open-store.ts'
import { keepReserve, openReserve } from '../store/reserve.ts'
import { startRetention } from '../visits/retention.ts'
import { codeOf, type SaveTable } from './save-table.ts'

export interface KeepingNeeds {
  /** Of the desk; its photos are in `photos`, the pictures of passages in `passages`. */
  readonly folder: string
  readonly store: Store
  readonly gate: Gate
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: LogFile
  readonly saveTable: SaveTable
  readonly changed: () => void
  /** Until HCP has told who holds access, nobody is forgotten: see `rebuild.ts`. */
  readonly heldForMs: () => number
}

/** How long the desk keeps what it knows of its guests, and the record of what it has destroyed. */
export interface Keeping {
  view(): KeepingView
  /** Takes effect at once. */
  setDays(days: number): null
  exportRecords(format: TableFormat, words: DestructionWords): Promise<ExportAnswer>
  /** HCP may allow now what it had refused. */
  askAgain(): void
  stop(): Promise<void>
}

const DAYS = 'keeping.days'
const LAST_RUN = 'keeping.lastRunAtMs'
const NEWEST = 5
/** The reserve is looked at this often; a few questions to the file system. */
const RESERVE_MS = 60_000
const EXPORT_ROWS = 500

const daysShape = z.int().min(KEEP_DAYS_LEAST).max(KEEP_DAYS_MOST).catch(DEFAULT_KEEP_DAYS)

/** The site's own rule, or the one a site begins with. */
export function keepDays(store: Store): number {
  return daysShape.parse(getFact(store, DAYS))
}

export function openKeeping(needs: KeepingNeeds): Keeping {
  const { folder, store, gate, clock, scheduler } = needs
  let clockInDoubt = false
  const deleting = startDeletingPersons({
    store,
    clock,
    scheduler,
    log: needs.log.room('access'),
    hcp: {
      findPerson: (callClass, personCode) => findPerson(gate, callClass, personCode),
      deletePerson: (callClass, personId) => deletePerson(gate, callClass, personId),
    },
    heldForMs: () => Math.max(gate.heldForMs(), needs.heldForMs()),
    changed: needs.changed,
  })
  const retention = startRetention({
    store,
    clock,
    scheduler,
    log: needs.log.room('visits'),
    photoFolder: join(folder, 'photos'),
    pictureFolder: join(folder, 'passages'),
    days: () => keepDays(store),
    clockOffMs: gate.clockOffMs,
    heldForMs: needs.heldForMs,
    knowsLess: () => isDistrusted(store, clock.nowMs()),
    ran(destroyed, isInDoubt) {
      clockInDoubt = isInDoubt
      if (!isInDoubt) putFact(store, LAST_RUN, clock.nowMs())
      if (destroyed > 0) deleting.wake()
      needs.changed()
    },
  })

  const reserve = openReserve(join(folder, 'reserve'))
  keepReserve(store, reserve)
  const filling = startLoop(
    scheduler,
    async () => {
      await reserve.refill()
      return RESERVE_MS
    },
    (error) => needs.log.room('store').warn(`the reserve on the disk is not whole: ${codeOf(error)}`),
    RESERVE_MS,
  )

  async function* rows(words: DestructionWords): AsyncGenerator<readonly string[], void, undefined> {
    let beforeId: number | null = null
    do {
      const piece: ReturnType<typeof destructions> = destructions(store, beforeId, EXPORT_ROWS)
      for (const one of piece) yield destructionCells(one, words)
      beforeId = piece.at(-1)?.destructionId ?? null
      await pause(scheduler, 0)
    } while (beforeId !== null)
  }

  return {
    view() {
      const lastRunAtMs = getFact(store, LAST_RUN)
      return {
        days: keepDays(store),
        lastRunAtMs: typeof lastRunAtMs === 'number' ? lastRunAtMs : null,
        clockInDoubt,
        ...countDestructions(store),
        newest: destructions(store, null, NEWEST),
      }
    },
    setDays(days) {
      putFact(store, DAYS, days)
      needs.changed()
      retention.wake()
      return null
    },
    exportRecords: (format, words) =>
      needs.saveTable(`${words.fileName} ${localDate(clock.nowMs())}`, format, {
        delimiter: words.delimiter,
        header: destructionHeader(words),
        rows: rows(words),
      }),
    askAgain() {
      hurryPersons(store)
      deleting.wake()
    },
    stop: async () => void (await Promise.all([retention.stop(), deleting.stop(), filling.stop()])),
  }
}
