import { describe, expect, it } from 'vitest'
import { isOneSlip, recogniseColumns } from '../../src/shared/import-columns.ts'
import { columnLetters, nameKey, phoneKey, splitFullName } from '../../src/shared/import-table.ts'

describe('columns by their header', () => {
  it.each([
    ['English', 'Last name|First name|Middle name|Host|Purpose|Phone|From|Until|Access level|Photo'],
    [
      'English, otherwise',
      'SURNAME*|given_name|Patronymic|Visiting|Reason for visit|Mobile (work)|Start|End|Level|File name',
    ],
    ['Russian', 'Фамилия|Имя|Отчество|К кому|Цель визита|Телефон|С|По|Уровень доступа|Фото'],
    [
      'Russian, otherwise',
      'фамилия гостя|ИМЯ|отчество |Принимающий|Цель|Моб. телефон|Начало|Окончание|Доступ|Фотография',
    ],
  ])('%s', (_what, header) => {
    expect(recogniseColumns(header.split('|'))).toEqual([
      'familyName',
      'givenName',
      'middleName',
      'host',
      'purpose',
      'phone',
      'from',
      'until',
      'level',
      'photo',
    ])
  })

  it.each([
    ['whole names', 'ФИО|Телефон', ['fullName', 'phone']],
    ['whole names, dotted', 'Ф.И.О.|Host', ['fullName', 'host']],
    ['a bare name is a whole one', 'Name|Host', ['fullName', 'host']],
    ['unless the family name stands apart', 'Имя|Фамилия', ['givenName', 'familyName']],
    ['a guest is a whole name', '№|Гость|К кому', [null, 'fullName', 'host']],
    [
      'each field once, the first column wins',
      'Фамилия|Фамилия|Телефон|Phone',
      ['familyName', null, 'phone', null],
    ],
    ['the exact word wins over the nearly right one', 'Фамлия|Фамилия', [null, 'familyName']],
    ['one slip in a long word', 'Фамлия|Отчетсво|Last nmae', ['familyName', 'middleName', null]],
    ['no guessing in a short one', 'Host1|Fom|Иня|Hots', [null, null, null, null]],
    ['nothing', 'Foo||123|***', [null, null, null, null]],
    ['a Latin C typed in a Cyrillic table', 'Фамилия|C|По', ['familyName', 'from', 'until']],
    ['invisible marks', '\u200BФамилия\u200E|И\u00ADмя', ['familyName', 'givenName']],
  ] as const)('%s', (_what, header, fields) => {
    expect(recogniseColumns(header.split('|'))).toEqual(fields)
  })

  it('knows a slip from another word', () => {
    const slips = ['families', 'amilies', 'famlies', 'familiess', 'fmailies', 'famixies']
    expect(slips.filter((word) => !isOneSlip(word, 'families'))).toEqual([])
    const others = ['famxlixs', 'milies', 'families as', 'aimlies']
    expect(others.filter((word) => isOneSlip(word, 'families'))).toEqual([])
  })
})

describe('names, phones, cells', () => {
  it.each([
    ['Иванов Иван Иванович', 'Иванов', 'Иван Иванович'],
    ['Smith, John  Paul', 'Smith', 'John Paul'],
    ['Мадонна', 'Мадонна', ''],
    ['  ', '', ''],
    ['van Dyke, Anna', 'van Dyke', 'Anna'],
  ])('splits %s', (text, familyName, givenName) => {
    expect(splitFullName(text)).toEqual({ familyName, givenName })
  })

  it('compares names and phones by what people mean', () => {
    expect(nameKey(' СЕМЁНОВ\u200B  Пётр')).toBe('семенов петр')
    expect(nameKey('Й')).toBe(nameKey('И\u0306'))
    expect(phoneKey('8 (916) 123-45-67')).toBe(phoneKey('+79161234567'))
    expect(phoneKey('доб. 12')).toBe('')
  })

  it('names columns as a spreadsheet does', () => {
    expect([1, 26, 27, 52, 53, 200, 702, 703, 16_384].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'GR',
      'ZZ',
      'AAA',
      'XFD',
    ])
  })
})
