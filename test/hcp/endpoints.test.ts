import { describe, expect, it } from 'vitest'
import { applyToDoors, askDoors, listDoors } from '../../src/main/hcp/endpoints/doors.ts'
import { type EventQuery, readEvents } from '../../src/main/hcp/endpoints/events.ts'
import { addToLevel, listLevels, removeFromLevel } from '../../src/main/hcp/endpoints/levels.ts'
import {
  addPerson,
  findPerson,
  type NewPerson,
  updatePerson,
  uploadFace,
} from '../../src/main/hcp/endpoints/persons.ts'
import { readRootOrg, readVersion } from '../../src/main/hcp/endpoints/site.ts'
import type { Gate } from '../../src/main/hcp/gate.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { makeFace } from '../simulator/site.ts'
import { openSite, openTestGate, startOddServer } from './odd-server.ts'

const CODE = 'GP0123456789ABCD'
const HOUR_MS = 3_600_000
/** Whole seconds, as HCP keeps them. */
const nowMs = Math.floor(Date.now() / 1_000) * 1_000
const window = { fromMs: nowMs - HOUR_MS, untilMs: nowMs + HOUR_MS }

async function someone(change: Partial<NewPerson> = {}): Promise<NewPerson> {
  const faceJpeg = Buffer.from(await makeFace(), 'base64')
  return {
    personCode: CODE,
    familyName: 'Петрова',
    givenName: 'Алёна',
    window,
    orgId: '1',
    faceJpeg,
    ...change,
  }
}

/** The value of a call that must have been done. */
function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.value
}

/** A site with one person on it. */
async function openSiteWithSomeone(change: Partial<NewPerson> = {}) {
  const site = await openSite()
  const person = await someone(change)
  const personId = valueOf(await addPerson(site.gate, 'enrol', () => person))
  return { ...site, personId }
}

/** A gate to a server that gives this `data` to every question. */
async function gateTo(data: unknown): Promise<Gate> {
  const server = await startOddServer((_request, response) =>
    response.end(JSON.stringify({ code: '0', msg: 'Success', data })),
  )
  return openTestGate(server).gate
}

const NOT_UNDERSTOOD = { kind: 'refused', class: 'notUnderstood' }

describe('the site', () => {
  it('tells product, levels, doors and root department', async () => {
    const { gate } = await openSite()
    expect(valueOf(await readVersion(gate))).toMatchObject({ product: 'HikCentral Professional' })
    expect(valueOf(await listLevels(gate))).toContainEqual({ levelId: '7', name: 'Visitors' })
    expect(valueOf(await listLevels(gate)).map((level) => level.levelId)).not.toContain('9')
    expect(valueOf(await listDoors(gate))).toContainEqual({ doorId: '12', name: 'Gate in' })
    expect(valueOf(await readRootOrg(gate))).toBe('1')
  })

  it.each<[what: string, ask: (gate: Gate) => Promise<Outcome<unknown>>, data: unknown, answer: object]>([
    ['a version without words', readVersion, {}, { kind: 'done', value: { product: '', version: '' } }],
    ['a version that is a text', readVersion, 'V3', NOT_UNDERSTOOD],
    ['no levels', listLevels, { total: 0 }, { kind: 'done', value: [] }],
    [
      'a level by number, without a name',
      listLevels,
      { total: 1, list: [{ privilegeGroupId: 7 }] },
      { kind: 'done', value: [{ levelId: '7', name: '' }] },
    ],
    ['levels in an unknown shape', listLevels, [], NOT_UNDERSTOOD],
    [
      'the other levels beside one that cannot be read',
      listLevels,
      { total: 3, list: [{ privilegeGroupName: 'no id' }, { privilegeGroupId: '7' }, null] },
      { kind: 'done', value: [{ levelId: '7', name: '' }] },
    ],
    [
      'the other doors beside one that cannot be read',
      listDoors,
      { total: 2, list: [{ doorIndexCode: { a: 1 } }, { doorIndexCode: 12, doorName: 'Gate in' }] },
      { kind: 'done', value: [{ doorId: '12', name: 'Gate in' }] },
    ],
    ['no doors', listDoors, { total: 0, pageNo: 0, pageSize: 0 }, { kind: 'done', value: [] }],
    ['a department by number', readRootOrg, { orgIndexCode: 65 }, { kind: 'done', value: '65' }],
    ['no department', readRootOrg, '', NOT_UNDERSTOOD],
  ])('answers %s', async (_what, ask, data, answer) => {
    expect(await ask(await gateTo(data))).toMatchObject(answer)
  })
})

describe('a person', () => {
  it('is made with face, names and window, and found by our code', async () => {
    const { simulator, gate, personId } = await openSiteWithSomeone()
    expect(simulator.person(CODE)).toMatchObject({
      personId,
      familyName: 'Петрова',
      givenName: 'Алёна',
      hasFace: true,
      beginMs: window.fromMs,
      endMs: window.untilMs,
    })
    expect(await findPerson(gate, 'enrol', CODE)).toEqual({
      kind: 'done',
      value: { personId, personCode: CODE, window, hasFace: true },
    })
    expect(await findPerson(gate, 'enrol', 'GP9999999999999')).toEqual({ kind: 'done', value: null })
  })

  it('without a second name gets a dash, without a picture has none', async () => {
    const { simulator, gate } = await openSiteWithSomeone({ givenName: '', faceJpeg: null })
    expect(simulator.person(CODE)).toMatchObject({ givenName: '-', hasFace: false })
    expect(valueOf(await findPerson(gate, 'enrol', CODE))).toMatchObject({ hasFace: false })
  })

  it('is never made twice', async () => {
    const { simulator, gate } = await openSiteWithSomeone()
    const again = await someone()
    expect(await addPerson(gate, 'enrol', () => again)).toMatchObject({ kind: 'refused', class: 'duplicate' })
    await simulator.weather.set({ duplicateCodeAnswers2: true })
    expect(await addPerson(gate, 'enrol', () => again)).toMatchObject({
      kind: 'refused',
      class: 'duplicate',
    })
  })

  it('changes names, window and face', async () => {
    const { simulator, gate, personId } = await openSiteWithSomeone({ faceJpeg: null })
    const later = { fromMs: nowMs, untilMs: nowMs + 2 * HOUR_MS }
    const words = { personId, familyName: 'Ёлкина', givenName: '', window: later }
    expect(await updatePerson(gate, 'enrol', () => words)).toEqual({ kind: 'done', value: null })
    const jpeg = Buffer.from(await makeFace({ shade: 90 }), 'base64')
    expect(await uploadFace(gate, 'enrol', () => ({ personId, jpeg }))).toEqual({ kind: 'done', value: null })
    expect(simulator.person(CODE)).toMatchObject({
      familyName: 'Ёлкина',
      givenName: '-',
      hasFace: true,
      beginMs: later.fromMs,
      endMs: later.untilMs,
    })
  })

  it('of an unknown id is missing', async () => {
    const { gate } = await openSite()
    const words = { personId: '4711', familyName: 'X', givenName: 'Y', window }
    expect(await updatePerson(gate, 'enrol', () => words)).toMatchObject({
      kind: 'refused',
      class: 'missing',
    })
  })

  it('whose picture HCP does not like is refused with the field', async () => {
    const { simulator, gate, personId } = await openSiteWithSomeone()
    await simulator.weather.set({ faceQualityBad: true })
    const jpeg = Buffer.from(await makeFace(), 'base64')
    expect(await uploadFace(gate, 'enrol', () => ({ personId, jpeg }))).toMatchObject({
      kind: 'refused',
      class: 'callerBug',
      field: 'faceData',
    })
  })

  it('comes back with a window even where the end has lost its offset', async () => {
    const { simulator, gate } = await openSiteWithSomeone()
    await simulator.weather.set({ endTimeWithoutOffset: true })
    expect(valueOf(await findPerson(gate, 'enrol', CODE))).toMatchObject({ window })
  })

  it.each<[what: string, write: (gate: Gate) => Promise<Outcome<unknown>>]>([
    ['add', (gate) => addPerson(gate, 'enrol', () => null)],
    ['update', (gate) => updatePerson(gate, 'enrol', () => null)],
    ['face', (gate) => uploadFace(gate, 'enrol', () => null)],
    ['level', (gate) => addToLevel(gate, 'enrol', '7', () => [])],
    ['level end', (gate) => removeFromLevel(gate, 'revoke', '7', () => [])],
    ['apply', (gate) => applyToDoors(gate, 'enrol', () => [], false)],
  ])('that is not wanted any more sends nothing: %s', async (_what, write) => {
    const { simulator, gate } = await openSite()
    expect(await write(gate)).toEqual({ kind: 'notSent', why: 'withdrawn' })
    expect(simulator.journal.count()).toBe(0)
  })

  it.each<[what: string, data: unknown, answer: object]>([
    ['as text', '8562', { kind: 'done', value: '8562' }],
    ['as a number', 8562, { kind: 'done', value: '8562' }],
    ['inside an object', { personId: 8562 }, { kind: 'done', value: '8562' }],
    ['not at all', null, { kind: 'unknown', class: 'notUnderstood' }],
    ['as an empty text', '', { kind: 'unknown', class: 'notUnderstood' }],
    ['as an empty text inside an object', { personId: '' }, { kind: 'unknown', class: 'notUnderstood' }],
    ['in a list', ['8562'], { kind: 'unknown', class: 'notUnderstood' }],
  ])('may be given his id %s', async (_what, data, answer) => {
    const person = await someone({ faceJpeg: null })
    expect(await addPerson(await gateTo(data), 'enrol', () => person)).toEqual(answer)
  })

  const TIMES = { beginTime: '2025-10-03T09:00:00+05:00', endTime: '2025-10-03T22:00:00+05:00' }
  it.each<[what: string, data: unknown, answer: object]>([
    [
      'by number, without code, photo and times',
      { personId: 8562 },
      { kind: 'done', value: { personId: '8562', personCode: '', window: null, hasFace: false } },
    ],
    [
      'with an empty photo',
      { personId: '1', personCode: CODE, personPhoto: { picUri: '' }, ...TIMES },
      {
        kind: 'done',
        value: {
          personId: '1',
          personCode: CODE,
          hasFace: false,
          window: { fromMs: Date.parse(TIMES.beginTime), untilMs: Date.parse(TIMES.endTime) },
        },
      },
    ],
    ['without a photo', { personId: '1', personPhoto: null }, { kind: 'done', value: { hasFace: false } }],
    [
      'without an end',
      { personId: '1', beginTime: TIMES.beginTime },
      { kind: 'done', value: { window: null } },
    ],
    ['without an id', { personCode: CODE }, NOT_UNDERSTOOD],
    ['with an empty id', { personId: '', personCode: CODE }, NOT_UNDERSTOOD],
    ['with a code of null', { personId: '1', personCode: null }, { kind: 'done', value: { personCode: '' } }],
    ['as nothing', '', NOT_UNDERSTOOD],
    ['with a time that is none', { personId: '1', ...TIMES, endTime: 'soon' }, NOT_UNDERSTOOD],
  ])('may be described %s', async (_what, data, answer) => {
    expect(await findPerson(await gateTo(data), 'enrol', CODE)).toMatchObject(answer)
  })
})

describe('a level', () => {
  it('takes persons in and lets them go, and says no twice to nobody', async () => {
    const { simulator, gate, personId } = await openSiteWithSomeone()
    const members = () => simulator.levels().find((level) => level.id === '7')?.memberIds
    for (const readdAnswers131 of [false, true]) {
      await simulator.weather.set({ readdAnswers131 })
      expect(await addToLevel(gate, 'enrol', '7', () => [personId])).toEqual({ kind: 'done', value: null })
      expect(members()).toEqual([personId])
    }
    for (const removeAnswers128 of [false, true]) {
      await simulator.weather.set({ removeAnswers128 })
      expect(await removeFromLevel(gate, 'revoke', '7', () => [personId])).toEqual({
        kind: 'done',
        value: null,
      })
      expect(members()).toEqual([])
    }
  })

  it('does not say who was missing of several, so nobody is believed gone', async () => {
    const { simulator, gate, personId } = await openSiteWithSomeone()
    await addToLevel(gate, 'enrol', '7', () => [personId])
    await simulator.weather.set({ removeAnswers128: true })
    expect(await removeFromLevel(gate, 'revoke', '7', () => [personId, '8501'])).toMatchObject({
      kind: 'refused',
      class: 'missing',
    })
    expect(simulator.levels().find((level) => level.id === '7')?.memberIds).toEqual([personId])
  })

  it('does not say who was in already of several, so nobody is believed in', async () => {
    const { simulator, gate, personId } = await openSiteWithSomeone()
    await addToLevel(gate, 'enrol', '7', () => [personId])
    await simulator.weather.set({ readdAnswers131: true })
    expect(await addToLevel(gate, 'enrol', '7', () => [personId, '8501'])).toMatchObject({
      kind: 'refused',
      class: 'duplicate',
    })
    expect(simulator.levels().find((level) => level.id === '7')?.memberIds).toEqual([personId])
    expect(await addToLevel(gate, 'enrol', '7', () => [personId])).toEqual({ kind: 'done', value: null })
    expect(await addToLevel(gate, 'enrol', '7', () => ['8501'])).toEqual({ kind: 'done', value: null })
    expect(simulator.levels().find((level) => level.id === '7')?.memberIds).toEqual([personId, '8501'])
  })

  it('that does not exist is missing for a grant', async () => {
    const { gate, personId } = await openSiteWithSomeone()
    expect(await addToLevel(gate, 'enrol', '4711', () => [personId])).toMatchObject({
      kind: 'refused',
      class: 'missing',
    })
  })
})

describe('the doors', () => {
  it('are told once at a time, and say what they have', async () => {
    let clockMs = nowMs
    const { simulator, gate } = await openSite(
      { applyDelayMs: 60_000, now: () => clockMs },
      {},
      { clock: { nowMs: () => clockMs, monotonicMs: () => clockMs } },
    )
    const person = await someone()
    const personId = valueOf(await addPerson(gate, 'enrol', () => person))
    const asked = async () => valueOf(await askDoors(gate, 'enrol', personId))
    expect(await asked()).toBe('none')
    await addToLevel(gate, 'enrol', '7', () => [personId])
    expect(await applyToDoors(gate, 'enrol', () => [personId], false)).toEqual({ kind: 'done', value: null })
    expect(await applyToDoors(gate, 'enrol', () => [personId], false)).toMatchObject({
      kind: 'refused',
      class: 'running',
    })
    expect(await asked()).toBe('pending')
    clockMs += 60_000
    expect(await asked()).toBe('done')
    await simulator.weather.set({ singleEntryAsObject: true, offlineDoors: ['12'] })
    expect(await asked()).toBe('done')
  })

  it('that refused are left out, unless they are to be tried again', async () => {
    const { simulator, gate, personId } = await openSiteWithSomeone()
    await addToLevel(gate, 'enrol', '7', () => [personId])
    await simulator.weather.set({ failingDoors: ['12'] })
    await applyToDoors(gate, 'enrol', () => [personId], false)
    expect(valueOf(await askDoors(gate, 'enrol', personId))).toBe('failed')
    await simulator.weather.set({ failingDoors: [] })
    await applyToDoors(gate, 'enrol', () => [personId], false)
    expect(valueOf(await askDoors(gate, 'enrol', personId))).toBe('failed')
    await applyToDoors(gate, 'enrol', () => [personId], true)
    expect(valueOf(await askDoors(gate, 'enrol', personId))).toBe('done')
  })

  it('cannot tell on every installation, and know nobody who is not there', async () => {
    const { simulator, gate } = await openSite()
    expect(valueOf(await askDoors(gate, 'enrol', '4711'))).toBe('none')
    await simulator.weather.set({ applyStatusUnsupported: true })
    expect(valueOf(await askDoors(gate, 'enrol', '8501'))).toBe('untold')
  })

  const status = (...states: readonly unknown[]) => ({
    ElementStatus: states.map((elementStatus) => ({ elementStatus })),
  })
  const list = (ElementDetail: unknown) => ({ ElementDetailList: { ElementDetail } })
  const face = (state: unknown) => ({
    CertificateStatusList: { CertificateStatus: [{ type: 2, status: state }] },
  })
  it.each<[what: string, data: unknown, verdict: string]>([
    ['one door as an object', list(status(0)), 'done'],
    ['a status as an object', list({ ElementStatus: { elementStatus: 1 } }), 'pending'],
    ['numbers as text', list([status('0')]), 'done'],
    ['one of two waits', list([status(0), status(1)]), 'pending'],
    ['one of two failed', list([status(0), status(2)]), 'failed'],
    ['failed otherwise', list([status(3)]), 'failed'],
    ['failed and waiting', list([status(2), status(1)]), 'pending'],
    ['the door is ready, the face is not', list([{ ...status(0), ...face(1) }]), 'pending'],
    ['the face was refused', list([{ ...status(0), ...face(3) }]), 'failed'],
    [
      'a credential as an object',
      list([{ ...status(0), CertificateStatusList: { CertificateStatus: { status: 0 } } }]),
      'done',
    ],
    [
      'keys of another case',
      { elementDetailList: { elementDetail: [{ elementStatus: [{ elementStatus: 1 }] }] } },
      'pending',
    ],
    [
      'a face under keys of another case',
      {
        elementDetailList: {
          elementDetail: {
            elementStatus: { ElementStatus: 0 },
            certificateStatusList: { certificateStatus: { Status: 3 } },
          },
        },
      },
      'failed',
    ],
    ['no doors', list([]), 'none'],
    ['an empty text for the list', { ElementDetailList: '' }, 'none'],
    ['an empty text', '', 'none'],
    ['null', null, 'none'],
    ['nothing at all', undefined, 'none'],
  ])('may answer in many ways: %s', async (_what, data, verdict) => {
    expect(valueOf(await askDoors(await gateTo(data), 'enrol', '1'))).toBe(verdict)
  })

  it.each([[list([status('broken')])], [list('text')], ['text'], [7]])(
    'have told nothing when they answer %j',
    async (data) => {
      expect(await askDoors(await gateTo(data), 'enrol', '1')).toEqual({ kind: 'done', value: 'unclear' })
    },
  )
})

describe('door events', () => {
  const query = (change: Partial<EventQuery> = {}): EventQuery => ({
    pageSize: 500,
    fromMs: nowMs - HOUR_MS,
    untilMs: nowMs,
    eventType: null,
    doorIds: null,
    pageNo: 1,
    ...change,
  })

  it('come oldest first, with everything a row says', async () => {
    const { simulator, gate } = await openSite()
    simulator.addEvents([
      { doorIndexCode: '13', atMs: nowMs - 1_000, personId: '8501', eventId: 'second' },
      { doorIndexCode: '12', atMs: nowMs - 5_000, eventId: 'first', eventType: 197_151 },
      { doorIndexCode: '12', atMs: nowMs - 2 * HOUR_MS, eventId: 'too early' },
    ])
    expect(valueOf(await readEvents(gate, query()))).toEqual({
      events: [
        {
          eventKey: 'first',
          eventType: 197_151,
          atMs: nowMs - 5_000,
          personId: '',
          doorId: '12',
          doorName: 'Gate in',
          readerId: '21',
          readerName: 'Gate in reader 1',
          pictureUri: 'Vsm://event/first',
        },
        {
          eventKey: 'second',
          eventType: 196_893,
          atMs: nowMs - 1_000,
          personId: '8501',
          doorId: '13',
          doorName: 'Gate out',
          readerId: '22',
          readerName: 'Gate out reader 1',
          pictureUri: 'Vsm://event/second',
        },
      ],
      unread: 0,
      isLast: true,
    })
    expect(valueOf(await readEvents(gate, query({ eventType: 197_151 }))).events).toHaveLength(1)
    expect(valueOf(await readEvents(gate, query({ doorIds: ['13'] }))).events).toHaveLength(1)
  })

  it('come in pages of 500', async () => {
    const { simulator, gate } = await openSite()
    simulator.addEvents(Array.from({ length: 1_000 }, () => ({ doorIndexCode: '12', atMs: nowMs - 1_000 })))
    const first = valueOf(await readEvents(gate, query()))
    const second = valueOf(await readEvents(gate, query({ pageNo: 2 })))
    expect([first.events.length, first.isLast]).toEqual([500, false])
    expect([second.events.length, second.isLast]).toEqual([500, true])
    const keys = [...first.events, ...second.events].map((event) => event.eventKey)
    expect(new Set(keys).size).toBe(1_000)
  })

  it.each<[what: string, rules: object]>([
    ['without a type', { eventTypeRequired: true }],
    ['without doors', { doorsRequired: true }],
  ])('are refused %s where HCP wants one', async (_what, rules) => {
    const { gate } = await openSite(rules)
    expect(await readEvents(gate, query())).toMatchObject({ kind: 'refused', class: 'callerBug' })
    expect(await readEvents(gate, query({ eventType: 196_893, doorIds: ['12'] }))).toMatchObject({
      kind: 'done',
    })
  })

  const endless = {
    readerIndexCode: '2'.repeat(65),
    readerName: 'r'.repeat(9_999),
    picUri: 'V'.repeat(1_025),
  }
  const row = {
    eventId: 'e',
    eventType: 196_893,
    eventTime: '2025-10-03T10:15:22+05:00',
    doorIndexCode: '12',
  }
  const atMs = Date.parse(row.eventTime)
  it.each<[what: string, more: object, told: object]>([
    ['nothing', {}, { readerId: '', readerName: '', pictureUri: '' }],
    [
      'nothing by null',
      { readerIndexCode: null, readerName: null, picUri: null },
      { readerId: '', pictureUri: '' },
    ],
    ['a reader by number', { readerIndexCode: 21 }, { readerId: '21' }],
    ['endless words', endless, { readerId: '', readerName: 'r'.repeat(128), pictureUri: '' }],
    ['half a character', { readerName: 'Gate \ud83d' }, { readerName: 'Gate \ufffd' }],
  ])('say of reader and picture: %s', async (_what, more, told) => {
    const list = [{ ...row, ...more }]
    expect(valueOf(await readEvents(await gateTo({ total: 1, list }), query())).events).toMatchObject([told])
  })

  it.each<[what: string, rows: readonly unknown[], keys: readonly string[], unread: number]>([
    ['a stranger without an id', [row], ['e'], 0],
    ['a stranger of null', [{ ...row, personId: null }], ['e'], 0],
    ['no event id', [{ ...row, eventId: '', personId: 85 }], [`12/85/${atMs}/196893`], 0],
    ['a missing event id', [{ ...row, eventId: undefined }], [`12//${atMs}/196893`], 0],
    ['numbers as text', [{ ...row, eventType: '196893', doorIndexCode: 12 }], ['e'], 0],
    ['an event id by number', [{ ...row, eventId: 4_711 }], ['4711'], 0],
    [
      'a reader and a picture of another shape',
      [{ ...row, readerIndexCode: [], readerName: 7, picUri: {} }],
      ['e'],
      0,
    ],
    ['a row without a time beside a good one', [{ ...row, eventTime: '' }, row], ['e'], 1],
    ['a row without a type', [{ ...row, eventType: undefined }], [], 1],
    // The store would refuse such a type, and with it the whole tick, again and again.
    [
      'a type that is none',
      [1.5, 1e300, -1, '', null, true].map((eventType) => ({ ...row, eventType })),
      [],
      6,
    ],
    ['a row that is none', ['text', null, 7], [], 3],
  ])('may be odd: %s', async (_what, list, keys, unread) => {
    const read = valueOf(await readEvents(await gateTo({ total: list.length, list }), query()))
    expect(read.events.map((event) => event.eventKey)).toEqual(keys)
    expect(read.unread).toBe(unread)
    expect(read.isLast).toBe(true)
  })

  it('are counted in the pages HCP really sends, however many were asked for', async () => {
    const list = Array.from({ length: 100 }, (_, i) => ({ ...row, eventId: `e${i}` }))
    const isLast = async (pageNo: number, data: object) =>
      valueOf(await readEvents(await gateTo(data), query({ pageNo }))).isLast
    const page = { total: 250, pageSize: 100, list }
    expect(await isLast(1, page)).toBe(false)
    expect(await isLast(2, page)).toBe(false)
    expect(await isLast(3, { ...page, list: list.slice(50) })).toBe(true)
    // A row that cannot be read is still a row of its page.
    expect(await isLast(1, { pageSize: 100, list: [null, ...list.slice(1)] })).toBe(false)
    expect(await isLast(4, { total: 250, pageSize: 100, list: [] })).toBe(true)
    expect(await isLast(1, { total: 1, pageSize: 0, list: [row] })).toBe(true)
  })

  it('are one page where HCP does not say how many there are', async () => {
    expect(valueOf(await readEvents(await gateTo({ list: [row] }), query())).isLast).toBe(true)
    const full = Array.from({ length: 500 }, () => row)
    expect(valueOf(await readEvents(await gateTo({ list: full }), query())).isLast).toBe(false)
  })
})
