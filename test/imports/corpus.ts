// Ugly files, each with what must come of it: the rows as text, or a typed problem.
import type { TableProblem } from '../../src/shared/import-table.ts'
import { workbook, xmlRow } from './workbook-maker.ts'
import { zipOf } from './zip-maker.ts'

export interface UglyFile {
  readonly what: string
  readonly bytes: () => Buffer
  readonly expected:
    | TableProblem
    /** Row number, then the cells. */
    | { readonly header: readonly string[]; readonly rows: readonly (readonly [number, ...string[]])[] }
}

type Expected = UglyFile['expected']

const NAMES = ['Last name', 'First name']
const IVANOV = { header: ['Фамилия', 'Имя'], rows: [[2, 'Иванов', 'Пётр']] } satisfies Expected
const SMITH = { header: NAMES, rows: [[2, 'Smith', 'Ann']] } satisfies Expected
const CYRILLIC = 'Фамилия;Имя\r\nИванов;Пётр\r\n'

const text = (what: string, content: string, expected: Expected): UglyFile => ({
  what,
  bytes: () => Buffer.from(content),
  expected,
})
const book = (what: string, bytes: () => Buffer, expected: Expected): UglyFile => ({ what, bytes, expected })

/** By Python's rules of code pages, as bytes: 'Фамилия;Имя\r\nИванов;Пётр\r\n'. */
function singleByte(content: string, page: 'cp1251' | 'koi8r' | 'cp866'): Buffer {
  const koi = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ'
  return Buffer.from(
    Array.from(content, (sign) => {
      const code = sign.charCodeAt(0)
      if (code < 0x80) return code
      if (page === 'koi8r') return sign === 'ё' ? 0xa3 : 0xc0 + koi.indexOf(sign)
      const letter = code - 0x410 // А = 0
      if (page === 'cp1251') return sign === 'ё' ? 0xb8 : 0xc0 + letter
      return sign === 'ё' ? 0xf1 : letter < 48 ? 0x80 + letter : 0xb0 + letter
    }),
  )
}

const utf16 = (content: string): Buffer => Buffer.from(content, 'utf16le')
const ole = (stream: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500), utf16(stream), Buffer.alloc(500)])

const two = (...rows: readonly string[]): string => xmlRow(1, ...NAMES) + rows.join('')
const head = xmlRow(1, 'Last name', 'From', 'Until')
const number = (at: string, value: string, style = 0): string =>
  `<c r="${at}" s="${style}"><v>${value}</v></c>`

export const texts: readonly UglyFile[] = [
  text('commas', 'Last name,First name\nSmith,Ann\n', SMITH),
  text('semicolons', 'Last name;First name\nSmith;Ann', SMITH),
  text('tabs', 'Last name\tFirst name\nSmith\tAnn\n', SMITH),
  text('bars', 'Last name|First name\nSmith|Ann\n', SMITH),
  text('a delimiter that is named', 'sep=|\r\nLast name|First name\r\nSmith|Ann\r\n', SMITH),
  text('commas inside, semicolons between', 'Last name;Host\nSmith;Brown, Lee, Wu\n', {
    header: ['Last name', 'Host'],
    rows: [[2, 'Smith', 'Brown, Lee, Wu']],
  }),
  text('a byte order mark', `\uFEFF${CYRILLIC}`, IVANOV),
  text('UTF-8 without a mark', CYRILLIC, IVANOV),
  { what: 'UTF-16 little end first', bytes: () => utf16(`\uFEFF${CYRILLIC}`), expected: IVANOV },
  { what: 'UTF-16 big end first', bytes: () => utf16(`\uFEFF${CYRILLIC}`).swap16(), expected: IVANOV },
  {
    what: 'half a letter of UTF-16',
    bytes: () => utf16(`\uFEFF${CYRILLIC}`).subarray(0, -1),
    expected: { kind: 'encoding' },
  },
  { what: 'Windows-1251', bytes: () => singleByte(CYRILLIC, 'cp1251'), expected: IVANOV },
  { what: 'KOI8-R', bytes: () => singleByte(CYRILLIC, 'koi8r'), expected: { kind: 'encoding' } },
  {
    what: 'the code page of DOS',
    bytes: () => singleByte(CYRILLIC, 'cp866'),
    expected: { kind: 'encoding' },
  },
  {
    what: 'Western European',
    bytes: () => Buffer.from('Last name;Host\nMüller;Jürgen Größe\n', 'latin1'),
    expected: { kind: 'encoding' },
  },
  {
    what: 'UTF-8 that breaks off after its mark',
    bytes: () => Buffer.from('efbbbfd0', 'hex'),
    expected: { kind: 'encoding' },
  },
  text('nothing', '', { kind: 'empty' }),
  text('only a mark', '\uFEFF', { kind: 'empty' }),
  text('only blanks', ' \r\n\t\r\n  ', { kind: 'empty' }),
  text('only a header', 'Last name;First name\n', { kind: 'noRows' }),
  text('line ends of old Macs', 'Last name,First name\rSmith,Ann\rBrown,Lee\r', {
    header: NAMES,
    rows: [
      [2, 'Smith', 'Ann'],
      [3, 'Brown', 'Lee'],
    ],
  }),
  text('blank rows in between', '\n\nLast name,First name\n\n,\nSmith,Ann\n\n', {
    header: NAMES,
    rows: [[6, 'Smith', 'Ann']],
  }),
  text('a title above the header', 'Guests of Friday\n\nLast name,First name\nSmith,Ann\n', {
    header: NAMES,
    rows: [[4, 'Smith', 'Ann']],
  }),
  text('ragged rows', 'Last name,First name,Host\nSmith\nBrown,Lee,Wu,late\n', {
    header: ['Last name', 'First name', 'Host', ''],
    rows: [
      [2, 'Smith', '', '', ''],
      [3, 'Brown', 'Lee', 'Wu', 'late'],
    ],
  }),
  text('quotes inside a bare cell', 'Фамилия;К кому\nИванов;ООО "Ромашка"\n', {
    header: ['Фамилия', 'К кому'],
    rows: [[2, 'Иванов', 'ООО "Ромашка"']],
  }),
  text(
    'quotes doubled, line break and delimiter inside',
    'Last name,Host\n"O, Brien","A ""B""\nC"\nWu,Lee\n',
    {
      header: ['Last name', 'Host'],
      rows: [
        [2, 'O, Brien', 'A "B" C'],
        [3, 'Wu', 'Lee'],
      ],
    },
  ),
  text('a quote never closed', 'Last name,First name\nSmith,Ann\n"Brown,Lee\nWu,Kim\n', {
    kind: 'brokenQuotes',
    row: 3,
  }),
  text('a quote closed in the middle', 'Last name,First name\n"Smith"son,Ann\n', {
    kind: 'brokenQuotes',
    row: 2,
  }),
  text('a bare quote that would swallow a row', 'Last name,First name\nSm"ith,Ann\n"Brown,Lee\nWu","Kim"\n', {
    kind: 'brokenQuotes',
    row: 3,
  }),
  text('a formula', 'Last name,Host\nSmith,"=HYPERLINK(""http://x"",""y"")"\n', {
    kind: 'formula',
    row: 2,
    column: 2,
  }),
  text('a formula behind a plus', 'Last name,Host\nSmith,+cmd|calc!A1\n', {
    kind: 'formula',
    row: 2,
    column: 2,
  }),
  text('a formula behind an invisible mark', 'Last name,Host\nSmith,\u200B=1+1\n', {
    kind: 'formula',
    row: 2,
    column: 2,
  }),
  text('a formula in the header', '=A1,Last name\nx,y\n', { kind: 'formula', row: 1, column: 1 }),
  text('what only looks like a formula', 'Last name,Phone,Host\nSmith,+7 (495) 123-45-67 доб. 12,-\n', {
    header: ['Last name', 'Phone', 'Host'],
    rows: [[2, 'Smith', '+7 (495) 123-45-67 доб. 12', '-']],
  }),
  text(
    'direction and zero-width marks',
    'Last\u200B name,First name\n\u202BSmith\u202C,A\u00ADnn\u00A0\n',
    SMITH,
  ),
  text('NUL bytes', 'Last name,First name\nSmith,Ann\nBr\0wn,Lee\n', { kind: 'controlBytes', row: 3 }),
  text('a very long cell', `Last name,Host\nSmith,${'x'.repeat(1_001)}\n`, {
    kind: 'cellTooLong',
    row: 2,
    column: 2,
  }),
  text('ten thousand columns', `Last name,First name\n${'a,'.repeat(10_000)}\n`, {
    kind: 'tooManyColumns',
    row: 2,
    column: 201,
  }),
  text('a million rows', `Last name\n${'a\n'.repeat(1_000_000)}`, { kind: 'tooManyRows', row: 10_001 }),
  text('two thousand and one guests', `Last name\n${'a\n'.repeat(2_001)}`, {
    kind: 'tooManyRows',
    row: 2_002,
  }),
  text('six megabytes', 'a'.repeat(6_000_000), { kind: 'tooLarge' }),
  text('headers nobody knows', 'Foo,Bar\n1,2\n', { header: ['Foo', 'Bar'], rows: [[2, '1', '2']] }),
  text('the same header twice', 'Last name,Last name\nSmith,Ann\n', {
    header: ['Last name', 'Last name'],
    rows: [[2, 'Smith', 'Ann']],
  }),
  text('a web page', '<!DOCTYPE html><table><tr><td>Smith</td></tr></table>', {
    kind: 'foreign',
    format: 'html',
  }),
  text('XML', '<?xml version="1.0"?><guests/>', { kind: 'foreign', format: 'xml' }),
  text('JSON', '[{"name": "Smith"}]', { kind: 'foreign', format: 'json' }),
  text('a PDF', '%PDF-1.7\nLast name,First name\n', { kind: 'foreign', format: 'pdf' }),
  text('rich text', '{\\rtf1 Smith}', { kind: 'foreign', format: 'word' }),
  {
    what: 'a photo',
    bytes: () => Buffer.from('ffd8ffe000104a464946', 'hex'),
    expected: { kind: 'foreign', format: 'image' },
  },
  { what: 'old Excel', bytes: () => ole('Workbook'), expected: { kind: 'foreign', format: 'xls' } },
  {
    what: 'a password',
    bytes: () => ole('EncryptedPackage'),
    expected: { kind: 'foreign', format: 'xlsProtected' },
  },
  {
    what: 'a program',
    bytes: () => Buffer.from('7f454c46020101000000ff00fe', 'hex'),
    expected: { kind: 'foreign', format: 'binary' },
  },
]

export const books: readonly UglyFile[] = [
  book('a plain workbook', () => workbook({ sheets: [{ rows: two(xmlRow(2, 'Smith', 'Ann')) }] }), SMITH),
  book(
    'shared strings, written with escapes',
    () =>
      workbook({
        sheets: [{ rows: two('<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>') }],
        shared: ['Smith &amp; Sons', 'A_x006E_n'],
      }),
    { header: NAMES, rows: [[2, 'Smith & Sons', 'Ann']] },
  ),
  book(
    'merged title and empty rows above',
    () =>
      workbook({
        sheets: [
          {
            rows: xmlRow(1, 'Guests') + xmlRow(4, ...NAMES) + xmlRow(6, 'Smith', 'Ann'),
            more: '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>',
          },
        ],
      }),
    { header: NAMES, rows: [[6, 'Smith', 'Ann']] },
  ),
  book(
    'empty and hidden sheets first',
    () =>
      workbook({
        sheets: [
          { rows: '' },
          { rows: two(xmlRow(2, 'Secret', 'List')), state: 'hidden' },
          { rows: two(xmlRow(2, 'Smith', 'Ann')) },
        ],
      }),
    SMITH,
  ),
  book('only hidden sheets', () => workbook({ sheets: [{ rows: two(), state: 'veryHidden' }] }), {
    kind: 'empty',
  }),
  book(
    'formatted but empty cells far away',
    () =>
      workbook({
        sheets: [{ rows: two(xmlRow(2, 'Smith', 'Ann'), '<row r="9000"><c r="XFD9000" s="1"/></row>') }],
      }),
    SMITH,
  ),
  book(
    'dates as dates, with time, as time',
    () =>
      workbook({
        sheets: [
          {
            rows:
              head +
              xmlRow(2, 'Smith', number('B2', '46347.3958333333', 2), number('C2', '46347', 1)) +
              xmlRow(3, 'Wu', number('B3', '0.395833333333333', 3)),
          },
        ],
      }),
    {
      header: ['Last name', 'From', 'Until'],
      rows: [
        [2, 'Smith', '2026-11-21T09:30:00', '2026-11-21'],
        [3, 'Wu', '09:30:00', ''],
      ],
    },
  ),
  book(
    'days counted from 1904',
    () =>
      workbook({
        is1904: true,
        sheets: [
          { rows: head + xmlRow(2, 'Smith', number('B2', '44885.3958333333', 2), number('C2', '0.75', 3)) },
        ],
      }),
    { header: ['Last name', 'From', 'Until'], rows: [[2, 'Smith', '2026-11-21T09:30:00', '18:00:00']] },
  ),
  book(
    'a date no calendar has',
    () => workbook({ sheets: [{ rows: head + xmlRow(2, 'Smith', number('B2', '99999999', 1)) }] }),
    {
      header: ['Last name', 'From', 'Until'],
      rows: [[2, 'Smith', '#####', '']],
    },
  ),
  book(
    'a phone as a number, a yes',
    () =>
      workbook({
        sheets: [
          {
            rows:
              xmlRow(1, 'Last name', 'Phone', 'VIP') +
              xmlRow(2, 'Smith', number('B2', '79161234567'), '<c r="C2" t="b"><v>1</v></c>'),
          },
        ],
      }),
    { header: ['Last name', 'Phone', 'VIP'], rows: [[2, 'Smith', '79161234567', 'TRUE']] },
  ),
  book(
    'a formula',
    () => workbook({ sheets: [{ rows: two('<row r="2"><c r="B2"><f>1+1</f><v>2</v></c></row>') }] }),
    { kind: 'formula', row: 2, column: 2 },
  ),
  book(
    'a formula with a prefix and single quotes',
    () =>
      workbook({
        sheets: [
          { rows: two("<x:row r='7'><x:c r='AB7'><x:f t='shared' si='0'/><x:v>2</x:v></x:c></x:row>") },
        ],
      }),
    { kind: 'formula', row: 7, column: 28 },
  ),
  book(
    'every tag with a prefix',
    () =>
      workbook({
        sheets: [
          {
            rows: `${two()}<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>Smith</x:t></x:is></x:c><x:c r="B2" t="str"><x:v>Ann</x:v></x:c></x:row>`,
          },
        ],
      }),
    SMITH,
  ),
  book(
    'text that begins like a formula',
    () => workbook({ sheets: [{ rows: two(xmlRow(2, 'Smith', '=1+1')) }] }),
    { kind: 'formula', row: 2, column: 2 },
  ),
  book(
    'an error value',
    () => workbook({ sheets: [{ rows: two('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>') }] }),
    { kind: 'errorValue', row: 2, column: 1 },
  ),
  book(
    'formulas on another sheet',
    () =>
      workbook({
        sheets: [
          { rows: two(xmlRow(2, 'Smith', 'Ann')) },
          { rows: '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>' },
        ],
      }),
    SMITH,
  ),
  book(
    'a value in the last cell there is',
    () => workbook({ sheets: [{ rows: two('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>') }] }),
    {
      kind: 'tooManyColumns',
      row: 1_048_576,
      column: 16_384,
    },
  ),
  book(
    'ten thousand rows',
    () =>
      workbook({
        sheets: [
          {
            rows: Array.from(
              { length: 10_000 },
              (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`,
            ).join(''),
          },
        ],
      }),
    { kind: 'tooManyRows', row: 2_021 },
  ),
  book(
    'a row a billion below',
    () => workbook({ sheets: [{ rows: two(xmlRow(2, 'Smith', 'Ann'), '<row r="999999999"></row>') }] }),
    SMITH,
  ),
  book(
    'a value a billion below',
    () => workbook({ sheets: [{ rows: two('<row r="999999999"><c r="A999999999"><v>1</v></c></row>') }] }),
    { kind: 'tooManyRows', row: 999_999_999 },
  ),
  book(
    'an address nobody can find',
    () => workbook({ sheets: [{ rows: two('<row r="2"><c r="2A"><v>1</v></c></row>') }] }),
    { kind: 'damaged' },
  ),
  book(
    'a hundred thousand rows with a format and no value',
    () =>
      workbook({
        sheets: [
          {
            rows:
              two(xmlRow(2, 'Smith', 'Ann')) +
              Array.from(
                { length: 100_000 },
                (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="1"/></row>`,
              ).join(''),
          },
        ],
      }),
    SMITH,
  ),
  book(
    'cells without addresses',
    () =>
      workbook({
        sheets: [
          {
            rows: '<row><c t="inlineStr"><is><t>Last name</t></is></c><c/><c t="inlineStr"><is><t>Host</t></is></c></row><row/><row><c><v>1</v></c></row>',
          },
        ],
      }),
    { header: ['Last name', '', 'Host'], rows: [[3, '1', '', '']] },
  ),
  book(
    'text in character data',
    () => workbook({ sheets: [{ rows: two(xmlRow(2, '<![CDATA[Smith]]>', 'Ann')) }] }),
    SMITH,
  ),
  book(
    'a cell of a million letters',
    () => workbook({ sheets: [{ rows: two(xmlRow(2, 'Smith', 'x'.repeat(1_000_000))) }] }),
    { kind: 'cellTooLong', row: 2, column: 2 },
  ),
  book(
    'macros beside it',
    () =>
      workbook({
        sheets: [{ rows: two(xmlRow(2, 'Smith', 'Ann')) }],
        extra: [{ name: 'xl/vbaProject.bin', bytes: Buffer.alloc(1_000, 7) }],
      }),
    SMITH,
  ),
  book(
    'links to other workbooks',
    () =>
      workbook({
        sheets: [{ rows: two(xmlRow(2, 'Smith', 'Ann')) }],
        extra: [
          {
            name: 'xl/externalLinks/externalLink1.xml',
            bytes: Buffer.from('<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
          },
        ],
      }),
    SMITH,
  ),
  book(
    'entities that multiply',
    () =>
      workbook({
        sheets: [{ rows: two(xmlRow(2, '&lol9;', 'Ann')) }],
        prologue: '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;&lol;">]>',
      }),
    { kind: 'damaged' },
  ),
  book(
    'a bomb that says so',
    () =>
      workbook({
        sheets: [{ rows: two() }],
        extra: [
          { name: 'xl/worksheets/sheet9.xml', bytes: Buffer.alloc(1_000), claimedSize: 40 * 1024 * 1024 },
        ],
      }),
    { kind: 'unpacksTooLarge' },
  ),
  book(
    'a bomb that hides its size',
    () =>
      workbook({
        sheets: [{ rows: two() }],
        shared: [' '.repeat(1024 * 1024)],
        repack: (entry) => (entry.name === 'xl/sharedStrings.xml' ? { ...entry, claimedSize: 100 } : entry),
      }),
    { kind: 'damaged' },
  ),
  book(
    'the same part twice',
    () =>
      workbook({
        sheets: [{ rows: two() }],
        extra: [{ name: 'xl/worksheets/sheet0.xml', bytes: Buffer.from('<worksheet/>') }],
      }),
    { kind: 'damaged' },
  ),
  book(
    'a wrong checksum',
    () =>
      workbook({
        sheets: [{ rows: two(xmlRow(2, 'Smith', 'Ann')) }],
        repack: (entry) => ({ ...entry, crc: 1 }),
      }),
    { kind: 'damaged' },
  ),
  book(
    'encrypted parts',
    () =>
      workbook({
        sheets: [{ rows: two() }],
        repack: (entry) => ({ ...entry, flags: 1 }),
      }),
    { kind: 'foreign', format: 'xlsProtected' },
  ),
  book('an archive cut short', () => workbook({ sheets: [{ rows: two() }] }).subarray(0, -30), {
    kind: 'damaged',
  }),
  book(
    'XML cut short',
    () => workbook({ sheets: [{ rows: '<row r="1"><c r="A1" t="inlineStr"><is><t>Last na' }] }),
    { kind: 'damaged' },
  ),
  book('an archive of photos', () => zipOf([{ name: 'smith.jpg', bytes: Buffer.from('x') }]), {
    kind: 'foreign',
    format: 'zip',
  }),
  book('an OpenDocument table', () => zipOf([{ name: 'content.xml', bytes: Buffer.from('<x/>') }]), {
    kind: 'foreign',
    format: 'ods',
  }),
  book('a Word document', () => zipOf([{ name: 'word/document.xml', bytes: Buffer.from('<x/>') }]), {
    kind: 'foreign',
    format: 'word',
  }),
  book('a binary workbook', () => zipOf([{ name: 'xl/workbook.bin', bytes: Buffer.from('x') }]), {
    kind: 'foreign',
    format: 'xlsb',
  }),
  book('names that climb out', () => zipOf([{ name: '../xl/workbook.xml', bytes: Buffer.from('<x/>') }]), {
    kind: 'damaged',
  }),
  book(
    'a picture with a workbook behind it',
    () => Buffer.concat([Buffer.from('474946383961', 'hex'), workbook({ sheets: [{ rows: two() }] })]),
    { kind: 'foreign', format: 'image' },
  ),
]
