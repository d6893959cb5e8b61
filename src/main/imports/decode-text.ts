import { isUtf8 } from 'node:buffer'
import { Refusal } from './refusal.ts'

/** Windows-1251 from 0x80 on. Written out: not every runtime brings the converter. U+FFFD where the code page is empty. */
const UPPER_HALF =
  'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\uFFFD™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї' +
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя'

/** The text of a file: by its byte order mark, else UTF-8, else Windows-1251 if that reads like Cyrillic. */
export function decodeText(bytes: Buffer): string {
  const text = decoded(bytes)
  const at = text.search(CONTROL)
  if (at !== -1)
    throw new Refusal({ kind: 'controlBytes', row: text.slice(0, at).split(/\r\n|\r|\n/u).length })
  return text
}

// What no table holds: a file with these is not text, however it began.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0e-\x1f]/u

function decoded(bytes: Buffer): string {
  if (startsWith(bytes, 'efbbbf')) return utf8(bytes.subarray(3))
  if (startsWith(bytes, 'fffe')) return utf16(bytes.subarray(2))
  if (startsWith(bytes, 'feff')) return utf16(Buffer.from(bytes.subarray(2, bytes.length & ~1)).swap16())
  if (isUtf8(bytes)) return bytes.toString('utf8')
  if (bytes.includes(0)) throw new Refusal({ kind: 'foreign', format: 'binary' })
  const text = windows1251(bytes)
  if (!readsLikeCyrillic(text)) throw new Refusal({ kind: 'encoding' })
  return text
}

const startsWith = (bytes: Buffer, hex: string): boolean =>
  bytes.subarray(0, hex.length / 2).toString('hex') === hex

function utf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Refusal({ kind: 'encoding' })
  return bytes.toString('utf8')
}

function utf16(bytes: Buffer): string {
  const text = bytes.toString('utf16le')
  if (bytes.length % 2 !== 0 || !text.isWellFormed()) throw new Refusal({ kind: 'encoding' })
  return text
}

export function windows1251(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : (UPPER_HALF[byte - 0x80] ?? '')
  return text
}

/**
 * Most of what is not ASCII is а–я; words are not half Latin (that would be Western European) and not written lower case
 * first, UPPER after (that would be KOI8, whose letters swap case here).
 */
function readsLikeCyrillic(text: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  const high = count(/[\u0080-\uFFFF]/gu)
  const letters = count(/[а-яё]/giu)
  const mixed = count(/[a-z][а-яё]|[а-яё][a-z]/giu)
  const swapped = count(/[а-яё][А-ЯЁ]/gu)
  const usual = count(/[А-ЯЁ][а-яё]/gu)
  return letters >= 0.8 * high && mixed * 4 <= letters && swapped <= usual
}
