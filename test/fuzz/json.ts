import type { Chance } from './chance.ts'

const ODD: readonly [unknown, ...unknown[]] = [
  null,
  '',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  'x'.repeat(5_000),
  '\u0000',
  '../../etc',
  '9007199254740993',
  [[[]]],
  { __proto__: null, constructor: 1 },
]

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The same JSON with a value somewhere in it missing, doubled, swapped, or something else altogether. */
export function mutatedJson(value: unknown, chance: Chance): unknown {
  const whole = structuredClone(value)
  const places: { readonly owner: Record<string, unknown>; readonly key: string }[] = []
  const walk = (one: unknown): void => {
    if (!isObject(one)) return
    for (const key of Object.keys(one)) {
      places.push({ owner: one, key })
      walk(one[key])
    }
  }
  walk(whole)
  const place = places[chance.below(places.length)]
  if (!place || chance.once(30)) return chance.pick(ODD)
  const { owner, key } = place
  const other = places[chance.below(places.length)] ?? place
  switch (chance.below(6)) {
    case 0:
      if (Array.isArray(owner)) owner.splice(Number(key), 1)
      else delete owner[key]
      return whole
    case 1:
      owner[key] = structuredClone(other.owner[other.key])
      return whole
    case 2:
      owner[key] = isObject(owner[key]) ? JSON.stringify(owner[key]) : [owner[key]]
      return whole
    case 3:
      if (typeof owner[key] === 'string') owner[key] = owner[key].slice(0, chance.below(20))
      else if (typeof owner[key] === 'number') owner[key] = -owner[key]
      else owner[key] = null
      return whole
    case 4:
      owner[chance.pick(['__proto__x', 'constructor', key.toUpperCase(), `${key} `])] = owner[key]
      return whole
    default:
      owner[key] = structuredClone(chance.pick(ODD))
      return whole
  }
}
