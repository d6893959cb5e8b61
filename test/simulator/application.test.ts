import { describe, expect, test } from 'vitest'
import type { Client } from './client.ts'
import { enrol, openSite, PATHS } from './site.ts'

const APPLY_MS = 1_500

async function statusByDoor(client: Client, id: string): Promise<Readonly<Record<string, number>>> {
  const { data } = await client.call(PATHS.status, { id })
  const elements: readonly { ID: string; ElementStatus: readonly { elementStatus: number }[] }[] = JSON.parse(
    JSON.stringify(data),
  ).ElementDetailList.ElementDetail
  return Object.fromEntries(
    elements.map((element) => [element.ID, element.ElementStatus[0]?.elementStatus ?? -1]),
  )
}

describe('levels', () => {
  test('add and remove members', async () => {
    const { client, simulator } = await openSite()
    const personId = await enrol(client, 'GP1')
    const level = { privilegeGroupId: '7', type: 1 }
    const members = await client.call(PATHS.members, { ...level, pageNo: 1, pageSize: 10 })
    expect(members.data).toMatchObject({ total: 1, list: [{ id: personId }] })
    expect(simulator.person('GP1')?.levelIds).toEqual(['7'])

    const ask = { ...level, list: [{ id: personId }] }
    expect(await client.call(PATHS.addPersons, ask)).toMatchObject({ code: '0', data: '' })
    await simulator.weather.set({ readdAnswers131: true, removeAnswers128: true })
    expect((await client.call(PATHS.addPersons, ask)).code).toBe('131')
    expect(await client.call(PATHS.deletePersons, ask)).toMatchObject({ code: '0', data: '' })
    expect((await client.call(PATHS.deletePersons, ask)).code).toBe('128')
    await simulator.weather.reset()
    expect((await client.call(PATHS.deletePersons, ask)).code).toBe('0')
    expect(simulator.person('GP1')?.levelIds).toEqual([])
  })

  test.each([
    [{ privilegeGroupId: '77', type: 1, list: [{ id: '8501' }] }, '128'],
    [{ privilegeGroupId: '7', type: 2, list: [{ id: '8501' }] }, '128'],
    [{ privilegeGroupId: '7', type: 1, list: [{ id: '8501' }, { id: '1' }] }, '128'],
    [{ privilegeGroupId: '7', type: 1, list: [] }, '2'],
    [{ privilegeGroupId: '7', list: [{ id: '8501' }] }, '2'],
    [{ privilegeGroupId: '7', type: 1, list: ['8501'] }, '2'],
  ])('%j gives %s and adds nobody', async (ask, code) => {
    const { client, simulator } = await openSite()
    expect((await client.call(PATHS.addPersons, ask)).code).toBe(code)
    expect(simulator.levels()[0]).toMatchObject({ id: '7', memberIds: [] })
  })
})

describe('what HCP knows and what the doors know', () => {
  test('enrol, pass, revoke: each counts at the door only after it was applied', async () => {
    const { client, simulator, clock } = await openSite()
    const personId = await enrol(client, 'GP1')
    expect(simulator.walk('GP1', '12')).toMatchObject({ granted: false, eventType: 197151 })
    expect(simulator.events().at(-1)?.personId).toBe('')

    expect((await client.call(PATHS.apply, {})).code).toBe('0')
    expect(simulator.walk('GP1', '12').eventType).toBe(197151)
    expect(await statusByDoor(client, personId)).toEqual({ 12: 1, 13: 1 })
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12')).toMatchObject({ granted: true, eventType: 196893 })
    expect(simulator.walk(personId, '14').eventType).toBe(197151)
    expect(await statusByDoor(client, personId)).toEqual({ 12: 0, 13: 0 })
    expect(simulator.person('GP1')?.applied).toMatchObject({ levelIds: ['7'], hasFace: true })

    const ask = { privilegeGroupId: '7', type: 1, list: [{ id: personId }] }
    await client.call(PATHS.deletePersons, ask)
    expect(simulator.walk('GP1', '13').granted).toBe(true)
    expect(await statusByDoor(client, personId)).toEqual({ 12: 1, 13: 1 })
    await client.call(PATHS.apply, { personIds: personId, ImmediateDownload: 1 })
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '13')).toMatchObject({ granted: false, eventType: 197635 })
    expect(simulator.events().at(-1)?.personId).toBe(personId)
    expect(await statusByDoor(client, personId)).toEqual({})
  })

  test('the validity counts in whole seconds, and its change must be applied too', async () => {
    const { client, simulator, clock } = await openSite()
    const personId = await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12').granted).toBe(true)
    await client.call(PATHS.update, { personId, endTime: '2025-10-03T09:00:10+05:00' })
    clock.forward(20_000)
    expect(simulator.walk('GP1', '12').granted).toBe(true)
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12').eventType).toBe(197633)
  })

  test('one reapplication at a time, and what comes after it needs another', async () => {
    const { client, simulator, clock } = await openSite()
    await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    await enrol(client, 'GP2')
    expect(await client.call(PATHS.apply, {})).toMatchObject({ code: '1', msg: 'Unknow Error(0, 3651)' })
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12').granted).toBe(true)
    expect(simulator.walk('GP2', '12').granted).toBe(false)
    expect((await client.call(PATHS.apply, {})).code).toBe('0')
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP2', '12').granted).toBe(true)
  })

  test('persons and doors can be chosen', async () => {
    const { client, simulator, clock } = await openSite()
    const [first] = await Promise.all([enrol(client, 'GP1'), enrol(client, 'GP2')])
    await client.call(PATHS.apply, { personIds: `${first},999`, doorIndexCodes: '12' })
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12').granted).toBe(true)
    expect(simulator.walk('GP1', '13').granted).toBe(false)
    expect(simulator.walk('GP2', '12').granted).toBe(false)
  })

  test('a door that refuses, and a door without connection', async () => {
    const { client, simulator, clock } = await openSite()
    const personId = await enrol(client, 'GP1')
    await simulator.weather.set({ failingDoors: ['12'], offlineDoors: ['13'] })
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS)
    expect(await statusByDoor(client, personId)).toEqual({ 12: 2, 13: 1 })
    const result = { applicationResultType: 1, type: 1 }
    expect((await client.call('/acs/v1/auth/applicationResult', result)).data).toEqual({
      failed: 1,
      pending: 1,
    })
    await simulator.weather.reset()
    await client.call(PATHS.apply, { ImmediateDownload: 1 })
    clock.forward(APPLY_MS)
    expect(await statusByDoor(client, personId)).toEqual({ 12: 2, 13: 0 })
    await client.call(PATHS.apply, { ImmediateDownload: 0 })
    clock.forward(APPLY_MS)
    expect(await statusByDoor(client, personId)).toEqual({ 12: 0, 13: 0 })
  })

  test('oddities of the status', async () => {
    const { client, simulator, clock } = await openSite()
    const personId = await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS)
    const ask = { privilegeGroupId: '7', type: 1, list: [{ id: personId }] }
    await client.call(PATHS.deletePersons, ask)
    await client.call(PATHS.apply, { doorIndexCodes: '12' })
    clock.forward(APPLY_MS)
    expect(await statusByDoor(client, personId)).toEqual({ 13: 1 })
    await simulator.weather.set({ singleEntryAsObject: true })
    const { data } = await client.call(PATHS.status, { visitorId: personId })
    expect(data).toMatchObject({ ElementDetailList: { ElementDetail: { ID: '13' } } })
    expect((await client.call(PATHS.status, { id: '1' })).code).toBe('128')
    await simulator.weather.set({ applyStatusUnsupported: true })
    expect((await client.call(PATHS.status, { id: personId })).code).toBe('8')
  })

  test('a deleted person leaves the doors, also out of an unfinished reapplication', async () => {
    const { client, simulator, clock } = await openSite()
    const personId = await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS / 2)
    await client.call(PATHS.remove, { personId })
    clock.forward(APPLY_MS)
    expect(simulator.walk(personId, '12').eventType).toBe(197151)
  })

  test('where deletion does not clear the doors, the deleted still pass', async () => {
    const { client, simulator, clock } = await openSite()
    const personId = await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS)
    await simulator.weather.set({ deleteClearsDoors: false })
    await client.call(PATHS.remove, { personId })
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12')).toMatchObject({ granted: true })
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12').eventType).toBe(197151)
  })

  test('without a trigger nothing arrives, unless the weather says after how long', async () => {
    const { client, simulator, clock } = await openSite()
    await enrol(client, 'GP1')
    clock.forward(5 * 3_600_000)
    expect(simulator.walk('GP1', '12').granted).toBe(false)
    await simulator.weather.set({ selfApplyAfterMs: 3_600_000 })
    expect(simulator.walk('GP1', '12').granted).toBe(true)
  })
})
