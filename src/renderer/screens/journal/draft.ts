import { everyPassage, type PassageFilter } from '../../../shared/passage-search.ts'
import type { Direction, PassageRow } from '../../../shared/visit.ts'

/** What the guard has set; days as date fields speak them ("2027-05-12"), both of them included, empty for open. */
export interface Draft {
  readonly text: string
  readonly who: PassageFilter['who']
  readonly verdict: PassageFilter['verdict']
  readonly direction: Direction | null
  readonly doorId: string | null
  readonly fromDay: string
  readonly untilDay: string
}

export const emptyDraft: Draft = {
  text: '',
  who: 'all',
  verdict: 'all',
  direction: null,
  doorId: null,
  fromDay: '',
  untilDay: '',
}

export function filterOf(draft: Draft): PassageFilter {
  const { fromDay, untilDay, text, ...rest } = draft
  return {
    ...everyPassage,
    ...rest,
    text: text.trim(),
    fromMs: startOf(fromDay, 0),
    untilMs: startOf(untilDay, 1),
  }
}

/** The midnight at which this day begins, or the one `days` later: a day is not always 24 hours long. */
function startOf(day: string, days: number): number | null {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return null
  const ms = new Date(year, month - 1, date + days).getTime()
  // While a year is being typed it is 2, 20 and 202 for a moment.
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

export const ranges = ['today', 'yesterday', 'week'] as const
export type Range = (typeof ranges)[number]
type Days = Pick<Draft, 'fromDay' | 'untilDay'>

export function daysOf(range: Range, nowMs: number): Days {
  const today = dayOf(nowMs, 0)
  if (range === 'today') return { fromDay: today, untilDay: today }
  if (range === 'week') return { fromDay: dayOf(nowMs, -6), untilDay: today }
  return { fromDay: dayOf(nowMs, -1), untilDay: dayOf(nowMs, -1) }
}

/** The quick choice that the two days come to, for its mark. */
export function rangeOf({ fromDay, untilDay }: Days, nowMs: number): Range | null {
  return (
    ranges.find((range) => {
      const days = daysOf(range, nowMs)
      return days.fromDay === fromDay && days.untilDay === untilDay
    }) ?? null
  )
}

function dayOf(nowMs: number, daysLater: number): string {
  const date = new Date(nowMs)
  date.setDate(date.getDate() + daysLater)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/**
 * Whether a passage that has just arrived belongs to what is being looked at. Only for the hint that there is more: what
 * is listed is always main's answer.
 */
export function fits(row: PassageRow, filter: PassageFilter, doorName: string | undefined): boolean {
  const { who, verdict, direction, visitId, fromMs, untilMs } = filter
  return (
    fold(`${row.familyName} ${row.givenName}`).includes(fold(filter.text)) &&
    (who === 'all' || (row.guestId === null) === (who === 'strangers')) &&
    (verdict === 'all' || row.granted === (verdict === 'granted')) &&
    (direction === null || row.direction === direction) &&
    (visitId === null || row.visitId === visitId) &&
    (doorName === undefined || row.doorName === doorName) &&
    (fromMs === null || row.atMs >= fromMs) &&
    (untilMs === null || row.atMs < untilMs)
  )
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е')
