import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type FaceShape, makeFace, openSite, PATHS, PERSON } from './site.ts'

const ANNA = { ...PERSON, personCode: 'GP00000000000001' }

describe('persons', () => {
  test('add, read, update, delete', async () => {
    const { client, simulator } = await openSite()
    const added = await client.call(PATHS.add, ANNA)
    expect(added).toMatchObject({ code: '0', data: '8562' })

    const info = await client.call(PATHS.byCode, { personCode: ANNA.personCode })
    expect(info.data).toMatchObject({
      ...ANNA,
      personId: '8562',
      personName: 'Anna Petrova',
      personPhoto: { picUri: '' },
    })
    expect(info.data).not.toHaveProperty('status')

    const change = { personId: '8562', endTime: '2025-10-03T12:00:00+05:00', remark: 'late' }
    expect(await client.call(PATHS.update, change)).toMatchObject({ code: '0', data: '' })
    const after = await client.call(PATHS.byId, { personId: '8562' })
    expect(after.data).toMatchObject({ ...ANNA, ...change })

    expect(await client.call(PATHS.remove, { personId: '8562' })).toMatchObject({ code: '0', data: '' })
    expect((await client.call(PATHS.byId, { personId: '8562' })).code).toBe('128')
    expect((await client.call(PATHS.remove, { personId: '8562' })).code).toBe('128')
    expect(simulator.person(ANNA.personCode)).toBeUndefined()
  })

  test('a personCode is unique and never changes', async () => {
    const { client, simulator } = await openSite()
    await client.call(PATHS.add, ANNA)
    expect((await client.call(PATHS.add, ANNA)).code).toBe('131')
    await simulator.weather.set({ duplicateCodeAnswers2: true })
    expect((await client.call(PATHS.add, ANNA)).code).toBe('2')
    expect((await client.call(PATHS.update, { personId: '8562', personCode: 'other' })).code).toBe('2')
    expect(simulator.persons().filter((person) => person.personCode === ANNA.personCode)).toHaveLength(1)
  })

  test('HCP makes a personCode where none is sent', async () => {
    const { client } = await openSite()
    const { data: personId } = await client.call(PATHS.add, PERSON)
    expect((await client.call(PATHS.byId, { personId })).data.personCode).toBe(personId)
  })

  test.each([
    [{ personCode: '12345678901234567' }, '2', 'personCode'],
    [{ personFamilyName: '' }, '2', 'personFamilyName'],
    [{ personGivenName: undefined }, '2', 'personGivenName'],
    [{ personGivenName: "O'Neil" }, '2', 'personGivenName'],
    [{ personFamilyName: 'x'.repeat(257) }, '2', 'personFamilyName'],
    [{ remark: 'x'.repeat(129) }, '2', 'remark'],
    [{ gender: 3 }, '2', 'gender'],
    [{ orgIndexCode: '' }, '2', 'orgIndexCode'],
    [{ orgIndexCode: '4711' }, '128', ''],
    [{ endTime: '2025-10-03T09:00:00+05:00' }, '2', 'endTime'],
    [{ endTime: '2038-01-01T00:00:00+05:00' }, '2', 'endTime'],
    [{ endTime: '2025-10-03T17:00:00Z' }, '2', 'endTime'],
    [{ endTime: '2025-10-03T17:00:00.000+05:00' }, '2', 'endTime'],
    [{ beginTime: '2025-02-30T09:00:00+05:00' }, '2', 'beginTime'],
    [{ faces: [{ faceData: 'eA==' }, { faceData: 'eA==' }] }, '2', 'faces'],
    [{ faces: [{}] }, '2', 'faceData'],
  ])('add with %j is refused and adds nobody', async (change, code, field) => {
    const { client, simulator } = await openSite()
    const before = simulator.persons().length
    const answer = await client.call(PATHS.add, { ...ANNA, ...change })
    expect(answer.code).toBe(code)
    if (field !== '') expect(answer.msg).toContain(`[${field} parameter error]`)
    expect(simulator.persons()).toHaveLength(before)
  })

  test('latest end of a validity', async () => {
    const { client } = await openSite()
    const answer = await client.call(PATHS.add, { ...ANNA, endTime: '2037-12-31T23:59:59+05:00' })
    expect(answer.code).toBe('0')
  })

  test('lists find by part of the name, may lag, and may lose the offset', async () => {
    const { client, simulator, clock } = await openSite()
    const find = (personName: string) =>
      client.call('/resource/v1/person/advance/personList', { pageNo: 1, pageSize: 10, personName })
    await simulator.weather.set({ listLagMs: 5_000, endTimeWithoutOffset: true })
    await client.call(PATHS.add, ANNA)
    expect((await find('Petr')).data).toEqual({ total: 0, pageNo: 1, pageSize: 10 })
    expect((await client.call(PATHS.byCode, { personCode: ANNA.personCode })).code).toBe('0')
    clock.forward(5_000)
    const list = [{ personCode: ANNA.personCode, endTime: '2025-10-03T22:00:00' }]
    expect((await find('Petr')).data).toMatchObject({ total: 1, list })
  })
})

describe('faces', () => {
  test('a face is stored, shows as picUri, and comes back as bare text', async () => {
    const { client, simulator } = await openSite()
    const faceData = await makeFace()
    const { data: personId } = await client.call(PATHS.add, ANNA)
    expect(await client.call(PATHS.face, { personId, faceData })).toMatchObject({ code: '0', data: '' })

    const info = await client.call(PATHS.byId, { personId })
    const picUri = JSON.parse(JSON.stringify(info.data)).personPhoto.picUri
    expect(picUri).not.toBe('')
    const picture = await client.send(PATHS.picture, { personId, picUri })
    expect(picture.text).toBe(`data:image/jpeg;base64,${faceData}`)
    await simulator.weather.set({ picturesInEnvelope: true })
    expect((await client.call(PATHS.picture, { personId, picUri })).data).toBe(picture.text)
    expect((await client.call(PATHS.picture, { personId, picUri: 'Vsm://else' })).code).toBe('128')

    const sha = createHash('sha256').update(Buffer.from(faceData, 'base64')).digest('hex')
    expect(simulator.person(ANNA.personCode)).toMatchObject({ hasFace: true, faceSha256: sha })
  })

  test('personPhoto in an update is accepted and ignored', async () => {
    const { client, simulator } = await openSite()
    const { data: personId } = await client.call(PATHS.add, ANNA)
    const personPhoto = { faceData: await makeFace() }
    expect((await client.call(PATHS.update, { personId, personPhoto })).code).toBe('0')
    expect(simulator.person(ANNA.personCode)?.hasFace).toBe(false)
  })

  const refused: readonly (readonly [string, FaceShape])[] = [
    ['too small', { width: 199, height: 300 }],
    ['progressive', { progressive: true }],
    ['grey', { grey: true }],
    ['over 200 kB', { width: 600, height: 600, noise: true }],
  ]
  test.each(refused)('%s is refused', async (_name, shape) => {
    const { client, simulator } = await openSite()
    const { data: personId } = await client.call(PATHS.add, ANNA)
    const answer = await client.call(PATHS.face, { personId, faceData: await makeFace(shape) })
    expect(answer).toMatchObject({
      code: '2',
      msg: 'Incorrect request parameter. [faceData parameter error]',
    })
    expect(simulator.person(ANNA.personCode)?.hasFace).toBe(false)
  })

  test('only bare base64 of a JPEG is a face', async () => {
    const { client } = await openSite()
    const { data: personId } = await client.call(PATHS.add, ANNA)
    const good = await makeFace()
    const bad = [
      `data:image/jpeg;base64,${good}`,
      `${good.slice(0, 76)}\n${good.slice(76)}`,
      Buffer.from('no picture at all').toString('base64'),
      good.slice(0, 40),
      '',
      undefined,
    ]
    for (const faceData of bad) expect((await client.call(PATHS.face, { personId, faceData })).code).toBe('2')
    expect((await client.call(PATHS.face, { personId, faceData: good })).code).toBe('0')
  })

  test('a full database, a bad face, a stranger, a second key', async () => {
    const { client, simulator } = await openSite()
    const { data: personId } = await client.call(PATHS.add, ANNA)
    const faceData = await makeFace({ shade: 10 })
    await simulator.weather.set({ databaseFull: true })
    const full = await client.call(PATHS.face, { personId, faceData })
    expect(full).toMatchObject({ code: '5', msg: expect.stringContaining('Hikcentral Database Exception') })
    expect((await client.call(PATHS.byId, { personId })).code).toBe('0')
    await simulator.weather.set({ databaseFull: false, faceQualityBad: true })
    expect((await client.call(PATHS.face, { personId, faceData })).code).toBe('2')
    await simulator.weather.reset()
    expect((await client.call(PATHS.face, { personId: '1', faceData })).code).toBe('128')
    const both = await client.call(PATHS.face, { personId, personCode: ANNA.personCode, faceData })
    expect(both).toMatchObject({ code: '2', msg: 'personId and personCode can only have one' })
  })
})
