import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export interface LeakSearch {
  /** A desk's folder: its store tells the names, its pictures the faces, its `logs` what was written. */
  readonly folder: string
  /** Where the logs are, when not in the folder itself. */
  readonly logs?: string
  /** What else could be copied or scraped: metrics, the diagnosis. */
  readonly shown?: string
  /** Key and secret of the HCP. */
  readonly secrets: readonly string[]
  /** Names no store knows: of guests on a table who were not taken. */
  readonly names?: readonly string[]
}

/** What kinds of private things stand in logs and shown texts; never the things themselves, for this ends in reports. */
export function leaksOf({
  folder,
  logs = join(folder, 'logs'),
  shown = '',
  secrets,
  names = [],
}: LeakSearch): string[] {
  const text = `${readAll(logs)}\n${shown}`
  const found: string[] = []
  if (secrets.some((secret) => text.includes(secret))) found.push('key or secret')
  if (/x-ca-signature\W+(?!«)[A-Za-z0-9+/]{20}/i.test(text)) found.push('a signature')
  if (/\/9j\/[A-Za-z0-9+/]{20}/.test(text) || facesIn(folder).some((face) => text.includes(face)))
    found.push('a face')
  const words = new Set(text.match(/\p{L}{2,}/gu))
  const hidden = [...namesIn(folder), ...names.flatMap(wordsOf)]
  if (hidden.some((name) => words.has(name))) found.push('a name')
  const { codes, phones } = numbersIn(folder)
  if (codes.some((code) => text.includes(code))) found.push('a person code')
  const digits = text.replace(/[\s().-]/g, '')
  if (phones.some((phone) => digits.includes(phone))) found.push('a phone')
  return found
}

function readAll(logs: string): string {
  if (!existsSync(logs)) return ''
  return readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n')
}

/** Those of one letter or of digits say nothing. */
const wordsOf = (name: string): readonly string[] => name.match(/\p{L}{2,}/gu) ?? []

/** Words of the guests' names. */
function namesIn(folder: string): readonly string[] {
  return column(folder, "SELECT familyName || ' ' || givenName FROM guest").flatMap(wordsOf)
}

/** The keys by which HCP knows the guests, and their phones as digits. */
function numbersIn(folder: string): {
  readonly codes: readonly string[]
  readonly phones: readonly string[]
} {
  const phones = column(folder, "SELECT phone FROM visit WHERE phone <> ''")
  return {
    codes: column(folder, 'SELECT personCode FROM guest').filter((code) => code.length >= 8),
    phones: phones.map((phone) => phone.replace(/\D/g, '')).filter((digits) => digits.length >= 7),
  }
}

function column(folder: string, sql: string): readonly string[] {
  const file = join(folder, 'desk.sqlite')
  if (!existsSync(file)) return []
  const store = new Database(file, { readonly: true })
  try {
    return store.prepare<[], string>(sql).pluck().all()
  } finally {
    store.close()
  }
}

/** A piece out of the middle of each picture as base64: the beginnings of JPEG files are all alike. */
function facesIn(folder: string): readonly string[] {
  const photos = join(folder, 'photos')
  if (!existsSync(photos)) return []
  return readdirSync(photos, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jpg'))
    .map((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name)).toString('base64')
      return text.slice(text.length / 2, text.length / 2 + 40)
    })
    .filter((piece) => piece.length === 40)
}
