import { describe, expect, test } from 'vitest'
import { enrol, MORNING_MS, openSite, PATHS, PERSON } from './site.ts'

const PAGE = { pageNo: 1, pageSize: 10 }
const DAY = { startTime: '2025-10-03T00:00:00+05:00', endTime: '2025-10-03T23:59:59+05:00' }
const EVENTS = { ...DAY, ...PAGE }

describe('quota', () => {
  test('a sliding second, of which only served calls count', async () => {
    const { client, simulator, clock } = await openSite()
    await simulator.weather.set({ quotaPerSecond: 2 })
    const code = async () => (await client.call(PATHS.version, {})).code
    expect(await code()).toBe('0')
    clock.forward(600)
    expect([await code(), await code(), await code()]).toEqual(['0', '0x02401009', '0x02401009'])
    // The first has left the second, the one of 0.6 s has not.
    clock.forward(400)
    expect([await code(), await code()]).toEqual(['0', '0x02401009'])
    await simulator.weather.reset()
    expect(await code()).toBe('0')
  })

  test('as HTTP 429; nothing is done', async () => {
    const { client, simulator } = await openSite()
    await simulator.weather.set({ quotaPerSecond: 1, quotaAs429: true })
    await client.call(PATHS.version, {})
    const { httpStatus, headers } = await client.send(PATHS.add, { ...PERSON, personCode: 'GP1' })
    expect({ httpStatus, retryAfter: headers['retry-after'] }).toEqual({ httpStatus: 429, retryAfter: '1' })
    expect(simulator.person('GP1')).toBeUndefined()
  })
})

describe('entitlement', () => {
  test.each(['69', '17', '8', '0x02401007'] as const)('a path not given answers %s', async (code) => {
    const { client, simulator } = await openSite()
    await simulator.weather.set({ notEntitled: [PATHS.events], notEntitledCode: code })
    expect((await client.call(PATHS.events, EVENTS)).code).toBe(code)
    expect((await client.call(PATHS.version, {})).code).toBe('0')
  })

  test('or HTTP 403', async () => {
    const { client, simulator } = await openSite()
    await simulator.weather.set({ notEntitled: [PATHS.add], notEntitledCode: 'HTTP 403' })
    const answer = await client.send(PATHS.add, { ...PERSON, personCode: 'GP1' })
    expect(answer).toMatchObject({ httpStatus: 403, contentType: 'text/html' })
    expect(simulator.person('GP1')).toBeUndefined()
  })

  test('a stranger is told that he is one, not what he may not', async () => {
    const { client, simulator } = await openSite()
    await simulator.weather.set({ notEntitled: [PATHS.version] })
    expect((await client.call(PATHS.version, {}, { key: '1' })).code).toBe('0x02401001')
  })

  test.each([
    ['64', false, 200, 'User authentication failed'],
    ['65', true, 401, 'The user is locked'],
    ['17', true, 200, 'No permission for OpenAPI access'],
    ['0x02401003', false, 200, 'Invalid Signature! Server StringToSign: [POST'],
  ])('every request: %s, as 401 %s', async (refuseAllWith, authAs401, httpStatus, msg) => {
    const { client, simulator } = await openSite()
    await simulator.weather.set({ refuseAllWith, authAs401 })
    const answer = await client.send(PATHS.version, {})
    expect(answer.httpStatus).toBe(httpStatus)
    expect(JSON.parse(answer.text)).toMatchObject({ code: refuseAllWith, msg: expect.stringContaining(msg) })
    await simulator.weather.set({ refuseAllWith: null })
    expect((await client.call(PATHS.version, {})).code).toBe('0')
  })
})

describe('other versions', () => {
  test('ids and codes as numbers', async () => {
    const { client, simulator } = await openSite()
    await simulator.weather.set({ idsAsNumbers: true })
    const added = await client.call(PATHS.add, { ...PERSON, personCode: '00213' })
    expect(added).toMatchObject({ code: 0, data: 8562 })
    const info = await client.call(PATHS.byId, { personId: 8562 })
    expect(info.data).toMatchObject({ personId: 8562, orgIndexCode: 65, personCode: '00213', phoneNo: '' })
    const doors = await client.call(PATHS.doors, PAGE)
    expect(doors.data).toMatchObject({ list: [{ doorIndexCode: 12, doorNo: '1' }, {}, {}, {}] })
    expect(simulator.journal.rows[0]?.code).toBe('0')
    expect(await client.call(PATHS.byId, { personId: '1' })).toMatchObject({ code: 128, data: '' })
  })

  test('fields missing', async () => {
    const { client, simulator } = await openSite()
    const { data: personId } = await client.call(PATHS.add, PERSON)
    await simulator.weather.set({ fieldsMissing: true })
    const info = await client.call(PATHS.byId, { personId })
    expect(info.data).toMatchObject({ personId, personFamilyName: 'Petrova', endTime: PERSON.endTime })
    for (const field of ['personPhoto', 'cards', 'fingerPrint', 'phoneNo', 'gender'])
      expect(info.data).not.toHaveProperty(field)
    expect((await client.call(PATHS.events, EVENTS)).data).toEqual(PAGE)
    expect(await client.call(PATHS.byId, { personId: '1' })).not.toHaveProperty('data')
    simulator.walk('E0001', '12')
    const { list } = JSON.parse(JSON.stringify((await client.call(PATHS.events, EVENTS)).data))
    expect(list[0]).toMatchObject({ doorIndexCode: '12', personName: 'Dana Akhmetova' })
    for (const field of ['readerName', 'personFamilyName', 'cardNo', 'checkInAndOutType'])
      expect(list[0]).not.toHaveProperty(field)
  })

  test('a status of 0 is not an unset field', async () => {
    const { client, simulator, clock } = await openSite()
    const personId = await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    clock.forward(1_500)
    await simulator.weather.set({ fieldsMissing: true })
    const { data } = await client.call(PATHS.status, { id: personId })
    expect(JSON.stringify(data)).toContain('"elementStatus":0')
  })

  test('no application result', async () => {
    const { client, simulator } = await openSite()
    const ask = { applicationResultType: 1, type: 1 }
    expect((await client.call('/acs/v1/auth/applicationResult', ask)).code).toBe('0')
    await simulator.weather.set({ applicationResultUnsupported: true })
    expect((await client.call('/acs/v1/auth/applicationResult', ask)).code).toBe('8')
  })

  test('person lists without photos', async () => {
    const { client, simulator } = await openSite()
    const first = async () =>
      JSON.parse(JSON.stringify((await client.call(PATHS.persons, PAGE)).data)).list[0]
    expect(await first()).toHaveProperty('personPhoto')
    await simulator.weather.set({ personListWithoutPhotos: true })
    expect(await first()).not.toHaveProperty('personPhoto')
    expect((await client.call(PATHS.byId, { personId: '8501' })).data).toHaveProperty('personPhoto')
  })
})

describe('events', () => {
  test('strictness can change; fair weather is what the options said', async () => {
    const { client, simulator } = await openSite({ eventTypeRequired: true })
    const code = async (more = {}) => (await client.call(PATHS.events, { ...EVENTS, ...more })).code
    expect(await code()).toBe('2')
    await simulator.weather.set({ eventTypeRequired: false })
    expect(await code()).toBe('0')
    await simulator.weather.set({ doorsRequired: true })
    expect(await code()).toBe('2')
    expect(await code({ doorIndexCodes: ['12'] })).toBe('0')
    await simulator.weather.reset()
    expect(await code({ doorIndexCodes: ['12'] })).toBe('2')
  })

  test('a passage shows only a while after it happened', async () => {
    const { client, simulator, clock } = await openSite()
    await simulator.weather.set({ eventDelayMs: 60_000 })
    simulator.walk('E0001', '12')
    const total = async () => (await client.call(PATHS.events, EVENTS)).data.total
    expect(await total()).toBe(0)
    clock.forward(59_999)
    expect(await total()).toBe(0)
    clock.forward(1)
    expect(await total()).toBe(1)
    simulator.addEvent({ doorIndexCode: '13', atMs: MORNING_MS - 60_000 })
    expect(await total()).toBe(2)
  })
})
