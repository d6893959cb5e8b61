import { badParameter, done, notThere } from '../answer.ts'
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
import { formatTime } from '../times.ts'
import type { World } from '../world.ts'
import { type Endpoint, reads } from './endpoint.ts'
import { picture } from './person-reads.ts'

const LONGEST_SPAN_MS = 31 * 24 * 3_600_000
const MOST_DOORS = 10
const NAME_LENGTH = 32
const PICTURE_PREFIX = 'Vsm://event/'

const fullName = (row: EventRow): string => `${row.givenName} ${row.familyName}`.trim()

function eventInfo(world: World, row: EventRow): object {
  const door = world.state.doors.get(row.doorIndexCode)
  const reader = world.state.readers.find((candidate) => candidate.doorIndexCode === row.doorIndexCode)
  const time = formatTime(row.atMs, world.rules.zoneOffsetMinutes)
  return {
    eventId: row.eventId,
    eventType: row.eventType,
    eventTime: time,
    deviceTime: time,
    personId: row.personId,
    personName: fullName(row),
    personFamilyName: row.familyName,
    personGivenName: row.givenName,
    personType: 0,
    doorName: door?.doorName ?? '',
    doorIndexCode: row.doorIndexCode,
    readerIndexCode: reader?.readerIndexCode ?? '',
    readerName: reader?.readerName ?? '',
    cardNo: row.cardNo,
    // Attendance mode of the device; turnstiles have none.
    checkInAndOutType: 0,
    picUri: `${PICTURE_PREFIX}${row.eventId}`,
    temperatureData: '',
    temperatureStatus: 0,
    wearMaskStatus: 0,
  }
}

/** undefined = all doors, where this installation allows that. */
function doorFilter(world: World, body: Body): readonly string[] | undefined {
  const codes = (optionalList(body, 'doorIndexCodes') ?? []).map((code) => idOf(code, 'doorIndexCodes'))
  if (codes.length > MOST_DOORS) throw badParameter('doorIndexCodes')
  if (codes.length > 0) return codes
  if (world.rules.doorsRequired) throw badParameter('doorIndexCodes')
  return undefined
}

function eventsAsked(world: World, body: Body): readonly EventRow[] {
  const start = requiredTime(body, 'startTime')
  const end = requiredTime(body, 'endTime')
  if (end.atMs < start.atMs || end.atMs - start.atMs > LONGEST_SPAN_MS) throw badParameter('endTime')
  const eventType = optionalNumber(body, 'eventType', 1, Number.MAX_SAFE_INTEGER)
  const personName = optionalText(body, 'personName', { min: 1, max: NAME_LENGTH })
  if (world.rules.eventTypeRequired && eventType === undefined) throw badParameter('eventType')
  const doors = doorFilter(world, body)
  const descending = (optionalNumber(body, 'orderType', 0, 1) ?? 1) === 1
  if (body.sortField !== undefined && body.sortField !== 'SwipeTime') throw badParameter('sortField')
  optionalNumber(body, 'temperatureStatus', -1, 2)
  optionalNumber(body, 'wearMaskStatus', -1, 2)

  const { offlineDoors } = world.weather.conditions
  const hits = world.state.events.filter(
    (row) =>
      row.atMs >= start.atMs &&
      row.atMs <= end.atMs &&
      (eventType === undefined || row.eventType === eventType) &&
      (doors === undefined || doors.includes(row.doorIndexCode)) &&
      (personName === undefined || fullName(row).includes(personName)) &&
      // A terminal without connection reports later, with the old time.
      !offlineDoors.includes(row.doorIndexCode),
  )
  // Stable: rows of one second keep the order of their arrival.
  return hits.sort((left, right) => (descending ? right.atMs - left.atMs : left.atMs - right.atMs))
}

function eventPicture(world: World, body: Body): ReturnType<typeof picture> {
  const uri = typeof body.picUri === 'string' ? body.picUri : ''
  const eventId = uri.startsWith(PICTURE_PREFIX) ? uri.slice(PICTURE_PREFIX.length) : ''
  const row = world.state.events.findLast((candidate) => candidate.eventId === eventId)
  if (row === undefined) throw notThere()
  const face = row.faceSha === null ? undefined : world.faces.get(row.faceSha)
  return picture(world, face ?? PLACEHOLDER_FACE)
}

export const eventEndpoints: readonly Endpoint[] = [
  reads('/acs/v1/door/events', (world, body) => {
    const asked = paging(body)
    return done(page(eventsAsked(world, body), asked, (row) => eventInfo(world, row)))
  }),

  reads('/acs/v1/event/pictures', eventPicture),
  reads('/eventService/v1/image_data', eventPicture),
]
