import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SaveTableNeeds } from '../../src/main/app/save-table.ts'
import {
  type CsvWords,
  everyPassage,
  type PassageFilter,
  type PassagePlace,
} from '../../src/shared/passage-search.ts'
import { csvRows } from '../outside/csv-rows.ts'
import { ToldMachine } from '../told-machine.ts'
import { ENGLISH, inOrder, PAST_MS, type PastDays, pastDays, plainly, RUSSIAN } from './past-days.ts'

const FOUND_ROWS = 100

describe('the search', () => {
  // So many that a step ends before the walk does, and that the commonest name has more than a name may have.
  const ROWS = 24_000
  let past: PastDays
  beforeAll(() => {
    past = pastDays(ROWS)
  })
  afterAll(() => past.close())

  const anyTime = fc.integer({ min: -10, max: ROWS / 5 + 10 }).map((second) => PAST_MS + second * 1_000)
  const mostly = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other })
  const anyFilter: fc.Arbitrary<PassageFilter> = fc.record({
    text: mostly(
      '',
      fc.constantFrom(
        'петров',
        'ПЕТРОВА алёна',
        'алекс',
        'соловьева',
        'ла',
        'pet',
        'o’n',
        'трова',
        'x',
        '%',
        ' ',
      ),
    ),
    who: mostly<PassageFilter['who']>('all', fc.constantFrom('guests', 'strangers')),
    verdict: mostly<PassageFilter['verdict']>('all', fc.constantFrom('granted', 'denied')),
    direction: mostly<PassageFilter['direction']>(null, fc.constantFrom('entry', 'exit', 'none')),
    doorId: mostly<string | null>(null, fc.constantFrom('0', '1', '2', '3', '4')),
    visitId: mostly<number | null>(null, fc.integer({ min: 1, max: 62 })),
    fromMs: mostly<number | null>(null, anyTime),
    untilMs: mostly<number | null>(null, anyTime),
  })

  it('finds what a plain look at every passage finds, from any place on', { timeout: 60_000 }, async () => {
    const anyPlace = fc.oneof(
      fc.constant(null),
      fc.record({ atMs: anyTime, passageId: fc.integer({ min: 1, max: ROWS }) }),
    )
    const journal = past.journal()
    await fc.assert(
      fc.asyncProperty(anyFilter, anyPlace, async (filter, after) => {
        const rest = plainly(past.passages, filter).filter((one) => after === null || inOrder(after, one) < 0)
        const { rows, next } = await journal.find(filter, after)
        expect(rows.map((row) => row.passageId)).toEqual(
          rest.slice(0, FOUND_ROWS).map((one) => one.passageId),
        )
        const last = rows.at(-1)
        const place = last && { atMs: last.atMs, passageId: last.passageId }
        expect(next).toEqual(rest.length > FOUND_ROWS ? place : null)
      }),
      { numRuns: 200 },
    )
  })

  it.each<[what: string, filter: Partial<PassageFilter>]>([
    ['everything', {}],
    ['a common name', { text: 'петров' }],
    ['a name seldom seen', { text: 'neil', who: 'guests' }],
    ['another name', { text: 'o’neill', verdict: 'denied' }],
    ['a door', { doorId: '2', direction: 'exit' }],
    ['a visit', { visitId: 1 }],
    ['a hundred at most', { fromMs: PAST_MS, untilMs: PAST_MS + 20_000 }],
  ])('in pieces, brings each passage once: %s', async (_what, change) => {
    const filter = { ...everyPassage, ...change }
    const journal = past.journal()
    const found: number[] = []
    let after: PassagePlace | null = null
    do {
      const slice: Awaited<ReturnType<typeof journal.find>> = await journal.find(filter, after)
      found.push(...slice.rows.map((row) => row.passageId))
      after = slice.next
    } while (after !== null)
    expect(found).toEqual(plainly(past.passages, filter).map((one) => one.passageId))
  })

  it('knows the end of a list that fills its last piece', async () => {
    const newest = plainly(past.passages, everyPassage)
    const from = newest[FOUND_ROWS - 1]
    if (!from) throw new Error('there are fewer passages than a piece holds')
    const places = newest.filter((one) => one.atMs >= from.atMs).length
    const { rows, next } = await past.journal().find({ ...everyPassage, fromMs: from.atMs }, null)
    expect([rows.length, next === null]).toEqual([FOUND_ROWS, places === FOUND_ROWS])
    const tail = newest.at(-FOUND_ROWS - 1)
    const last = await past.journal().find(everyPassage, tail ?? null)
    expect([last.rows.length, last.next]).toEqual([FOUND_ROWS, null])
  })
})

describe('the file of passages', () => {
  let past: PastDays
  afterEach(() => past.close())

  function exporting(
    words: CsvWords,
    needs: Partial<SaveTableNeeds> = {},
    filter: Partial<PassageFilter> = {},
  ) {
    const file = join(past.folder, 'out.csv')
    const suggested: string[] = []
    const journal = past.journal({
      clock: { nowMs: () => new Date(2026, 10, 21, 9).getTime(), monotonicMs: () => 0 },
      chooseFile: async (name) => {
        suggested.push(name)
        return file
      },
      ...needs,
    })
    return { file, suggested, answer: journal.exportPassages({ ...everyPassage, ...filter }, 'csv', words) }
  }
  const parts = (): readonly string[] => readdirSync(past.folder).filter((name) => name.endsWith('.part'))

  it.each([
    ['English', ENGLISH, 'Passages 2026-11-21.csv'],
    ['Russian', RUSSIAN, 'Проходы 2026-11-21.csv'],
  ])('holds 20,000 passages as they are, in %s', { timeout: 60_000 }, async (_language, words, name) => {
    past = pastDays(20_000)
    const { file, suggested, answer } = exporting(words)
    expect(await answer).toEqual({ ok: true, rows: 20_000, fileName: 'out.csv' })
    expect(suggested).toEqual([name])
    const text = readFileSync(file, 'utf8')
    expect(text.startsWith(`\uFEFF${Object.values(words.columns).join(words.delimiter)}\r\n`)).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
    const [, ...rows] = csvRows(text.slice(1), words.delimiter)
    const two = (part: number): string => String(part).padStart(2, '0')
    const expected = plainly(past.passages, everyPassage).map((one) => {
      const at = new Date(one.atMs)
      return [
        `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
        `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
        one.guestId === null ? words.stranger : `${one.familyName} ${one.givenName}`,
        one.doorName,
        words.directions[one.direction],
        one.granted ? words.granted : words.denied,
        words.reasons[one.eventType] ?? '197151',
        one.host,
        one.visitId === null ? '' : String(one.visitId),
      ]
    })
    expect(rows).toEqual(expected)
    expect(parts()).toEqual([])
  })

  it('holds what was looked for, be it nothing', async () => {
    past = pastDays(500)
    const some = exporting(ENGLISH, {}, { text: 'smith', verdict: 'granted' })
    const wanted = plainly(past.passages, { ...everyPassage, text: 'smith', verdict: 'granted' })
    expect(await some.answer).toMatchObject({ rows: wanted.length })
    expect(wanted.length).toBeGreaterThan(0)
    const none = exporting(ENGLISH, {}, { text: 'nobody' })
    expect(await none.answer).toMatchObject({ ok: true, rows: 0 })
    expect(csvRows(readFileSync(none.file, 'utf8').slice(1), ',')).toHaveLength(1)
  })

  it('lets everybody else have a turn while it is written', async () => {
    past = pastDays(10_000)
    let turns = 0
    let isWritten = false
    const { answer } = exporting(ENGLISH)
    const turn = (): void => {
      turns += 1
      if (!isWritten) setImmediate(turn)
    }
    turn()
    await answer
    isWritten = true
    // Twenty pieces.
    expect(turns).toBeGreaterThan(20)
  })

  it('is not asked for where the guard thinks better of it, nor while the disk is full', async () => {
    past = pastDays(10)
    const cancelled = exporting(ENGLISH, { chooseFile: async () => null })
    expect(await cancelled.answer).toEqual({ ok: false, refused: 'cancelled' })
    const machine = new ToldMachine()
    await machine.set({ diskPercent: 90 })
    const paused = exporting(ENGLISH, machine)
    expect(await paused.answer).toEqual({ ok: false, refused: 'paused' })
    expect(paused.suggested).toEqual([])
    expect(existsSync(paused.file)).toBe(false)
  })

  it('is not there when it could not be written, and what was there before is as it was', async () => {
    past = pastDays(3_000)
    const nowhere = exporting(ENGLISH, { chooseFile: async () => join(past.folder, 'none', 'out.csv') })
    expect(await nowhere.answer).toEqual({ ok: false, refused: 'notWritten' })
    // Nothing can be renamed to the name of a folder: the whole file was written, and its part must go.
    const folder = exporting(ENGLISH, { chooseFile: async () => past.folder })
    expect(await folder.answer).toEqual({ ok: false, refused: 'notWritten' })
    expect(parts()).toEqual([])
  })
})
