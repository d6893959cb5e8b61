import { request } from 'node:http'
import { Script } from 'node:vm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Control, startControl } from '../../src/simulator/control.ts'
import { FAIR } from '../../src/simulator/weather.ts'
import { openSite, type Site } from './site.ts'

interface Ask {
  readonly method?: string
  readonly path?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

interface Reply {
  readonly status: number
  readonly text: string
}

/** node's own client, because fetch does not let a test lie about Host and Origin. */
function ask(control: Control, { method = 'GET', path = '/', body, headers }: Ask): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const options = { host: '127.0.0.1', port: control.port, method, path, headers: { ...json, ...headers } }
    const sent = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        text += piece
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

async function openControl(): Promise<Site & { readonly control: Control }> {
  const site = await openSite()
  const control = await startControl(site.simulator)
  onTestFinished(() => control.stop())
  return { ...site, control }
}

const post = (control: Control, path: string, body: unknown, headers = {}): Promise<Reply> =>
  ask(control, { method: 'POST', path, body, headers })

describe('control page', () => {
  test('is one page that needs nothing from elsewhere', async () => {
    const { control, simulator } = await openControl()
    const { status, text } = await ask(control, {})
    expect(status).toBe(200)
    expect(text).toContain('<h1>HikCentral simulator</h1>')
    expect(text).not.toMatch(/(src|href)=|@import|url\(/)
    expect(text).not.toContain(simulator.appSecret)
  })

  test('has a word for every switch, number and trouble', async () => {
    const { control } = await openControl()
    const { text } = await ask(control, {})
    for (const [name, value] of Object.entries(FAIR))
      expect(text).toContain(typeof value === 'boolean' ? `${name}: '` : name)
    const kinds = ['status', 'redirect', 'truncated', 'stall', 'garbage', 'huge', 'delay', 'late']
    for (const kind of kinds) expect(text).toContain(`<option value="${kind}">`)
  })

  test('its script is a script', async () => {
    const { control } = await openControl()
    const { text } = await ask(control, {})
    const script = /<script[^>]*>([\s\S]*)<\/script>/.exec(text)?.[1] ?? ''
    expect(script.length).toBeGreaterThan(1_000)
    // Only compiled, never run.
    expect(() => new Script(script)).not.toThrow()
  })

  test('walk, weather, events and journal', async () => {
    const { control, simulator, client } = await openControl()
    const walked = await post(control, '/api/walk', { person: 'E0001', door: '12' })
    expect(JSON.parse(walked.text)).toMatchObject({ granted: true, eventType: 196893 })
    await post(control, '/api/weather', { down: true })
    await expect(client.call('/common/v1/version', {})).rejects.toThrow()
    await post(control, '/api/weather/reset', {})
    await client.call('/common/v1/version', {})
    const added = { doorIndexCode: '13', eventType: 197151, atMs: 1_000 }
    expect((await post(control, '/api/events', added)).status).toBe(200)

    const overview = await ask(control, { path: '/api/overview?find=dana&limit=5' })
    expect(JSON.parse(overview.text)).toMatchObject({
      personTotal: 3,
      persons: [{ personCode: 'E0001', applied: { levelIds: ['8'] } }],
      events: [{ eventType: 197151, personId: '' }, { eventType: 196893 }],
      countByPath: { '/common/v1/version': 1 },
      weather: { down: false },
    })
    expect(overview.text).not.toContain(simulator.appSecret)
    await post(control, '/api/journal/clear', {})
    expect(simulator.journal.count()).toBe(0)
  })

  test('presets, figures and subscribers', async () => {
    const { control, simulator, client } = await openControl()
    const eventDest = 'http://127.0.0.1:1/hcp'
    await client.call('/eventService/v1/eventSubscriptionByEventTypes', {
      eventTypes: [196893],
      eventDest,
      token: 'not-for-the-page',
    })
    const chosen = await post(control, '/api/preset', { name: 'busy' })
    expect(JSON.parse(chosen.text)).toMatchObject({ troubles: [{ kind: 'code', code: '6' }] })
    expect((await client.call('/common/v1/version', {})).code).toBe('6')
    const { text } = await ask(control, { path: '/api/overview' })
    const overview = JSON.parse(text)
    expect(overview).toMatchObject({
      inFlight: 0,
      peakInFlight: 1,
      perSecond: 2,
      peakPerSecond: 2,
      perMinute: 2,
      subscriptions: [{ eventDest, eventTypes: [196893], hasToken: true, waiting: 0 }],
    })
    expect(overview.presets).toContainEqual({ name: 'fair', about: 'Nothing special' })
    expect(text).not.toContain('not-for-the-page')
    await post(control, '/api/preset', { name: 'fair' })
    expect(simulator.weather.conditions.troubles).toEqual([])
  })

  test.each([
    ['/api/preset', { name: 'sunshine' }, 400],
    ['/api/preset', {}, 400],
    ['/api/walk', { person: 'E0001' }, 400],
    ['/api/walk', { person: 'E0001', door: '99' }, 400],
    ['/api/walk', { person: 'E0001', door: '15', reader: '25' }, 200],
    ['/api/walk', { person: 'E0001', door: '12', reader: '25' }, 400],
    ['/api/weather', { sunshine: true }, 400],
    ['/api/events', { doorIndexCode: '12', atMs: 'now' }, 400],
    ['/api/walk', [], 400],
    ['/api/nothing', {}, 404],
  ])('%s with %j gives %i', async (path, body, status) => {
    const { control } = await openControl()
    expect((await post(control, path, body)).status).toBe(status)
  })

  test('is for this machine only, and not for the web sites in its browser', async () => {
    const { control, simulator } = await openControl()
    const walk = { person: 'E0001', door: '12' }
    const evil = [
      { host: `evil.example:${control.port}` },
      { host: '127.0.0.1' },
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'content-type': 'text/plain' },
    ]
    for (const headers of evil) expect((await post(control, '/api/walk', walk, headers)).status).toBe(403)
    expect(simulator.events()).toEqual([])
    const own = { origin: `http://127.0.0.1:${control.port}` }
    expect((await post(control, '/api/walk', walk, own)).status).toBe(200)
  })
})
