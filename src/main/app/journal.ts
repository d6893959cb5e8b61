import type { DayHour, DayView } from '../../shared/day.ts'
import type { TableFormat, VisitWords } from '../../shared/export-words.ts'
import type {
  CsvWords,
  ExportAnswer,
  PassageFilter,
  PassagePlace,
  PassageSlice,
} from '../../shared/passage-search.ts'
import type { Clock } from '../lib/clock.ts'
import { pause, type Scheduler } from '../lib/scheduler.ts'
import { localDate } from '../outside/local-time.ts'
import { passageCells, passageHeader } from '../outside/passage-table.ts'
import { visitCells, visitHeader } from '../outside/visit-table.ts'
import { arrivalsIn, endingsIn, incidentsIn, openVisits, passagesIn } from '../store/day.ts'
import type { Store } from '../store/open-store.ts'
import { type PassageSearch, planSearch, searchStep } from '../store/passage-search.ts'
import { passagesById } from '../store/passages.ts'
import {
  type EndPlace,
  endedStays,
  openStays,
  type StayBegin,
  type VisitSpan,
  visitsById,
} from '../store/visit-list.ts'
import { hostsOf } from '../store/visits.ts'
import { dayHours } from './day-hours.ts'
import type { SaveTable } from './save-table.ts'
import { knownLevels } from './site-facts.ts'

export interface JournalNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly saveTable: SaveTable
}

/** Looking back: passages found, written to a file, and a day at a glance. Each breathes between its steps. */
export interface Journal {
  /** A piece holds as many rows as fit, but the last. */
  find(filter: PassageFilter, after: PassagePlace | null): Promise<PassageSlice>
  exportPassages(filter: PassageFilter, format: TableFormat, words: CsvWords): Promise<ExportAnswer>
  /** Visits expected or under way in this time, in the order they began. */
  exportVisits(span: VisitSpan, format: TableFormat, words: VisitWords): Promise<ExportAnswer>
  day(atMs: number): Promise<DayView>
}

const FOUND_ROWS = 100
const EXPORT_ROWS = 500

export function openJournal(needs: JournalNeeds): Journal {
  const { store, clock, scheduler } = needs
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

  async function* passageRows(
    filter: PassageFilter,
    words: CsvWords,
  ): AsyncGenerator<readonly string[], void, undefined> {
    const search = planSearch(store, filter)
    let after: PassagePlace | null = null
    do {
      const { rows, next }: PassageSlice = await pieceOf(search, after, EXPORT_ROWS)
      const hosts = hostsOf(
        store,
        rows.flatMap((row) => row.visitId ?? []),
      )
      for (const row of rows) yield passageCells(row, hosts.get(row.visitId ?? 0) ?? '', words)
      after = next
    } while (after !== null)
  }

  async function* visitRows(
    span: VisitSpan,
    words: VisitWords,
  ): AsyncGenerator<readonly string[], void, undefined> {
    const begins: StayBegin[] = [...openStays(store, span)]
    let after: EndPlace | null = null
    do {
      const step: ReturnType<typeof endedStays> = endedStays(store, span, after)
      begins.push(...step.found)
      after = step.next
      await breathe()
    } while (after !== null)
    begins.sort((a, b) => a.beganAtMs - b.beganAtMs || a.visitId - b.visitId)
    const levels = new Map(knownLevels(store).map(({ levelId, name }) => [levelId, name]))
    for (let from = 0; from < begins.length; from += EXPORT_ROWS) {
      const piece = begins.slice(from, from + EXPORT_ROWS).map(({ visitId }) => visitId)
      for (const visit of visitsById(store, piece))
        yield visitCells(visit, levels.get(visit.levelId) ?? '', words)
      await breathe()
    }
  }

  async function passagesOf(startMs: number, untilMs: number): Promise<DayHour> {
    await breathe()
    return { startMs, ...passagesIn(store, startMs, untilMs) }
  }

  return {
    find: (filter, after) => pieceOf(planSearch(store, filter), after, FOUND_ROWS),

    exportPassages: (filter, format, words) =>
      needs.saveTable(`${words.fileName} ${localDate(clock.nowMs())}`, format, {
        delimiter: words.delimiter,
        header: passageHeader(words),
        rows: passageRows(filter, words),
      }),

    exportVisits: (span, format, words) =>
      needs.saveTable(`${words.fileName} ${localDate(span.fromMs)}`, format, {
        delimiter: words.delimiter,
        header: visitHeader(words),
        rows: visitRows(span, words),
      }),

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
