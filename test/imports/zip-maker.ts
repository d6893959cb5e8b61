import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive, honest unless told otherwise. */
export interface Packed {
  readonly name: string | Buffer
  readonly bytes: Buffer
  /** 0 stored, 8 deflated. */
  readonly method?: number
  readonly flags?: number
  /** What the central directory claims instead of the truth. */
  readonly claimedSize?: number
  readonly crc?: number
  /** The upper half holds the Unix mode. */
  readonly attributes?: number
}

const UTF8 = 0x0800

export function zipOf(entries: readonly Packed[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { method = 8, attributes = 0 } = entry
    const name = Buffer.from(entry.name as string)
    const data = method === 8 ? deflateRawSync(entry.bytes) : entry.bytes
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(entry.flags ?? (typeof entry.name === 'string' ? UTF8 : 0), 2)
    head.writeUInt16LE(method, 4)
    head.writeUInt32LE(entry.crc ?? crc32(entry.bytes), 10)
    head.writeUInt32LE(data.length, 14)
    head.writeUInt32LE(entry.claimedSize ?? entry.bytes.length, 18)
    head.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(attributes, 6)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('504b01021e03', 'hex'), head, tail, name)
    bodies.push(Buffer.from('504b0304', 'hex'), head, name, data)
    offset += 30 + name.length + data.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32BE(0x504b0506, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}
