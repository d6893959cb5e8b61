import { stringify } from 'csv-stringify/sync'
import writeXlsx, { type SheetData } from 'write-excel-file/node'
import type { TemplateWords } from '../../shared/import-table.ts'

/** An XLSX with the headers and an example, and a second sheet that explains. Every cell is text: no phone number is counted. */
export async function templateXlsx(words: TemplateWords): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String, format: '@' })
  const guests: SheetData = [
    words.headers.map((header) => ({ ...text(header), fontWeight: 'bold' as const })),
    words.example.map(text),
  ]
  const notes: SheetData = words.notes.map((note) => [text(note)])
  return writeXlsx([
    {
      sheet: words.sheetName,
      data: guests,
      columns: words.headers.map(() => ({ width: 22 })),
      stickyRowsCount: 1,
    },
    { sheet: words.notesName, data: notes, columns: [{ width: 100 }] },
  ]).toBuffer()
}

/** The same as CSV, with the mark by which Excel knows UTF-8; a remark would be a guest there, so it has none. */
export function templateCsv(words: TemplateWords): Buffer {
  const rows = [[...words.headers], [...words.example]]
  return Buffer.from(stringify(rows, { bom: true, delimiter: words.delimiter, record_delimiter: 'windows' }))
}
