import { basename } from 'node:path'
import type { TableFormat } from '../../shared/export-words.ts'
import type { ExportAnswer } from '../../shared/passage-search.ts'
import type { Log } from '../lib/log.ts'
import { type Table, writeTable } from '../outside/table.ts'
import { TooManyRowsError } from '../outside/xlsx.ts'
import type { ChooseFile } from './save-file.ts'

export interface SaveTableNeeds {
  readonly log: Log
  readonly isPaused: () => boolean
  readonly chooseFile: ChooseFile
}

/** Asks where to, and writes there. The suggested name is without its ending. */
export type SaveTable = (suggestedName: string, format: TableFormat, table: Table) => Promise<ExportAnswer>

/** The disk fills up while a file is being written. */
class PausedError extends Error {
  override readonly name = 'PausedError'
}

export function tableSaver({ log, isPaused, chooseFile }: SaveTableNeeds): SaveTable {
  async function* whileThereIsRoom(rows: Table['rows']): AsyncGenerator<readonly string[], void, undefined> {
    for await (const row of rows) {
      if (isPaused()) throw new PausedError()
      yield row
    }
  }

  return async (suggestedName, format, table) => {
    if (isPaused()) return { ok: false, refused: 'paused' }
    const file = await chooseFile(`${suggestedName}.${format}`, format)
    if (file === null) return { ok: false, refused: 'cancelled' }
    try {
      const rows = await writeTable(file, format, { ...table, rows: whileThereIsRoom(table.rows) })
      log.info(`${rows} rows were written to a file`)
      return { ok: true, rows, fileName: basename(file) }
    } catch (error) {
      if (error instanceof PausedError) return { ok: false, refused: 'paused' }
      if (error instanceof TooManyRowsError) return { ok: false, refused: 'tooMany' }
      // The code only: the message names a folder, and with it a person.
      log.warn(`a table was not written to a file: ${codeOf(error)}`)
      return { ok: false, refused: 'notWritten' }
    }
  }
}

/** What went wrong with a file, without its name. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
