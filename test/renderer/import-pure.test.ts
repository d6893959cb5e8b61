import { expect, test } from 'vitest'
import {
  beginDraft,
  defaultsOf,
  groupProblems,
  type ImportDraft,
  untaken,
  withField,
  withMark,
  withRefusals,
  withTaken,
  withText,
} from '../../src/renderer/screens/import/draft.ts'
import { linesOf } from '../../src/renderer/screens/import/lines.ts'
import {
  batchOf,
  countsOf,
  isOutOfOrder,
  needsLevel,
  nextPhotos,
  orderOf,
  type PhotoStates,
  type PlannedRow,
  planOf,
  rowsOf,
} from '../../src/renderer/screens/import/plan.ts'
import { nameOf } from '../../src/renderer/screens/import/use-take.ts'
import { en } from '../../src/renderer/text/en.ts'
import { ru } from '../../src/renderer/text/ru.ts'
import type { ReadTable } from '../../src/shared/import-table.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { levels } from './samples.ts'
import { photosSample, REFUSED_PHOTO_ROW, readSample, WRONG } from './samples-import.ts'

const nowMs = new Date(2027, 4, 12, 14, 32).getTime()

function tableOf(fileName: string): ReadTable {
  const answer = readSample(fileName)
  if (!answer.ok) throw new Error(`no table of the name ${fileName}`)
  return answer.table
}
const begin = (fileName = 'guests.xlsx'): ImportDraft => beginDraft(tableOf(fileName), '11', nowMs)

const NO_PHOTOS: PhotoStates = new Map()
function plan(
  draft: ImportDraft,
  names: readonly string[] | null = null,
  photos = NO_PHOTOS,
): readonly PlannedRow[] {
  const defaults = defaultsOf(draft.group, defaultPolicy, '11', nowMs)
  const known = { nowMs, levels, guests: [], photos: names }
  return planOf(draft, rowsOf(draft.table, draft.leftOut, defaults, known), photos)
}
function rowIn(rows: readonly PlannedRow[], rowNumber: number): PlannedRow {
  const row = rows.find((one) => one.rowNumber === rowNumber)
  if (!row) throw new Error(`no row ${rowNumber}`)
  return row
}
const wrongRows = Object.values(WRONG).filter((row) => row !== WRONG.inside && row !== WRONG.photoMissing)

test('a draft begins with the name of the file, a window for today, and nobody left out', () => {
  const { group, leftOut, taken } = begin()
  expect(group).toMatchObject({
    name: 'guests',
    levelId: '11',
    fromText: '2027-05-12T14:32',
    untilText: '2027-05-12T18:00',
  })
  expect([leftOut.size, taken.size, untaken(begin())]).toEqual([0, 0, 48])
})

test('errors come first, then warnings, each as in the file; a mended row keeps its place until it is asked for', () => {
  const draft = begin()
  const rows = plan(draft)
  const order = orderOf(rows)
  expect(order.slice(0, wrongRows.length)).toEqual([...wrongRows].sort((a, b) => a - b))
  expect(order[wrongRows.length]).toBe(WRONG.photoMissing)
  expect(isOutOfOrder(rows, order)).toBe(false)

  const mended = plan(withText(draft, WRONG.noName, 1, 'Sidorova'))
  expect(rowIn(mended, WRONG.noName)).toMatchObject({ state: 'ready', ask: { familyName: 'Sidorova' } })
  expect(isOutOfOrder(mended, order)).toBe(true)
  expect(isOutOfOrder(mended, orderOf(mended))).toBe(false)
  expect(isOutOfOrder([], [])).toBe(false)
})

test("who is left out is nobody's double, counts for nothing, and stands at the end with the taken ones", () => {
  const draft = withMark(withTaken(begin(), [2, 3]), 'leftOut', 4, true)
  const rows = plan(draft)
  expect(rowIn(rows, WRONG.duplicate).state).toBe('ready')
  expect(orderOf(rows).slice(-3)).toEqual([4, 2, 3])
  expect(countsOf(rows)).toMatchObject({ taken: 2, leftOut: 1, errors: wrongRows.length - 1 })
  expect(untaken(draft)).toBe(45)
  expect(linesOf(rowIn(rows, 4), en)).toEqual([])
  expect(rowIn(plan(withMark(draft, 'leftOut', 4, false)), WRONG.duplicate).state).toBe('error')
})

test('a meaning belongs to one column; a column can lose its own', () => {
  const draft = withField(begin(), 9, 'host')
  expect(draft.table.fields.slice(0, 10)).toEqual([
    'familyName',
    'givenName',
    null,
    'phone',
    'from',
    'until',
    'level',
    'photo',
    'host',
    null,
  ])
  expect(rowIn(plan(draft), 2).ask.host).toBe('North Campus GmbH')
  expect(withField(draft, 9, null).table.fields).not.toContain('host')
  // Two columns without a meaning are not one meaning.
  expect(withField(draft, 3, null).table.fields.filter((field) => field === null)).toHaveLength(2)
})

test('a row is not ready before its photo is; what cannot be used is an error, or the guest goes without', () => {
  const photos = photosSample()
  if (photos?.ok !== true) throw new Error('the sample has no photos')
  const draft = begin()
  const rows = plan(draft, photos.names)
  expect(rowIn(rows, 2)).toMatchObject({ state: 'pending', photo: null, ask: { photoHash: null } })
  expect(batchOf(rows, 0).pending).toBeGreaterThan(30)

  const name = rowIn(rows, REFUSED_PHOTO_ROW).photoName ?? ''
  const refused: PhotoStates = new Map([[name, { kind: 'refused', problem: 'damaged' }]])
  const bad = rowIn(plan(draft, photos.names, refused), REFUSED_PHOTO_ROW)
  expect(bad.state).toBe('error')
  expect(linesOf(bad, en)).toMatchObject([{ severity: 'error', fix: 'withoutPhoto' }])
  const bare = withMark(draft, 'withoutPhoto', REFUSED_PHOTO_ROW, true)
  expect(rowIn(plan(bare, photos.names, refused), REFUSED_PHOTO_ROW)).toMatchObject({
    state: 'ready',
    photoName: null,
  })

  const ready: PhotoStates = new Map([[name, { kind: 'ready', hash: 'f'.repeat(64), doubts: ['dark'] }]])
  const good = rowIn(plan(draft, photos.names, ready), REFUSED_PHOTO_ROW)
  expect(good).toMatchObject({ state: 'ready', ask: { photoHash: 'f'.repeat(64) } })
  expect(linesOf(good, en).map(({ words }) => words)).toEqual([en.problems.doubt.dark])
})

test('two photos at once: those in sight first, then those the next group needs, each once', () => {
  const row = (photoName: string | null): PlannedRow => ({ ...rowIn(plan(begin()), 2), photoName })
  const batch = [row('a'), row(null), row('b'), row('c')]
  expect(nextPhotos(new Set(['c']), batch, new Map())).toEqual(['c', 'a'])
  expect(nextPhotos(new Set(['c']), batch, new Map([['c', { kind: 'preparing' }]]))).toEqual(['a'])
  const two: PhotoStates = new Map([
    ['c', { kind: 'preparing' }],
    ['a', { kind: 'preparing' }],
  ])
  expect(nextPhotos(new Set(['c']), batch, two)).toEqual([])
  expect(nextPhotos(new Set(), batch, new Map([['a', { kind: 'refused', problem: 'damaged' }]]))).toEqual([
    'b',
    'c',
  ])
})

test('more than 100 are taken one hundred after the other, in the order of the file', () => {
  const draft = begin('many.csv')
  const first = batchOf(plan(draft), draft.groups)
  expect(first).toMatchObject({ group: 1, groups: 3, pending: 0 })
  expect([first.rows.length, first.rows[0]?.rowNumber, first.rows.at(-1)?.rowNumber]).toEqual([100, 2, 101])
  expect(nameOf(draft, first)).toBe('many (1/3)')
  const after = withTaken(
    draft,
    first.rows.map(({ rowNumber }) => rowNumber),
  )
  const second = batchOf(plan(after), after.groups)
  expect([second.group, second.groups, second.rows[0]?.rowNumber]).toEqual([2, 3, 102])
  const third = withTaken(
    after,
    second.rows.map(({ rowNumber }) => rowNumber),
  )
  expect(batchOf(plan(third), third.groups)).toMatchObject({ group: 3, groups: 3 })
  expect(batchOf(plan(third), third.groups).rows).toHaveLength(50)
  expect(nameOf(begin('few.csv'), batchOf(plan(begin('few.csv')), 0))).toBe('few')
})

test("main's no stands at its row until the row is asked for differently", () => {
  const draft = begin()
  const batch = batchOf(plan(draft), 0)
  const refused = withRefusals(draft, batch.rows, [
    { index: 0, refused: 'alreadyOpen' },
    { index: 1, fields: { untilMs: 'alreadyOver' } },
  ])
  const [one, two] = batch.rows
  if (!one || !two) throw new Error('nobody is ready')
  const rows = plan(refused)
  expect([rowIn(rows, one.rowNumber).state, rowIn(rows, two.rowNumber).state]).toEqual(['error', 'error'])
  expect(linesOf(rowIn(rows, one.rowNumber), en)[0]?.words).toBe(en.problems.refused.alreadyOpen)
  expect(linesOf(rowIn(rows, two.rowNumber), ru)[0]?.words).toBe(`По: ${ru.problems.field.alreadyOver}`)
  const mended = plan(withText(refused, one.rowNumber, 4, '+7 495 000-00-00'))
  expect(rowIn(mended, one.rowNumber).state).toBe('ready')
})

test('what counts for everybody is complained about once, and a level only where somebody needs it', () => {
  const draft = begin()
  const batch = batchOf(plan(draft), 0)
  expect(needsLevel(draft.table, batch)).toBe(true)
  const bare = { ...draft.group, levelId: '', untilText: '' }
  expect(groupProblems(bare, true, nowMs)).toEqual({ levelId: 'unknownLevel', untilMs: 'notADate' })
  expect(groupProblems({ ...draft.group, levelId: '' }, false, nowMs)).toEqual({})
  // No row repeats it.
  expect(countsOf(plan({ ...draft, group: bare })).errors).toBe(wrongRows.length)
  const own = {
    ...draft.table,
    rows: draft.table.rows.map((row) => ({ ...row, cells: row.cells.with(6, 'Contractors') })),
  }
  expect(needsLevel(own, batch)).toBe(false)
})

test('a day without a time begins and ends with the hours of the site', () => {
  const draft = withText(withText(begin(), 2, 5, '14.05.2027'), 2, 6, '15.05.2027')
  const { fromMs, untilMs } = rowIn(plan(draft), 2).ask
  expect([new Date(fromMs).getHours(), new Date(untilMs).getHours()]).toEqual([
    defaultPolicy.openFromHour,
    defaultPolicy.openUntilHour,
  ])
})
