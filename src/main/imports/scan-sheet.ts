import { columnLetters } from '../../shared/import-table.ts'
import { limits } from '../lib/limits.ts'
import { Refusal } from './refusal.ts'

const OPENING = /<((?:[\w.-]+:)?)(row|c)(?=[\s/>])/gu
const ADDRESS = /\sr\s*=\s*["']([A-Z]{0,3})(\d{1,10})["']/u
const HAS_ADDRESS = /\sr\s*=/u
const FORMULA = /<(?:[\w.-]+:)?f[\s/>]/u
/** A value or a text with something in it. */
const VALUE = /<(?:[\w.-]+:)?[vt](?:\s[^>]*)?(?<!\/)>(?!<\/)/u
const IS_ERROR = /\st\s*=\s*["']e["']/u

/** XML of one cell: the longest text allowed, each letter an entity, with formatted runs around it. */
const CELL_XML_MAX = 50 * limits.importCellMaxChars

/**
 * The sheet with nothing left in it but cells that have a value; null when none has. Throws when it has formulas or error
 * values, or is larger than any list of guests. A library lays out every row and column up to the last one it meets, so it
 * is only shown what is small and what was looked at.
 */
export function sheetOfValues(xml: string): string | null {
  const rows: string[] = []
  let cells: string[] = []
  let row = 0
  let column = 0
  for (const found of xml.matchAll(OPENING)) {
    const [opening, prefix = '', tag] = found
    const inner = found.index + opening.length
    const end = indexOf(xml, '>', inner)
    const attributes = xml.slice(inner, end)
    const address = ADDRESS.exec(attributes)
    if (!address && HAS_ADDRESS.test(attributes)) throw new Refusal({ kind: 'damaged' })
    // Row and column may be left out; then each is the one after the last.
    if (tag === 'row') {
      closeRow(rows, row, cells)
      cells = []
      row = address ? Number(address[2]) : row + 1
      column = 0
      continue
    }
    column = address ? columnNumber(address[1] ?? '') : column + 1
    if (address) row = Number(address[2])
    if (attributes.endsWith('/')) continue
    const body = xml.slice(end + 1, indexOf(xml, `</${prefix}c>`, end))
    if (body.length > CELL_XML_MAX) throw new Refusal({ kind: 'cellTooLong', row, column })
    if (FORMULA.test(body)) throw new Refusal({ kind: 'formula', row, column })
    if (!VALUE.test(body)) continue
    if (IS_ERROR.test(attributes)) throw new Refusal({ kind: 'errorValue', row, column })
    if (column > limits.importColumnsMax) throw new Refusal({ kind: 'tooManyColumns', row, column })
    // The header and a title or two are not guests; how many there are exactly is decided where they are known.
    if (row > limits.importLastRow || rows.length >= limits.importRowsMax + 20)
      throw new Refusal({ kind: 'tooManyRows', row })
    const rest = attributes.replace(ADDRESS, '')
    cells.push(`<c r="${columnLetters(column)}${row}"${rest}>${body}</c>`)
  }
  closeRow(rows, row, cells)
  return rows.length === 0 ? null : `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`
}

function closeRow(rows: string[], row: number, cells: readonly string[]): void {
  if (cells.length > 0) rows.push(`<row r="${row}">${cells.join('')}</row>`)
}

function indexOf(xml: string, text: string, from: number): number {
  const at = xml.indexOf(text, from)
  if (at === -1) throw new Refusal({ kind: 'damaged' })
  return at
}

/** A → 1, AA → 27. */
function columnNumber(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}
