import { badParameter, done, notThere } from '../answer.ts'
import { doorEvent, eventIdOfPicture, eventRecord, fullName, SOURCE_TYPE } from '../event-rows.ts'
import {
  type Body,
  idOf,
  optionalList,
  optionalNumber,
  optionalText,
  page,
  paging,
  requiredTime,
} from '../fields.ts'
import { PLACEHOLDER_FACE } from '../placeholder-face.ts'
import type { EventRow } from '../state.ts'
import type { World } from '../world.ts'
import { type Endpoint, reads } from './endpoint.ts'
import { picture } from './person-reads.ts'

const LONGEST_SPAN_MS = 31 * 24 * 3_600_000
const MOST_DOORS = 10
const NAME_LENGTH = 32

/** undefined = all doors, where this installation allows that. */
function doorFilter(world: World, body: Body): readonly string[] | undefined {
  const codes = (optionalList(body, 'doorIndexCodes') ?? []).map((code) => idOf(code, 'doorIndexCodes'))
  if (codes.length > MOST_DOORS) throw badParameter('doorIndexCodes')
  if (codes.length > 0) return codes
  if (world.weather.conditions.doorsRequired) throw badParameter('doorIndexCodes')
  return undefined
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
}

function spanOf(body: Body): Span {
  const { atMs: fromMs } = requiredTime(body, 'startTime')
  const { atMs: toMs } = requiredTime(body, 'endTime')
  if (toMs < fromMs || toMs - fromMs > LONGEST_SPAN_MS) throw badParameter('endTime')
  return { fromMs, toMs }
}

/** A terminal without connection reports later, with the old time; and HCP itself may take its time. */
function known(world: World, { fromMs, toMs }: Span): readonly EventRow[] {
  const { offlineDoors, eventDelayMs } = world.weather.conditions
  const newestMs = eventDelayMs === 0 ? Number.POSITIVE_INFINITY : world.now() - eventDelayMs
  return world.state.events.filter(
    (row) =>
      row.atMs >= fromMs &&
      row.atMs <= toMs &&
      row.atMs <= newestMs &&
      !offlineDoors.includes(row.doorIndexCode),
  )
}

/** Stable: rows of one second keep the order of their arrival. */
function sorted(rows: readonly EventRow[], body: Body): readonly EventRow[] {
  const descending = (optionalNumber(body, 'orderType', 0, 1) ?? 1) === 1
  return rows.toSorted((left, right) => (descending ? right.atMs - left.atMs : left.atMs - right.atMs))
}

function eventsAsked(world: World, body: Body): readonly EventRow[] {
  const span = spanOf(body)
  const eventType = optionalNumber(body, 'eventType', 1, Number.MAX_SAFE_INTEGER)
  const personName = optionalText(body, 'personName', { min: 1, max: NAME_LENGTH })
  if (world.weather.conditions.eventTypeRequired && eventType === undefined) throw badParameter('eventType')
  const doors = doorFilter(world, body)
  if (body.sortField !== undefined && body.sortField !== 'SwipeTime') throw badParameter('sortField')
  optionalNumber(body, 'temperatureStatus', -1, 2)
  optionalNumber(body, 'wearMaskStatus', -1, 2)
  const hits = known(world, span).filter(
    (row) =>
      (eventType === undefined || row.eventType === eventType) &&
      (doors === undefined || doors.includes(row.doorIndexCode)) &&
      (personName === undefined || fullName(row).includes(personName)),
  )
  return sorted(hits, body)
}

/** '196893,197151' as text, as its clients send it; undefined = not asked. */
function commaList(body: Body, field: string): readonly string[] | undefined {
  const text = optionalText(body, field, { max: 2_000 })
  return text === undefined || text === '' ? undefined : text.split(',').map((one) => idOf(one.trim(), field))
}

function recordsAsked(world: World, body: Body): readonly EventRow[] {
  const span = spanOf(body)
  const eventId = optionalText(body, 'eventIndexCode', { max: 64 })
  const types = commaList(body, 'eventTypes')
  const sources = commaList(body, 'srcIndexs')
  const srcType = optionalText(body, 'srcType', { max: 64 })
  const hits = known(world, span).filter(
    (row) =>
      (eventId === undefined || eventId === '' || row.eventId === eventId) &&
      (types === undefined || types.includes(String(row.eventType))) &&
      (sources === undefined || sources.includes(row.doorIndexCode)) &&
      (srcType === undefined || srcType === '' || srcType === SOURCE_TYPE),
  )
  return sorted(hits, body)
}

function eventPicture(world: World, body: Body): ReturnType<typeof picture> {
  const eventId = eventIdOfPicture(body.picUri)
  const row = world.state.events.findLast((candidate) => candidate.eventId === eventId)
  if (row === undefined) throw notThere()
  const face = row.faceSha === null ? undefined : world.faces.get(row.faceSha)
  return picture(world, face ?? PLACEHOLDER_FACE)
}

export const eventEndpoints: readonly Endpoint[] = [
  reads('/acs/v1/door/events', (world, body) => {
    const asked = paging(body)
    return done(page(eventsAsked(world, body), asked, (row) => doorEvent(world, row)))
  }),

  reads('/acs/v1/event/pictures', eventPicture),
  reads('/eventService/v1/image_data', eventPicture),

  reads('/eventService/v1/eventRecords/page', (world, body) => {
    const asked = paging(body)
    return done(page(recordsAsked(world, body), asked, (row) => eventRecord(world, row)))
  }),
]
