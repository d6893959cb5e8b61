import type { EventRow } from './state.ts'
import { formatTime } from './times.ts'
import type { World } from './world.ts'

/** A passage in the three shapes in which HCP tells of it. */

const PICTURE_PREFIX = 'Vsm://event/'

export const fullName = (row: EventRow): string => `${row.givenName} ${row.familyName}`.trim()

const pictureUri = (row: EventRow): string => `${PICTURE_PREFIX}${row.eventId}`

export function eventIdOfPicture(picUri: unknown): string {
  return typeof picUri === 'string' && picUri.startsWith(PICTURE_PREFIX)
    ? picUri.slice(PICTURE_PREFIX.length)
    : ''
}

function placeOf(world: World, row: EventRow) {
  const reader = world.state.readers.find(
    ({ doorIndexCode, readerIndexCode }) =>
      doorIndexCode === row.doorIndexCode &&
      (row.readerIndexCode === undefined || row.readerIndexCode === readerIndexCode),
  )
  return {
    doorName: world.state.doors.get(row.doorIndexCode)?.doorName ?? '',
    readerIndexCode: reader?.readerIndexCode ?? '',
    readerName: reader?.readerName ?? '',
  }
}

const timeOf = (world: World, row: EventRow): string => formatTime(row.atMs, world.rules.zoneOffsetMinutes)

/** A row of door/events: no personCode, no direction. */
export function doorEvent(world: World, row: EventRow): object {
  const { doorName, readerIndexCode, readerName } = placeOf(world, row)
  return {
    eventId: row.eventId,
    eventType: row.eventType,
    eventTime: timeOf(world, row),
    deviceTime: timeOf(world, row),
    personId: row.personId,
    personName: fullName(row),
    personFamilyName: row.familyName,
    personGivenName: row.givenName,
    personType: 0,
    doorName,
    doorIndexCode: row.doorIndexCode,
    readerIndexCode,
    readerName,
    cardNo: row.cardNo,
    // Attendance mode of the device; turnstiles have none.
    checkInAndOutType: 0,
    picUri: pictureUri(row),
    temperatureData: '',
    temperatureStatus: 0,
    wearMaskStatus: 0,
  }
}

/** What the general event search and the push call the thing that reported. */
export const SOURCE_TYPE = 'door'

/** A row of the general event search, which knows nothing of persons. Shape from clients' code, unverified. */
export function eventRecord(world: World, row: EventRow): object {
  return {
    eventIndexCode: row.eventId,
    eventType: String(row.eventType),
    srcType: SOURCE_TYPE,
    srcIndex: row.doorIndexCode,
    srcName: placeOf(world, row).doorName,
    description: '',
    startTime: timeOf(world, row),
    stopTime: timeOf(world, row),
    eventPicUri: pictureUri(row),
    linkCameraIndexCode: '',
  }
}

/** A row of the push: with personCode. */
export function pushedEvent(world: World, row: EventRow, personCode: string, isHistory: boolean): object {
  const { doorName, readerIndexCode, readerName } = placeOf(world, row)
  return {
    eventId: row.eventId,
    eventType: row.eventType,
    happenTime: timeOf(world, row),
    srcIndex: row.doorIndexCode,
    srcName: doorName,
    srcType: SOURCE_TYPE,
    status: 0,
    ...(isHistory ? { isHistory: true } : {}),
    data: {
      personId: row.personId,
      personCode,
      personName: fullName(row),
      cardNo: row.cardNo,
      checkInAndOutType: 0,
      picUri: pictureUri(row),
      readerIndexCode,
      readerName,
      temperatureStatus: 0,
      wearMaskStatus: 0,
    },
  }
}
