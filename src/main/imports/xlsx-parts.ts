import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { limits } from '../lib/limits.ts'
import { Refusal } from './refusal.ts'
import { foreignArchive } from './sniff.ts'

/** The XML of a workbook by path; pictures, macros and printer settings stay packed. */
export type Parts = ReadonlyMap<string, Buffer>

const WANTED = /^xl\/.*\.(?:xml|rels)$/u
// Drawings, comments, caches of other workbooks: nothing of a table is in them.
const UNWANTED = /^xl\/(?:drawings|charts|media|externalLinks|pivot\w*|comments\w*|theme|printerSettings)\b/u

/**
 * Unpacks what an XLSX is read from. The sizes the archive claims are checked before, the real ones while unpacking
 * (yauzl ends a part that grows beyond its claim), so no archive grows beyond the limit.
 */
export async function unpackXlsx(bytes: Buffer): Promise<Parts> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const entries: Entry[] = []
  const names = new Set<string>()
  for await (const entry of zip.eachEntry()) {
    if (names.has(entry.fileName) || names.size >= limits.importUnpackedParts)
      throw new Refusal({ kind: 'damaged' })
    names.add(entry.fileName)
    if (WANTED.test(entry.fileName) && !UNWANTED.test(entry.fileName)) entries.push(entry)
  }
  if (!names.has('xl/workbook.xml'))
    throw new Refusal({ kind: 'foreign', format: foreignArchive([...names]) })
  if (entries.some((entry) => entry.isEncrypted()))
    throw new Refusal({ kind: 'foreign', format: 'xlsProtected' })
  const claimed = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (claimed > limits.importUnpackedMaxBytes) throw new Refusal({ kind: 'unpacksTooLarge' })

  const parts = new Map<string, Buffer>()
  for (const entry of entries) parts.set(entry.fileName, await unpackEntry(zip, entry))
  return parts
}

/** One entry whole; its claimed size must have been checked. Throws when size or checksum turn out to be lies. */
export async function unpackEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  if (crc32(bytes) !== entry.crc32) throw new Error('the checksum of a packed file is wrong')
  return bytes
}

/**
 * Text of a part. Workbooks have no document types; one that has means to define entities. Character data becomes plain
 * escaped text, because the library reads over it.
 */
export function partText(parts: Parts, path: string): string {
  const bytes = parts.get(path)
  const text = bytes?.toString('utf8') ?? ''
  if (!bytes || /<!(?:DOCTYPE|ENTITY)/iu.test(text)) throw new Refusal({ kind: 'damaged' })
  return text.replace(/<!\[CDATA\[(.*?)\]\]>/gsu, (_all, data: string) =>
    data.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  )
}

export interface SheetPart {
  /** Counted from 1 among all sheets, hidden ones included. */
  readonly number: number
  readonly path: string
}

/** The sheets a person sees when opening the workbook, in order. */
export function visibleSheets(parts: Parts): readonly SheetPart[] {
  const targets = new Map<string, string>()
  for (const [tag] of partText(parts, 'xl/_rels/workbook.xml.rels').matchAll(
    /<(?:\w+:)?Relationship\s[^>]*>/gu,
  )) {
    const target = attribute(tag, 'Target')
    if (attribute(tag, 'Type').endsWith('/worksheet'))
      targets.set(attribute(tag, 'Id'), target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  const sheets = [...partText(parts, 'xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*>/gu)]
  return sheets.flatMap(([tag], at) => {
    const path = targets.get(attribute(tag, '\\w+:id'))
    const isHidden = /\sstate\s*=\s*["'](?:hidden|veryHidden)["']/u.test(tag)
    return path === undefined || isHidden ? [] : [{ number: at + 1, path }]
  })
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(tag)
  return found?.[1] ?? found?.[2] ?? ''
}
