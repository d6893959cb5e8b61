import { limits } from '../lib/limits.ts'
import { Refusal } from './refusal.ts'

/** Cells, their formulas, values and inline text, in the order of the file. */
const TAG = /<(?:[\w.-]+:)?(c|f|v|t)(?=[\s/>])([^>]*)>/gu
const ADDRESS = /\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']/u
const IS_ERROR = /\st\s*=\s*["']e["']/u

/**
 * Walks over the XML of a sheet before anything is built from it: is there a value at all? Throws when it has formulas or
 * error values, or is larger than any list of guests: a library would lay out every row and column up to the last one.
 */
export function hasValues(xml: string): boolean {
  let row = 0
  let column = 0
  let isError = false
  let filledRows = 0
  let lastFilled = 0
  for (const found of xml.matchAll(TAG)) {
    const [all, tag, attributes = ''] = found
    if (tag === 'c') {
      const address = ADDRESS.exec(attributes)
      if (!address) throw new Refusal({ kind: 'damaged' })
      column = columnNumber(address[1] ?? '')
      row = Number(address[2])
      isError = IS_ERROR.test(attributes)
      continue
    }
    if (tag === 'f') throw new Refusal({ kind: 'formula', row, column })
    const isEmpty = attributes.endsWith('/') || xml[found.index + all.length] === '<'
    if (isEmpty || row === 0) continue
    if (isError) throw new Refusal({ kind: 'errorValue', row, column })
    if (column > limits.importColumnsMax) throw new Refusal({ kind: 'tooManyColumns', row, column })
    if (row !== lastFilled) filledRows += 1
    lastFilled = row
    // The header and a title or two are not guests; how many there are exactly is decided where they are known.
    if (row > limits.importLastRow || filledRows > limits.importRowsMax + 20)
      throw new Refusal({ kind: 'tooManyRows', row })
  }
  return filledRows > 0
}

/** A → 1, AA → 27. */
function columnNumber(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}
