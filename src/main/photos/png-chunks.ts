const SIGNATURE_BYTES = 8
const CHUNK_FRAME_BYTES = 12

/** The picture, its colours, and which way is up. */
const NEEDED: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
const NEEDED_ONCE: ReadonlySet<string> = new Set(['iCCP', 'eXIf'])

/**
 * A PNG with nothing but its picture: ninety packed texts of a few kilobytes take a decoder ten seconds to unpack, and
 * nobody would ever read them. Of a moving picture this is the one that those see who know of no other. What is no PNG any
 * more is left to the decoder to refuse.
 */
export function pictureChunks(png: Uint8Array): Buffer {
  const from = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  const kept = Buffer.allocUnsafe(from.length)
  const seen = new Set<string>()
  let to = from.copy(kept, 0, 0, SIGNATURE_BYTES)
  for (let at = SIGNATURE_BYTES; at + CHUNK_FRAME_BYTES <= from.length; ) {
    const type = from.toString('latin1', at + 4, at + 8)
    const end = at + CHUNK_FRAME_BYTES + from.readUInt32BE(at)
    const isFirst = !seen.has(type)
    if (NEEDED.has(type) || (NEEDED_ONCE.has(type) && isFirst)) to += from.copy(kept, to, at, end)
    if (NEEDED_ONCE.has(type)) seen.add(type)
    if (type === 'IEND') break
    at = end
  }
  return kept.subarray(0, to)
}
