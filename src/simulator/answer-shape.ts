import type { Answer } from './answer.ts'
import { isRecord } from './fields.ts'
import type { Conditions } from './weather.ts'

const ID_KEY = /^(id|code|srcIndex)$|(Id|ID|Code)$/
/** Without leading zeros and small enough: as a number it must be the same id. */
const DIGITS = /^(0|[1-9]\d{0,14})$/

/** Numbers whose 0 says "not set". Not every 0 does: status 0 is "done". */
const UNSET_AT_ZERO: ReadonlySet<string> = new Set([
  'total',
  'gender',
  'personType',
  'checkInAndOutType',
  'temperatureStatus',
  'wearMaskStatus',
])
/** Fields of newer versions. */
const NOT_IN_OLD_VERSIONS: ReadonlySet<string> = new Set(['picBigUri', 'readerName', 'deviceTime'])
const NOT_IN_OLD_EVENTS: ReadonlySet<string> = new Set(['personFamilyName', 'personGivenName'])

/** Bottom-up through a JSON value. change: undefined = leave this field out. */
function mapFields(
  value: unknown,
  change: (key: string, entry: unknown, owner: Readonly<Record<string, unknown>>) => unknown,
): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => mapFields(entry, change))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, entry]) => [key, change(key, mapFields(entry, change), value)] as const)
      .filter(([, entry]) => entry !== undefined),
  )
}

function idAsNumber(key: string, entry: unknown): unknown {
  // The bare `data` of an added person is his id.
  const isId = ID_KEY.test(key) || key === 'data'
  return isId && typeof entry === 'string' && DIGITS.test(entry) ? Number(entry) : entry
}

function isEmpty(entry: unknown): boolean {
  if (Array.isArray(entry)) return entry.length === 0
  return entry === '' || entry === null || (isRecord(entry) && Object.keys(entry).length === 0)
}

function withoutUnset(key: string, entry: unknown, owner: Readonly<Record<string, unknown>>): unknown {
  if (isEmpty(entry) || NOT_IN_OLD_VERSIONS.has(key)) return undefined
  if (entry === 0 && UNSET_AT_ZERO.has(key)) return undefined
  return 'eventTime' in owner && NOT_IN_OLD_EVENTS.has(key) ? undefined : entry
}

/** The answer as other versions of HCP would write it. What it means, and its code in the journal, stays. */
export function shaped(answer: Answer, { idsAsNumbers, fieldsMissing }: Conditions): Answer {
  if (!idsAsNumbers && !fieldsMissing) return answer
  if (!answer.contentType.startsWith('application/json')) return answer
  let value: unknown = JSON.parse(answer.text)
  if (fieldsMissing) value = mapFields(value, withoutUnset)
  if (idsAsNumbers) value = mapFields(value, idAsNumber)
  return { ...answer, text: JSON.stringify(value) }
}
