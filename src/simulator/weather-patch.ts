import { isRecord } from './fields.ts'
import type { Conditions, Trouble } from './weather.ts'

type Patch = { -readonly [Key in keyof Conditions]?: Conditions[Key] }
type KeysOf<Value> = {
  [Key in keyof Conditions]: Conditions[Key] extends Value ? Key : never
}[keyof Conditions]

const SWITCHES: readonly KeysOf<boolean>[] = [
  'down',
  'authAs401',
  'leaky',
  'databaseFull',
  'faceQualityBad',
  'readdAnswers131',
  'removeAnswers128',
  'duplicateCodeAnswers2',
  'applyStatusUnsupported',
  'singleEntryAsObject',
  'endTimeWithoutOffset',
  'picturesInEnvelope',
  'deleteClearsDoors',
]

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')

function troubleOf(value: unknown): Trouble | null {
  if (!isRecord(value)) return null
  const { path, times } = value
  if (path !== undefined && typeof path !== 'string') return null
  if (times !== undefined && !(isCount(times) && times > 0)) return null
  const scope = { ...(path === undefined ? {} : { path }), ...(times === undefined ? {} : { times }) }
  switch (value.kind) {
    case 'dropBefore':
    case 'dropAnswer':
      return { kind: value.kind, ...scope }
    case 'delay':
      return isCount(value.ms) ? { kind: 'delay', ms: value.ms, ...scope } : null
    case 'late':
      return isCount(value.afterMs) ? { kind: 'late', afterMs: value.afterMs, ...scope } : null
    case 'html':
      return isCount(value.status) && value.status >= 400 && value.status < 600
        ? { kind: 'html', status: value.status, ...scope }
        : null
    case 'code':
      return typeof value.code === 'string'
        ? {
            kind: 'code',
            code: value.code,
            ...(typeof value.msg === 'string' ? { msg: value.msg } : {}),
            ...scope,
          }
        : null
    default:
      return null
  }
}

function troublesOf(value: unknown): readonly Trouble[] | null {
  if (!Array.isArray(value)) return null
  const troubles = value.map(troubleOf).filter((trouble) => trouble !== null)
  return troubles.length === value.length ? troubles : null
}

/** A change of the weather as JSON from outside; null = not one. */
export function parseWeatherPatch(value: unknown): Partial<Conditions> | null {
  if (!isRecord(value)) return null
  const patch: Patch = {}
  for (const [key, entry] of Object.entries(value)) {
    const name = SWITCHES.find((candidate) => candidate === key)
    if (name !== undefined) {
      if (typeof entry !== 'boolean') return null
      patch[name] = entry
    } else if (key === 'listLagMs' && isCount(entry)) patch.listLagMs = entry
    else if (key === 'selfApplyAfterMs' && (entry === null || isCount(entry))) patch.selfApplyAfterMs = entry
    else if ((key === 'offlineDoors' || key === 'failingDoors') && isTexts(entry)) patch[key] = entry
    else if (key === 'troubles') {
      const troubles = troublesOf(entry)
      if (troubles === null) return null
      patch.troubles = troubles
    } else return null
  }
  return patch
}
