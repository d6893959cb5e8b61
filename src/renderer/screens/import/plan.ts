import type { PhotoDoubt, PhotoProblem } from '../../../shared/contract.ts'
import type { EnrolAsk } from '../../../shared/enrol-rules.ts'
import { GROUP_MAX, type GroupRowProblem } from '../../../shared/group.ts'
import type { PhotoFileProblem } from '../../../shared/import-photos.ts'
import {
  type ImportDefaults,
  type ImportKnown,
  type PreviewRow,
  previewOf,
  type Verdict,
} from '../../../shared/import-preview.ts'
import type { ReadRow, ReadTable } from '../../../shared/import-table.ts'
import { askKey, type ImportDraft } from './draft.ts'

/** What has become of one photo of the folder or ZIP. */
export type PhotoState =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'ready'; readonly hash: string; readonly doubts: readonly PhotoDoubt[] }
  | { readonly kind: 'refused'; readonly problem: PhotoProblem | PhotoFileProblem }

/** By the name of the photo; what is not there nobody has looked at yet. */
export type PhotoStates = ReadonlyMap<string, PhotoState>

/** `pending`: nothing stands against it, but its photo is not ready yet. */
export type RowState = 'ready' | 'pending' | 'error' | 'leftOut' | 'taken'

export interface PlannedRow {
  readonly rowNumber: number
  readonly state: RowState
  readonly ask: EnrolAsk
  readonly verdicts: readonly Verdict[]
  readonly photoName: string | null
  /** Null without a photo, and while nobody has looked at it. */
  readonly photo: PhotoState | null
  readonly refusal: GroupRowProblem | null
}

/** Every row of the table with what would become of it, in the order of the file; photos are not looked at. */
export function rowsOf(
  table: ReadTable,
  leftOut: ReadonlySet<number>,
  defaults: ImportDefaults,
  known: ImportKnown,
): readonly PreviewRow[] {
  const isOut = (row: ReadRow): boolean => leftOut.has(row.rowNumber)
  // Who is left out is nobody's double.
  const taking = previewOf({ ...table, rows: table.rows.filter((row) => !isOut(row)) }, defaults, known)
  const out = previewOf({ ...table, rows: table.rows.filter(isOut) }, defaults, known)
  return [...taking, ...out].toSorted((a, b) => a.rowNumber - b.rowNumber)
}

/** The same rows with their photos and the guard's marks. */
export function planOf(
  draft: ImportDraft,
  rows: readonly PreviewRow[],
  photos: PhotoStates,
): readonly PlannedRow[] {
  return rows.map((row) => {
    const { rowNumber } = row
    const isBare = draft.withoutPhoto.has(rowNumber)
    const photoName = isBare ? null : row.photoName
    const photo = photoName === null ? null : (photos.get(photoName) ?? null)
    // Without a picture of the table's own, a guest of earlier days keeps his.
    const own = photoName === null && !isBare ? row.ask.photoHash : null
    const photoHash = photo?.kind === 'ready' ? photo.hash : own
    const planned = {
      rowNumber,
      ask: { ...row.ask, photoHash },
      verdicts: isBare ? withoutPhoto(row.verdicts) : row.verdicts,
      photoName,
      photo,
      refusal: refusalOf(draft, { ...row.ask, photoHash }, rowNumber),
    }
    return { ...planned, state: stateOf(draft, planned) }
  })
}

function withoutPhoto(verdicts: readonly Verdict[]): readonly Verdict[] {
  const noPhoto: Verdict = { code: 'noPhoto', severity: 'warning', field: 'photo', column: null }
  return [...verdicts.filter(({ field }) => field !== 'photo'), noPhoto]
}

function refusalOf(draft: ImportDraft, ask: EnrolAsk, rowNumber: number): GroupRowProblem | null {
  const refusal = draft.refusals.get(rowNumber)
  return refusal && refusal.key === askKey(ask) ? refusal.problem : null
}

const hasError = ({ verdicts }: Pick<PlannedRow, 'verdicts'>): boolean =>
  verdicts.some(({ severity }) => severity === 'error')

function stateOf(draft: ImportDraft, row: Omit<PlannedRow, 'state'>): RowState {
  if (draft.taken.has(row.rowNumber)) return 'taken'
  if (draft.leftOut.has(row.rowNumber)) return 'leftOut'
  if (hasError(row) || row.refusal !== null || row.photo?.kind === 'refused') return 'error'
  return row.photoName !== null && row.photo?.kind !== 'ready' ? 'pending' : 'ready'
}

/** Row numbers with errors first, then warnings, then the others; left out and taken at the end. Each as in the file. */
export function orderOf(plan: readonly PlannedRow[]): readonly number[] {
  return plan
    .toSorted((a, b) => rank(a) - rank(b) || a.rowNumber - b.rowNumber)
    .map(({ rowNumber }) => rowNumber)
}

const RANK: Readonly<Record<RowState, number>> = { error: 0, pending: 2, ready: 2, leftOut: 3, taken: 4 }
const rank = (row: PlannedRow): number =>
  RANK[row.state] === 2 && row.verdicts.some(({ severity }) => severity === 'warning') ? 1 : RANK[row.state]

/** Whether a row with an error stands behind one without: it was found, or the order was made, before. */
export function isOutOfOrder(plan: readonly PlannedRow[], order: readonly number[]): boolean {
  const states = new Map(plan.map(({ rowNumber, state }) => [rowNumber, state]))
  const bad = order.map((rowNumber) => states.get(rowNumber) === 'error')
  return bad.lastIndexOf(true) > bad.indexOf(false) && bad.includes(false)
}

export interface Counts {
  readonly ready: number
  /** Of the ready ones. */
  readonly warned: number
  readonly pending: number
  readonly errors: number
  readonly leftOut: number
  readonly taken: number
}

export function countsOf(plan: readonly PlannedRow[]): Counts {
  const count = (state: RowState): number => plan.filter((row) => row.state === state).length
  return {
    ready: count('ready'),
    warned: plan.filter((row) => row.state === 'ready' && isWarned(row)).length,
    pending: count('pending'),
    errors: count('error'),
    leftOut: count('leftOut'),
    taken: count('taken'),
  }
}

function isWarned({ verdicts, photo }: PlannedRow): boolean {
  const isDoubtful = photo?.kind === 'ready' && photo.doubts.length > 0
  return isDoubtful || verdicts.some(({ severity }) => severity === 'warning')
}

/** The rows one press would take now. */
export interface Batch {
  readonly rows: readonly PlannedRow[]
  /** Which group of how many this is, from 1; HCP and a guard take no more than 100 at once. */
  readonly group: number
  readonly groups: number
  /** Of its rows, those whose photo is not ready yet. */
  readonly pending: number
}

export function batchOf(plan: readonly PlannedRow[], groupsBefore: number): Batch {
  const good = plan.filter(({ state }) => state === 'ready' || state === 'pending')
  const rows = good.slice(0, GROUP_MAX)
  return {
    rows,
    group: groupsBefore + 1,
    groups: groupsBefore + Math.max(1, Math.ceil(good.length / GROUP_MAX)),
    pending: rows.filter(({ state }) => state === 'pending').length,
  }
}

/** Rows drawn at once: more would be felt while typing. */
export const PAGE_ROWS = 100

/** Which photos to begin with now: those in sight first, then those the next group needs; two at once. */
export function nextPhotos(
  seen: ReadonlySet<string>,
  batch: readonly PlannedRow[],
  photos: PhotoStates,
): readonly string[] {
  const running = [...photos.values()].filter(({ kind }) => kind === 'preparing').length
  const needed = batch.flatMap(({ photoName }) => (photoName === null ? [] : [photoName]))
  const open = [...new Set([...seen, ...needed])].filter((name) => !photos.has(name))
  return open.slice(0, Math.max(0, PHOTOS_AT_ONCE - running))
}

/** Each is a picture of up to 16 megapixels in main's memory. */
const PHOTOS_AT_ONCE = 2

/** Whether somebody of the batch has no level of his own and needs the one chosen for everybody. */
export function needsLevel(table: ReadTable, batch: Batch): boolean {
  const column = table.fields.indexOf('level')
  const cells = new Map(table.rows.map((row) => [row.rowNumber, row.cells]))
  return batch.rows.some(({ rowNumber }) => (cells.get(rowNumber)?.[column] ?? '').trim() === '')
}
