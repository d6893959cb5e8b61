import { basename } from 'node:path'
import type { TableFormat } from '../../shared/export-words.ts'
import type { KnownGuest } from '../../shared/import-preview.ts'
import type { ImportField, TableAnswer, TemplateWords } from '../../shared/import-table.ts'
import type { ImportPhotoAnswer, NameAsked, PhotosAnswer } from '../../shared/imports.ts'
import type { ExportAnswer } from '../../shared/passage-search.ts'
import type { Operations } from '../guards/operations.ts'
import { openPhotoSource } from '../imports/photo-source.ts'
import { readTable } from '../imports/read-table.ts'
import { templateCsv, templateXlsx } from '../imports/template.ts'
import { writeWhole } from '../lib/durable-file.ts'
import type { Log } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import type { PhotosAside } from '../photos/aside.ts'
import type { Darkroom } from '../photos/darkroom.ts'
import { guestsCalled, searchKey } from '../store/guests.ts'
import type { Store } from '../store/open-store.ts'
import { type ImportPhotos, importPhotos } from './import-photos.ts'
import type { ChooseFile, ChoosePhotos } from './save-file.ts'
import { notWritten } from './save-table.ts'

export interface ImportsNeeds {
  readonly store: Store
  readonly scheduler: Scheduler
  readonly log: Log
  readonly aside: PhotosAside
  readonly darkroom: Darkroom
  readonly operations: Operations
  readonly hideName: (name: string) => void
  readonly chooseFile: ChooseFile
  readonly choosePhotos: ChoosePhotos
}

/** A group of guests on its way from a table to the desk; nothing is stored before the guard confirms. */
export interface Imports {
  /** One at a time, on a thread of its own. */
  read(fileName: string, bytes: Uint8Array): Promise<TableAnswer>
  /** Whoever changes his mind keeps the photos he has chosen before. */
  choosePhotos(from: 'folder' | 'zip'): Promise<PhotosAnswer>
  photo(name: string): Promise<ImportPhotoAnswer>
  known(names: readonly NameAsked[]): readonly KnownGuest[]
  saveTemplate(format: TableFormat, words: TemplateWords): Promise<ExportAnswer>
  /** Whatever is under way ends; resolves when no face is left that belongs to nobody. */
  close(): Promise<null>
}

/** Of one name; a phone number tells them apart, and nobody looks at more. */
const NAMESAKES = 20

/** The built main has the thread's file beside it. */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('../imports/table-worker.ts', import.meta.url)
  : new URL('table-worker.js', import.meta.url)

export function openImports(needs: ImportsNeeds): Imports {
  const { store, log, aside, darkroom, operations } = needs
  let reading: Promise<unknown> = Promise.resolve()
  /** Ends the thread that reads, as if its time were over. */
  let endReading: (() => void) | null = null
  let photos: ImportPhotos | null = null
  let closing: Promise<void> = Promise.resolve()
  /** Rises with every choice and every close: who comes back to another number is too late. */
  let round = 0

  async function readNow(fileName: string, bytes: Uint8Array): Promise<TableAnswer> {
    const scheduler: Scheduler = {
      after(delayMs, run) {
        endReading = run
        return needs.scheduler.after(delayMs, run)
      },
    }
    const ran = await operations.run('importTable', (signal) => {
      signal.addEventListener('abort', () => endReading?.())
      return readTable(bytes, fileName, { scheduler, workerFile })
    })
    if (!ran.ok) return { ok: false, problem: { kind: ran.refused === 'paused' ? 'paused' : 'tooSlow' } }
    const answer = ran.value
    if (answer.ok) hideNames(answer, needs.hideName)
    return answer
  }

  return {
    read(fileName, bytes) {
      const answer = reading.then(() => readNow(fileName, bytes))
      reading = answer.catch(() => undefined)
      return answer
    },

    async choosePhotos(from) {
      round += 1
      const mine = round
      if (operations.isPaused('importPhotos')) return { ok: false, problem: 'paused' }
      const path = await needs.choosePhotos(from)
      await closing
      if (path === null || mine !== round) return null
      photos?.close()
      photos = null
      const ran = await operations.run('importPhotos', (signal) => openPhotoSource(path, signal))
      if (!ran.ok) return { ok: false, problem: ran.refused === 'paused' ? 'paused' : 'tooSlow' }
      const opened = ran.value
      if (!opened.ok) return opened
      if (mine !== round) {
        opened.source.close()
        return null
      }
      const { source } = opened
      photos = importPhotos(source, { darkroom, aside, operations })
      return {
        ok: true,
        sourceName: basename(path),
        names: source.photos.map(({ name }) => name),
        refused: source.refused,
      }
    },

    photo: async (name) => (await photos?.photo(name)) ?? { ok: false, problem: 'missing' },

    known(names) {
      const whole = names.map(({ familyName, givenName }) => `${familyName} ${givenName}`)
      // A column of names may have been named by hand only after the table was read.
      for (const name of whole) needs.hideName(name)
      const keys = new Set(whole.map(searchKey))
      keys.delete('')
      return [...keys].flatMap((key) => guestsCalled(store, key, NAMESAKES))
    },

    async saveTemplate(format, words) {
      if (operations.isPaused('template')) return { ok: false, refused: 'paused' }
      const file = await needs.chooseFile(`${words.sheetName}.${format}`, format)
      if (file === null) return { ok: false, refused: 'cancelled' }
      try {
        const written = await operations.run('template', async (signal) => {
          const bytes = format === 'csv' ? templateCsv(words) : await templateXlsx(words)
          signal.throwIfAborted()
          await writeWhole(file, bytes)
        })
        if (!written.ok) return { ok: false, refused: notWritten[written.refused] }
        return { ok: true, rows: 1, fileName: basename(file) }
      } catch (error) {
        // The code only: the message names a folder, and with it a person.
        log.warn(`a template was not written: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`)
        return { ok: false, refused: 'notWritten' }
      }
    },

    async close() {
      round += 1
      endReading?.()
      photos?.close()
      photos = null
      closing = aside.drop()
      await closing
      return null
    },
  }
}

const NAME_FIELDS: ReadonlySet<ImportField | null> = new Set([
  'familyName',
  'givenName',
  'middleName',
  'fullName',
])

function hideNames({ table }: Extract<TableAnswer, { ok: true }>, hide: (name: string) => void): void {
  const columns = table.fields.flatMap((field, column) => (NAME_FIELDS.has(field) ? [column] : []))
  for (const row of table.rows) for (const column of columns) hide(row.cells[column] ?? '')
}
