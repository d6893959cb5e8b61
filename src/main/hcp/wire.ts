/**
 * HikCentral's own words: envelope, field names (with the vendor's spelling), times. They stay inside this room.
 * Everything that comes in is checked and tolerant where live servers were seen to differ: ids and codes as text or
 * number, missing lists, missing fields.
 */
import { z } from 'zod'
import { limits } from '../lib/limits.ts'
import { HttpStatusError, NotUnderstoodError } from './errors.ts'
import type { WireAnswer } from './transport.ts'

export interface EnvelopeRead {
  readonly code: string
  readonly data: unknown
  /** The field HCP complains about, or empty. All that is taken from its free text, which may echo a secret. */
  readonly field: string
}

const envelopeShape = z.object({
  code: z.union([z.string(), z.number()]),
  data: z.unknown().optional(),
  msg: z.unknown().optional(),
})

/** Live text: `Incorrect request parameter. [faceData parameter error]`. */
const FIELD = /\[([A-Za-z]{1,32}) parameter error\]/

/** How a picture begins that comes as bare text: as a data URI, or as plain base64 of a JPEG or PNG. */
const BARE_PICTURE = /^(?:data:|\/9j\/|iVBORw0KGgo)/

/** Opens HCP's envelope. Pictures may come without one, as bare text. Throws when it is neither. */
export function readEnvelope(answer: WireAnswer): EnvelopeRead {
  const text = answer.text.trimStart()
  // A refused key stays one whatever the body says; to go on with it may lock the account.
  if (answer.status === 401) throw new HttpStatusError(401)
  const isError = answer.status >= 400
  if (text.startsWith('{')) {
    const envelope = envelopeShape.safeParse(isError ? parseLoosely(text) : parseJson(text))
    // A success inside an error is none: the gateway has spoken after HCP, or instead of it.
    if (envelope.success && !(isError && String(envelope.data.code) === '0')) {
      const { code, data, msg } = envelope.data
      return { code: String(code), data, field: FIELD.exec(typeof msg === 'string' ? msg : '')?.[1] ?? '' }
    }
  }
  if (isError) throw new HttpStatusError(answer.status, answer.retryAfterMs ?? null)
  if (BARE_PICTURE.test(text)) return { code: '0', data: text, field: '' }
  throw new NotUnderstoodError(`no envelope in an answer of ${text.length} characters`)
}

/** Behind an error status the status says more than a broken body. */
function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Never the text itself: it may hold a name or an echoed secret.
    throw new NotUnderstoodError(`broken JSON of ${text.length} characters`)
  }
}

/** Parses by shape; a mismatch names the places, never the values. */
export function readAs<T>(shape: z.ZodType<T>, data: unknown): T {
  const read = shape.safeParse(data)
  if (read.success) return read.data
  const places = read.error.issues.map((issue) => issue.path.join('.') || '(all)')
  throw new NotUnderstoodError(`unexpected shape at ${places.join(', ')}`)
}

/** HCP itself takes 64 characters for an id; names and handles are not limited in writing. */
const LONGEST_ID = 64
const LONGEST_NAME = 128
const LONGEST_HANDLE = 1_024

/**
 * Ids are short texts of digits, now and then bare numbers; an empty one is none, a number too large to be exact is not the
 * one that was meant, and a comma would make two of it where HCP takes a list.
 */
export const id = z
  .union([z.string(), z.int()])
  .transform(String)
  .refine((value) => /^[^\s,]{1,64}$/.test(value))
/** An id that may be left out. */
export const someId = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) => (value === null || value === undefined ? '' : String(value)))
/** An id of something secondary, for which a row is not given up. */
export const shortId = someId.transform((value) => (value.length <= LONGEST_ID ? value : '')).catch('')
export const text = z
  .union([z.string(), z.null()])
  .optional()
  .transform((value) => value ?? '')
/** A text that is only shown: broken characters mended, cut where it would be endless; anything else is none. */
export const shortText = text.transform((value) => value.slice(0, LONGEST_NAME).toWellFormed()).catch('')
/** An opaque handle of HCP's; one that is endless, or none at all, is worth nothing. */
export const handle = text.transform((value) => (value.length <= LONGEST_HANDLE ? value : '')).catch('')
export const nothing = z.unknown().transform(() => null)

/** A number, or one in digits; an empty text is none, and not zero. */
export const count = z.union([
  z.int().min(0),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])

const pageShape = z.object({
  total: count.optional().catch(undefined),
  pageSize: count.optional().catch(undefined),
  list: z
    .array(z.unknown())
    .nullish()
    .transform((list) => list ?? []),
})

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Rows that came and could not be read: left out, never half believed, and the others are not lost with them. */
  readonly unread: number
  readonly received: number
  readonly total: number | undefined
  /** The page size the server went by, where it says so. */
  readonly pageSize: number | undefined
}

/** A page of rows; with none, HCP leaves the list out. */
export function readPage<Row>(row: z.ZodType<Row>, data: unknown): Page<Row> {
  const { list, total, pageSize } = readAs(pageShape, data)
  const rows = list.flatMap((item) => {
    const read = row.safeParse(item)
    return read.success ? [read.data] : []
  })
  return { rows, unread: list.length - rows.length, received: list.length, total, pageSize }
}

/** How many pages there are, by the size the server goes by; nobody can say after a full one without a total. */
export function pagesOf({ total, received, pageSize }: Page<unknown>): number {
  const size = pageSize !== undefined && pageSize > 0 ? pageSize : limits.hcpPageSize
  if (total === undefined) return received < size ? 1 : Number.POSITIVE_INFINITY
  return Math.max(1, Math.ceil(total / size))
}

/** Deeper than any answer of HCP; without an end, a nest of brackets would end the call stack. */
const DEEPEST = 32

/** The same answer with every key in lower case, for the one endpoint whose spelling differs between versions. */
export function lowerKeys(data: unknown, depth = 0): unknown {
  if (data === null || typeof data !== 'object') return data
  if (depth > DEEPEST) throw new NotUnderstoodError('an answer without a bottom')
  if (Array.isArray(data)) return data.map((item) => lowerKeys(item, depth + 1))
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key.toLowerCase(), lowerKeys(value, depth + 1)]),
  )
}

const DATA_URI = /^data:[^,]{0,128},/
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/

/** The bytes of a picture from a data URI or plain base64; null when the answer holds none. */
export function readPicture(data: unknown): Buffer | null {
  if (data === null || data === undefined) return null
  if (typeof data !== 'string') throw new NotUnderstoodError('a picture that is no text')
  const base64 = data.trim().replace(DATA_URI, '')
  if (!BASE64.test(base64))
    throw new NotUnderstoodError(`no base64 in a picture of ${data.length} characters`)
  return base64 === '' ? null : Buffer.from(base64, 'base64')
}

/** HCP is told times with an explicit offset and second precision, and no other way. */
export { toIsoTime as toWireTime } from '../lib/iso-time.ts'

/** UTC milliseconds of a wire time; one without an offset is read in this machine's zone. Throws when it is none. */
export function fromWireTime(text: string): number {
  const atMs = Date.parse(text)
  if (Number.isNaN(atMs)) throw new NotUnderstoodError('a time that is none')
  return atMs
}
