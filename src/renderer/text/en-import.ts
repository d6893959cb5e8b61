import type { PhotoFileProblem, PhotoSourceProblem } from '../../shared/import-photos.ts'
import type { VerdictCode } from '../../shared/import-preview.ts'
import {
  columnLetters,
  type ForeignFormat,
  type ImportField,
  type TableProblem,
  type TemplateWords,
} from '../../shared/import-table.ts'
import { counted } from './en-units.ts'

const fields: Record<ImportField, string> = {
  familyName: 'Last name',
  givenName: 'First name',
  middleName: 'Middle name',
  fullName: 'Full name',
  host: 'Host',
  purpose: 'Purpose',
  phone: 'Phone',
  from: 'From',
  until: 'Until',
  level: 'Access level',
  photo: 'Photo',
}

const saveAs = 'Open it in a spreadsheet and save it as XLSX or CSV.'

const foreign: Record<ForeignFormat, string> = {
  xls: `This is an old Excel file (XLS). ${saveAs}`,
  xlsProtected: 'This spreadsheet is protected by a password. Remove the password, save it, and try again.',
  xlsb: `This is a binary Excel file (XLSB). ${saveAs}`,
  ods: `This is an OpenDocument spreadsheet. ${saveAs}`,
  pdf: 'This is a PDF, not a spreadsheet. Ask for the list as XLSX or CSV.',
  html: `This is a web page, not a spreadsheet. ${saveAs}`,
  json: 'This is JSON, not a spreadsheet. Ask for the list as XLSX or CSV.',
  xml: `This is XML, not a spreadsheet. ${saveAs}`,
  image: 'This is a picture, not a spreadsheet. Ask for the list as XLSX or CSV.',
  word: 'This is a text document, not a spreadsheet. Copy its table into a spreadsheet and save that as XLSX or CSV.',
  zip: 'This is an archive, not a spreadsheet. Unpack it and choose the table; photos are chosen separately.',
  binary: 'This is not a spreadsheet. Choose an XLSX or CSV file.',
}

/** C7: as the spreadsheet itself names a cell. */
const cell = (row: number, column: number): string => `${columnLetters(column)}${row}`

/** Why no table came out of the file, and what to do. */
function table(problem: TableProblem): string {
  switch (problem.kind) {
    case 'foreign':
      return foreign[problem.format]
    case 'tooLarge':
      return 'The file is larger than 5 MB. Remove pictures and sheets nobody needs, or divide the list.'
    case 'unpacksTooLarge':
      return 'The file unpacks to far more than a list of guests can be. Copy the list into a new spreadsheet.'
    case 'tooHeavy':
      return 'Reading this file takes more memory than is allowed. Copy the list into a new spreadsheet.'
    case 'tooSlow':
      return 'Reading this file takes too long. Copy the list into a new spreadsheet.'
    case 'tooManyRows':
      return `The list does not end before row ${problem.row}. At most 2,000 guests can be taken from one file.`
    case 'brokenQuotes':
      return `A quotation mark in row ${problem.row} is opened and not closed properly. Correct it and try again.`
    case 'controlBytes':
      return `There are characters in row ${problem.row} that are no text. Save the list as XLSX or CSV again.`
    case 'tooManyColumns':
      return `Row ${problem.row} goes on to column ${columnLetters(problem.column)}. At most 200 columns can be read.`
    case 'cellTooLong':
      return `The text in cell ${cell(problem.row, problem.column)} is longer than 1,000 characters. Shorten it.`
    case 'formula':
      return `There is a formula in cell ${cell(problem.row, problem.column)}. Paste it as a value and try again.`
    case 'errorValue':
      return `There is an error in cell ${cell(problem.row, problem.column)}. Correct it or clear the cell.`
    case 'empty':
      return 'The file is empty.'
    case 'noRows':
      return 'The file has a header, but no guests below it.'
    case 'damaged':
      return 'The file is damaged. Ask for it once more, or save it again.'
    case 'encoding':
      return 'The letters of this file cannot be read. Save it as XLSX, or as CSV in UTF-8.'
    case 'paused':
      return 'Tables pause: this computer is short of room. Try again when it has more; checking out works.'
    default:
      return problem
  }
}

/** What stands against a row, or is good to know; the field and the cell are shown beside it. */
const verdict: Record<VerdictCode, (otherRow: number) => string> = {
  empty: () => 'Missing.',
  tooLong: () => 'Too long.',
  forbiddenCharacters: () => 'HCP does not take \' / \\ : * ? " < > |',
  controlCharacters: () => 'Contains invisible characters. Type it anew.',
  endsBeforeStart: () => 'The end is before the start.',
  alreadyOver: () => 'This time is already over.',
  tooFar: () => 'More than a year away.',
  unknownLevel: () => 'HCP has no access level of this name.',
  levelAmbiguous: () => 'HCP has several access levels of this name. Choose one.',
  notADate: () => 'Not understood as a date. Write it like 21.11.2026 09:30.',
  noSuchDay: () => 'The calendar has no such day.',
  noSuchTime: () => 'The clocks are changed over this time; it does not exist that day.',
  duplicate: (otherRow) => `The same guest as in row ${otherRow}.`,
  photoMissing: () => 'There is no photo of this name.',
  photoAmbiguous: () => 'Several photos have this name.',
  photoNotChosen: () => 'A photo is named. Choose the folder or ZIP with the photos.',
  photoShared: (otherRow) => `The same photo as in row ${otherRow}.`,
  noPhoto: () => 'No photo.',
  returning: () => 'Has been here before.',
  severalGuests: () => 'Several guests of this name have been here. Enrolled as a new one.',
  alreadyExpected: () => 'Is already expected.',
  alreadyInside: () => 'Is already inside.',
}

/** Why one photo of the folder or ZIP is left out. */
const photo: Record<PhotoFileProblem, string> = {
  tooLarge: 'larger than 5 MB',
  notAFile: 'a link, not a file',
  missing: 'no longer there',
  unreadable: 'cannot be read',
  damaged: 'damaged',
  encrypted: 'protected by a password',
  unsafeName: 'has a name that points outside the archive',
  duplicateName: 'twice in the archive',
  tooDeep: 'too many folders deep',
}

const photos: Record<PhotoSourceProblem, string> = {
  missing: 'The folder or file is no longer there.',
  unreadable: 'The photos cannot be read. Check that you may open the folder or file.',
  notFolderOrZip: 'Photos are taken from a folder or a ZIP archive. This is neither.',
  damaged: 'The archive is damaged. Unpack it and choose the folder instead.',
  tooLarge: 'The photos are larger than 500 MB together. Divide them.',
  tooManyFiles: 'There are more than 1,000 photos. Divide them, or choose the right folder.',
  noPhotos: 'There are no JPEG, PNG or BMP pictures.',
  tooSlow: 'Listing the photos takes too long. Copy them to this computer first.',
  paused: 'Photos pause: this computer is short of room. Choose them again when it has more.',
}

const template: TemplateWords = {
  sheetName: 'Guests',
  headers: [
    fields.familyName,
    fields.givenName,
    fields.middleName,
    fields.host,
    fields.purpose,
    fields.phone,
    fields.from,
    fields.until,
    fields.level,
    fields.photo,
  ],
  example: [
    'Example',
    'Anna',
    '',
    'Peter Smith',
    'Meeting',
    '+44 20 7946 0958',
    '21.11.2026 09:00',
    '21.11.2026 18:00',
    '',
    'example.jpg',
  ],
  notesName: 'How to fill it in',
  notes: [
    'One row for each guest. Replace the example. Only the last name is required.',
    'From and until: day first, like 21.11.2026 09:30; only a time means today. Empty: as chosen when importing.',
    'Access level: the name it has in HikCentral. Empty: as chosen when importing.',
    'Photo: the name of the picture in the folder or ZIP that is chosen together with this table.',
    'Without it, a picture called like the guest is found too: Example Anna.jpg or example_anna.jpg.',
    'At most 5 MB and 2,000 rows; no formulas.',
  ],
  delimiter: ',',
}

const guests = (n: number): string => counted(n, { one: 'guest', other: 'guests' })

export const importing = {
  title: 'Import a table of guests',
  choose: {
    file: 'Choose a table',
    drop: 'Drop the table of guests here',
    meaning: 'XLSX or CSV, at most 5 MB and 2,000 guests. Nothing is stored before you confirm.',
    columns: 'The columns are recognised by their headers, in English or Russian, in any order.',
    reading: (fileName: string) => `${fileName} is being read…`,
    template: 'No table yet? Fill in a template:',
    xlsx: 'Template (XLSX)',
    csv: 'Template (CSV)',
    saved: (fileName: string) => `${fileName} is saved.`,
  },
  name: 'Name of the group',
  forAll: 'Host, level, purpose and times count for every row that does not say them itself.',
  photoBar: {
    folder: 'Photos from a folder',
    zip: 'Photos from a ZIP',
    none: 'No photos yet: without them the doors know no new guest by face.',
    found: (n: number, source: string) => `${counted(n, { one: 'photo', other: 'photos' })} in ${source}`,
    refused: (n: number) => `${counted(n, { one: 'file', other: 'files' })} left out`,
    again: 'Try refused ones again',
  },
  notUsed: 'Not used',
  unused: (n: number) => `${counted(n, { one: 'column', other: 'columns' })} not used:`,
  noNames: 'No column is known to hold the names. Choose it here, or above its column.',
  takeColumn: 'Take',
  rowColumn: 'Row in the file',
  guestColumn: 'Guest and stay',
  take: (row: number, name: string) => `Take row ${row}: ${name}`,
  cell: (field: string, row: number) => `${field}, row ${row}`,
  nameless: 'No name',
  taken: 'Taken',
  leftOut: 'Left out',
  preparing: 'The photo is being prepared',
  severity: { error: 'Error:', warning: 'Mind:', note: 'Good to know:' },
  errorsFirst: 'Errors first',
  page: (first: number, last: number, all: number) => `${first}–${last} of ${all}`,
  pageBefore: 'The 100 before',
  pageAfter: 'The next 100',
  tally: {
    ready: (n: number, warned: number) =>
      warned > 0
        ? `${n} ready, ${counted(warned, { one: 'of them with a warning', other: 'of them with warnings' })}`
        : `${n} ready`,
    pending: (n: number) => counted(n, { one: 'photo to prepare', other: 'photos to prepare' }),
    errors: (n: number) => counted(n, { one: 'with an error', other: 'with errors' }),
    leftOut: (n: number) => `${n} left out`,
    taken: (n: number) => `${n} taken`,
  },
  inGroups: 'More than 100 guests: they are taken in groups of 100, one after the other.',
  groupOf: (group: number, groups: number, first: number, last: number) =>
    `Group ${group} of ${groups}: rows ${first}–${last}`,
  enrol: (n: number) => `Enrol ${guests(n)}`,
  photosReady: (n: number, all: number) => `Photos: ${n} of ${all} ready`,
  photosFirst: (n: number) =>
    `${counted(n, { one: 'photo is', other: 'photos are' })} still being prepared. A moment, please.`,
  nobodyYet: 'Nobody is ready yet',
  nobody: 'No row is ready to be taken.',
  notTaken: (n: number) =>
    `Nobody is enrolled yet: ${counted(n, { one: 'row cannot', other: 'rows cannot' })} be taken as they are. Correct them, or confirm again without them.`,
  refused: {
    paused: 'New guests pause: this computer is short of room. The table stays here; enrol it later.',
    empty: 'No row is ready to be taken.',
    tooMany: 'These are more than 100 guests at once.',
  },
  groupTaken: (n: number) => `${guests(n)} saved here and on the way to HCP.`,
  showGroup: 'Show the group',
  another: 'Another table',
  leaveTitle: 'Throw this table away?',
  leaveMeaning: (n: number) =>
    `${counted(n, { one: 'guest of it is', other: 'guests of it are' })} not enrolled, and corrections made here are lost.`,
  leaveYes: 'Throw away',
  leaveNo: 'Keep working on it',
  fields,
  table,
  verdict,
  photo,
  photos,
  template,
}
