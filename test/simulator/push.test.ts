import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts'
import { createClient } from './client.ts'
import { openReceiver } from './receiver.ts'
import { createClock, openSite, PATHS } from './site.ts'

/** A busy machine is slow, and not wrong. */
const PATIENT = { timeout: 10_000 }

const FAST: SimulatorOptions = { pushRetryMs: 20 }
const TYPES = [196893, 197151]
const DAY_MS = 24 * 3_600_000

describe('event push', () => {
  test('a passage is posted, with personCode and token', async () => {
    const { client, simulator } = await openSite(FAST)
    const receiver = await openReceiver()
    const ask = { eventTypes: TYPES, eventDest: receiver.url, token: 'tell-me', passBack: 0 }
    expect(await client.call(PATHS.subscribe, ask)).toMatchObject({ code: '0', data: '' })
    const { eventId } = simulator.walk('E0001', '12')
    await vi.waitUntil(() => receiver.rows().length === 1, PATIENT)
    expect(receiver.rows()[0]).toMatchObject({
      eventId,
      eventType: 196893,
      happenTime: '2025-10-03T09:00:00+05:00',
      srcIndex: '12',
      srcName: 'Gate in',
      data: { personId: '8501', personCode: 'E0001', personName: 'Dana Akhmetova', readerIndexCode: '21' },
    })
    expect(receiver.rows()[0]).not.toHaveProperty('isHistory')
    expect(receiver.headers[0]).toMatchObject({ token: 'tell-me', 'content-type': 'application/json' })
  })

  test('only the types asked for, without a token where none was given', async () => {
    const { client, simulator } = await openSite(FAST)
    const receiver = await openReceiver()
    await client.call(PATHS.subscribe, { eventTypes: [197151], eventDest: receiver.url })
    simulator.walk('E0001', '12')
    const { eventId } = simulator.walk('nobody', '12')
    await vi.waitUntil(() => receiver.rows().length > 0, PATIENT)
    expect(receiver.rows()).toMatchObject([{ eventId, data: { personId: '', personCode: '' } }])
    expect(receiver.headers[0]).not.toHaveProperty('token')
  })

  test('view and unsubscribe', async () => {
    const { client, simulator } = await openSite(FAST)
    const receiver = await openReceiver()
    const view = async () => (await client.call(PATHS.subscriptions, {})).data
    expect(await view()).toEqual({})
    await client.call(PATHS.subscribe, { eventTypes: TYPES, eventDest: receiver.url, token: 'secret' })
    expect(await view()).toEqual({ detail: [{ eventTypes: TYPES, eventDest: receiver.url }] })
    await client.call(PATHS.unsubscribe, { eventTypes: [196893] })
    expect(await view()).toMatchObject({ detail: [{ eventTypes: [197151] }] })
    simulator.walk('E0001', '12')
    await client.call(PATHS.unsubscribe, { eventTypes: [197151] })
    expect(await view()).toEqual({})
    simulator.walk('nobody', '12')
    await pause(60)
    expect(receiver.rows()).toEqual([])
  })

  test('a second destination takes the place of the first, or adds to it', async () => {
    const { client, simulator } = await openSite(FAST)
    const [first, second] = await Promise.all([openReceiver(), openReceiver()])
    const subscribe = (eventDest: string) => client.call(PATHS.subscribe, { eventTypes: TYPES, eventDest })
    await subscribe(first.url)
    await subscribe(second.url)
    simulator.walk('E0001', '12')
    await vi.waitUntil(() => second.rows().length === 1, PATIENT)
    expect(first.rows()).toHaveLength(0)
    await simulator.weather.set({ subscriptionsAdd: true })
    await subscribe(first.url)
    simulator.walk('E0001', '12')
    await vi.waitUntil(() => first.rows().length === 1 && second.rows().length === 2, PATIENT)
  })

  test.each([
    [{ eventDest: 'http://192.0.2.7/hcp' }, 'eventDest'],
    [{ eventDest: 'http://example.com:80/' }, 'eventDest'],
    [{ eventDest: 'http://127.0.0.1.example.com/' }, 'eventDest'],
    [{ eventDest: 'http://user:pass@127.0.0.1/' }, 'eventDest'],
    [{ eventDest: 'ftp://127.0.0.1/' }, 'eventDest'],
    [{ eventDest: undefined }, 'eventDest'],
    [{ eventTypes: [] }, 'eventTypes'],
    [{ eventTypes: ['196893'] }, 'eventTypes'],
    [{ token: 'two\r\nlines' }, 'token'],
    [{ passBack: 2 }, 'passBack'],
  ])('%j is refused with 2', async (change, field) => {
    const { client, simulator } = await openSite()
    const ask = { eventTypes: TYPES, eventDest: 'http://127.0.0.1:1/', ...change }
    const answer = await client.call(PATHS.subscribe, ask)
    expect(answer).toMatchObject({ code: '2', msg: expect.stringContaining(`[${field} `) })
    expect(simulator.subscriptions()).toEqual([])
  })
})

describe('a receiver that is down', () => {
  test('gets everything later, in order and marked as history', async () => {
    const { client, simulator } = await openSite(FAST)
    const receiver = await openReceiver()
    receiver.answer(500)
    await client.call(PATHS.subscribe, { eventTypes: TYPES, eventDest: receiver.url })
    const first = simulator.walk('E0001', '12').eventId
    await vi.waitUntil(() => receiver.headers.length > 0, PATIENT)
    const second = simulator.walk('E0002', '12').eventId
    expect(simulator.subscriptions()).toMatchObject([{ waiting: 2, hasToken: false }])
    receiver.answer(200)
    await vi.waitUntil(() => receiver.rows().length === 2, PATIENT)
    expect(receiver.ids()).toEqual([first, second])
    expect(receiver.rows().map((row) => row.isHistory)).toEqual([true, true])
    await vi.waitUntil(() => simulator.subscriptions()[0]?.waiting === 0, PATIENT)
    simulator.walk('E0003', '12')
    await vi.waitUntil(() => receiver.rows().length === 3, PATIENT)
    expect(receiver.rows()[2]).not.toHaveProperty('isHistory')
  })

  test('500 events are kept, and a day', async () => {
    const { client, simulator, clock } = await openSite(FAST)
    const receiver = await openReceiver()
    receiver.answer(503)
    await client.call(PATHS.subscribe, { eventTypes: TYPES, eventDest: receiver.url })
    const waiting = () => simulator.subscriptions()[0]?.waiting
    simulator.addEvent({ doorIndexCode: '12', eventId: 'old' })
    expect(waiting()).toBe(1)
    clock.forward(DAY_MS + 1)
    await vi.waitUntil(() => waiting() === 0, PATIENT)
    const many = Array.from({ length: 502 }, (_, index) => ({ doorIndexCode: '12', eventId: `e${index}` }))
    simulator.addEvents(many)
    expect(waiting()).toBe(500)
    receiver.answer(200)
    await vi.waitUntil(() => receiver.rows().length === 500, PATIENT)
    expect([receiver.ids()[0], receiver.ids().at(-1)]).toEqual(['e2', 'e501'])
  })

  test('is remembered over a restart, with what it has not got', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'simulator-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const clock = createClock()
    const receiver = await openReceiver()
    receiver.answer(503)
    const before = await startSimulator({ ...FAST, dataDir, now: clock.now })
    const client = createClient(before, clock.now)
    await client.call(PATHS.subscribe, { eventTypes: TYPES, eventDest: receiver.url, token: 'kept' })
    const { eventId } = before.walk('E0001', '12')
    await vi.waitUntil(() => receiver.headers.length > 0, PATIENT)
    client.close()
    await before.stop()
    receiver.answer(200)
    const { simulator } = await openSite({ ...FAST, dataDir }, clock)
    await vi.waitUntil(() => receiver.rows().length === 1, PATIENT)
    expect(receiver.rows()).toMatchObject([{ eventId, isHistory: true, data: { personCode: 'E0001' } }])
    expect(receiver.headers.at(-1)).toMatchObject({ token: 'kept' })
    simulator.walk('E0001', '12')
    await vi.waitUntil(() => receiver.rows().length === 2, PATIENT)
  })

  test('a door without connection, and an HCP that is down, push when they are back', async () => {
    const { client, simulator } = await openSite(FAST)
    const receiver = await openReceiver()
    await client.call(PATHS.subscribe, { eventTypes: TYPES, eventDest: receiver.url })
    await simulator.weather.set({ offlineDoors: ['12'] })
    const late = simulator.walk('E0001', '12').eventId
    const soon = simulator.walk('E0001', '13').eventId
    await vi.waitUntil(() => receiver.rows().length > 0, PATIENT)
    expect(receiver.ids()).toEqual([soon])
    await simulator.weather.set({ down: true, offlineDoors: [] })
    await pause(60)
    expect(receiver.ids()).toEqual([soon])
    await simulator.weather.set({ down: false })
    await vi.waitUntil(() => receiver.rows().length === 2, PATIENT)
    expect(receiver.ids()).toEqual([soon, late])
  })
})
