// Values that structured clone knows ↔ JSON text. The same source runs in Node and, as text, in the page, so the
// function must not use anything outside itself.
// oxlint-disable unicorn/consistent-function-scoping -- its text must hold everything it uses
// oxlint-disable typescript/no-unsafe-type-assertion -- values of any shape cross here, and are given back as they came
type Tagged = { readonly $: string; readonly v: unknown }
export type Codec = { encode(value: unknown): string; decode(text: string): unknown }

export function makeCodec(): Codec {
  const views = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array }
  const wideViews = { Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView }
  const viewOf: Record<string, new (buffer: ArrayBuffer) => unknown> = { ...views, ...wideViews }
  const tag = ($: string, v: unknown): Tagged => ({ $, v })
  const refuse = (): never => {
    throw new Error('An object could not be cloned.')
  }

  function toText(bytes: Uint8Array): string {
    if (typeof Buffer === 'undefined') return bytes.toBase64()
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  }
  function toBytes(text: string): Uint8Array<ArrayBuffer> {
    if (typeof Buffer === 'undefined') return Uint8Array.fromBase64(text)
    return new Uint8Array(Buffer.from(text, 'base64'))
  }

  function packObject(value: object): unknown {
    if (Array.isArray(value)) return value.map(pack)
    if (value instanceof Date) return tag('date', value.getTime())
    if (value instanceof RegExp) return tag('regexp', [value.source, value.flags])
    if (value instanceof Map)
      return tag(
        'map',
        [...value].map(([key, item]) => [pack(key), pack(item)]),
      )
    if (value instanceof Set) return tag('set', [...value].map(pack))
    if (value instanceof Error) return tag('error', [value.name, value.message, value.stack])
    if (value instanceof ArrayBuffer) return tag('buffer', toText(new Uint8Array(value)))
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength)
      return tag('view', [Object.prototype.toString.call(value).slice(8, -1), toText(bytes)])
    }
    if (Object.prototype.toString.call(value) !== '[object Object]') return refuse()
    const packed = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)]))
    return '$' in packed ? tag('object', packed) : packed
  }

  function pack(value: unknown): unknown {
    if (value === undefined) return tag('undefined', 0)
    if (typeof value === 'bigint') return tag('bigint', String(value))
    if (typeof value === 'number') {
      if (Object.is(value, -0)) return tag('number', '-0')
      return Number.isFinite(value) ? value : tag('number', String(value))
    }
    if (typeof value === 'function' || typeof value === 'symbol') return refuse()
    return typeof value === 'object' && value !== null ? packObject(value) : value
  }

  function unpackTagged({ $, v }: Tagged): unknown {
    const text = String(v)
    const list = v as unknown[]
    if ($ === 'undefined') return undefined
    if ($ === 'bigint') return BigInt(text)
    if ($ === 'number') return Number(text)
    if ($ === 'date') return new Date(v as number)
    if ($ === 'regexp') return new RegExp(String(list[0]), String(list[1]))
    if ($ === 'map')
      return new Map((v as [unknown, unknown][]).map(([key, item]) => [unpack(key), unpack(item)]))
    if ($ === 'set') return new Set(list.map(unpack))
    if ($ === 'buffer') return toBytes(text).buffer
    if ($ === 'object') return unpackObject(v as object)
    if ($ === 'error') {
      const [name, message, stack] = list.map(String)
      return Object.assign(new Error(message), { name, stack })
    }
    const bytes = toBytes(String(list[1]))
    if (list[0] === 'Uint8Array') return bytes
    const View = viewOf[String(list[0])]
    return View ? new View(bytes.buffer) : refuse()
  }

  function unpackObject(value: object): unknown {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item)]))
  }

  function unpack(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(unpack)
    return '$' in value ? unpackTagged(value as unknown as Tagged) : unpackObject(value)
  }

  return {
    encode: (value) => JSON.stringify(pack(value)),
    decode: (text) => unpack(JSON.parse(text)),
  }
}
