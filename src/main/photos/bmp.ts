// sharp reads no BMP. This is the whole of what scanners, Paint and old cameras write; whatever packs its pixels is refused.

/** Where everything stands in a BMP, as its header claims; nobody has looked whether it is there. */
export interface BmpHeader {
  readonly kind: 'bmp'
  readonly width: number
  readonly height: number
  /** Rows come from the top; most files begin at the bottom. */
  readonly isTopDown: boolean
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32
  readonly pixelsAt: number
  readonly palette: { readonly at: number; readonly entryBytes: 3 | 4; readonly colours: number }
  /** Which bits of a pixel are red, green, blue and opacity; 0 where there is none. */
  readonly masks: readonly [red: number, green: number, blue: number, alpha: number]
}

/** Eight bits each of red, green and blue, row by row from the top. */
export interface RgbPixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

const FILE_HEADER = 14
/** OS/2's and Windows 2's; then INFO, with three masks, with four, OS/2's second, V4, V5. */
const CORE = 12
const INFO = 40
const OS2_SECOND = 64
const HEADERS: ReadonlySet<number> = new Set([CORE, INFO, 52, 56, OS2_SECOND, 108, 124])
const BITS: ReadonlySet<number> = new Set([1, 2, 4, 8, 16, 24, 32])

const RGB = 0
const BITFIELDS = 3
const ALPHA_BITFIELDS = 6
/** RLE8, RLE4, JPEG, PNG, CMYK with RLE8 and RLE4. Code 3 is Huffman's in the second header of OS/2. */
const PACKED: ReadonlySet<number> = new Set([1, 2, 4, 5, 12, 13])

/** Reads the header of a BMP; `damaged` when it is cut off or makes no sense. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader | 'compressedBmp' | 'damaged' | 'notAPicture' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < FILE_HEADER + CORE || view.getUint16(0) !== 0x424d) return 'notAPicture'
  const size = view.getUint32(14, true)
  if (!HEADERS.has(size)) return 'notAPicture'
  if (view.byteLength < FILE_HEADER + size) return 'damaged'
  return size === CORE ? readCore(view) : readInfo(view, size)
}

function readCore(view: DataView): BmpHeader | 'damaged' {
  const bits = bitsOf(view.getUint16(24, true))
  if (bits === null || bits === 16 || bits === 32) return 'damaged'
  return {
    kind: 'bmp',
    width: view.getUint16(18, true),
    height: view.getUint16(20, true),
    isTopDown: false,
    bits,
    pixelsAt: view.getUint32(10, true),
    palette: { at: FILE_HEADER + CORE, entryBytes: 3, colours: 2 ** bits },
    masks: plainMasks(bits),
  }
}

function readInfo(view: DataView, size: number): BmpHeader | 'compressedBmp' | 'damaged' {
  const width = view.getInt32(18, true)
  const height = view.getInt32(22, true)
  const bits = bitsOf(view.getUint16(28, true))
  const packing = view.getUint32(30, true)
  if (PACKED.has(packing) || (size === OS2_SECOND && packing === BITFIELDS)) return 'compressedBmp'
  const masksBehind = size > INFO ? 0 : packing === BITFIELDS ? 3 : packing === ALPHA_BITFIELDS ? 4 : 0
  const at = FILE_HEADER + size + masksBehind * 4
  if (bits === null || width < 0 || view.byteLength < at) return 'damaged'
  const isMasked = packing === BITFIELDS || packing === ALPHA_BITFIELDS
  if (packing !== RGB && !(isMasked && (bits === 16 || bits === 32))) return 'damaged'
  const used = view.getUint32(46, true)
  const colours = bits <= 8 ? 2 ** bits : 0
  return {
    kind: 'bmp',
    width,
    height: Math.abs(height),
    isTopDown: height < 0,
    bits,
    pixelsAt: view.getUint32(10, true),
    palette: { at, entryBytes: 4, colours: used === 0 ? colours : Math.min(used, colours) },
    masks: isMasked ? masksAt(view, size > INFO ? size : INFO + masksBehind * 4) : plainMasks(bits),
  }
}

function bitsOf(bits: number): BmpHeader['bits'] | null {
  return BITS.has(bits) ? (bits as BmpHeader['bits']) : null
}

/** Directly behind the first 40 bytes, inside a longer header or after a short one. */
function masksAt(view: DataView, end: number): BmpHeader['masks'] {
  const mask = (at: number): number => (at + 4 <= FILE_HEADER + end ? view.getUint32(at, true) : 0)
  return [mask(54), mask(58), mask(62), mask(66)]
}

/** Without masks the fourth byte of a pixel means nothing, and most writers leave it 0. */
function plainMasks(bits: BmpHeader['bits']): BmpHeader['masks'] {
  return bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0]
}

/**
 * Unpacks a BMP onto white, at once so many times smaller; null when less is there than its header claims. The size must
 * have passed the limits.
 */
export function decodeBmp(bytes: Uint8Array, header: BmpHeader, smaller = 1): RgbPixels | null {
  const { width, height, bits, pixelsAt, isTopDown } = header
  const stride = Math.ceil((width * bits) / 32) * 4
  // Some writers spare the padding of the last row.
  const end = pixelsAt + stride * (height - 1) + Math.ceil((width * bits) / 8)
  if (pixelsAt < header.palette.at || end > bytes.byteLength) return null
  const readRow = rowReader(bytes, header)
  if (readRow === null) return null
  const small = { width: Math.ceil(width / smaller), height: Math.ceil(height / smaller) }
  const data = new Uint8Array(small.width * small.height * 3)
  const row = new Uint8Array(width * 3)
  const sums = new Uint32Array(small.width * 3)
  for (let y = 0; y < height; y += 1) {
    readRow(pixelsAt + stride * (isTopDown ? y : height - 1 - y), row)
    if (smaller === 1) data.set(row, y * width * 3)
    else {
      addRow(sums, row, smaller)
      const rows = (y % smaller) + 1
      if (rows === smaller || y === height - 1)
        data.set(meanRow(sums, width, smaller, rows), Math.floor(y / smaller) * small.width * 3)
    }
  }
  return { data, ...small }
}

/** Adds the pixels that fall into one, from left to right. */
function addRow(sums: Uint32Array, row: Uint8Array, smaller: number): void {
  for (let at = 0; at < row.length; at += 1) {
    const into = Math.floor(at / 3 / smaller) * 3 + (at % 3)
    sums[into] = (sums[into] ?? 0) + (row[at] ?? 0)
  }
}

/** The pixels of which these are the sums; the sums begin anew. */
function meanRow(sums: Uint32Array, width: number, smaller: number, rows: number): Uint8Array {
  const mean = Uint8Array.from(sums, (sum, at) => {
    const columns = Math.min(smaller, width - Math.floor(at / 3) * smaller)
    return Math.round(sum / (columns * rows))
  })
  sums.fill(0)
  return mean
}

/** Unpacks the row that begins at `from`. */
type ReadRow = (from: number, row: Uint8Array) => void

function rowReader(bytes: Uint8Array, header: BmpHeader): ReadRow | null {
  if (header.bits <= 8) return paletteRows(bytes, header)
  return header.bits === 24 ? plainRows(bytes, header) : maskedRows(bytes, header)
}

function paletteRows(bytes: Uint8Array, { width, bits, palette, pixelsAt }: BmpHeader): ReadRow {
  const { at, entryBytes } = palette
  // What the palette does not name is black, and what does not fit before the pixels is no palette.
  const colours = new Uint8Array(256 * 3)
  const count = Math.min(palette.colours, Math.floor((pixelsAt - at) / entryBytes))
  for (let i = 0; i < count; i += 1)
    for (let c = 0; c < 3; c += 1) colours[i * 3 + c] = bytes[at + i * entryBytes + 2 - c] ?? 0
  const perByte = 8 / bits
  const mask = 2 ** bits - 1
  return (from, row) => {
    for (let x = 0; x < width; x += 1) {
      const byte = bytes[from + Math.floor(x / perByte)] ?? 0
      const colour = ((byte >> (8 - bits - (x % perByte) * bits)) & mask) * 3
      const pixel = x * 3
      row[pixel] = colours[colour] ?? 0
      row[pixel + 1] = colours[colour + 1] ?? 0
      row[pixel + 2] = colours[colour + 2] ?? 0
    }
  }
}

function plainRows(bytes: Uint8Array, { width }: BmpHeader): ReadRow {
  return (from, row) => {
    for (let i = 0; i < width * 3; i += 3) {
      row[i] = bytes[from + i + 2] ?? 0
      row[i + 1] = bytes[from + i + 1] ?? 0
      row[i + 2] = bytes[from + i] ?? 0
    }
  }
}

function maskedRows(bytes: Uint8Array, header: BmpHeader): ReadRow | null {
  const [red, green, blue, alpha] = header.masks.map(channelOf)
  if (!red || !green || !blue || !alpha) return null
  const { width, bits } = header
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const step = bits / 8
  const pixelAt = (at: number): number => (bits === 16 ? view.getUint16(at, true) : view.getUint32(at, true))
  const isClear = alpha.mask !== 0 && hasOpacity(header, pixelAt, alpha.mask)
  return (from, row) => {
    for (let x = 0; x < width; x += 1) {
      const value = pixelAt(from + x * step)
      const opacity = isClear ? alpha.read(value) : 255
      const pixel = x * 3
      row[pixel] = onWhite(red.read(value), opacity)
      row[pixel + 1] = onWhite(green.read(value), opacity)
      row[pixel + 2] = onWhite(blue.read(value), opacity)
    }
  }
}

/** Writers that know nothing of opacity leave it 0 everywhere, and mean a picture and not nothing. */
function hasOpacity(
  { width, height, bits, pixelsAt }: BmpHeader,
  pixelAt: (at: number) => number,
  mask: number,
): boolean {
  const stride = Math.ceil((width * bits) / 32) * 4
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((pixelAt(pixelsAt + y * stride + (x * bits) / 8) & mask) !== 0) return true
  return false
}

const onWhite = (shade: number, opacity: number): number =>
  opacity === 255 ? shade : 255 - Math.round(((255 - shade) * opacity) / 255)

interface Channel {
  readonly mask: number
  /** 0–255, however many bits there are. */
  read(pixel: number): number
}

/** Null for a mask with holes. */
function channelOf(mask: number): Channel | null {
  if (mask === 0) return { mask, read: () => 0 }
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  if ((most & (most + 1)) !== 0) return null
  const spare = Math.max(0, 24 - Math.clz32(most))
  const shades = Uint8Array.from({ length: 256 }, (_, i) => Math.round((i * 255) / (most >>> spare)))
  return { mask, read: (pixel) => shades[((pixel & mask) >>> shift) >>> spare] ?? 0 }
}
