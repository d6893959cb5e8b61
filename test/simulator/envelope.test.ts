import { describe, expect, test } from 'vitest'
import { enrol, openSite, PATHS } from './site.ts'

const PAGE = { pageNo: 1, pageSize: 10 }

describe('envelope', () => {
  test.each([
    '/resource/v1/person/batch/add',
    '/common/v1/picture/upload',
    '/resource/v1/person/personUpdate',
    '/acs/v2/door/events',
  ])('%s does not exist: code 8', async (path) => {
    const { client } = await openSite()
    expect(await client.call(path, {})).toMatchObject({ code: '8', data: '' })
  })

  test('only POST reaches a call', async () => {
    const { client } = await openSite()
    expect((await client.call(PATHS.version, {}, { method: 'PUT' })).code).toBe('8')
  })

  test('outside of /artemis there is an HTML 404', async () => {
    const { client } = await openSite()
    const answer = await client.send('', {}, { target: '/api/common/v1/version' })
    expect(answer).toMatchObject({ httpStatus: 404, contentType: 'text/html' })
  })

  test('an empty list has no list', async () => {
    const { client } = await openSite()
    const members = await client.call(PATHS.members, { ...PAGE, type: 1, privilegeGroupId: '7' })
    expect(members.data).toEqual({ total: 0, pageNo: 1, pageSize: 10 })
  })

  test('an empty door list echoes zeros', async () => {
    const { client } = await openSite()
    const doors = await client.call('/resource/v1/acsDoor/advance/acsDoorList', { ...PAGE, doorName: 'none' })
    expect(doors.data).toEqual({ total: 0, pageNo: 0, pageSize: 0 })
  })

  test('what is missing is 128 with an empty text', async () => {
    const { client } = await openSite()
    expect(await client.call(PATHS.byCode, { personCode: 'nobody' })).toEqual({
      code: '128',
      msg: 'The request resource does not exist',
      data: '',
    })
  })

  test.each([
    [{ pageNo: 0, pageSize: 10 }, 'pageNo'],
    [{ pageNo: 1, pageSize: 501 }, 'pageSize'],
    [{ pageNo: 1 }, 'pageSize'],
    [{ pageNo: '1', pageSize: 10 }, 'pageNo'],
  ])('bad paging %j names the field', async (paging, field) => {
    const { client } = await openSite()
    expect(await client.call(PATHS.doors, paging)).toMatchObject({
      code: '2',
      msg: `Incorrect request parameter. [${field} parameter error]`,
    })
  })

  test('a body that is no JSON object is code 2', async () => {
    const { client } = await openSite()
    expect((await client.call(PATHS.doors, [1, 2])).code).toBe('2')
  })

  test('levels, doors, readers and devices are there', async () => {
    const { client } = await openSite()
    const levels = await client.call(PATHS.levels, { ...PAGE, type: 1 })
    expect(levels.data).toMatchObject({
      total: 2,
      list: [
        { privilegeGroupId: '7', timeSchedule: { indexCode: '1' } },
        { privilegeGroupId: '8', privilegeGroupName: 'Visitors + parking' },
      ],
    })
    expect((await client.call(PATHS.levels, { ...PAGE, type: 2 })).data).toMatchObject({ total: 1 })
    const doors = await client.call(PATHS.doors, { pageNo: 2, pageSize: 3 })
    expect(doors.data).toMatchObject({ total: 4, list: [{ doorIndexCode: '15', doorState: 1 }] })
    expect(JSON.stringify(doors.data)).not.toContain('direction')
    const readers = await client.call('/resource/v1/reader/search', { ...PAGE, doorIndexCode: '13' })
    expect(readers.data).toMatchObject({ total: 1, list: [{ readerIndexCode: '22' }] })
    const devices = await client.call('/resource/v1/acsDevice/acsDeviceList', PAGE)
    expect(devices.data).toMatchObject({ total: 2, list: [{ status: 1 }, { status: 1 }] })
  })

  test('door control answers per door', async () => {
    const { client, simulator } = await openSite()
    const control = (body: object) => client.call('/acs/v1/door/doControl', body)
    const answer = await control({ doorIndexCodes: ['12', '99'], controlType: 3, controlDirection: 0 })
    expect(answer.data).toMatchObject([{ controlResultCode: 0 }, { controlResultCode: 128 }])
    expect(simulator.doors()[0]).toMatchObject({ doorIndexCode: '12', doorState: 3 })
    const eleven = Array.from({ length: 11 }, (_, index) => String(index))
    expect((await control({ doorIndexCodes: eleven, controlType: 2 })).code).toBe('2')
    expect((await control({ doorIndexCodes: ['12'], controlType: 4 })).code).toBe('2')
  })

  test('organisations: a name search brings parents; add, rename, delete', async () => {
    const { client } = await openSite()
    const org = '/resource/v1/org'
    const found = await client.call(`${org}/advance/orgList`, { ...PAGE, orgName: 'Visitor' })
    expect(found.data).toMatchObject({
      total: 2,
      list: [{ orgIndexCode: '1' }, { orgIndexCode: '65', parentOrgIndexCode: '1' }],
    })
    const added = await client.call(`${org}/single/add`, { orgName: 'Contractors', parentIndexCode: '65' })
    const { orgIndexCode } = added.data
    expect((await client.call(`${org}/single/delete`, { orgIndexCode: '65' })).code).toBe('2')
    const renamed = await client.call(`${org}/single/update`, { orgIndexCode, orgName: 'Suppliers' })
    expect(renamed).toMatchObject({ code: '0', data: '' })
    const info = await client.call(`${org}/orgIndexCode/orgInfo`, { orgIndexCode })
    expect(info.data).toEqual({ orgIndexCode, orgName: 'Suppliers', parentOrgIndexCode: '65' })
    expect((await client.call(`${org}/single/delete`, { orgIndexCode })).code).toBe('0')
    expect((await client.call(`${org}/orgIndexCode/orgInfo`, { orgIndexCode })).code).toBe('128')
    expect((await client.call(`${org}/rootOrg`, {})).data).toMatchObject({ parentOrgIndexCode: '0' })
  })

  test('the journal counts calls', async () => {
    const { client, simulator } = await openSite()
    await Promise.all([enrol(client, 'GP1'), enrol(client, 'GP2')])
    expect(simulator.journal.count(PATHS.add)).toBe(2)
    expect(simulator.journal.count(`/artemis/api${PATHS.add}`)).toBe(2)
    expect(simulator.journal.count()).toBe(4)
    expect(simulator.journal.byPath()).toEqual({ [PATHS.add]: 2, [PATHS.addPersons]: 2 })
    expect(simulator.journal.peakInFlight()).toBeLessThanOrEqual(2)
    expect(simulator.journal.rows[0]).toMatchObject({ seq: 1, code: '0', httpStatus: 200, answered: true })
    simulator.journal.clear()
    expect(simulator.journal.count()).toBe(0)
  })

  test('the journal knows the busiest second', async () => {
    const { client, simulator, clock } = await openSite()
    const calls = (count: number) =>
      Promise.all(Array.from({ length: count }, () => client.call(PATHS.version, {})))
    await calls(2)
    clock.forward(999)
    await calls(3)
    clock.forward(1)
    await calls(1)
    expect(simulator.journal.peakPerSecond()).toBe(5)
    expect(simulator.journal.perSecond()).toBe(4)
    expect(simulator.journal.perMinute()).toBe(6)
    clock.forward(60_000)
    expect([simulator.journal.perMinute(), simulator.journal.peakPerSecond()]).toEqual([0, 5])
    simulator.journal.clear()
    expect(simulator.journal.peakPerSecond()).toBe(0)
    // Set back by hand: what lies in the future does not count.
    await calls(2)
    clock.forward(-3_600_000)
    await calls(1)
    expect(simulator.journal.perSecond()).toBe(1)
  })

  test('the journal tells of every request that is over', async () => {
    const { client, simulator } = await openSite()
    const told: unknown[] = []
    const stop = simulator.journal.onEnd((row) => told.push(row))
    await client.call(PATHS.version, {})
    stop()
    await client.call(PATHS.version, {})
    expect(told).toEqual([expect.objectContaining({ seq: 1, path: PATHS.version, code: '0', ended: true })])
  })
})
