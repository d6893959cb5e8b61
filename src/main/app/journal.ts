import { basename } from 'node:path'
import type { DayHour, DayView } from '../../shared/day.ts'
import type {
  CsvWords,
  ExportAnswer,
  PassageFilter,
  PassagePlace,
  PassageSlice,
} from '../../shared/passage-search.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { pause, type Scheduler } from '../lib/scheduler.ts'
import { writeCsv } from '../outside/csv.ts'
import { localDate, passageCells, passageHeader } from '../outside/passage-table.ts'
import { arrivalsIn, endingsIn, incidentsIn, openVisits, passagesIn } from '../store/day.ts'
import type { Store } from '../store/open-store.ts'
import { type PassageSearch, planSearch, searchStep } from '../store/passage-search.ts'
import { passagesById } from '../store/passages.ts'
import { hostsOf } from '../store/visits.ts'
import { dayHours } from './day-hours.ts'
import type { ChooseFile } from './save-file.ts'

export interface JournalNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly isPaused: () => boolean
  readonly chooseFile: ChooseFile
}

/** Looking back: passages found, written to a file, and a day at a glance. Each breathes between its steps. */
export interface Journal {
  /** A piece holds as many rows as fit, but the last. */
  find(filter: PassageFilter, after: PassagePlace | null): Promise<PassageSlice>
  exportCsv(filter: PassageFilter, words: CsvWords): Promise<ExportAnswer>
  day(atMs: number): Promise<DayView>
}

const FOUND_ROWS = 100
const EXPORT_ROWS = 500

/** The disk fills up while a file is being written. */
class PausedError extends Error {
  override readonly name = 'PausedError'
}

export function openJournal(needs: JournalNeeds): Journal {
  const { store, clock, scheduler, log } = needs
  const breathe = (): Promise<void> => pause(scheduler, 0)

  async function pieceOf(
    search: PassageSearch,
    after: PassagePlace | null,
    rows: number,
  ): Promise<PassageSlice> {
    const found: PassagePlace[] = []
    let place = after
    do {
      // One more than fits: only so the last piece knows that it is the last.
      const step = searchStep(store, search, place, rows + 1 - found.length)
      found.push(...step.found)
      place = step.next
      if (place !== null && found.length <= rows) await breathe()
    } while (place !== null && found.length <= rows)
    const piece = found.slice(0, rows)
    return {
      rows: passagesById(
        store,
        piece.map((one) => one.passageId),
      ),
      next: found.length > rows ? (piece.at(-1) ?? null) : null,
    }
  }

  async function* allCells(
    filter: PassageFilter,
    words: CsvWords,
  ): AsyncGenerator<readonly string[], void, undefined> {
    const search = planSearch(store, filter)
    let after: PassagePlace | null = null
    do {
      if (needs.isPaused()) throw new PausedError()
      const { rows, next }: PassageSlice = await pieceOf(search, after, EXPORT_ROWS)
      const hosts = hostsOf(
        store,
        rows.flatMap((row) => row.visitId ?? []),
      )
      for (const row of rows) yield passageCells(row, hosts.get(row.visitId ?? 0) ?? '', words)
      after = next
    } while (after !== null)
  }

  async function passagesOf(startMs: number, untilMs: number): Promise<DayHour> {
    await breathe()
    return { startMs, ...passagesIn(store, startMs, untilMs) }
  }

  return {
    find: (filter, after) => pieceOf(planSearch(store, filter), after, FOUND_ROWS),

    async exportCsv(filter, words) {
      if (needs.isPaused()) return { ok: false, refused: 'paused' }
      const file = await needs.chooseFile(`${words.fileName} ${localDate(clock.nowMs())}.csv`, 'csv')
      if (file === null) return { ok: false, refused: 'cancelled' }
      try {
        const { delimiter } = words
        const rows = await writeCsv(file, {
          delimiter,
          header: passageHeader(words),
          rows: allCells(filter, words),
        })
        log.info(`${rows} passages were written to a file`)
        return { ok: true, rows, fileName: basename(file) }
      } catch (error) {
        if (error instanceof PausedError) return { ok: false, refused: 'paused' }
        // The code only: the message names a folder, and with it a person.
        log.warn(`passages were not written to a file: ${codeOf(error)}`)
        return { ok: false, refused: 'notWritten' }
      }
    },

    async day(atMs) {
      const borders = dayHours(atMs)
      const [startMs = atMs] = borders
      const endMs = borders.at(-1) ?? startMs
      const hours: DayHour[] = []
      for (const [i, untilMs] of borders.slice(1).entries())
        hours.push(await passagesOf(borders[i] ?? startMs, untilMs))
      const { came, byDoor } = arrivalsIn(store, startMs, endMs)
      const { byExit, byWindow, ...ends } = endingsIn(store, startMs, endMs)
      return {
        startMs,
        endMs,
        now: openVisits(store),
        came,
        ...ends,
        automatic: { checkIns: byDoor, checkOuts: byExit, windowEnds: byWindow },
        hours,
        incidents: incidentsIn(store, startMs, endMs),
      }
    },
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
