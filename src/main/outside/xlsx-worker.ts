import { parentPort } from 'node:worker_threads'
import writeExcel, { type SheetData } from 'write-excel-file/node'

/** What XML cannot hold would make the whole file unreadable. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NOT_XML = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g
/** Excel takes no longer text in a cell. */
const CELL_MAX = 32_767
const WIDE = 24

/** Text, and formatted as text: it is no formula, and does not become one when somebody edits the cell. */
const cell = (value: string, isHead: boolean): SheetData[number][number] => ({
  value: named(value.toWellFormed().replace(NOT_XML, '').slice(0, CELL_MAX)),
  type: String,
  format: '@',
  ...(isHead ? { fontWeight: 'bold' as const } : {}),
})

/** The library keeps its texts in a plain object, and loses one that is called like something every object has. */
const named = (text: string): string => (text in Object.prototype ? `${text} ` : text)

const data: SheetData = []

/** Pieces of rows, the header first; null is the end, and the answer is the file. */
parentPort?.on('message', (piece: readonly (readonly string[])[] | null) => {
  if (piece === null) void build()
  else for (const row of piece) data.push(row.map((value) => cell(value, data.length === 0)))
})

async function build(): Promise<void> {
  const columns = (data[0] ?? []).map(() => ({ width: WIDE }))
  const file = await writeExcel([{ data, columns, stickyRowsCount: 1 }]).toBuffer()
  const bytes = Uint8Array.from(file)
  parentPort?.postMessage(bytes, [bytes.buffer])
}
