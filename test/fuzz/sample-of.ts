import type { z } from 'zod'

/** What zod keeps of a schema; only what is read here. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly keyType?: z.ZodType
  readonly valueType?: z.ZodType
  readonly entries?: Readonly<Record<string, unknown>>
  readonly values?: readonly unknown[]
}

const WORDS = ['x', 'a'.repeat(64), '1', '1.5', 'x.jpg', '']
const NUMBERS = [1, 2, 1024, 0.5, 0]

/** A payload this parser takes, worked out from the parser itself, so that a new call needs no line here. */
export function sampleOf(parser: z.ZodType): unknown {
  const definition = parser._zod.def as unknown as Definition
  const candidates = candidatesOf(definition)
  const found = candidates.find((one) => parser.safeParse(one).success)
  if (found === undefined) throw new Error(`nothing passes as ${definition.type}; teach sampleOf about it`)
  return found
}

function candidatesOf(definition: Definition): readonly unknown[] {
  switch (definition.type) {
    case 'object':
      return [
        Object.fromEntries(
          Object.entries(definition.shape ?? {}).map(([key, part]) => [key, sampleOf(part)]),
        ),
      ]
    case 'array':
      return [[sampleOf(partOf(definition.element))], []]
    case 'record':
      return [recordOf(partOf(definition.keyType), partOf(definition.valueType)), {}]
    case 'nullable':
    case 'optional':
    case 'readonly':
      return [sampleOf(partOf(definition.innerType)), null]
    case 'union':
      return (definition.options ?? []).map(sampleOf)
    case 'enum':
      return Object.values(definition.entries ?? {})
    case 'literal':
      return definition.values ?? []
    case 'string':
      return WORDS
    case 'number':
    case 'int':
      return NUMBERS
    case 'nan':
      return [Number.NaN]
    case 'boolean':
      return [true, false]
    case 'null':
      return [null]
    // Of the classes only bytes cross the door.
    case 'custom':
      return [new Uint8Array([1, 2, 3])]
    default:
      return []
  }
}

function recordOf(key: z.ZodType, value: z.ZodType): unknown {
  const { type, entries } = key._zod.def as unknown as Definition
  const keys = type === 'enum' ? Object.values(entries ?? {}) : [sampleOf(key)]
  return Object.fromEntries(keys.map((one) => [one, sampleOf(value)]))
}

function partOf(part: z.ZodType | undefined): z.ZodType {
  if (!part) throw new Error('a schema without its part')
  return part
}

/** Each part of a payload, however deep, as the way to it. */
export function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [path]
  return [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))]
}

/** The payload with something else in this place. */
export function spoilt(value: unknown, [key, ...rest]: readonly string[], bad: unknown): unknown {
  if (key === undefined) return bad
  const part = (value as Record<string, unknown>)[key]
  const made = spoilt(part, rest, bad)
  return Array.isArray(value) ? [made] : { ...(value as object), [key]: made }
}
