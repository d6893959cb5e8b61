import { type FieldProblem, windowProblems } from '../../../shared/enrol-rules.ts'
import type { GroupRowProblem } from '../../../shared/group.ts'
import { type ImportDefaults, type PreviewRow, withCell } from '../../../shared/import-preview.ts'
import type { ImportField, ReadTable } from '../../../shared/import-table.ts'
import type { SitePolicy } from '../../../shared/policy.ts'
import { msOfInput, toInput } from '../enrol/date-input.ts'
import { untilOf, usualChoice } from '../enrol/window-choices.ts'

/** What the guard says once for everybody; times stay text as typed. */
export interface GroupDraft {
  readonly name: string
  readonly levelId: string
  readonly host: string
  readonly purpose: string
  readonly fromText: string
  readonly untilText: string
}

/** Main's "no" to one row; it counts until the row is asked for differently. */
export interface Refusal {
  readonly problem: GroupRowProblem
  /** `askKey` of what was refused. */
  readonly key: string
}

/** The table as corrected, and everything the guard has decided about it. Nothing of it is stored anywhere. */
export interface ImportDraft {
  readonly table: ReadTable
  readonly group: GroupDraft
  readonly leftOut: ReadonlySet<number>
  readonly withoutPhoto: ReadonlySet<number>
  readonly taken: ReadonlySet<number>
  /** How many groups were taken from this table. */
  readonly groups: number
  readonly refusals: ReadonlyMap<number, Refusal>
}

export function beginDraft(table: ReadTable, levelId: string, nowMs: number): ImportDraft {
  const untilMs = untilOf(usualChoice(nowMs), nowMs) ?? nowMs
  return {
    table,
    group: {
      name: table.fileName.replace(/\.[^.]{1,5}$/u, ''),
      levelId,
      host: '',
      purpose: '',
      fromText: toInput(nowMs),
      untilText: toInput(untilMs),
    },
    leftOut: new Set(),
    withoutPhoto: new Set(),
    taken: new Set(),
    groups: 0,
    refusals: new Map(),
  }
}

export function withText(draft: ImportDraft, rowNumber: number, column: number, text: string): ImportDraft {
  return { ...draft, table: withCell(draft.table, rowNumber, column, text) }
}

/** Columns count from 1. A meaning belongs to one column: where it was before, it is no longer. */
export function withField(draft: ImportDraft, column: number, field: ImportField | null): ImportDraft {
  const fields = draft.table.fields.map((before, index) => {
    if (index === column - 1) return field
    return before === field ? null : before
  })
  return { ...draft, table: { ...draft.table, fields } }
}

export function withMark(
  draft: ImportDraft,
  mark: 'leftOut' | 'withoutPhoto',
  rowNumber: number,
  on: boolean,
): ImportDraft {
  const rows = new Set(draft[mark])
  if (on) rows.add(rowNumber)
  else rows.delete(rowNumber)
  return { ...draft, [mark]: rows }
}

export function withTaken(draft: ImportDraft, rowNumbers: readonly number[]): ImportDraft {
  return {
    ...draft,
    taken: new Set([...draft.taken, ...rowNumbers]),
    groups: draft.groups + 1,
    refusals: new Map(),
  }
}

/** `asked` are the rows as they went to main, in that order. */
export function withRefusals(
  draft: ImportDraft,
  asked: readonly Pick<PreviewRow, 'rowNumber' | 'ask'>[],
  problems: readonly GroupRowProblem[],
): ImportDraft {
  const refusals = new Map(draft.refusals)
  for (const problem of problems) {
    const row = asked[problem.index]
    if (row) refusals.set(row.rowNumber, { problem, key: askKey(row.ask) })
  }
  return { ...draft, refusals }
}

/** Two asks with one key are the same to main. */
export const askKey = (ask: PreviewRow['ask']): string => JSON.stringify(Object.values(ask))

/** Rows that would be lost by leaving now. */
export function untaken(draft: ImportDraft): number {
  const { table, taken, leftOut } = draft
  return table.rows.filter(({ rowNumber }) => !taken.has(rowNumber) && !leftOut.has(rowNumber)).length
}

/** What is wrong with what counts for everybody. The level is missed only by rows that name none. */
export function groupProblems(
  group: GroupDraft,
  isLevelNeeded: boolean,
  nowMs: number,
): Partial<Record<'levelId' | 'fromMs' | 'untilMs', FieldProblem>> {
  const window = windowProblems(msOfInput(group.fromText), msOfInput(group.untilText), nowMs)
  return isLevelNeeded && group.levelId === '' ? { ...window, levelId: 'unknownLevel' } : window
}

const HOUR_MS = 3_600_000

/**
 * For `previewOf`. What is wrong here is said once, at the field, and keeps the whole group from being taken; so that no
 * row repeats it, a stand-in takes its place.
 */
export function defaultsOf(
  group: GroupDraft,
  policy: SitePolicy,
  someLevelId: string,
  nowMs: number,
): ImportDefaults {
  const { fromText, untilText, host, purpose } = group
  const own = { fromMs: msOfInput(fromText), untilMs: msOfInput(untilText) }
  const isWindow = Object.keys(windowProblems(own.fromMs, own.untilMs, nowMs)).length === 0
  return {
    ...(isWindow ? own : { fromMs: nowMs, untilMs: nowMs + HOUR_MS }),
    startMinutes: policy.openFromHour * 60,
    endMinutes: policy.openUntilHour * 60,
    levelId: group.levelId || someLevelId,
    host,
    purpose,
  }
}
