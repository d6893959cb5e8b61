import { badParameter, done, notThere } from '../answer.ts'
import {
  type Body,
  idOf,
  optionalList,
  optionalNumber,
  optionalText,
  page,
  paging,
  requiredId,
  requiredNumber,
} from '../fields.ts'
import type { Door } from '../state.ts'
import type { World } from '../world.ts'
import { type Endpoint, reads, writes } from './endpoint.ts'

const MOST_DOORS = 10
const OFFLINE_STATE = 4
/** controlType 2 opens for one passage and leaves the state as it was. */
const OPEN_ONCE = 2

const isOffline = (world: World, door: Door): boolean =>
  world.weather.conditions.offlineDoors.includes(door.doorIndexCode)

function doorRow(world: World, door: Door): object {
  const { direction: _notTold, ...row } = door
  return { ...row, channelType: 'door', doorState: isOffline(world, door) ? OFFLINE_STATE : door.doorState }
}

function doorPage(world: World, doors: readonly Door[], body: Body): object {
  const asked = paging(body)
  // Without a single door the live list echoed 0 and 0.
  if (doors.length === 0) return { total: 0, pageNo: 0, pageSize: 0 }
  return page(doors, asked, (door) => doorRow(world, door))
}

const doorsOf = (world: World): readonly Door[] => [...world.state.doors.values()]

function control(world: World, doorIndexCode: string, controlType: number): object {
  const door = world.state.doors.get(doorIndexCode)
  if (door === undefined)
    return { doorIndexCode, controlResultCode: 128, controlResultDesc: 'Resource not found' }
  if (isOffline(world, door))
    return { doorIndexCode, controlResultCode: 129, controlResultDesc: 'Resource offline' }
  if (controlType !== OPEN_ONCE) world.state.doors.set(doorIndexCode, { ...door, doorState: controlType })
  return { doorIndexCode, controlResultCode: 0, controlResultDesc: 'Success' }
}

export const doorEndpoints: readonly Endpoint[] = [
  reads('/resource/v1/acsDoor/acsDoorList', (world, body) => done(doorPage(world, doorsOf(world), body))),

  reads('/resource/v1/acsDoor/advance/acsDoorList', (world, body) => {
    const name = optionalText(body, 'doorName', { max: 64 }) ?? ''
    const hits = doorsOf(world).filter((door) => door.doorName.includes(name))
    return done(doorPage(world, hits, body))
  }),

  reads('/resource/v1/acsDoor/region/acsDoorList', (world, body) => {
    const region = requiredId(body, 'regionIndexCode')
    const hits = doorsOf(world).filter((door) => door.regionIndexCode === region)
    return done(doorPage(world, hits, body))
  }),

  reads('/resource/v1/acsDoor/indexCode/acsDoorInfo', (world, body) => {
    const door = world.state.doors.get(requiredId(body, 'doorIndexCode'))
    if (door === undefined) throw notThere()
    return done(doorRow(world, door))
  }),

  reads('/resource/v1/reader/search', (world, body) => {
    const hits = world.state.readers.filter(
      (reader) =>
        (body.doorIndexCode === undefined || body.doorIndexCode === reader.doorIndexCode) &&
        (body.readerIndexCode === undefined || body.readerIndexCode === reader.readerIndexCode),
    )
    return done(page(hits, paging(body)))
  }),

  reads('/resource/v1/acsDevice/acsDeviceList', (world, body) => {
    const rows = world.state.devices.map((device) => {
      const own = doorsOf(world).filter((door) => door.acsDevIndexCode === device.acsDevIndexCode)
      return { ...device, status: own.some((door) => isOffline(world, door)) ? 2 : 1 }
    })
    return done(page(rows, paging(body)))
  }),

  writes('/acs/v1/door/doControl', (world, body) => {
    const codes = (optionalList(body, 'doorIndexCodes') ?? []).map((code) => idOf(code, 'doorIndexCodes'))
    if (codes.length === 0 || codes.length > MOST_DOORS) throw badParameter('doorIndexCodes')
    const controlType = requiredNumber(body, 'controlType', 0, 3)
    optionalNumber(body, 'controlDirection', 0, 1)
    // The names of the reply's fields are unverified for HCP.
    return done(codes.map((code) => control(world, code, controlType)))
  }),
]
