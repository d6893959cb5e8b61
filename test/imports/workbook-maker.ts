import { type Packed, zipOf } from './zip-maker.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface MadeSheet {
  /** What stands between `<sheetData>` and its end. */
  readonly rows: string
  readonly state?: 'hidden' | 'veryHidden'
  /** After the rows: merged cells and the like. */
  readonly more?: string
}

export interface MadeBook {
  readonly sheets: readonly MadeSheet[]
  readonly shared?: readonly string[]
  readonly is1904?: boolean
  readonly extra?: readonly Packed[]
  /** Put before the workbook's own XML. */
  readonly prologue?: string
  /** Change what a part is packed as. */
  readonly repack?: (entry: Packed) => Packed
}

/** A workbook from its bare XML, so that a test can make what no spreadsheet would write. */
export function workbook(book: MadeBook): Buffer {
  const { sheets, shared = [], extra = [], prologue = '', repack = (entry) => entry } = book
  const xml = (name: string, text: string): Packed => ({ name, bytes: Buffer.from(text) })
  const parts = [
    xml('[Content_Types].xml', '<Types/>'),
    xml(
      'xl/workbook.xml',
      `<?xml version="1.0"?>${prologue}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr date1904="${book.is1904 ? 1 : 0}"/><sheets>${sheets
        .map(
          (sheet, at) =>
            `<sheet name="S${at}" sheetId="${at + 1}" ${sheet.state ? `state="${sheet.state}" ` : ''}r:id="rId${at}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    xml(
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${sheets
        .map(
          (_, at) =>
            `<Relationship Id="rId${at}" Type="${REL}/worksheet" Target="worksheets/sheet${at}.xml"/>`,
        )
        .join('')}</Relationships>`,
    ),
    xml(
      'xl/sharedStrings.xml',
      `<sst xmlns="${MAIN}">${shared.map((one) => `<si><t>${one}</t></si>`).join('')}</sst>`,
    ),
    // Style 1 is a date, style 2 a date with time, style 3 a time.
    xml(
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
    ),
    ...sheets.map((sheet, at) =>
      xml(
        `xl/worksheets/sheet${at}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${sheet.rows}</sheetData>${sheet.more ?? ''}</worksheet>`,
      ),
    ),
    ...extra,
  ]
  return zipOf(parts.map(repack))
}

/** `<row>` with inline text, column A on; a ready `<c …>` is taken as it is. */
export function xmlRow(row: number, ...cells: readonly string[]): string {
  const inner = cells.map((cell, at) =>
    cell.startsWith('<c ') || cell === '' ? cell : xmlText(row, at + 1, cell),
  )
  return `<row r="${row}">${inner.join('')}</row>`
}

export function xmlText(row: number, column: number, text: string): string {
  return `<c r="${String.fromCharCode(64 + column)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`
}
