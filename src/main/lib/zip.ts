import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** One file of an archive: its bytes as they are in there, and what they are unpacked. */
interface Entry {
  readonly path: string
  readonly packed: Uint8Array
  readonly method: 'stored' | 'deflated'
  readonly crc: number
  readonly size: number
}

/**
 * A ZIP archive without compression. What comes out holds exactly what was put in, so a library that unpacks it cannot
 * find anything else than was checked before.
 */
export function storedZip(parts: ReadonlyMap<string, Uint8Array>): Buffer {
  return archive(
    [...parts].map(([path, bytes]) => ({
      path,
      packed: bytes,
      method: 'stored',
      crc: crc32(bytes),
      size: bytes.length,
    })),
  )
}

/** A ZIP archive as anybody's computer opens it; packed while everybody else has a turn. */
export async function deflatedZip(parts: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const entries: Entry[] = []
  for (const [path, bytes] of parts) {
    const packed = await deflate(bytes)
    entries.push({ path, packed, method: 'deflated', crc: crc32(bytes), size: bytes.length })
  }
  return archive(entries)
}

function archive(entries: readonly Entry[]): Buffer {
  const bodies: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { path, packed, method, crc, size } of entries) {
    const name = Buffer.from(path, 'utf8')
    // From "version needed" to the length of the extra field: the same in both headers.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2) // names are UTF-8
    common.writeUInt16LE(method === 'stored' ? 0 : 8, 4)
    common.writeUInt16LE(0x21, 8) // 1980-01-01, the format's own zero
    common.writeUInt32LE(crc, 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size, 18)
    common.writeUInt16LE(name.length, 22)

    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('504b01021400', 'hex'), common, rest, name)
    bodies.push(Buffer.from('504b0304', 'hex'), common, name, packed)
    offset += 30 + name.length + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32BE(0x504b0506, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}
