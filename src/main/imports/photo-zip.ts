import { isUtf8 } from 'node:buffer'
import { type Entry, fromFdPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl'
import type { PhotoFileProblem, PhotoSourceProblem } from '../../shared/import-photos.ts'
import { limits } from '../lib/limits.ts'
import { closeFile, openRegular } from '../lib/safe-read.ts'
import { createPhotoList, isPictureName, type PhotoList } from './photo-list.ts'
import type { PhotoBytes, PhotoSourceAnswer } from './photo-source.ts'
import { unpackEntry } from './xlsx-parts.ts'

/** Photos of a ZIP. Nothing is ever written by the names in it, and what cannot be trusted is refused one by one. */
export async function openPhotoZip(path: string): Promise<PhotoSourceAnswer> {
  const file = await openRegular(path, limits.importPhotosMaxBytes)
  if (!file.ok) return { ok: false, problem: file.problem === 'notAFile' ? 'notFolderOrZip' : file.problem }
  const zip = await fromFdPromise(file.fd, { lazyEntries: true, decodeStrings: false }).catch(() => null)
  if (!zip) {
    await closeFile(file.fd)
    return { ok: false, problem: 'notFolderOrZip' }
  }
  const list = createPhotoList()
  const entries = new Map<string, Entry>()
  const problem = await listZip(zip, list, entries).catch((): PhotoSourceProblem => 'damaged')
  if (problem || list.photos.length + list.refused.length === 0) {
    zip.close()
    return { ok: false, problem: problem ?? 'noPhotos' }
  }
  return {
    ok: true,
    source: {
      // A name that came twice was listed before anybody knew.
      photos: list.photos.filter((photo) => entries.has(photo.name)),
      refused: list.refused,
      read: (name) => readEntry(zip, entries.get(name)),
      close: () => zip.close(),
    },
  }
}

async function listZip(
  zip: ZipFile,
  list: PhotoList,
  entries: Map<string, Entry>,
): Promise<PhotoSourceProblem | null> {
  if (zip.entryCount > limits.importPhotoEntriesMax) return 'tooManyFiles'
  const seen = new Set<string>()
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (!isPictureName(name)) continue
    const isTwice = seen.has(name)
    seen.add(name)
    // Which of the two is the guest? Nobody can tell, so neither is.
    if (isTwice) entries.delete(name)
    const problem = list.add(name, entry.uncompressedSize, isTwice ? 'duplicateName' : problemOf(entry, name))
    if (problem) return problem
    if (list.photos.at(-1)?.name === name && !isTwice) entries.set(name, entry)
  }
  return null
}

function problemOf(entry: Entry, name: string): PhotoFileProblem | null {
  if (entry.isEncrypted()) return 'encrypted'
  if (validateFileName(name) !== null) return 'unsafeName'
  if (name.split('/').length > limits.importPhotosDepth) return 'tooDeep'
  // A Unix link is a small file with the target as its text.
  if (((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000) return 'notAFile'
  return entry.canDecodeFileData() ? null : 'damaged'
}

/** yauzl ends an entry that grows beyond the size it claimed, and that size was within the limit. */
async function readEntry(zip: ZipFile, entry: Entry | undefined): Promise<PhotoBytes> {
  if (!entry) return { ok: false, problem: 'missing' }
  try {
    return { ok: true, bytes: await unpackEntry(zip, entry) }
  } catch {
    return { ok: false, problem: 'damaged' }
  }
}

/** Code page 866, in which Russian Windows packs names without saying so; from 0x80 on, up to ё. */
const OEM_866 =
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп' +
  '░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁё'

const UTF8_FLAG = 0x0800
const UNICODE_PATH = 0x7075

function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  const isTold =
    (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 ||
    entry.extraFields.some((field) => field.id === UNICODE_PATH)
  if (isTold) return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false)
  const name = isUtf8(raw)
    ? raw.toString('utf8')
    : [...raw]
        .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (OEM_866[byte - 0x80] ?? '_')))
        .join('')
  return name.replaceAll('\\', '/')
}
