import { describe, expect, test } from 'vitest'
import { MORNING_MS, openSite, PATHS } from './site.ts'

const FIELDS = '/resource/v1/person/customFields'
const FIELDS_UPDATE = '/resource/v1/person/personId/customFieldsUpdate'
const PRINTS = '/resource/v1/person/fingerPrints/update'
const RECORDS = '/eventService/v1/eventRecords/page'
const DANA = { personId: '8501' }

describe('custom fields', () => {
  test('definitions are listed, values are kept', async () => {
    const { client } = await openSite()
    const defined = await client.call(FIELDS, { pageNo: 1, pageSize: 2 })
    expect(defined.data).toMatchObject({ total: 3, list: [{ id: '1', customFiledName: 'Company' }, {}] })
    const list = [
      { id: '1', customFiledName: 'Company', customFieldType: 0, customFieldValue: 'Steppe LLP' },
      { id: '3', customFieldValue: 'red' },
    ]
    expect(await client.call(FIELDS_UPDATE, { ...DANA, list })).toMatchObject({ code: '0', data: '' })
    await client.call(FIELDS_UPDATE, { ...DANA, list: [{ id: '3', customFieldValue: '' }] })
    await client.call(PATHS.update, { ...DANA, remark: 'other things stay' })
    const info = await client.call(PATHS.byId, DANA)
    expect(info.data.customFieldList).toMatchObject([
      { id: '1', customFiledName: 'Company', customFieldValue: 'Steppe LLP' },
      { id: '2', customFieldValue: '' },
      { id: '3', customFieldValue: '', presetValueList: ['green', 'yellow', 'red'] },
    ])
  })

  test.each([
    [{ personId: '1', list: [{ id: '1', customFieldValue: 'x' }] }, '128'],
    [{ ...DANA, list: [{ id: '9', customFieldValue: 'x' }] }, '128'],
    [
      {
        ...DANA,
        list: [
          { id: '1', customFieldValue: 'x' },
          { id: '3', customFieldValue: 'blue' },
        ],
      },
      '2',
    ],
    [{ ...DANA, list: [{ id: '1' }] }, '2'],
    [{ ...DANA, list: [] }, '2'],
    [DANA, '2'],
  ])('%j gives %s and changes nothing', async (ask, code) => {
    const { client } = await openSite()
    expect((await client.call(FIELDS_UPDATE, ask)).code).toBe(code)
    const info = await client.call(PATHS.byId, DANA)
    expect(JSON.stringify(info.data.customFieldList)).not.toContain('"customFieldValue":"x"')
  })
})

describe('finger prints', () => {
  test('replace what was there', async () => {
    const { client } = await openSite()
    const print = { fingerPrintIndexCode: 'f1', fingerPrintName: 'left', fingerPrintData: 'q+/A==' }
    const fingerPrint = [{ ...print, relatedCardNo: '77' }]
    expect((await client.call(PRINTS, { ...DANA, fingerPrint })).code).toBe('0')
    const kept = async () => (await client.call(PATHS.byId, DANA)).data.fingerPrint
    expect(await kept()).toEqual(fingerPrint)
    expect((await client.call(PRINTS, { ...DANA, fingerPrint: [{ fingerPrintName: 'x' }] })).code).toBe('2')
    expect((await client.call(PRINTS, DANA)).code).toBe('2')
    expect((await client.call(PRINTS, { personId: '1', fingerPrint })).code).toBe('128')
    expect(await kept()).toEqual(fingerPrint)
    await client.call(PRINTS, { ...DANA, fingerPrint: [] })
    expect(await kept()).toEqual([])
  })
})

describe('the general event search', () => {
  const DAY = { startTime: '2025-10-03T00:00:00+05:00', endTime: '2025-10-03T23:59:59+05:00' }
  const ALL = { ...DAY, pageNo: 1, pageSize: 10 }

  test.each([
    [{}, ['e2', 'e1', 'e0']],
    [{ orderType: 0, pageSize: 2 }, ['e0', 'e1']],
    [{ eventTypes: '196893,197635' }, ['e1', 'e0']],
    [{ srcType: 'door', srcIndexs: '13, 14' }, ['e2', 'e1']],
    [{ srcType: 'camera' }, undefined],
    [{ eventIndexCode: 'e1' }, ['e1']],
  ])('%j finds %j', async (change, ids) => {
    const { client, simulator } = await openSite()
    simulator.addEvents([
      { eventId: 'e0', doorIndexCode: '12', atMs: MORNING_MS },
      { eventId: 'e1', doorIndexCode: '13', eventType: 197635, atMs: MORNING_MS + 1_000 },
      { eventId: 'e2', doorIndexCode: '14', eventType: 197151, atMs: MORNING_MS + 2_000 },
    ])
    const { code, data } = await client.call(RECORDS, { ...ALL, ...change })
    const { list } = JSON.parse(JSON.stringify(data))
    expect(code).toBe('0')
    expect(list?.map((row: { eventIndexCode: string }) => row.eventIndexCode)).toEqual(ids)
  })

  test('its rows name a door and a picture, and no person', async () => {
    const { client, simulator } = await openSite()
    simulator.walk('E0001', '12')
    const { data } = await client.call(RECORDS, ALL)
    expect(data).toMatchObject({ list: [{ eventType: '196893', srcIndex: '12', srcName: 'Gate in' }] })
    expect(JSON.stringify(data)).not.toContain('Akhmetova')
    const [{ eventPicUri }] = JSON.parse(JSON.stringify(data)).list
    const image = await client.send('/eventService/v1/image_data', { picUri: eventPicUri })
    expect(image.text).toMatch(/^data:image\/jpeg;base64,/)
  })

  test('31 days at most', async () => {
    const { client } = await openSite()
    const answer = await client.call(RECORDS, { ...ALL, startTime: '2025-09-01T00:00:00+05:00' })
    expect(answer).toMatchObject({ code: '2', msg: expect.stringContaining('[endTime ') })
  })
})

describe('the visitor module', () => {
  test.each(['/visitor/v2/appointment', '/visitor/v1/visitor/out', '/visitor/v1/visitorgroups'])(
    '%s is not licensed: 17 without data',
    async (path) => {
      const { client } = await openSite()
      const answer = await client.call(path, {})
      expect(answer.code).toBe('17')
      expect(answer).not.toHaveProperty('data')
    },
  )

  test('what it does not have is unknown', async () => {
    const { client } = await openSite()
    expect((await client.call('/visitor/v3/appointment', {})).code).toBe('8')
  })
})
