import { describe, expect, it } from 'vitest'
import { importing as en } from '../../src/renderer/text/en-import.ts'
import { importing as ru } from '../../src/renderer/text/ru-import.ts'
import { recogniseColumns } from '../../src/shared/import-columns.ts'
import { indexPhotos, matchPhoto } from '../../src/shared/import-photos.ts'
import {
  errorsFirst,
  type ImportDefaults,
  type ImportKnown,
  isValid,
  type PreviewRow,
  previewOf,
  withCell,
} from '../../src/shared/import-preview.ts'
import type { ReadTable } from '../../src/shared/import-table.ts'

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
const nowMs = at(20, 15)
const defaults: ImportDefaults = {
  fromMs: nowMs,
  untilMs: at(20, 18),
  startMinutes: 7 * 60,
  endMinutes: 22 * 60,
  levelId: '1',
  host: 'Reception',
  purpose: 'Tour',
}
const known: ImportKnown = {
  nowMs,
  levels: [
    { levelId: '1', name: 'Guests' },
    { levelId: '2', name: 'Склад' },
    { levelId: '3', name: 'Twin' },
    { levelId: '4', name: 'twin' },
  ],
  guests: [],
  photos: null,
}

function table(header: string, ...rows: readonly string[]): ReadTable {
  const titles = header.split('|')
  return {
    fileName: 'x.csv',
    header: titles,
    fields: recogniseColumns(titles),
    rows: rows.map((row, index) => ({ rowNumber: index + 2, cells: row.split('|') })),
  }
}

const preview = (of: ReadTable, more: Partial<ImportKnown> = {}): readonly PreviewRow[] =>
  previewOf(of, defaults, { ...known, ...more })
/** `severity code field column` of each verdict. */
const said = (row: PreviewRow | undefined): readonly string[] =>
  (row?.verdicts ?? []).map((one) =>
    [one.severity, one.code, one.field, one.column, one.otherRow]
      .filter((part) => part !== undefined)
      .join(' '),
  )

describe('what a row would become', () => {
  it('takes from the row what it says and from the defaults the rest', () => {
    const [full, bare] = preview(
      table(
        'Фамилия|Имя|Отчество|К кому|Цель|Телефон|С|По|Уровень доступа',
        'Иванов|Пётр|Ильич|Ли|Встреча|+7 916 1234567|21.11.2026 9:00|18:30|склад',
        'Петров||||||||',
      ),
    )
    expect(full).toEqual({
      rowNumber: 2,
      ask: {
        guestId: null,
        familyName: 'Иванов',
        givenName: 'Пётр Ильич',
        host: 'Ли',
        purpose: 'Встреча',
        phone: '+7 916 1234567',
        fromMs: at(21, 9),
        untilMs: at(21, 18, 30),
        levelId: '2',
        photoHash: null,
      },
      phone: '+7 916 1234567',
      photoName: null,
      verdicts: [],
    })
    expect(bare?.ask).toMatchObject({
      host: 'Reception',
      purpose: 'Tour',
      levelId: '1',
      fromMs: nowMs,
      untilMs: at(20, 18),
    })
  })

  it('knows where a day begins and ends', () => {
    const rows = preview(
      table('ФИО|С|По', 'А Б|21.11.2026|', 'В Г|21.11.2026|22.11.2026', 'Д Е||19:00', 'Ж З|46347.5|'),
    )
    expect(rows.map((row) => [row.ask.fromMs, row.ask.untilMs])).toEqual([
      [at(21, 7), at(21, 22)],
      [at(21, 7), at(22, 22)],
      [nowMs, at(20, 19)],
      [at(21, 12), at(21, 22)],
    ])
  })

  it('splits whole names, and lets columns of their own win', () => {
    const rows = preview(table('ФИО|Имя|Фамилия', 'Иванов Пётр Ильич||', 'Иванов Пётр|Анна|Ли'))
    expect(rows.map((row) => [row.ask.familyName, row.ask.givenName])).toEqual([
      ['Иванов', 'Пётр Ильич'],
      ['Ли', 'Анна'],
    ])
  })
})

describe('what stands against a row', () => {
  it.each([
    ['no name', 'Last name|Host', '|Lee', ['error empty familyName 1']],
    ['no name in a whole name', 'Host|ФИО', 'Lee|', ['error empty familyName 2']],
    ['no column for it at all', 'Host', 'Lee', ['error empty familyName ']],
    ['characters HCP refuses', 'Last name', 'A/B', ['error forbiddenCharacters familyName 1']],
    ['a long host', 'Last name|Host', `A|${'x'.repeat(129)}`, ['error tooLong host 2']],
    ['a long phone', 'Last name|Phone', `A|${'1'.repeat(129)}`, ['error tooLong phone 2']],
    ['no date', 'Last name|From', 'A|soon', ['error notADate from 2']],
    ['no such day', 'Last name|Until', 'A|31.11.2026', ['error noSuchDay until 2']],
    [
      'both wrong',
      'Last name|From|Until',
      'A|x|30.02.2026',
      ['error notADate from 2', 'error noSuchDay until 3'],
    ],
    ['end before start', 'Last name|From|Until', 'A|21.11.2026 9:00|8:00', ['error endsBeforeStart until 3']],
    ['over', 'Last name|From|Until', 'A|19.11.2026|', ['error alreadyOver until 3']],
    ['a slip in the year', 'Last name|Until', 'A|21.11.2062', ['error tooFar until 2']],
    ['no such level', 'Last name|Access level', 'A|Roof', ['error unknownLevel level 2']],
    ['two such levels', 'Last name|Access level', 'A|TWIN', ['error levelAmbiguous level 2']],
    ['a photo, and no photos yet', 'Last name|Photo', 'A|a.jpg', ['warning photoNotChosen photo 2']],
  ])('%s', (_what, header, row, verdicts) => {
    expect(said(preview(table(header, row))[0])).toEqual(verdicts)
  })

  it('finds the same guest twice, unless the phones say otherwise', () => {
    const rows = preview(
      table(
        'ФИО|Телефон',
        'Семёнов Пётр|8 916 123-45-67',
        'семенов  петр|+79161234567',
        'Семёнов Пётр|+7 900 0000000',
        'Семёнов Пётр|',
      ),
    )
    expect(rows.map(said)).toEqual([
      [],
      ['error duplicate familyName 1 2'],
      [],
      ['error duplicate familyName 1 2'],
    ])
  })

  it('knows guests of earlier visits', () => {
    const guest = (guestId: number, familyName: string, open: 'expected' | 'inside' | null, phone = '') => ({
      guestId,
      familyName,
      givenName: 'Анна',
      phone,
      photoHash: null,
      open,
    })
    const rows = preview(
      table('ФИО|Телефон', 'Ли Анна|', 'Ким Анна|', 'Пак Анна|', 'Цой Анна|', 'Хан Анна|+7 900 0000000'),
      {
        guests: [
          guest(1, 'Ли', null),
          guest(2, 'Ким', 'inside'),
          guest(3, 'Пак', 'expected'),
          guest(4, 'Цой', null),
          guest(5, 'Цой', null),
          guest(6, 'Хан', null, '+7 911 1111111'),
        ],
      },
    )
    expect(rows.map((row) => [row.ask.guestId, ...said(row)])).toEqual([
      [1, 'note returning familyName 1'],
      [2, 'error alreadyInside familyName 1'],
      [3, 'error alreadyExpected familyName 1'],
      [null, 'warning severalGuests familyName 1'],
      [null],
    ])
  })

  it('keeps the picture of an earlier visit where the table brings no other', () => {
    const guest = {
      guestId: 1,
      familyName: 'Ли',
      givenName: 'Анна',
      phone: '',
      photoHash: 'kept',
      open: null,
    }
    const of = table('Фамилия|Имя|Фото', 'Ли|Анна|')
    const [alone] = preview(of, { guests: [guest], photos: ['other.jpg'] })
    expect([alone?.ask.photoHash, ...said(alone)]).toEqual(['kept', 'note returning familyName 1'])
    const [fresh] = preview(of, { guests: [guest], photos: ['Ли Анна.jpg'] })
    expect([fresh?.ask.photoHash, fresh?.photoName]).toEqual([null, 'Ли Анна.jpg'])
    const [named] = preview(table('Фамилия|Имя|Фото', 'Ли|Анна|no.jpg'), {
      guests: [guest],
      photos: ['x.jpg'],
    })
    expect(said(named)).toContain('error photoMissing photo 3')
  })

  it('matches photos by column or name', () => {
    const photos = ['a/Ли Анна.jpg', 'kim_anna.JPG', 'one/x.png', 'two/x.png', 'семенов.jpg']
    const rows = preview(
      table(
        'Фамилия|Имя|Фото',
        'Ли|Анна|',
        'Kim|Anna|',
        'Пак|Олег|x',
        'Пак|Ян|two\\X.PNG',
        'Хан|Ян|no.jpg',
        'Ким|Ян|',
        'Ли|Ян|Семёнов',
        'Ли|Вера|СЕМЕНОВ.JPG',
      ),
      { photos },
    )
    expect(rows.map((row) => [row.photoName, ...said(row)])).toEqual([
      ['a/Ли Анна.jpg'],
      ['kim_anna.JPG'],
      [null, 'error photoAmbiguous photo 3'],
      ['two/x.png'],
      [null, 'error photoMissing photo 3'],
      [null, 'warning noPhoto photo 3'],
      ['семенов.jpg'],
      ['семенов.jpg', 'warning photoShared photo 3 8'],
    ])
  })

  it('finds a photo by any usual spelling of the name', () => {
    const whose = { photo: '', familyName: 'Семёнов', givenName: 'Пётр Ильич' }
    for (const name of [
      'Семёнов Пётр.jpg',
      'СЕМЕНОВ_ПЕТР.png',
      'x/петр-семенов.bmp',
      'Семёнов П\u0435\u0308тр Ильич.jpeg',
    ])
      expect(matchPhoto(whose, indexPhotos([name])), name).toEqual({ kind: 'found', name })
    expect(matchPhoto(whose, indexPhotos(['Семёнов.jpg', 'Семёнова Пётр.jpg']))).toEqual({ kind: 'none' })
    // Named by the path of another computer.
    const named = { ...whose, photo: 'C:\\Users\\Anna\\Pictures\\p 1.jpg' }
    expect(matchPhoto(named, indexPhotos(['P 1.JPG']))).toEqual({ kind: 'found', name: 'P 1.JPG' })
  })
})

describe('the preview', () => {
  const list = table('Last name|From', 'Good|', 'Bad|soon', 'Fine|', 'Worse|never')

  it('shows errors first, then warnings, else the order of the file', () => {
    const rows = preview(
      { ...list, rows: [...list.rows, { rowNumber: 9, cells: ['Good', ''] }] },
      { photos: ['fine.jpg'] },
    )
    expect(errorsFirst(rows).map((row) => row.rowNumber)).toEqual([3, 5, 9, 2, 4])
    expect(rows.filter(isValid).map((row) => row.rowNumber)).toEqual([2, 4])
  })

  it('is asked again after a correction', () => {
    const rows = preview(withCell(list, 3, 2, '21.11.2026 9:00'))
    expect(rows.filter((row) => !isValid(row)).map((row) => row.rowNumber)).toEqual([5])
    expect(rows[1]?.ask.fromMs).toBe(at(21, 9))
  })

  it('can say every verdict in both languages', () => {
    expect(Object.keys(ru.verdict)).toEqual(Object.keys(en.verdict))
    for (const text of [en, ru])
      for (const say of Object.values(text.verdict)) expect(say(7)).toMatch(/^\p{Lu}.+[.|]$/u)
  })
})
