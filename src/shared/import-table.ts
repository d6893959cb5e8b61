/**
 * A spreadsheet of guests as read: text in rows and columns, before anybody decides what it means.
 * Rows and columns count from 1, as the spreadsheet shows them.
 */

/** What a column can hold. A middle name (отчество) joins the given name; `level` and `photo` are names, not ids. */
export const importFields = [
  'familyName',
  'givenName',
  'middleName',
  'fullName',
  'host',
  'purpose',
  'phone',
  'from',
  'until',
  'level',
  'photo',
] as const

export type ImportField = (typeof importFields)[number]

export interface ReadRow {
  readonly rowNumber: number
  /** As many as the header has; '' where the file has nothing. */
  readonly cells: readonly string[]
}

export interface ReadTable {
  readonly fileName: string
  readonly header: readonly string[]
  readonly rows: readonly ReadRow[]
  /** One for each column; null is a column nobody needs. The guard may set them by hand. */
  readonly fields: readonly (ImportField | null)[]
}

/** Files that are not tables we read, told apart by their first bytes, never by their name. */
export const foreignFormats = [
  'xls',
  'xlsProtected',
  'xlsb',
  'ods',
  'pdf',
  'html',
  'json',
  'xml',
  'image',
  'word',
  'zip',
  'binary',
] as const

export type ForeignFormat = (typeof foreignFormats)[number]

/** Why no table came out of a file. */
export type TableProblem =
  | { readonly kind: 'foreign'; readonly format: ForeignFormat }
  /** Bytes, rows, columns or the unpacked content are more than the desk takes. */
  | { readonly kind: 'tooLarge' | 'unpacksTooLarge' | 'tooHeavy' | 'tooSlow' }
  | { readonly kind: 'tooManyRows' | 'brokenQuotes' | 'controlBytes'; readonly row: number }
  | {
      readonly kind: 'tooManyColumns' | 'cellTooLong' | 'formula' | 'errorValue'
      readonly row: number
      readonly column: number
    }
  | { readonly kind: 'empty' | 'noRows' | 'damaged' | 'encoding' }
  /** The desk takes no new work for now: disk or memory. */
  | { readonly kind: 'paused' }

export type TableAnswer =
  | { readonly ok: true; readonly table: ReadTable }
  | { readonly ok: false; readonly problem: TableProblem }

/** The words of the template to fill in, in the guard's language; they come from the renderer's texts. */
export interface TemplateWords {
  readonly sheetName: string
  readonly headers: readonly string[]
  /** One row as an example, as wide as the headers. */
  readonly example: readonly string[]
  readonly notesName: string
  readonly notes: readonly string[]
  /** What this language's Excel takes for a new column in a CSV. */
  readonly delimiter: ',' | ';'
}

/** 1 → A, 27 → AA: how the spreadsheet names a column. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}

/** Lower case, ё as е, no invisible marks, single blanks: what two spellings of one name have in common. */
export function nameKey(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** The digits a number is dialled by; Russia's trunk 8 and +7 are the same. Empty when there are too few to tell. */
export function phoneKey(text: string): string {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 5) return ''
  return digits.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits
}

/**
 * "Иванов Иван Иванович" → family name, then the rest: Russian lists put the family name first, and nothing in the
 * words themselves tells "Given Family" apart. A comma always stands behind the family name ("Smith, John").
 */
export function splitFullName(text: string): { readonly familyName: string; readonly givenName: string } {
  const tidy = text.replace(/\s+/gu, ' ').trim()
  const at = tidy.includes(',') ? tidy.indexOf(',') : tidy.indexOf(' ')
  if (at === -1) return { familyName: tidy, givenName: '' }
  return { familyName: tidy.slice(0, at).trim(), givenName: tidy.slice(at + 1).trim() }
}
