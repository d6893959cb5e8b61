import type { TableAnswer } from '../../shared/import-table.ts'
import { decodeText } from './decode-text.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { Refusal } from './refusal.ts'
import { shapeTable } from './shape-table.ts'
import { foreignBytes, foreignText, isZip } from './sniff.ts'

/** A table out of bytes, by content alone; the file's name is only kept. Runs where it may be ended at any moment. */
export async function parseTable(bytes: Uint8Array, fileName: string): Promise<TableAnswer> {
  try {
    return {
      ok: true,
      table: shapeTable(fileName, await rowsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))),
    }
  } catch (error) {
    // Whatever a library throws at such bytes says the same to a guard: this file is broken.
    return { ok: false, problem: error instanceof Refusal ? error.problem : { kind: 'damaged' } }
  }
}

async function rowsOf(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  const format = foreignBytes(bytes)
  if (format !== null) throw new Refusal({ kind: 'foreign', format })
  if (isZip(bytes)) return readXlsx(bytes)
  const text = decodeText(bytes)
  const textFormat = foreignText(text)
  if (textFormat !== null) throw new Refusal({ kind: 'foreign', format: textFormat })
  return readCsv(text)
}
