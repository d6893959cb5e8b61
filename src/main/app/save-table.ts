import { basename } from 'node:path'
import type { TableFormat } from '../../shared/export-words.ts'
import type { ExportAnswer } from '../../shared/passage-search.ts'
import type { Operations } from '../guards/operations.ts'
import { diskTrouble } from '../lib/disk-trouble.ts'
import type { Log } from '../lib/log.ts'
import { type Table, writeTable } from '../outside/table.ts'
import { TooManyRowsError } from '../outside/xlsx.ts'
import type { ChooseFile } from './save-file.ts'

export interface SaveTableNeeds {
  readonly log: Log
  readonly operations: Operations
  readonly chooseFile: ChooseFile
}

/** Asks where to, and writes there. The suggested name is without its ending. */
export type SaveTable = (suggestedName: string, format: TableFormat, table: Table) => Promise<ExportAnswer>

export function tableSaver({ log, operations, chooseFile }: SaveTableNeeds): SaveTable {
  return async (suggestedName, format, table) => {
    if (operations.isPaused('export')) return { ok: false, refused: 'paused' }
    const file = await chooseFile(`${suggestedName}.${format}`, format)
    if (file === null) return { ok: false, refused: 'cancelled' }
    try {
      const written = await operations.run('export', (signal) => writeTable(file, format, table, signal))
      if (!written.ok) return { ok: false, refused: notWritten[written.refused] }
      log.info(`${written.value} rows were written to a file`)
      return { ok: true, rows: written.value, fileName: basename(file) }
    } catch (error) {
      if (error instanceof TooManyRowsError) return { ok: false, refused: 'tooMany' }
      // The code only: the message names a folder, and with it a person.
      log.warn(`a table was not written to a file: ${codeOf(error)}`)
      return { ok: false, refused: diskTrouble(error) === 'diskFull' ? 'diskFull' : 'notWritten' }
    }
  }
}

/** What the guard is told of a file that was not written; a desk that closes tells nobody. */
export const notWritten = { paused: 'paused', timeout: 'tooSlow', closing: 'cancelled' } as const

/** What went wrong with a file, without its name. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
