import type { PassageFilter, PassagePlace, PassageSlice } from '../../src/shared/passage-search.ts'
import type { PassageRow } from '../../src/shared/visit.ts'
import { faceOf } from './portraits.ts'
import { doorways, passages } from './samples.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** The samples' site, whatever zone the machine of the tests is in. */
const MOSCOW = 3 * 60 * MINUTE
const PIECE = 60
/** Everything before the rows of the feed. */
const OLD_DAYS = 9

const guests: readonly (readonly [familyName: string, givenName: string])[] = [
  ['Ёлкина', 'Вера Игоревна'],
  ['Johansson', 'Erik'],
  ['Müller', 'Karl-Theodor Maria Nikolaus'],
  ['Виноградов', 'Кирилл'],
  ['Kowalski', 'Jan'],
  ['Щукин-Задунайский', 'Константин Константинович'],
  ['Andersen', 'Signe'],
  ['Ибрагимов', 'Тимур'],
]

/** The long day of one guest: in, out for lunch, refused where nobody may go, back, out for a smoke, back, still there. */
export const HISTORY_VISIT_ID = 22
export function history(nowMs: number): readonly PassageRow[] {
  const row = (n: number, minutes: number, part: Partial<PassageRow>): PassageRow => ({
    ...guestRow((900 + n) * 100 + HISTORY_VISIT_ID, nowMs - minutes * MINUTE, 21),
    guestId: 1022,
    visitId: HISTORY_VISIT_ID,
    familyName: 'Королёва',
    givenName: 'Майя',
    photoHash: faceOf(HISTORY_VISIT_ID),
    ...part,
  })
  const out = { doorName: 'Turnstile 1 out', direction: 'exit' } as const
  return [
    row(8, 12, {}),
    row(7, 24, out),
    row(6, 44, { doorName: 'Server room', direction: 'none', granted: false, eventType: 197635 }),
    row(5, 45, { doorName: 'Server room', direction: 'none', granted: false, eventType: 197635 }),
    row(4, 60, { doorName: 'Проходная северного корпуса, турникет № 14' }),
    row(3, 82, out),
    row(2, 95, {}),
  ]
}

function guestRow(passageId: number, atMs: number, seed: number): PassageRow {
  const [familyName, givenName] = guests[seed % guests.length] ?? ['', '']
  return {
    passageId,
    atMs,
    doorName: 'Turnstile 1 in',
    direction: 'entry',
    granted: true,
    hasPicture: true,
    eventType: 196893,
    guestId: 5000 + (seed % guests.length),
    visitId: 6000 + seed,
    familyName,
    givenName,
    photoHash: faceOf(seed % guests.length),
  }
}

/** Nine busy days, the same ones every time: guests in the morning in, in the evening out, and strangers in between. */
function oldDays(nowMs: number): readonly PassageRow[] {
  const rows: PassageRow[] = []
  for (let day = 0; day < OLD_DAYS; day += 1) {
    const opensMs = nowMs - ((nowMs + MOSCOW) % DAY) + 8 * 60 * MINUTE - day * DAY
    for (let n = 0; n < 64; n += 1) {
      const atMs = opensMs + n * 9 * MINUTE + ((n * 37) % 50) * 1000
      if (atMs > nowMs - 135 * MINUTE) break
      const row = guestRow(rows.length, atMs, day * 32 + (n % 32))
      const door = doorways[n < 32 ? (n % 2) * 2 : (n % 2) * 2 + 1]
      const way = { doorName: door?.name ?? '', direction: door?.direction ?? 'none' }
      const stranger = { guestId: null, visitId: null, familyName: '', givenName: '', photoHash: null }
      if (n % 11 === 5) rows.push({ ...row, ...way, ...stranger, granted: false, eventType: 197151 })
      else if (n % 13 === 7)
        rows.push({ ...row, doorName: 'Server room', direction: 'none', granted: false, eventType: 197635 })
      else rows.push({ ...row, ...way, hasPicture: n % 5 !== 0, eventType: n % 5 === 0 ? 198914 : 196893 })
    }
  }
  // Numbered as they were written down, the oldest first; the last two digits are the face the terminal saw.
  return rows
    .sort((a, b) => b.atMs - a.atMs)
    .map((row, index) => ({ ...row, passageId: (800 - index) * 100 + ((row.guestId ?? 0) % 100) }))
}

let made: { readonly nowMs: number; readonly rows: readonly PassageRow[] } | null = null
/** Newest first: what the feed shows, and all that was before. */
export function allPassages(nowMs: number): readonly PassageRow[] {
  if (made?.nowMs === nowMs) return made.rows
  const ofVisit = history(nowMs)
  const latest = passages(nowMs).filter(({ visitId }) => visitId !== HISTORY_VISIT_ID)
  const rows = [...latest, ...ofVisit, ...oldDays(nowMs)].sort(
    (a, b) => b.atMs - a.atMs || b.passageId - a.passageId,
  )
  made = { nowMs, rows }
  return rows
}

/** Answers as main would: narrowed, newest first, piece by piece. */
export function foundPassages(
  filter: PassageFilter,
  after: PassagePlace | null,
  nowMs: number,
  pushed: readonly PassageRow[] = [],
): PassageSlice {
  const found = [...pushed, ...allPassages(nowMs)].filter((row) => fits(row, filter))
  const rest = after === null ? found : found.filter((row) => isAfter(row, after))
  const rows = rest.slice(0, PIECE)
  const last = rows.at(-1)
  const isEnd = last === undefined || rest.length === rows.length
  return { rows, next: isEnd ? null : { atMs: last.atMs, passageId: last.passageId } }
}

function isAfter(row: PassageRow, place: PassagePlace): boolean {
  return row.atMs < place.atMs || (row.atMs === place.atMs && row.passageId < place.passageId)
}

function fits(row: PassageRow, filter: PassageFilter): boolean {
  const door = doorways.find(({ doorId }) => doorId === filter.doorId)
  return (
    `${row.familyName} ${row.givenName}`.toLowerCase().includes(filter.text.trim().toLowerCase()) &&
    (filter.visitId === null || row.visitId === filter.visitId) &&
    (filter.who === 'all' || (row.guestId === null) === (filter.who === 'strangers')) &&
    (filter.verdict === 'all' || row.granted === (filter.verdict === 'granted')) &&
    (filter.direction === null || row.direction === filter.direction) &&
    (door === undefined || row.doorName === door.name) &&
    (filter.fromMs === null || row.atMs >= filter.fromMs) &&
    (filter.untilMs === null || row.atMs < filter.untilMs)
  )
}
