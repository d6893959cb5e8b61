import { type ImportField, nameKey } from './import-table.ts'

/** The usual spellings, as `headerKey` leaves them. */
const SPELLINGS: Readonly<Record<ImportField, readonly string[]>> = {
  familyName: ['last name', 'lastname', 'surname', 'family name', 'familyname', 'family', 'фамилия'],
  givenName: ['first name', 'firstname', 'given name', 'givenname', 'given names', 'forename', 'имя'],
  middleName: ['middle name', 'middlename', 'patronymic', 'отчество'],
  fullName: [
    'full name',
    'fullname',
    'name',
    'first and last name',
    'фио',
    'ф и о',
    'полное имя',
    'имя и фамилия',
    'фамилия и имя',
    'фамилия имя',
    'фамилия имя отчество',
  ],
  host: [
    'host',
    'host name',
    'visiting',
    'meets',
    'meeting with',
    'to see',
    'contact person',
    'employee',
    'к кому',
    'к кому идет',
    'кого посещает',
    'принимающий',
    'принимающая сторона',
    'принимающее лицо',
    'принимающий сотрудник',
    'кто принимает',
    'встречающий',
    'сотрудник',
  ],
  purpose: [
    'purpose',
    'purpose of visit',
    'visit purpose',
    'reason',
    'reason for visit',
    'цель',
    'цель визита',
    'цель посещения',
    'причина',
    'причина визита',
  ],
  phone: [
    'phone',
    'phone number',
    'phone no',
    'telephone',
    'tel',
    'mobile',
    'mobile phone',
    'mobile number',
    'cell',
    'cell phone',
    'телефон',
    'номер телефона',
    'тел',
    'мобильный',
    'мобильный телефон',
    'моб тел',
    'моб телефон',
    'контактный телефон',
  ],
  from: [
    'from',
    'start',
    'starts',
    'start date',
    'start time',
    'begin',
    'begins',
    'arrival',
    'arrives',
    'arrival time',
    'valid from',
    'visit from',
    'date',
    'visit date',
    'date of visit',
    'с',
    'от',
    'начало',
    'начало визита',
    'дата начала',
    'время начала',
    'дата',
    'дата визита',
    'дата посещения',
    'приход',
    'прибытие',
    'дата прибытия',
    'действует с',
    'доступ с',
  ],
  until: [
    'until',
    'till',
    'to',
    'end',
    'ends',
    'end date',
    'end time',
    'finish',
    'departure',
    'leaves',
    'valid to',
    'valid until',
    'expires',
    'visit to',
    'visit until',
    'по',
    'до',
    'конец',
    'конец визита',
    'окончание',
    'окончание визита',
    'дата окончания',
    'время окончания',
    'уход',
    'убытие',
    'действует до',
    'действует по',
    'доступ до',
    'доступ по',
  ],
  level: [
    'level',
    'access level',
    'access group',
    'access rights',
    'уровень',
    'уровень доступа',
    'группа доступа',
    'доступ',
  ],
  photo: [
    'photo',
    'picture',
    'image',
    'photo file',
    'photo file name',
    'file',
    'file name',
    'фото',
    'фотография',
    'файл фото',
    'имя файла',
    'файл',
    'фотофайл',
  ],
}

/** Words that only say whose it is: "Guest phone", "Фамилия гостя". */
const FILLERS = new Set([
  'guest',
  'guests',
  'guest s',
  'visitor',
  'visitors',
  'visitor s',
  'гостя',
  'посетителя',
])

/** A column called just so holds whole names, unless the family name has a column of its own. */
const BARE_NAME = new Set([
  'name',
  'имя',
  'guest',
  'guest name',
  'visitor',
  'visitor name',
  'гость',
  'посетитель',
])

/** One wrong letter is forgiven from this length on; shorter words have too many neighbours. */
const FORGIVEN_FROM = 7

const byKey = new Map<string, ImportField>()
for (const [field, keys] of Object.entries(SPELLINGS) as [ImportField, readonly string[]][])
  for (const key of keys) byKey.set(key, field)
// A Latin C in a Cyrillic table looks the same and was typed in the wrong layout.
byKey.set('c', 'from')

/** Letters and digits only, without what stands in brackets: "Last_name* (required)" → "last name". */
function headerKey(header: string): string {
  return nameKey(header)
    .replace(/[([{].*?[)\]}]/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function exact(key: string): ImportField | null {
  const found = byKey.get(key)
  if (found) return found
  const bare = key
    .split(' ')
    .filter((word) => !FILLERS.has(word))
    .join(' ')
  return byKey.get(bare) ?? null
}

/** The one field whose spelling is a single slip away; null when none is, or two are. */
function nearly(key: string): ImportField | null {
  const near = new Set<ImportField>()
  for (const [spelling, field] of byKey)
    if (spelling.length >= FORGIVEN_FROM && isOneSlip(key, spelling)) near.add(field)
  return near.size === 1 ? ([...near][0] ?? null) : null
}

/** Equal but for one letter missing, added, wrong, or two neighbours swapped. */
export function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  let end = 0
  const shorter = Math.min(one.length, other.length)
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  const a = one.slice(start, one.length - end)
  const b = other.slice(start, other.length - end)
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && a[0] === b[1] && a[1] === b[0])
}

/**
 * The field of every column, by its header in English or Russian; each field at most once, the first column that says it
 * exactly wins over any that says it nearly.
 */
export function recogniseColumns(header: readonly string[]): readonly (ImportField | null)[] {
  const keys = header.map(headerKey)
  const fields: (ImportField | null)[] = header.map(() => null)
  const taken = new Set<ImportField>()
  const give = (column: number, field: ImportField | null): void => {
    if (field === null || fields[column] !== null || taken.has(field)) return
    fields[column] = field
    taken.add(field)
  }
  const isBare = (key: string): boolean => BARE_NAME.has(key)
  for (const [column, key] of keys.entries()) if (!isBare(key)) give(column, exact(key))
  for (const [column, key] of keys.entries()) if (!isBare(key)) give(column, nearly(key))
  for (const [column, key] of keys.entries())
    if (isBare(key)) give(column, taken.has('familyName') ? 'givenName' : 'fullName')
  return fields
}
