/** What the first bytes of a picture say, before anything is decoded. */
export interface PictureHeader {
  readonly kind: 'jpeg' | 'png'
  readonly width: number
  readonly height: number
}

/** Reads kind and size from the header of a JPEG or PNG; null when it is neither, or the header is cut off. */
export function readHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return readPng(view) ?? readJpeg(view)
}

const PNG_SIGNATURE = 0x89504e470d0a1a0an

function readPng(view: DataView): PictureHeader | null {
  if (view.byteLength < 24 || view.getBigUint64(0) !== PNG_SIGNATURE) return null
  // The first chunk of a PNG is IHDR: length, type, then width and height.
  if (view.getUint32(12) !== 0x49484452) return null
  return { kind: 'png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** Start-of-frame markers carry the size; C4, C8 and CC in the same range are other tables. */
const isFrameStart = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function readJpeg(view: DataView): PictureHeader | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (isFrameStart(marker)) {
      return { kind: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    } else at += 2 + view.getUint16(at + 2)
  }
  return null
}
