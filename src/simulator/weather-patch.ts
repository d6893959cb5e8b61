import { isRecord } from './fields.ts'
import { type Conditions, NOT_ENTITLED_CODES, type Trouble } from './weather.ts'

type Patch = { -readonly [Key in keyof Conditions]?: Conditions[Key] }
/** undefined = not acceptable. */
type Reader<Value> = (value: unknown) => Value | undefined

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0
const isErrorStatus = (value: unknown): value is number => isCount(value) && value >= 400 && value < 600
/** What can stand in a header line. */
const isHeaderText = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{1,2000}$/.test(value)

const aSwitch: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)
const aCount: Reader<number> = (value) => (isCount(value) ? value : undefined)
const texts: Reader<readonly string[]> = (value) =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined
const aCode: Reader<string> = (value) =>
  typeof value === 'string' && (/^(\d{1,4}|0x[0-9a-f]{8})$/i.test(value) || /^HTTP [45]\d\d$/.test(value))
    ? value
    : undefined

function orNull<Value>(read: Reader<Value>): Reader<Value | null> {
  return (value) => (value === null ? null : read(value))
}

function scopeOf(value: Readonly<Record<string, unknown>>): { path?: string; times?: number } | null {
  const { path, times } = value
  if (path !== undefined && typeof path !== 'string') return null
  if (times !== undefined && !(isCount(times) && times > 0)) return null
  return { ...(path === undefined ? {} : { path }), ...(times === undefined ? {} : { times }) }
}

function statusTrouble(value: Readonly<Record<string, unknown>>, scope: object): Trouble | null {
  const { status, retryAfterSeconds, json } = value
  if (!isErrorStatus(status)) return null
  if (retryAfterSeconds !== undefined && !isCount(retryAfterSeconds)) return null
  if (json !== undefined && typeof json !== 'boolean') return null
  return {
    kind: 'status',
    status,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(json === undefined ? {} : { json }),
    ...scope,
  }
}

function troubleOf(value: unknown): Trouble | null {
  if (!isRecord(value)) return null
  const scope = scopeOf(value)
  if (scope === null) return null
  switch (value.kind) {
    case 'dropBefore':
    case 'dropAnswer':
    case 'truncated':
    case 'stall':
    case 'garbage':
    case 'huge':
      return { kind: value.kind, ...scope }
    case 'delay':
      return isCount(value.ms) ? { kind: 'delay', ms: value.ms, ...scope } : null
    case 'late':
      return isCount(value.afterMs) ? { kind: 'late', afterMs: value.afterMs, ...scope } : null
    case 'html':
      return isErrorStatus(value.status) ? { kind: 'html', status: value.status, ...scope } : null
    case 'status':
      return statusTrouble(value, scope)
    case 'redirect':
      if (value.to === undefined) return { kind: 'redirect', ...scope }
      return isHeaderText(value.to) ? { kind: 'redirect', to: value.to, ...scope } : null
    case 'code': {
      const { code, msg } = value
      if (typeof code !== 'string') return null
      return { kind: 'code', code, ...(typeof msg === 'string' ? { msg } : {}), ...scope }
    }
    default:
      return null
  }
}

const troubles: Reader<readonly Trouble[]> = (value) => {
  if (!Array.isArray(value)) return undefined
  const read = value.map(troubleOf).filter((trouble) => trouble !== null)
  return read.length === value.length ? read : undefined
}

/** One line per condition: a new one without a line does not compile. */
const READERS: { readonly [Key in keyof Conditions]: Reader<Conditions[Key]> } = {
  down: aSwitch,
  troubles,
  authAs401: aSwitch,
  leaky: aSwitch,
  databaseFull: aSwitch,
  faceQualityBad: aSwitch,
  readdAnswers131: aSwitch,
  removeAnswers128: aSwitch,
  duplicateCodeAnswers2: aSwitch,
  applyStatusUnsupported: aSwitch,
  singleEntryAsObject: aSwitch,
  endTimeWithoutOffset: aSwitch,
  picturesInEnvelope: aSwitch,
  listLagMs: aCount,
  deleteClearsDoors: aSwitch,
  selfApplyAfterMs: orNull(aCount),
  offlineDoors: texts,
  failingDoors: texts,
  quotaPerSecond: orNull((value) => (isCount(value) && value > 0 ? value : undefined)),
  quotaAs429: aSwitch,
  idsAsNumbers: aSwitch,
  notEntitled: texts,
  notEntitledCode: (value) => NOT_ENTITLED_CODES.find((code) => code === value),
  refuseAllWith: orNull(aCode),
  applicationResultUnsupported: aSwitch,
  personListWithoutPhotos: aSwitch,
  eventTypeRequired: aSwitch,
  doorsRequired: aSwitch,
  fieldsMissing: aSwitch,
  eventDelayMs: aCount,
  subscriptionsAdd: aSwitch,
}

const isCondition = (key: string): key is keyof Conditions => Object.hasOwn(READERS, key)

function readInto<Key extends keyof Conditions>(
  patch: { [Name in Key]?: Conditions[Name] },
  key: Key,
  entry: unknown,
): boolean {
  const value = READERS[key](entry)
  if (value === undefined) return false
  patch[key] = value
  return true
}

/** A change of the weather as JSON from outside; null = not one. */
export function parseWeatherPatch(value: unknown): Partial<Conditions> | null {
  if (!isRecord(value)) return null
  const patch: Patch = {}
  for (const [key, entry] of Object.entries(value))
    if (!isCondition(key) || !readInto(patch, key, entry)) return null
  return patch
}
