import type { DayHour, DayView } from '../../shared/day.ts'
import type { IncidentKind } from '../../shared/incident.ts'
import type { Store } from './open-store.ts'

/** Half-open, from ≤ time < until, and read along an index: there are years of other days. */
type Span = [fromMs: number, untilMs: number]

type Passages = Omit<DayHour, 'startMs'>

export function passagesIn(store: Store, ...span: Span): Passages {
  const row = store
    .prepare<Span, Passages>(
      `SELECT count(*) FILTER (WHERE granted = 1 AND direction = 'entry' AND guestId IS NOT NULL) AS entries,
         count(*) FILTER (WHERE granted = 1 AND direction = 'exit' AND guestId IS NOT NULL) AS exits,
         count(*) FILTER (WHERE granted = 0) AS denied
       FROM passage WHERE atMs >= ? AND atMs < ?`,
    )
    .get(...span)
  return counted(row)
}

interface Arrivals extends Pick<DayView, 'came'> {
  /** Of those who came. */
  readonly byDoor: number
}

export function arrivalsIn(store: Store, ...span: Span): Arrivals {
  const row = store
    .prepare<Span, Arrivals>(
      `SELECT count(*) AS came, count(*) FILTER (WHERE checkedInBy = 'door') AS byDoor
       FROM visit WHERE checkedInAtMs >= ? AND checkedInAtMs < ?`,
    )
    .get(...span)
  return counted(row)
}

interface Endings extends Pick<DayView, 'left' | 'noShows' | 'cancelled'> {
  /** Of those who left. */
  readonly byExit: number
  readonly byWindow: number
}

export function endingsIn(store: Store, ...span: Span): Endings {
  const row = store
    .prepare<Span, Endings>(
      `SELECT count(*) FILTER (WHERE status = 'left') AS "left",
         count(*) FILTER (WHERE status = 'noShow') AS noShows,
         count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
         count(*) FILTER (WHERE status = 'left' AND endedBy = 'exit') AS byExit,
         count(*) FILTER (WHERE status = 'left' AND endedBy = 'window') AS byWindow
       FROM visit WHERE leftAtMs >= ? AND leftAtMs < ?`,
    )
    .get(...span)
  return counted(row)
}

export function incidentsIn(store: Store, ...span: Span): DayView['incidents'] {
  return store
    .prepare<Span, { readonly kind: IncidentKind; readonly count: number; readonly open: number }>(
      `SELECT kind, count(*) AS count, count(*) FILTER (WHERE state IN ('new', 'investigating')) AS open
       FROM incident WHERE atMs >= ? AND atMs < ? GROUP BY kind ORDER BY kind`,
    )
    .all(...span)
}

/** Who is in the building at this moment, and who is still to come. */
export function openVisits(store: Store): DayView['now'] {
  const row = store
    .prepare<[], DayView['now']>(
      `SELECT count(*) FILTER (WHERE status = 'inside') AS inside,
         count(*) FILTER (WHERE status = 'expected') AS expected
       FROM visit WHERE status IN ('expected', 'inside')`,
    )
    .get()
  return counted(row)
}

/** A count always has its one row. */
function counted<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('a count has no row')
  return row
}
