import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts'
import { type Client, createClient } from './client.ts'

/** 2025-10-03T09:00:00+05:00 */
export const MORNING_MS = Date.parse('2025-10-03T09:00:00+05:00')

export interface Clock {
  readonly now: () => number
  forward(ms: number): void
}

export interface Site {
  readonly simulator: Simulator
  readonly client: Client
  readonly clock: Clock
}

export function createClock(startMs = MORNING_MS): Clock {
  let nowMs = startMs
  return {
    now: () => nowMs,
    forward: (ms) => {
      nowMs += ms
    },
  }
}

/** A simulator on a clock that only moves by hand, and a client on the same clock. */
export async function openSite(options: SimulatorOptions = {}, clock = createClock()): Promise<Site> {
  const simulator = await startSimulator({ zoneOffsetMinutes: 300, now: clock.now, ...options })
  const client = createClient(simulator, clock.now)
  onTestFinished(async () => {
    client.close()
    await simulator.stop()
  })
  return { simulator, client, clock }
}

export const PATHS = {
  version: '/common/v1/version',
  add: '/resource/v1/person/single/add',
  update: '/resource/v1/person/single/update',
  remove: '/resource/v1/person/single/delete',
  byId: '/resource/v1/person/personId/personInfo',
  byCode: '/resource/v1/person/personCode/personInfo',
  face: '/resource/v1/person/face/update',
  picture: '/resource/v1/person/picture_data',
  levels: '/acs/v1/privilege/group',
  addPersons: '/acs/v1/privilege/group/single/addPersons',
  deletePersons: '/acs/v1/privilege/group/single/deletePersons',
  members: '/acs/v1/privilege/group/single/personList',
  apply: '/visitor/v1/auth/reapplication',
  status: '/visitor/v1/person/ID/elementDownloadDetail',
  doors: '/resource/v1/acsDoor/acsDoorList',
  events: '/acs/v1/door/events',
  persons: '/resource/v1/person/personList',
  subscribe: '/eventService/v1/eventSubscriptionByEventTypes',
  unsubscribe: '/eventService/v1/eventUnSubscriptionByEventTypes',
  subscriptions: '/eventService/v1/eventSubscriptionView',
} as const

export interface FaceShape {
  readonly width?: number
  readonly height?: number
  readonly progressive?: boolean
  readonly grey?: boolean
  readonly noise?: boolean
  readonly shade?: number
}

/** A made picture as bare base64. Noise does not compress, so it gets large. */
export async function makeFace(shape: FaceShape = {}): Promise<string> {
  const { width = 300, height = 300, progressive = false, grey = false, noise = false, shade = 120 } = shape
  const background = { r: shade, g: 130, b: 140 }
  const plain = { width, height, channels: 3, background } as const
  const noisy = { ...plain, noise: { type: 'gaussian', mean: 128, sigma: 60 } } as const
  const image = sharp({ create: noise ? noisy : plain }).toColourspace(grey ? 'b-w' : 'srgb')
  const bytes = await image.jpeg({ quality: noise ? 95 : 80, progressive }).toBuffer()
  return bytes.toString('base64')
}

export const PERSON = {
  personFamilyName: 'Petrova',
  personGivenName: 'Anna',
  orgIndexCode: '65',
  beginTime: '2025-10-03T09:00:00+05:00',
  endTime: '2025-10-03T22:00:00+05:00',
}

/** A guest with a face in a level; his personId. Not yet on the doors. */
export async function enrol(client: Client, personCode: string, privilegeGroupId = '7'): Promise<string> {
  const faces = [{ faceData: await makeFace() }]
  const { data: personId } = await client.call(PATHS.add, { ...PERSON, personCode, faces })
  await client.call(PATHS.addPersons, { privilegeGroupId, type: 1, list: [{ id: personId }] })
  return personId
}
