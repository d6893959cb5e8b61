import { nameKey } from './import-table.ts'

/** What a row's photo came to, by names alone; nobody has opened a picture yet. */
export type PhotoMatch =
  | { readonly kind: 'found'; readonly name: string }
  /** The table names a file that is not there, or that several are called. */
  | { readonly kind: 'missing' | 'ambiguous' }
  /** The table names none and no file is called like the guest. */
  | { readonly kind: 'none' }

export interface WhoseRow {
  /** The table's photo column; '' where there is none. */
  readonly photo: string
  readonly familyName: string
  readonly givenName: string
}

export type PhotoIndex = ReadonlyMap<string, ReadonlySet<string>>

/** Every way each of the photos may be called: by path, by file name, without the ending, with blanks for `_` and `-`. */
export function indexPhotos(names: readonly string[]): PhotoIndex {
  const index = new Map<string, Set<string>>()
  for (const name of names)
    for (const key of callings(name)) index.set(key, (index.get(key) ?? new Set()).add(name))
  return index
}

function callings(name: string): ReadonlySet<string> {
  const path = pathKey(name)
  const file = path.slice(path.lastIndexOf('/') + 1)
  const bare = withoutEnding(file)
  return new Set([path, withoutEnding(path), file, bare, asWords(bare)])
}

/** The photo of a row: by the table's own word if it has one, else by the guest's name in either order. */
export function matchPhoto(row: WhoseRow, index: PhotoIndex): PhotoMatch {
  if (row.photo.trim() !== '') {
    const path = pathKey(row.photo)
    // A path that is another computer's still ends in the file's name.
    const found = index.get(path) ?? index.get(path.slice(path.lastIndexOf('/') + 1))
    return found ? only(found) : { kind: 'missing' }
  }
  const family = nameKey(row.familyName)
  const given = nameKey(row.givenName)
  if (family === '' || given === '') return { kind: 'none' }
  const first = given.split(' ')[0] ?? given
  for (const words of [
    `${family} ${given}`,
    `${given} ${family}`,
    `${family} ${first}`,
    `${first} ${family}`,
  ]) {
    const found = index.get(asWords(words))
    if (found) return only(found)
  }
  return { kind: 'none' }
}

function only(found: ReadonlySet<string>): PhotoMatch {
  const [name, another] = found
  return name === undefined || another !== undefined ? { kind: 'ambiguous' } : { kind: 'found', name }
}

const pathKey = (name: string): string => nameKey(name.replaceAll('\\', '/')).replace(/^(?:\.?\/)+/u, '')
const withoutEnding = (name: string): string => name.replace(/\.(?:jpe?g|png|bmp)$/u, '')
const asWords = (name: string): string => nameKey(name.replace(/[_\-.,]+/gu, ' '))

/** Why one photo of a folder or ZIP cannot be used. */
export type PhotoFileProblem =
  | 'tooLarge'
  | 'notAFile'
  | 'missing'
  | 'unreadable'
  | 'damaged'
  | 'encrypted'
  | 'unsafeName'
  | 'duplicateName'
  | 'tooDeep'

/** Why a folder or ZIP of photos cannot be used at all. */
export type PhotoSourceProblem =
  | 'missing'
  | 'unreadable'
  | 'notFolderOrZip'
  | 'damaged'
  | 'tooLarge'
  | 'tooManyFiles'
  | 'noPhotos'
  | 'tooSlow'
  | 'paused'
