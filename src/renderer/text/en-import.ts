import type { PhotoFileProblem, PhotoSourceProblem } from '../../shared/import-photos.ts'
import type { VerdictCode } from '../../shared/import-preview.ts'
import {
  columnLetters,
  type ForeignFormat,
  type ImportField,
  type TableProblem,
  type TemplateWords,
} from '../../shared/import-table.ts'

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

export const importing = {
  title: 'Import a table of guests',
  fields,
  table,
  verdict,
  photo,
  photos,
  template,
}
