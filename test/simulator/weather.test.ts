import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { parseWeatherPatch } from '../../src/simulator/weather-patch.ts'
import { createClient } from './client.ts'
import { openSite, PATHS, PERSON } from './site.ts'

const ANNA = { ...PERSON, personCode: 'GP1' }

describe('weather', () => {
  test('down refuses connections; back on the same port', async () => {
    const { client, simulator, clock } = await openSite()
    await client.call(PATHS.version, {})
    await simulator.weather.set({ down: true })
    const fresh = createClient(simulator, clock.now)
    await expect(fresh.call(PATHS.version, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await simulator.weather.set({ down: false })
    expect((await fresh.call(PATHS.version, {})).code).toBe('0')
    fresh.close()
  })

  test('a switch flipped fast ends where it was left', async () => {
    const { client, simulator } = await openSite()
    const flips = [true, false, true, false].map((down) => simulator.weather.set({ down }))
    await Promise.all(flips)
    expect((await client.call(PATHS.version, {})).code).toBe('0')
  })

  test('going down cuts a request that is waiting', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'delay', ms: 5_000 })
    const waiting = client.call(PATHS.version, {})
    const broken = expect(waiting).rejects.toThrow()
    while (simulator.journal.count() === 0) await pause(5)
    await simulator.weather.set({ down: true })
    await broken
  })

  test('dropped answer: the work is done, n times, on that path only', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'dropAnswer', path: PATHS.add, times: 1 })
    expect((await client.call(PATHS.version, {})).code).toBe('0')
    await expect(client.call(PATHS.add, ANNA)).rejects.toThrow()
    expect(simulator.person('GP1')).toBeDefined()
    expect(simulator.weather.conditions.troubles).toEqual([])
    expect((await client.call(PATHS.add, ANNA)).code).toBe('131')
    expect(simulator.journal.rows[1]).toMatchObject({ path: PATHS.add, code: null, answered: false })
  })

  test('dropped request: nothing is done', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'dropBefore', times: 2 })
    await expect(client.call(PATHS.add, ANNA)).rejects.toThrow()
    expect(simulator.weather.conditions.troubles).toEqual([{ kind: 'dropBefore', times: 1 }])
    await expect(client.call(PATHS.add, ANNA)).rejects.toThrow()
    expect(simulator.person('GP1')).toBeUndefined()
    expect((await client.call(PATHS.add, ANNA)).code).toBe('0')
  })

  test('late execution: no answer, the work comes afterwards', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'late', path: PATHS.add, afterMs: 60, times: 1 })
    const waiting = client.call(PATHS.add, ANNA).catch(() => 'cut')
    while (simulator.journal.count(PATHS.add) === 0) await pause(5)
    expect((await client.call(PATHS.byCode, { personCode: 'GP1' })).code).toBe('128')
    while (simulator.person('GP1') === undefined) await pause(10)
    expect(simulator.journal.rows[0]).toMatchObject({ answered: false, code: null })
    client.close()
    expect(await waiting).toBe('cut')
  })

  test('delay', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'delay', ms: 80, times: 1 })
    await client.call(PATHS.version, {})
    await client.call(PATHS.version, {})
    const [slow, quick] = simulator.journal.rows
    expect(slow?.durationMs).toBeGreaterThanOrEqual(75)
    expect(quick?.durationMs).toBeLessThan(75)
  })

  test('HTML of the web server, and forced codes', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'html', status: 503, times: 1 })
    simulator.weather.add({ kind: 'code', code: '6', path: PATHS.add, times: 1 })
    simulator.weather.add({ kind: 'code', code: '17', path: PATHS.version })
    expect(await client.send(PATHS.version, {})).toMatchObject({ httpStatus: 503, contentType: 'text/html' })
    expect(await client.call(PATHS.version, {})).toMatchObject({ code: '17', data: '' })
    expect((await client.call(PATHS.version, {})).code).toBe('17')
    expect((await client.call(PATHS.add, ANNA)).code).toBe('6')
    expect((await client.call(PATHS.add, ANNA)).code).toBe('0')
    await simulator.weather.reset()
    expect((await client.call(PATHS.version, {})).code).toBe('0')
  })

  test.each([
    [{ down: true, listLagMs: 5, selfApplyAfterMs: null, offlineDoors: ['12'] }, true],
    [{ troubles: [{ kind: 'delay', ms: 5, path: '/x', times: 2 }, { kind: 'dropBefore' }] }, true],
    [{ troubles: [{ kind: 'code', code: '6', msg: 'busy' }] }, true],
    [{ troubles: [{ kind: 'status', status: 429, retryAfterSeconds: 3, json: true, times: 1 }] }, true],
    [{ troubles: [{ kind: 'truncated' }, { kind: 'stall', path: '/x' }, { kind: 'garbage' }] }, true],
    [{ troubles: [{ kind: 'huge', times: 2 }, { kind: 'redirect' }] }, true],
    [{ troubles: [{ kind: 'redirect', to: 'https://127.0.0.1:1/x' }] }, true],
    [{ quotaPerSecond: 5, quotaAs429: true, idsAsNumbers: true, fieldsMissing: true }, true],
    [{ quotaPerSecond: null, refuseAllWith: null, eventDelayMs: 0, subscriptionsAdd: true }, true],
    [
      { notEntitled: ['/acs/v1/door/events'], notEntitledCode: 'HTTP 403', refuseAllWith: '0x02401003' },
      true,
    ],
    [{ eventTypeRequired: true, doorsRequired: true, personListWithoutPhotos: true }, true],
    [{ applicationResultUnsupported: true, refuseAllWith: 'HTTP 403' }, true],
    [{ quotaPerSecond: 0 }, false],
    [{ notEntitledCode: '70' }, false],
    [{ refuseAllWith: 'no' }, false],
    [{ eventDelayMs: null }, false],
    [{ toString: true }, false],
    [{ troubles: [{ kind: 'status', status: 200 }] }, false],
    [{ troubles: [{ kind: 'status', status: 429, retryAfterSeconds: -1 }] }, false],
    [{ troubles: [{ kind: 'redirect', to: 'https://x/\r\nEvil: 1' }] }, false],
    [{ down: 'yes' }, false],
    [{ sunshine: true }, false],
    [{ troubles: [{ kind: 'delay' }] }, false],
    [{ troubles: [{ kind: 'html', status: 200 }] }, false],
    [{ troubles: [{ kind: 'dropBefore', times: 0 }] }, false],
    [{ troubles: [{ kind: 'flood' }] }, false],
    [{ offlineDoors: [12] }, false],
    [[], false],
    [null, false],
  ])('%j from outside is weather: %s', (value, accepted) => {
    expect(parseWeatherPatch(value)).toEqual(accepted ? value : null)
  })
})
