import type { PassageRow } from '../../../shared/visit.ts'

export interface DayRows {
  /** Midnight, by the clock of the site. */
  readonly dayMs: number
  readonly rows: readonly PassageRow[]
}

/** Rows in their order, cut where a day ends. */
export function byDay(rows: readonly PassageRow[]): readonly DayRows[] {
  const days: { readonly dayMs: number; readonly rows: PassageRow[] }[] = []
  for (const row of rows) {
    const dayMs = new Date(row.atMs).setHours(0, 0, 0, 0)
    const last = days.at(-1)
    if (last?.dayMs === dayMs) last.rows.push(row)
    else days.push({ dayMs, rows: [row] })
  }
  return days
}
