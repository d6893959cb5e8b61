import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openSite, PATHS, PERSON } from './site.ts'

const ANNA = { ...PERSON, personCode: 'GP1' }

describe('an HTTP status before any work', () => {
  test('comes bare', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'status', status: 500, path: PATHS.add, times: 1 })
    expect(await client.send(PATHS.add, ANNA)).toMatchObject({ httpStatus: 500, text: '' })
    expect(simulator.person('GP1')).toBeUndefined()
    expect((await client.call(PATHS.add, ANNA)).code).toBe('0')
  })

  test('or with Retry-After and an envelope', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'status', status: 429, retryAfterSeconds: 7, json: true })
    const { httpStatus, headers, text } = await client.send(PATHS.version, {})
    expect({ httpStatus, retryAfter: headers['retry-after'] }).toEqual({ httpStatus: 429, retryAfter: '7' })
    expect(JSON.parse(text)).toMatchObject({ code: '0x02401009', data: '' })
    expect(simulator.journal.rows[0]).toMatchObject({ code: '0x02401009', httpStatus: 429 })
  })

  test.each([
    [undefined, 'https://hcp.invalid/portal/login'],
    ['https://127.0.0.1:1/elsewhere', 'https://127.0.0.1:1/elsewhere'],
  ])('redirect to %s', async (to, location) => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'redirect', times: 1, ...(to === undefined ? {} : { to }) })
    const { httpStatus, headers } = await client.send(PATHS.add, ANNA)
    expect({ httpStatus, location: headers.location }).toEqual({ httpStatus: 302, location })
    expect(simulator.person('GP1')).toBeUndefined()
  })
})

describe('an answer that arrives broken, after the work', () => {
  test('truncated: it breaks off', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'truncated', path: PATHS.add, times: 1 })
    await expect(client.send(PATHS.add, ANNA)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(simulator.person('GP1')).toBeDefined()
    expect(simulator.journal.rows[0]).toMatchObject({ code: '0', httpStatus: 200, answered: false })
  })

  test('stall: half comes, then nothing', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'stall', times: 1 })
    const sending = client.send(PATHS.add, ANNA).then(
      () => 'whole',
      () => 'broken',
    )
    while (simulator.person('GP1') === undefined) await pause(5)
    expect(await Promise.race([sending, pause(150, 'waits')])).toBe('waits')
    expect(simulator.journal.rows[0]).toMatchObject({ code: null, httpStatus: null, ended: false })
    client.close()
    expect(await sending).toBe('broken')
    while (simulator.journal.rows[0]?.ended !== true) await pause(5)
    expect(simulator.journal.inFlight()).toBe(0)
  })

  test('garbage: HTTP 200 with a page', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'garbage', times: 1 })
    const answer = await client.send(PATHS.add, ANNA)
    expect(answer).toMatchObject({ httpStatus: 200, contentType: 'text/html' })
    expect(answer.text).toContain('<html>')
    expect(simulator.person('GP1')).toBeDefined()
  })

  test('huge: more than 16 MB, and true', async () => {
    const { client, simulator } = await openSite()
    simulator.weather.add({ kind: 'huge', times: 1 })
    const { text, headers } = await client.send(PATHS.add, ANNA)
    expect(text.length).toBeGreaterThan(16 * 1024 * 1024)
    expect(headers['content-length']).toBeUndefined()
    expect(JSON.parse(text)).toMatchObject({ code: '0', data: '8562' })
    expect(simulator.journal.rows[0]).toMatchObject({ code: '0', answered: true })
  })
})
