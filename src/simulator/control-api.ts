import { type Body, isRecord } from './fields.ts'
import type { HandEvent } from './passages.ts'
import { isPresetName, PRESETS } from './presets.ts'
import type { Simulator } from './simulator.ts'
import { parseWeatherPatch } from './weather-patch.ts'

export interface ControlReply {
  readonly status: number
  readonly value: unknown
}

const DEFAULT_ROWS = 60
const MOST_ROWS = 1_000

const ok = (value: unknown): ControlReply => ({ status: 200, value })
const bad = (error: string): ControlReply => ({ status: 400, value: { error } })

function calls({ journal }: Simulator, limit: number): object {
  return {
    journal: journal.rows.slice(-limit).toReversed(),
    countByPath: journal.byPath(),
    inFlight: journal.inFlight(),
    peakInFlight: journal.peakInFlight(),
    perSecond: journal.perSecond(),
    peakPerSecond: journal.peakPerSecond(),
    perMinute: journal.perMinute(),
  }
}

/** Newest first, at most `limit` of each list; `find` narrows the persons by name, code or id. */
function overview(simulator: Simulator, query: URLSearchParams): ControlReply {
  const limit = Math.min(Math.max(Number(query.get('limit') ?? DEFAULT_ROWS) || DEFAULT_ROWS, 1), MOST_ROWS)
  const find = (query.get('find') ?? '').toLowerCase()
  const all = simulator.persons()
  const hits = all.filter((person) =>
    `${person.personId} ${person.personCode} ${person.givenName} ${person.familyName}`
      .toLowerCase()
      .includes(find),
  )
  return ok({
    url: simulator.url,
    appKey: simulator.appKey,
    fingerprint256: simulator.fingerprint256,
    weather: simulator.weather.conditions,
    doors: simulator.doors(),
    readers: simulator.readers(),
    levels: simulator.levels().map(({ memberIds, ...level }) => ({ ...level, members: memberIds.length })),
    personTotal: all.length,
    persons: hits.slice(-limit).toReversed(),
    events: simulator
      .events()
      .slice(-limit)
      .toReversed()
      .map(({ faceSha: _faceSha, ...row }) => row),
    subscriptions: simulator.subscriptions(),
    presets: Object.entries(PRESETS).map(([name, { about }]) => ({ name, about })),
    ...calls(simulator, limit),
  })
}

function walk(simulator: Simulator, body: Body): ControlReply {
  const { person, door, reader } = body
  if (typeof person !== 'string' || typeof door !== 'string') return bad('person and door are needed')
  if (!simulator.doors().some((row) => row.doorIndexCode === door)) return bad('There is no such door')
  if (reader === undefined) return ok(simulator.walk(person, door))
  const isThere = simulator
    .readers()
    .some((row) => row.doorIndexCode === door && row.readerIndexCode === reader)
  if (typeof reader !== 'string' || !isThere) return bad('There is no such reader at this door')
  return ok(simulator.walk(person, door, reader))
}

const TEXT_FIELDS = ['personId', 'familyName', 'givenName', 'eventId', 'cardNo', 'readerIndexCode'] as const
const NUMBER_FIELDS = ['eventType', 'atMs'] as const

function addEvent(simulator: Simulator, body: Body): ControlReply {
  const { doorIndexCode } = body
  if (typeof doorIndexCode !== 'string') return bad('doorIndexCode is needed')
  const event: { -readonly [Key in keyof HandEvent]: HandEvent[Key] } = { doorIndexCode }
  for (const field of TEXT_FIELDS) {
    const value = body[field]
    if (typeof value === 'string') event[field] = value
    else if (value !== undefined) return bad(`${field} must be text`)
  }
  for (const field of NUMBER_FIELDS) {
    const value = body[field]
    if (typeof value === 'number') event[field] = value
    else if (value !== undefined) return bad(`${field} must be a number`)
  }
  return ok({ eventId: simulator.addEvent(event) })
}

async function changeWeather(simulator: Simulator, body: Body): Promise<ControlReply> {
  const patch = parseWeatherPatch(body)
  if (patch === null) return bad('This is no weather')
  await simulator.weather.set(patch)
  return ok(simulator.weather.conditions)
}

async function usePreset(simulator: Simulator, { name }: Body): Promise<ControlReply> {
  if (typeof name !== 'string' || !isPresetName(name)) return bad('There is no such preset')
  await simulator.usePreset(name)
  return ok(simulator.weather.conditions)
}

export async function controlApi(
  simulator: Simulator,
  method: string,
  url: URL,
  body: unknown,
): Promise<ControlReply> {
  if (method === 'GET' && url.pathname === '/api/overview') return overview(simulator, url.searchParams)
  if (method !== 'POST') return { status: 404, value: { error: 'There is nothing here' } }
  if (!isRecord(body)) return bad('The body must be a JSON object')
  switch (url.pathname) {
    case '/api/walk':
      return walk(simulator, body)
    case '/api/events':
      return addEvent(simulator, body)
    case '/api/weather':
      return changeWeather(simulator, body)
    case '/api/preset':
      return usePreset(simulator, body)
    case '/api/weather/reset':
      await simulator.weather.reset()
      return ok(simulator.weather.conditions)
    case '/api/journal/clear':
      simulator.journal.clear()
      return ok({})
    default:
      return { status: 404, value: { error: 'There is nothing here' } }
  }
}
