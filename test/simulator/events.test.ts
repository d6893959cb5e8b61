import { describe, expect, test } from 'vitest'
import type { HandEvent } from '../../src/simulator/passages.ts'
import type { Client } from './client.ts'
import { MORNING_MS, openSite, PATHS } from './site.ts'

const DAY = { startTime: '2025-10-03T00:00:00+05:00', endTime: '2025-10-03T23:59:59+05:00' }
const ALL = { ...DAY, pageNo: 1, pageSize: 500 }

interface Page {
  readonly total: number
  readonly list?: readonly Readonly<Record<string, string>>[]
}

async function rows(client: Client, ask: object): Promise<Page> {
  const { code, data } = await client.call(PATHS.events, ask)
  expect(code).toBe('0')
  const page: Page = JSON.parse(JSON.stringify(data))
  return page
}

const ids = async (client: Client, ask: object): Promise<readonly (string | undefined)[]> =>
  ((await rows(client, ask)).list ?? []).map((row) => row.eventId)

/** e0 … e4, a second apart, e2 and e3 in the same second. */
const FIVE: readonly HandEvent[] = [0, 1, 2, 2, 3].map((second, index) => ({
  eventId: `e${index}`,
  doorIndexCode: index % 2 === 0 ? '12' : '13',
  eventType: index === 4 ? 198914 : 196893,
  personId: '8501',
  atMs: MORNING_MS + second * 1_000,
}))

describe('door events', () => {
  test('a row as it comes', async () => {
    const { client, simulator } = await openSite()
    const { eventId } = simulator.walk('E0001', '12')
    const { list } = await rows(client, { ...ALL, eventType: 196893, doorIndexCodes: ['12'] })
    expect(list).toEqual([
      expect.objectContaining({
        eventId,
        eventType: 196893,
        eventTime: '2025-10-03T09:00:00+05:00',
        personId: '8501',
        personName: 'Dana Akhmetova',
        doorIndexCode: '12',
        readerIndexCode: '21',
        checkInAndOutType: 0,
      }),
    ])
    expect(list?.[0]).not.toHaveProperty('personCode')
    const picUri = list?.[0]?.picUri
    const picture = await client.send('/acs/v1/event/pictures', { picUri })
    expect(picture.text).toMatch(/^data:image\/jpeg;base64,\/9j\//)
  })

  test('a door with a reader on each side tells which one it was', async () => {
    const { client, simulator } = await openSite()
    simulator.walk('E0001', '15')
    simulator.walk('E0001', '15', '25')
    simulator.addEvent({ doorIndexCode: '15', personId: '8501', readerIndexCode: '25' })
    const { list } = await rows(client, { ...ALL, eventType: 196893, doorIndexCodes: ['15'] })
    expect(list?.map(({ readerIndexCode, readerName }) => [readerIndexCode, readerName])).toEqual([
      ['24', 'Parking out reader 1'],
      ['25', 'Parking out reader 2'],
      ['25', 'Parking out reader 2'],
    ])
    expect(() => simulator.walk('E0001', '15', '21')).toThrow('No reader 21')
  })

  test('order, paging, type and doors', async () => {
    const { client, simulator } = await openSite()
    simulator.addEvents(FIVE)
    expect(await ids(client, { ...ALL, orderType: 0 })).toEqual(['e0', 'e1', 'e2', 'e3', 'e4'])
    expect((await ids(client, ALL))[0]).toBe('e4')
    expect(await ids(client, { ...ALL, orderType: 0, pageNo: 2, pageSize: 2 })).toEqual(['e2', 'e3'])
    expect((await rows(client, { ...ALL, pageNo: 9, pageSize: 2 })).total).toBe(5)
    expect(await ids(client, { ...ALL, eventType: 198914 })).toEqual(['e4'])
    expect(await ids(client, { ...ALL, orderType: 0, doorIndexCodes: ['13'] })).toEqual(['e1', 'e3'])
    expect(await ids(client, { ...ALL, personName: 'Akhmet', eventType: 198914 })).toEqual(['e4'])
    expect(await rows(client, { ...ALL, personName: 'Nobody' })).toEqual({
      total: 0,
      pageNo: 1,
      pageSize: 500,
    })
  })

  test('both ends of the window belong to it, to the second and in any offset', async () => {
    const { client, simulator } = await openSite()
    simulator.addEvents(FIVE)
    const window = { startTime: '2025-10-03T04:00:01+00:00', endTime: '2025-10-03T09:00:02+05:00' }
    expect(await ids(client, { ...ALL, ...window, orderType: 0 })).toEqual(['e1', 'e2', 'e3'])
  })

  test('late rows, strangers and duplicates can be put in by hand', async () => {
    const { client, simulator } = await openSite()
    simulator.walk('E0001', '12')
    const stranger = { doorIndexCode: '13', eventType: 197151, atMs: MORNING_MS - 3_600_000, eventId: 'late' }
    simulator.addEvent(stranger)
    simulator.addEvent(stranger)
    const { list } = await rows(client, { ...ALL, orderType: 0 })
    expect(list?.slice(0, 2)).toMatchObject([
      { eventId: 'late', personId: '' },
      { eventId: 'late', eventTime: '2025-10-03T08:00:00+05:00' },
    ])
  })

  test('a terminal without connection decides alone and reports when it is back', async () => {
    const { client, simulator } = await openSite()
    await simulator.weather.set({ offlineDoors: ['12'] })
    expect(simulator.walk('E0001', '12').granted).toBe(true)
    expect(await rows(client, ALL)).toMatchObject({ total: 0 })
    await simulator.weather.set({ offlineDoors: [] })
    expect(await rows(client, ALL)).toMatchObject({ total: 1 })
  })

  test.each([
    [{ startTime: undefined }, 'startTime'],
    [{ endTime: '2025-10-02T00:00:00+05:00' }, 'endTime'],
    [{ startTime: '2025-09-01T00:00:00+05:00' }, 'endTime'],
    [{ startTime: '2025-10-03 00:00:00' }, 'startTime'],
    [{ pageSize: 1000 }, 'pageSize'],
    [{ eventType: [196893] }, 'eventType'],
    [{ eventType: '196893' }, 'eventType'],
    [{ doorIndexCodes: Array.from({ length: 11 }, (_, index) => String(index)) }, 'doorIndexCodes'],
    [{ personName: 'x'.repeat(33) }, 'personName'],
    [{ orderType: 2 }, 'orderType'],
  ])('%j is refused', async (change, field) => {
    const { client } = await openSite()
    const answer = await client.call(PATHS.events, { ...ALL, ...change })
    expect(answer).toMatchObject({ code: '2', msg: expect.stringContaining(`[${field} `) })
  })

  test('exactly 31 days are allowed', async () => {
    const { client } = await openSite()
    const span = { startTime: '2025-09-02T23:59:59+05:00', endTime: DAY.endTime }
    expect((await client.call(PATHS.events, { ...ALL, ...span })).code).toBe('0')
  })

  test('strict installations want event type and doors', async () => {
    const { client } = await openSite({ eventTypeRequired: true, doorsRequired: true })
    const call = (change: object) => client.call(PATHS.events, { ...ALL, ...change })
    expect((await call({ doorIndexCodes: ['12'] })).msg).toContain('[eventType ')
    expect((await call({ eventType: 196893, doorIndexCodes: [] })).msg).toContain('[doorIndexCodes ')
    expect((await call({ eventType: 196893, doorIndexCodes: ['12'] })).code).toBe('0')
  })
})
