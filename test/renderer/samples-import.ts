import { recogniseColumns } from '../../src/shared/import-columns.ts'
import type { KnownGuest } from '../../src/shared/import-preview.ts'
import { nameKey, type TableAnswer } from '../../src/shared/import-table.ts'
import type { ImportPhotoAnswer, NameAsked, PhotosAnswer } from '../../src/shared/imports.ts'
import { faceOf } from './portraits.ts'

const families =
  'Andersen,Berg,Carlsson,Dahl,Eriksen,Fischer,Garcia,Hansen,Ivanova,Jensen,Kowalski,Lindqvist,Müller,Nowak,Olsen,Petrov'.split(
    ',',
  )
const givens = 'Anna,Boris,Clara,Dmitri,Elena,Filip,Greta,Hugo,Irina,Jan,Katya,Lars'.split(',')

const HEADER = [
  'Last name',
  'First name',
  'Host',
  'Phone',
  'From',
  'Until',
  'Access level',
  'Photo',
  'Company',
  'Badge colour',
]

function cellsOf(index: number): readonly string[] {
  const family = `${families[index % families.length]}${index < families.length ? '' : '-'}${
    index < families.length ? '' : families[(index * 7 + Math.floor(index / 16)) % families.length]
  }`
  const given = givens[(index * 5 + Math.floor(index / 12)) % givens.length] ?? ''
  const phone = index % 3 === 0 ? `+7 495 123-${10 + Math.floor(index / 100)}-${10 + (index % 90)}` : ''
  const [from, until] = index % 4 === 1 ? ['13.05.2027 09:00', '13.05.2027 18:00'] : ['', '']
  const host = index % 5 === 0 ? 'Sergey Ivanov' : ''
  return [family, given, host, phone, from, until, '', '', 'North Campus GmbH', 'blue']
}

/** Row numbers as the spreadsheet shows them, and what is wrong there. */
export const WRONG = {
  noName: 5,
  forbidden: 9,
  noSuchDay: 13,
  duplicate: 17,
  inside: 21,
  level: 25,
  photoMissing: 29,
  endsBeforeStart: 33,
} as const
export const RETURNING_ROW = 37
export const DOUBTFUL_ROW = 8
export const REFUSED_PHOTO_ROW = 12

const changes: Readonly<Record<number, readonly (readonly [column: number, text: string])[]>> = {
  [WRONG.noName]: [
    [0, ''],
    [1, ''],
  ],
  [WRONG.forbidden]: [[0, "O'Brien"]],
  [WRONG.noSuchDay]: [[4, '31.02.2027 09:00']],
  [WRONG.duplicate]: [
    [0, 'Carlsson'],
    [1, 'Anna'],
    [3, ''],
  ],
  4: [
    [0, 'Carlsson'],
    [1, 'Anna'],
  ],
  [WRONG.level]: [[6, 'VIP lounge']],
  [WRONG.photoMissing]: [[7, 'no-such.jpg']],
  [WRONG.endsBeforeStart]: [
    [4, '13.05.2027 18:00'],
    [5, '13.05.2027 09:00'],
  ],
}

function rowsOf(count: number, wrong: boolean): { rowNumber: number; cells: string[] }[] {
  return Array.from({ length: count }, (_, index) => {
    const rowNumber = index + 2
    const cells = [...cellsOf(index)]
    for (const [column, text] of (wrong && changes[rowNumber]) || []) cells[column] = text
    return { rowNumber, cells }
  })
}

/** What main would answer, by the name of the file; any other is an empty one. */
export function readSample(fileName: string): TableAnswer {
  const answer = (header: readonly string[], rows: ReturnType<typeof rowsOf>): TableAnswer => ({
    ok: true,
    table: { fileName, header, rows, fields: recogniseColumns(header) },
  })
  switch (fileName) {
    case 'guests.xlsx':
      return answer(HEADER, rowsOf(48, true))
    case 'few.csv':
      return answer(HEADER, rowsOf(3, false))
    case 'many.csv':
      return answer(HEADER, unique(rowsOf(250, false)))
    case 'wrong-column.csv':
      return answer(
        HEADER.map((title) => (title === 'Last name' ? 'Who comes' : title)),
        rowsOf(12, false),
      )
    case 'formula.xlsx':
      return { ok: false, problem: { kind: 'formula', row: 7, column: 3 } }
    default:
      return { ok: false, problem: { kind: 'empty' } }
  }
}

function unique(rows: ReturnType<typeof rowsOf>): ReturnType<typeof rowsOf> {
  return rows.map(({ rowNumber, cells }) => ({
    rowNumber,
    cells: cells.with(1, `${cells[1]} ${String.fromCharCode(65 + (rowNumber % 26))}${rowNumber}`),
  }))
}

const photoName = (rowNumber: number, cells: readonly string[]): string =>
  `${cells[0]} ${cells[1]}.jpg`.replaceAll(' ', rowNumber % 2 === 0 ? '_' : ' ')

/** A folder with photos of all guests of both tables, but for those whose row is wrong. */
export function photosSample(): PhotosAnswer {
  const rows = [...rowsOf(48, true), ...unique(rowsOf(250, false))]
  const names = rows
    .filter(({ rowNumber, cells }) => cells[0] !== '' && !cells[0]?.includes("'") && rowNumber !== 17)
    .map(({ rowNumber, cells }) => photoName(rowNumber, cells))
  return {
    ok: true,
    sourceName: 'Conference photos',
    names: [...new Set(names)],
    refused: [
      { name: 'panorama.jpg', problem: 'tooLarge' },
      { name: 'scan.png', problem: 'damaged' },
    ],
  }
}

export function photoSample(name: string): ImportPhotoAnswer {
  const rows = rowsOf(48, true)
  const row = rows.find(({ rowNumber, cells }) => photoName(rowNumber, cells) === name)
  if (row?.rowNumber === REFUSED_PHOTO_ROW) return { ok: false, problem: 'damaged' }
  const seed = Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7)
  return { ok: true, photoHash: faceOf(seed), doubts: row?.rowNumber === DOUBTFUL_ROW ? ['dark'] : [] }
}

/** One of the table is inside already, one has been here before. */
export function knownSample(names: readonly NameAsked[]): readonly KnownGuest[] {
  const rows = rowsOf(48, true)
  return names.flatMap(({ familyName, givenName }) => {
    const key = nameKey(`${familyName} ${givenName}`)
    const row = rows.find(({ cells }) => nameKey(`${cells[0]} ${cells[1]}`) === key)
    const open = row?.rowNumber === WRONG.inside ? 'inside' : null
    if (row?.rowNumber !== WRONG.inside && row?.rowNumber !== RETURNING_ROW) return []
    return [{ guestId: 500 + row.rowNumber, familyName, givenName, phone: '', photoHash: null, open }]
  })
}
