import type { TableFormat } from '../../shared/export-words.ts'
import type { KnownGuest } from '../../shared/import-preview.ts'
import type { TableAnswer, TemplateWords } from '../../shared/import-table.ts'
import type { ImportPhotoAnswer, NameAsked, PhotosAnswer } from '../../shared/imports.ts'
import type { ExportAnswer } from '../../shared/passage-search.ts'

/** A group of guests on its way from a table to the desk; nothing is stored before the guard confirms. */
export interface Imports {
  read(fileName: string, bytes: Uint8Array): Promise<TableAnswer>
  choosePhotos(from: 'folder' | 'zip'): Promise<PhotosAnswer>
  photo(name: string): Promise<ImportPhotoAnswer>
  known(names: readonly NameAsked[]): readonly KnownGuest[]
  saveTemplate(format: TableFormat, words: TemplateWords): Promise<ExportAnswer>
  close(): null
}

export function openImports(): Imports {
  return {
    read: async () => ({ ok: false, problem: { kind: 'empty' } }),
    choosePhotos: async () => null,
    photo: async () => ({ ok: false, problem: 'empty' }),
    known: () => [],
    saveTemplate: async () => ({ ok: false, refused: 'notWritten' }),
    close: () => null,
  }
}
