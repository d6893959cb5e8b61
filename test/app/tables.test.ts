import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readXlsx from 'read-excel-file/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGroupWork } from '../../src/main/app/groups.ts'
import { openJournal } from '../../src/main/app/journal.ts'
import { knownMuster, openMusterRoll } from '../../src/main/app/muster.ts'
import { type SaveTable, tableSaver } from '../../src/main/app/save-table.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { decideAccess } from '../../src/main/store/access.ts'
import { putFact } from '../../src/main/store/facts.ts'
import { insertGroup } from '../../src/main/store/groups.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { createDesk } from '../../src/main/visits/desk.ts'
import { createGroupDecisions } from '../../src/main/visits/groups.ts'
import { en } from '../../src/renderer/text/en.ts'
import { ru } from '../../src/renderer/text/ru.ts'
import { groupWords, visitWords } from '../../src/renderer/text/table-words.ts'
import type { TableFormat } from '../../src/shared/export-words.ts'
import { csvRows } from '../outside/csv-rows.ts'
import { addGuest, addVisit, newStore, wish } from '../store/desk-store.ts'
import { ToldMachine } from '../told-machine.ts'

/** Local times, as the site's clock tells them. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
const clock = { nowMs: () => at(21, 14, 32), monotonicMs: () => 0 }

let folder: string
let store: Store
let suggested: string[]
let machine: ToldMachine
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'))
  store = newStore()
  suggested = []
  machine = new ToldMachine()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = (format: string): string => join(folder, `out.${format}`)
const chooseFile = async (name: string, format: string): Promise<string> => {
  suggested.push(name)
  return file(format)
}
const saveTable: SaveTable = (...table) =>
  tableSaver({ log: silentLog, operations: machine.operations, chooseFile })(...table)

/** What a table program would show, header first. */
async function readBack(format: TableFormat): Promise<readonly (readonly (string | null)[])[]> {
  if (format === 'csv') return csvRows(readFileSync(file('csv'), 'utf8').slice(1), ';')
  const [sheet] = await readXlsx(file('xlsx'))
  return (sheet?.data ?? []).map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
}

function visit(familyName: string, stay: Parameters<typeof addVisit>[2]): number {
  const guestId = addGuest(store, familyName, 'А.')
  return addVisit(store, guestId, { photoHash: null, levelId: '7', ...stay })
}

describe('the table of visits', () => {
  const today = { fromMs: at(21, 0), untilMs: at(22, 0) }
  const journal = () => openJournal({ store, clock, scheduler: systemScheduler, saveTable })
  const namesOn = async (day: number): Promise<readonly unknown[]> => {
    const span = { fromMs: at(day, 0), untilMs: at(day + 1, 0) }
    await journal().exportVisits(span, 'csv', visitWords(ru))
    return (await readBack('csv')).slice(1).map(([name]) => name)
  }

  it.each<TableFormat>(['csv', 'xlsx'])('tells each visit of the day, as %s', async (format) => {
    putFact(store, 'site.levels', [{ levelId: '7', name: 'Гости' }])
    const first = visit('Ёлкина', {
      status: 'left',
      host: '=CMD()',
      purpose: 'Встреча; договор',
      phone: '+7 921 555-01-42',
      fromMs: at(21, 9),
      untilMs: at(21, 18),
      checkedInAtMs: at(21, 9, 5),
      leftAtMs: at(21, 11, 45),
    })
    const second = visit('Smith', { fromMs: at(21, 15), untilMs: at(21, 16), levelId: '99' })
    const words = visitWords(ru)
    const answer = await journal().exportVisits(today, format, words)
    expect(answer).toEqual({ ok: true, rows: 2, fileName: `out.${format}` })
    expect(suggested).toEqual([`визиты 2026-11-21.${format}`])
    // A CSV's cell that would be a formula gets an apostrophe; an XLSX's cell is text as it is.
    const harmless = (cell: string): string => (format === 'csv' ? `'${cell}` : cell)
    expect(await readBack(format)).toEqual([
      Object.values(words.columns),
      [
        'Ёлкина А.',
        harmless('=CMD()'),
        'Встреча; договор',
        harmless('+7 921 555-01-42'),
        'Гости',
        ru.status.left,
        '2026-11-21 09:00',
        '2026-11-21 18:00',
        '2026-11-21 09:05',
        '2026-11-21 11:45',
        String(first),
      ],
      // A level that HCP has no longer has no name; its number is HCP's business.
      [
        'Smith А.',
        'R. Ivanov',
        'Meeting',
        '',
        '',
        ru.status.expected,
        '2026-11-21 15:00',
        '2026-11-21 16:00',
        '',
        '',
        String(second),
      ],
    ])
  })

  it('holds whoever was here or expected at any time of the day, in the order they began', async () => {
    const left = (from: number, until: number) =>
      ({ status: 'left', fromMs: from, untilMs: until + 1, checkedInAtMs: from, leftAtMs: until }) as const
    visit('over midnight', left(at(20, 22), at(21, 1)))
    visit('through', left(at(19, 9), at(23, 9)))
    visit('yesterday', left(at(20, 9), at(20, 12)))
    visit('tomorrow', { fromMs: at(22, 9), untilMs: at(22, 12) })
    visit('no show', { status: 'noShow', fromMs: at(21, 8), untilMs: at(21, 9), leftAtMs: at(21, 9) })
    // Called off today, though it was to be next week.
    visit('cancelled', { status: 'cancelled', fromMs: at(27, 8), untilMs: at(27, 9), leftAtMs: at(21, 7) })
    visit('inside', { status: 'inside', fromMs: at(18, 9), untilMs: at(25, 9), checkedInAtMs: at(18, 9) })
    const names = (all: readonly unknown[]) => all.map((name) => String(name).replace(' А.', ''))
    expect(names(await namesOn(21))).toEqual(['inside', 'through', 'over midnight', 'cancelled', 'no show'])
    expect(names(await namesOn(20))).toEqual(['inside', 'through', 'yesterday', 'over midnight'])
    expect(names(await namesOn(22))).toEqual(['inside', 'through', 'tomorrow'])
  })

  it('finds a long stay behind thousands that ended since', async () => {
    const many = Array.from({ length: 4_500 }, (_, i) =>
      visit('later', {
        status: 'left',
        fromMs: at(25, 8),
        untilMs: at(29, 8),
        checkedInAtMs: at(25, 8),
        leftAtMs: at(26, 8) + i * 1_000,
      }),
    )
    expect(many).toHaveLength(4_500)
    visit('long', {
      status: 'left',
      fromMs: at(20, 8),
      untilMs: at(29, 8),
      checkedInAtMs: at(20, 8),
      leftAtMs: at(28, 8),
    })
    expect(await namesOn(21)).toEqual(['long А.'])
  })

  it('is refused while the disk is full', async () => {
    await machine.set({ diskPercent: 91 })
    const answer = await journal().exportVisits(today, 'xlsx', visitWords(en))
    expect([answer, suggested]).toEqual([{ ok: false, refused: 'paused' }, []])
  })
})

describe.each<TableFormat>(['csv', 'xlsx'])('a table that is being written, as %s', (format) => {
  /** What happens while its rows are on their way; what was there before must stay as it was. */
  async function savedWhile(happens: () => Promise<unknown>) {
    writeFileSync(file(format), 'before')
    async function* rows(): AsyncGenerator<readonly string[], void, undefined> {
      for (let row = 0; row < 1_500; row++) {
        if (row === 1_200) await happens()
        yield [String(row)]
      }
    }
    const answer = await saveTable('x', format, { delimiter: ',', header: ['n'], rows: rows() })
    // The answer does not wait until the part is gone; a desk that closes does.
    await machine.operations.close()
    expect(readdirSync(folder)).toEqual([`out.${format}`])
    return { answer, isAsBefore: readFileSync(file(format), 'utf8') === 'before' }
  }

  it('is whole', async () => {
    const saved = await savedWhile(async () => undefined)
    expect(saved).toMatchObject({ answer: { ok: true, rows: 1_500 }, isAsBefore: false })
  })

  it('is given up when room runs short meanwhile', async () => {
    const saved = await savedWhile(() => machine.set({ diskPercent: 91 }))
    expect(saved).toEqual({ answer: { ok: false, refused: 'paused' }, isAsBefore: true })
  })

  it('is given up when its desk closes', async () => {
    const saved = await savedWhile(async () => void machine.operations.close())
    expect(saved).toEqual({ answer: { ok: false, refused: 'cancelled' }, isAsBefore: true })
  })
})

describe('the result of a group', () => {
  function groups() {
    const needs = {
      store,
      clock,
      levelIds: () => new Set(['7']),
      isPaused: machine.operations.isPaused,
      askedAgain: () => {},
      hideName: () => {},
      decided: () => {},
    }
    const aside = { keep: () => {}, settle: async () => {} }
    const decisions = createGroupDecisions({ ...needs, desk: createDesk(needs), aside })
    return openGroupWork({ store, clock, decisions, saveTable })
  }

  it.each<TableFormat>(['csv', 'xlsx'])('tells what came of each guest, as %s', async (format) => {
    const stay = { fromMs: at(21, 9), untilMs: at(21, 18), host: '@host' }
    const visitIds = ['One', 'Two'].map((name) => visit(name, stay))
    for (const [i, visitId] of visitIds.entries())
      decideAccess(store, i + 1, wish(visitId, { faceHash: null }))
    const gone = visit('Three', { ...stay, status: 'cancelled', leftAtMs: at(21, 10) })
    decideAccess(store, 3, wish(gone, { faceHash: null, want: 'revoked' }))
    const created = { kind: 'enrol', name: 'Экскурсия: 7/8', createdAtMs: at(20, 9) } as const
    const groupId = insertGroup(store, created, [...visitIds, gone])
    const words = groupWords(ru)
    expect(await groups().exportResult(groupId, format, words)).toMatchObject({ ok: true, rows: 3 })
    expect(suggested).toEqual([`группа Экскурсия: 7/8 2026-11-20.${format}`])
    const [header, one, , three, ...more] = await readBack(format)
    expect(header).toEqual(Object.values(words.columns))
    expect(one).toEqual([
      'One А.',
      format === 'csv' ? "'@host" : '@host',
      '2026-11-21 09:00',
      '2026-11-21 18:00',
      words.outcomes.waiting,
      '',
      String(visitIds[0]),
    ])
    expect([three?.[4], more]).toEqual([words.outcomes.gone, []])
  })

  it('that is not there any more is not asked for where', async () => {
    const answer = await groups().exportResult(99, 'csv', groupWords(en))
    expect([answer, suggested]).toEqual([{ ok: false, refused: 'notWritten' }, []])
  })
})

describe('the roll call', () => {
  const roll = (printPage: () => Promise<Uint8Array> = async () => Buffer.from('%PDF-1.7 test')) =>
    openMusterRoll({
      store,
      clock,
      operations: machine.operations,
      log: silentLog,
      changed: () => undefined,
      chooseFile,
      printPage,
    })

  it('begins once, is marked, ends, and is taken up again as it was', () => {
    const muster = roll()
    muster.mark(1, true)
    muster.resume()
    expect(knownMuster(store)).toBeNull()
    muster.set(true)
    for (const visitId of [1, 2, 3, 1]) muster.mark(visitId, true)
    muster.mark(2, false)
    const underWay = { startedAtMs: clock.nowMs(), safeVisitIds: [3, 1] }
    expect(knownMuster(store)).toEqual(underWay)
    // A second press, and another one who opens the desk, find the same.
    roll().set(true)
    expect(knownMuster(store)).toEqual(underWay)
    muster.set(false)
    expect(knownMuster(store)).toBeNull()
    muster.set(false)
    muster.resume()
    expect(knownMuster(store)).toEqual(underWay)
    muster.set(false)
    muster.set(true)
    muster.resume()
    expect(knownMuster(store)).toEqual({ ...underWay, safeVisitIds: [] })
  })

  it('is written as the page prints, on a full disk too', async () => {
    await machine.set({ diskPercent: 99 })
    expect(await roll().savePdf('who is inside 2026-11-21 14-32')).toEqual({ ok: true, fileName: 'out.pdf' })
    expect(suggested).toEqual(['who is inside 2026-11-21 14-32.pdf'])
    expect(readFileSync(file('pdf'), 'utf8')).toBe('%PDF-1.7 test')
    const noPage = roll(() => Promise.reject(new Error('no window is open')))
    expect(await noPage.savePdf('x')).toEqual({ ok: false, refused: 'notWritten' })
  })
})
