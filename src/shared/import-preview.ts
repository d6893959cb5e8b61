import { type EnrolAsk, type EnrolField, enrolProblems, type FieldProblem, tidyText } from './enrol-rules.ts'
import { parseMoment } from './import-dates.ts'
import { indexPhotos, matchPhoto, type PhotoMatch } from './import-photos.ts'
import {
  type ImportField,
  nameKey,
  phoneKey,
  type ReadRow,
  type ReadTable,
  splitFullName,
} from './import-table.ts'

/** What the guard chose for every row that does not say it itself. */
export interface ImportDefaults {
  readonly fromMs: number
  readonly untilMs: number
  /** Where a day without a time begins and ends, in minutes after its midnight (22:00 is 1320). */
  readonly startMinutes: number
  readonly endMinutes: number
  readonly levelId: string
  readonly host: string
  readonly purpose: string
}

/** A guest main knows by a name of the table. */
export interface KnownGuest {
  readonly guestId: number
  readonly familyName: string
  readonly givenName: string
  /** '' when the desk has none. */
  readonly phone: string
  /** The picture of an earlier visit, taken again where the table brings no other. */
  readonly photoHash: string | null
  /** An open visit of this guest; there can be only one. */
  readonly open: 'expected' | 'inside' | null
}

export interface ImportKnown {
  readonly nowMs: number
  readonly levels: readonly { readonly levelId: string; readonly name: string }[]
  readonly guests: readonly KnownGuest[]
  /** Names of the photos in the chosen folder or ZIP; null while none was chosen. */
  readonly photos: readonly string[] | null
}

export type VerdictCode =
  | FieldProblem
  | 'noSuchDay'
  | 'noSuchTime'
  | 'duplicate'
  | 'levelAmbiguous'
  | 'photoAmbiguous'
  | 'photoNotChosen'
  | 'photoShared'
  | 'noPhoto'
  | 'returning'
  | 'severalGuests'
  | 'alreadyExpected'
  | 'alreadyInside'

/** An error keeps the row out; a warning wants a look; a note is good news. */
export type Severity = 'error' | 'warning' | 'note'

export interface Verdict {
  readonly code: VerdictCode
  readonly severity: Severity
  readonly field: ImportField | null
  /** Counted from 1; null when the file has no such column. */
  readonly column: number | null
  /** The earlier row with the same guest or photo. */
  readonly otherRow?: number
}

export interface PreviewRow {
  readonly rowNumber: number
  /** Unreadable times are NaN here; the verdicts say so. */
  readonly ask: EnrolAsk
  readonly phone: string
  /** The photo to take from the folder or ZIP, or null. */
  readonly photoName: string | null
  readonly verdicts: readonly Verdict[]
}

const FIELD: Readonly<Record<EnrolField, ImportField>> = {
  familyName: 'familyName',
  givenName: 'givenName',
  host: 'host',
  purpose: 'purpose',
  phone: 'phone',
  fromMs: 'from',
  untilMs: 'until',
  levelId: 'level',
  photo: 'photo',
}

/** Adds a verdict to the row under work. */
type Note = (severity: Severity, code: VerdictCode, field: ImportField | null, otherRow?: number) => void

/** What each row would become and what stands against it. Pure: edit the table, ask again. Rows keep their order. */
export function previewOf(
  table: ReadTable,
  defaults: ImportDefaults,
  known: ImportKnown,
): readonly PreviewRow[] {
  const levelIds = new Set(known.levels.map((level) => level.levelId))
  const photos = indexPhotos(known.photos ?? [])
  const guests = Map.groupBy(known.guests, (guest) => nameKey(`${guest.familyName} ${guest.givenName}`))
  const earlier = new Map<string, { rowNumber: number; phone: string }[]>()
  const photoTaken = new Map<string, number>()

  return table.rows.map((row) => {
    const verdicts: Verdict[] = []
    const note: Note = (severity, code, field, otherRow) => {
      const column = columnOf(table, field)
      const more = otherRow === undefined ? {} : { otherRow }
      verdicts.push({ code, severity, field, column, ...more })
    }
    const cell = (field: ImportField): string => tidyText(row.cells[table.fields.indexOf(field)] ?? '')
    const { familyName, givenName } = namesIn(cell)
    const key = nameKey(`${familyName} ${givenName}`)
    const phone = cell('phone')

    const guest = key === '' ? null : noteKnown(guests.get(key) ?? [], phone, note)
    const photo = matchPhoto({ photo: cell('photo'), familyName, givenName }, photos)
    const photoName = photo.kind === 'found' ? photo.name : null
    // Who has been here before is known by the picture of then.
    const isKept = photo.kind === 'none' && guest !== null && guest.photoHash !== null
    if (!isKept) notePhoto(photo, cell('photo'), known.photos !== null, note)
    if (photoName !== null) {
      const other = photoTaken.get(photoName)
      if (other === undefined) photoTaken.set(photoName, row.rowNumber)
      else note('warning', 'photoShared', 'photo', other)
    }

    const ask: EnrolAsk = {
      guestId: guest?.guestId ?? null,
      familyName,
      givenName,
      host: cell('host') || defaults.host,
      purpose: cell('purpose') || defaults.purpose,
      phone,
      ...windowIn(cell, defaults, known.nowMs, note),
      levelId: levelIn(cell('level'), defaults, known, note),
      photoHash: photoName === null ? (guest?.photoHash ?? null) : null,
    }
    const found = Object.entries(enrolProblems(ask, levelIds, known.nowMs)) as [EnrolField, FieldProblem][]
    // Said already where the cell was read, and more exactly: what is wrong with the text.
    for (const [field, problem] of found) if (problem !== 'notADate') note('error', problem, FIELD[field])

    const other = key === '' ? undefined : samePerson(earlier.get(key) ?? [], phone)
    if (other !== undefined) note('error', 'duplicate', 'familyName', other)
    earlier.set(key, [...(earlier.get(key) ?? []), { rowNumber: row.rowNumber, phone }])
    return { rowNumber: row.rowNumber, ask, phone, photoName, verdicts }
  })
}

/** Rows with errors first, then those with warnings; within each as in the file. */
export function errorsFirst(rows: readonly PreviewRow[]): readonly PreviewRow[] {
  const rank = (row: PreviewRow): number => {
    const worst = row.verdicts.map((verdict) => RANK[verdict.severity])
    return Math.min(RANK.note, ...worst)
  }
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.rowNumber - b.rowNumber)
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 }

export function isValid(row: PreviewRow): boolean {
  return row.verdicts.every((verdict) => verdict.severity !== 'error')
}

/** The same table with one cell typed anew; as long as nothing is stored, a correction is just another table. */
export function withCell(table: ReadTable, rowNumber: number, column: number, text: string): ReadTable {
  const change = (row: ReadRow): ReadRow =>
    row.rowNumber === rowNumber ? { ...row, cells: row.cells.with(column - 1, text) } : row
  return { ...table, rows: table.rows.map(change) }
}

function columnOf(table: ReadTable, field: ImportField | null): number | null {
  if (field === null) return null
  const own = table.fields.indexOf(field)
  const isName = field === 'familyName' || field === 'givenName'
  const at = own === -1 && isName ? table.fields.indexOf('fullName') : own
  return at === -1 ? null : at + 1
}

type Cell = (field: ImportField) => string

/** Columns of their own win over a whole name; a middle name joins the given one. */
function namesIn(cell: Cell): { readonly familyName: string; readonly givenName: string } {
  const whole = splitFullName(cell('fullName'))
  const given = cell('givenName') || (cell('familyName') === '' ? whole.givenName : '')
  return {
    familyName: cell('familyName') || whole.familyName,
    givenName: [given, cell('middleName')].filter((part) => part !== '').join(' '),
  }
}

/** A time alone is today's, or for the end the day of the start; an end alone missing is the end of the start's day. */
function windowIn(
  cell: Cell,
  defaults: ImportDefaults,
  nowMs: number,
  note: Note,
): { readonly fromMs: number; readonly untilMs: number } {
  const read = (field: 'from' | 'until', dayMs: number, minutes: number): number | null => {
    if (cell(field) === '') return null
    const moment = parseMoment(cell(field), dayMs)
    if (moment.ok) return moment.hasTime ? moment.dateMs : atMinutes(moment.dateMs, minutes)
    note('error', moment.problem, field)
    return Number.NaN
  }
  const fromMs = read('from', nowMs, defaults.startMinutes)
  const dayMs = Number.isFinite(fromMs) ? Number(fromMs) : nowMs
  const untilMs = read('until', dayMs, defaults.endMinutes)
  return {
    fromMs: fromMs ?? defaults.fromMs,
    untilMs: untilMs ?? (fromMs === null ? defaults.untilMs : atMinutes(dayMs, defaults.endMinutes)),
  }
}

function atMinutes(dayMs: number, minutes: number): number {
  return new Date(dayMs).setHours(0, minutes, 0, 0)
}

function levelIn(name: string, defaults: ImportDefaults, known: ImportKnown, note: Note): string {
  if (name === '') return defaults.levelId
  const named = known.levels.filter((level) => nameKey(level.name) === nameKey(name))
  if (named.length > 1) note('error', 'levelAmbiguous', 'level')
  return named[0]?.levelId ?? ''
}

function notePhoto(photo: PhotoMatch, named: string, wereChosen: boolean, note: Note): void {
  if (!wereChosen) {
    if (named !== '') note('warning', 'photoNotChosen', 'photo')
  } else if (photo.kind === 'missing') note('error', 'photoMissing', 'photo')
  else if (photo.kind === 'ambiguous') note('error', 'photoAmbiguous', 'photo')
  else if (photo.kind === 'none') note('warning', 'noPhoto', 'photo')
}

/** Two rows are one person when the names agree and no two phone numbers say otherwise. */
function samePerson(
  rows: readonly { rowNumber: number; phone: string }[],
  phone: string,
): number | undefined {
  return rows.find((row) => mayBeOne(row.phone, phone))?.rowNumber
}

function mayBeOne(onePhone: string, otherPhone: string): boolean {
  const [one, other] = [phoneKey(onePhone), phoneKey(otherPhone)]
  return one === '' || other === '' || one === other
}

/** The known guest this row is about, if there is exactly one. */
function noteKnown(named: readonly KnownGuest[], phone: string, note: Note): KnownGuest | null {
  const guests = named.filter((guest) => mayBeOne(guest.phone, phone))
  const [guest, another] = guests
  if (!guest) return null
  if (another) {
    note('warning', 'severalGuests', 'familyName')
    return null
  }
  if (guest.open === 'inside') note('error', 'alreadyInside', 'familyName')
  else if (guest.open === 'expected') note('error', 'alreadyExpected', 'familyName')
  else note('note', 'returning', 'familyName')
  return guest
}
