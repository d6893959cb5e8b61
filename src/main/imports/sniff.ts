import type { ForeignFormat } from '../../shared/import-table.ts'

const startsWith = (bytes: Buffer, hex: string): boolean =>
  bytes.subarray(0, hex.length / 2).toString('hex') === hex

/** An archive with something in it, or an empty one. */
export function isZip(bytes: Buffer): boolean {
  return startsWith(bytes, '504b0304') || startsWith(bytes, '504b0506')
}

/** Formats known by their first bytes; null for an archive, for text and for what nobody knows. */
export function foreignBytes(bytes: Buffer): ForeignFormat | null {
  if (startsWith(bytes, 'd0cf11e0a1b11ae1')) return insideOle(bytes)
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (bytes.subarray(0, 5).toString('latin1') === '{\\rtf') return 'word'
  const images = ['ffd8ff', '89504e470d0a1a0a', '474946383761', '474946383961', '49492a00', '4d4d002a']
  // A BMP's reserved bytes are zero; a table may well begin with "BMW".
  const isBmp = startsWith(bytes, '424d') && bytes.subarray(6, 10).equals(Buffer.alloc(4))
  return isBmp || images.some((hex) => startsWith(bytes, hex)) ? 'image' : null
}

/** The old Office container names its streams in UTF-16; an encrypted XLSX is one of them. */
function insideOle(bytes: Buffer): ForeignFormat {
  const names = (name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'))
  if (names('EncryptedPackage')) return 'xlsProtected'
  return names('WordDocument') ? 'word' : 'xls'
}

/** What an archive without a workbook is, by the names in it. */
export function foreignArchive(names: readonly string[]): ForeignFormat {
  if (names.includes('xl/workbook.bin')) return 'xlsb'
  if (names.includes('word/document.xml')) return 'word'
  return names.includes('content.xml') ? 'ods' : 'zip'
}

/** Text in a format that is not a table. */
export function foreignText(text: string): ForeignFormat | null {
  const start = text.slice(0, 2_000).trimStart().toLowerCase()
  if (/^<(?:!doctype html|html|head|body|table|meta)\b/u.test(start)) return 'html'
  if (/^<(?:\?xml|[a-z!][^,;\t|]*>)/u.test(start)) return 'xml'
  return /^(?:\{\s*["}]|\[\s*[[{"\]])/u.test(start) ? 'json' : null
}
