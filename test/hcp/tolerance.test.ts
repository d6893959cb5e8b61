import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createBudget } from '../../src/main/hcp/budget.ts'
import { applyToDoors, askDoors, askDoorsTogether, listDoors } from '../../src/main/hcp/endpoints/doors.ts'
import { readEventPicture, readEvents } from '../../src/main/hcp/endpoints/events.ts'
import { addToLevel, listLevels, listMembers, removeFromLevel } from '../../src/main/hcp/endpoints/levels.ts'
import {
  addPerson,
  findPerson,
  listPersons,
  updatePerson,
  uploadFace,
} from '../../src/main/hcp/endpoints/persons.ts'
import { readRootOrg, readVersion, viewSubscriptions } from '../../src/main/hcp/endpoints/site.ts'
import { createGate, type Gate } from '../../src/main/hcp/gate.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { pinnedAgent } from '../../src/main/hcp/pinned-agent.ts'
import { createTransport, type Transport } from '../../src/main/hcp/transport.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { makeFace } from '../simulator/site.ts'
import { openTestGate, startOddServer } from './odd-server.ts'

const CODE = 'GP0123456789ABCD'
const HOUR_MS = 3_600_000
const nowMs = Math.floor(Date.now() / 1_000) * 1_000
const window = { fromMs: nowMs - HOUR_MS, untilMs: nowMs + HOUR_MS }
const words = { familyName: 'Petrova', givenName: 'Alena', window }

const WRITTEN_UNCLEAR = { kind: 'unknown', class: 'notUnderstood' }
const READ_UNCLEAR = { kind: 'refused', class: 'notUnderstood' }

type Ask = (gate: Gate) => Promise<Outcome<unknown>>

/** What one endpoint answers to an answer that the server writes as it likes. */
async function answered(ask: Ask, answer: (response: ServerResponse) => void): Promise<Outcome<unknown>> {
  const server = await startOddServer((_request, response) => answer(response))
  return ask(openTestGate(server).gate)
}
const saying = (body: string | Buffer) => (response: ServerResponse) => void response.end(body)

const find: Ask = (gate) => findPerson(gate, 'enrol', CODE)
const add: Ask = (gate) =>
  addPerson(gate, 'enrol', () => ({ personCode: CODE, orgId: '1', faceJpeg: null, ...words }))

describe('the bytes of an answer', () => {
  const text = '{"code":"0","msg":"Success","data":{"produceName":"ХикЦентрал","softVersion":"V3.1.1.0"}}'
  const understood = { kind: 'done', value: { product: 'ХикЦентрал', version: 'V3.1.1.0' } }

  it.each<[what: string, answer: (response: ServerResponse) => void, read: object]>([
    ['in UTF-8 with a mark in front', saying(`\uFEFF${text}`), understood],
    ['in UTF-16', saying(Buffer.from(`\uFEFF${text}`, 'utf16le')), READ_UNCLEAR],
    [
      'under another name of a type',
      (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(text),
      understood,
    ],
    [
      'packed',
      (response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(text)),
      understood,
    ],
    [
      'said to be packed, and not',
      (response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(text),
      { kind: 'notSent' },
    ],
    [
      'packed to a thousandth',
      (response) =>
        response
          .writeHead(200, { 'Content-Encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(2 * limits.hcpAnswerMaxBytes, ' '))),
      { kind: 'notSent' },
    ],
    [
      'in the middle of a letter',
      (response) => {
        const bytes = Buffer.from(text)
        const cut = bytes.indexOf('Х') + 1
        response.write(bytes.subarray(0, cut), () => setTimeout(() => response.end(bytes.subarray(cut)), 20))
      },
      understood,
    ],
    ['with nothing behind its head', (response) => response.writeHead(204).end(), READ_UNCLEAR],
    ['followed by another', saying(`${text}${text}`), READ_UNCLEAR],
    ['with a comma too many', saying(text.replace('}}', '},}')), READ_UNCLEAR],
    ['with no numbers in it', saying('{"code":NaN}'), READ_UNCLEAR],
  ])('%s', async (_what, answer, read) => {
    expect(await answered(readVersion, answer)).toMatchObject(read)
  })

  it('are taken in as deep as they are, or refused', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const body = `{"code":"0","data":{"personId":"1","customFieldList":${deep}}}`
    expect(await answered(find, saying(body))).toMatchObject({ kind: 'done', value: { personId: '1' } })
    const doors = `{"code":"0","data":{"ElementDetailList":${deep}}}`
    const asked = await answered((gate) => askDoors(gate, 'revoke', '1'), saying(doors))
    expect(asked).not.toMatchObject({ value: expect.stringMatching(/done|none/) })
  })
})

describe('the words of an answer', () => {
  it.each<[what: string, body: string, found: object]>([
    [
      'the last of two equal keys counts, as everywhere',
      '{"code":"5","code":"0","data":{"personId":"1","personId":"2"}}',
      { kind: 'done', value: { personId: '2' } },
    ],
    [
      'no key reaches behind the object',
      `{"code":"0","__proto__":{"data":{"personId":"9"}},"data":{"__proto__":{"personId":"9"}}}`,
      READ_UNCLEAR,
    ],
    [
      'a constructor is a key like any other',
      '{"code":"0","data":{"personId":"1","constructor":{"prototype":{"hasFace":true}},"toString":1}}',
      { kind: 'done', value: { personId: '1', hasFace: false } },
    ],
    ['data by name only', '{"code":"0","data":"null"}', READ_UNCLEAR],
    ['a list instead of a person', '{"code":"0","data":[{"personId":"1"}]}', READ_UNCLEAR],
    ['yes instead of a person', '{"code":"0","data":true}', READ_UNCLEAR],
    ['the code as a yes', '{"code":true,"data":{"personId":"1"}}', READ_UNCLEAR],
    ['an empty code', '{"code":"","data":{"personId":"1"}}', { kind: 'refused', class: 'notUnderstood' }],
    ['a code with blanks', '{"code":" 0 ","data":{"personId":"1"}}', { kind: 'refused' }],
    ['a code with a fraction', '{"code":0.5,"data":{"personId":"1"}}', { kind: 'refused' }],
    ['code 128 by number', '{"code":128}', { kind: 'done', value: null }],
    ['a picture where a person should be', 'data:image/jpeg;base64,/9j/4AAQ', READ_UNCLEAR],
  ])('%s', async (_what, body, found) => {
    expect(await answered(find, saying(body))).toMatchObject(found)
  })

  it('never change what other objects are', async () => {
    const body = '{"code":"0","data":{"personId":"1","__proto__":{"polluted":true}}}'
    await answered(find, saying(body))
    await answered((gate) => askDoors(gate, 'enrol', '1'), saying(body))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each([
    'data:image/jpeg;base64,/9j/4AAQ',
    '{"code":"0"}',
    '{"code":"0","data":[]}',
    '{"code":"0","data":{}}',
  ])('make nobody who was not named: %s', async (body) => {
    expect(await answered(add, saying(body))).toEqual(WRITTEN_UNCLEAR)
  })
})

describe('an id', () => {
  it.each<[what: string, personId: string, read: object]>([
    ['by number', '8562', { kind: 'done', value: { personId: '8562' } }],
    ['of 64 letters', JSON.stringify('7'.repeat(64)), { kind: 'done' }],
    ['of 65 letters', JSON.stringify('7'.repeat(65)), READ_UNCLEAR],
    ['too large to be exact', '9007199254740993', READ_UNCLEAR],
    ['with a fraction', '8562.5', READ_UNCLEAR],
    ['that would be two in a list', '"8562,8563"', READ_UNCLEAR],
    ['with blanks', '" 8562"', READ_UNCLEAR],
    ['of yes', 'true', READ_UNCLEAR],
  ])('%s', async (_what, personId, read) => {
    expect(await answered(find, saying(`{"code":"0","data":{"personId":${personId}}}`))).toMatchObject(read)
  })
})

describe('a time', () => {
  const BEGIN = '2025-10-03T09:00:00+05:00'
  it.each<[what: string, end: unknown, untilMs: number | null | 'unclear']>([
    ['in Zulu', '2025-10-03T17:00:00Z', Date.UTC(2025, 9, 3, 17)],
    ['with a fraction', '2025-10-03T22:00:00.250+05:00', Date.UTC(2025, 9, 3, 17, 0, 0, 250)],
    ['without an offset', '2025-10-03T22:00:00', new Date(2025, 9, 3, 22).getTime()],
    ['far ahead', '2037-12-31T23:59:59+05:00', Date.UTC(2037, 11, 31, 18, 59, 59)],
    ['of null', null, null],
    ['left out', undefined, null],
    ['that never was', '2025-13-03T22:00:00+05:00', 'unclear'],
    ['by number', 1_759_500_000_000, 'unclear'],
    ['that is no time', 'forever', 'unclear'],
  ])('%s', async (_what, endTime, untilMs) => {
    const data = { personId: '1', beginTime: BEGIN, endTime }
    const found = await answered(find, saying(JSON.stringify({ code: '0', data })))
    if (untilMs === 'unclear') expect(found).toMatchObject(READ_UNCLEAR)
    else {
      const seen = untilMs === null ? null : { fromMs: Date.parse(BEGIN), untilMs }
      expect(found).toMatchObject({ kind: 'done', value: { window: seen } })
    }
  })
})

describe('a number', () => {
  const pages: Ask = (gate) => listPersons(gate, 'enrol', 1)
  it.each([-1, '-1', 'many', null, {}, '', 1e300])(
    'of persons that is none loses nobody: %j',
    async (total) => {
      const list = [{ personId: 1, beginTime: '', endTime: '' }]
      const outcome = await answered(pages, saying(JSON.stringify({ code: '0', data: { total, list } })))
      if (outcome.kind === 'done')
        expect((outcome.value as { pages: number }).pages).toBeGreaterThanOrEqual(1)
      else expect(outcome).toMatchObject(READ_UNCLEAR)
    },
  )

  it.each([null, '', ' ', [], false, 'broken', -1, 0.5, {}])(
    'of a door that is none is no yes: %j',
    async (elementStatus) => {
      const data = { ElementDetailList: { ElementDetail: [{ ElementStatus: [{ elementStatus }] }] } }
      const ask: Ask = (gate) => askDoors(gate, 'enrol', '1')
      const outcome = await answered(ask, saying(JSON.stringify({ code: '0', data })))
      expect(outcome).not.toMatchObject({ kind: 'done', value: 'done' })
    },
  )

  it.each([null, '', [], false, 'broken', -1, {}])(
    'of those pending that is none is no zero: %j',
    async (pending) => {
      const ask: Ask = (gate) => askDoorsTogether(gate, 'revoke')
      const data = { pending, failed: 0 }
      expect(await answered(ask, saying(JSON.stringify({ code: '0', data })))).toMatchObject(READ_UNCLEAR)
    },
  )
})

const aText = z.string()
const anId = z.string().regex(/^[^\s,]{1,64}$/)
const aTime = z.number().refine((ms) => Number.isFinite(ms))
const aWindow = z.strictObject({ fromMs: aTime, untilMs: aTime }).nullable()
const aPerson = z.strictObject({ personId: anId, personCode: aText, window: aWindow, hasFace: z.boolean() })
const aCount = z.number().refine((n) => n >= 0 && Number.isInteger(n))
const pages = z.number().refine((n) => n >= 1)

interface Endpoint {
  readonly ask: Ask
  /** What it promises. */
  readonly shape: z.ZodType
}

const face = Buffer.from(await makeFace(), 'base64')

/** Every question the desk ever asks. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  version: { ask: readVersion, shape: z.strictObject({ product: aText, version: aText }) },
  org: { ask: readRootOrg, shape: anId },
  levels: { ask: listLevels, shape: z.array(z.strictObject({ levelId: anId, name: aText })) },
  doors: { ask: listDoors, shape: z.array(z.strictObject({ doorId: anId, name: aText })) },
  add: { ask: add, shape: anId },
  update: {
    ask: (gate) => updatePerson(gate, 'enrol', () => ({ personId: '8562', ...words })),
    shape: z.null(),
  },
  face: {
    ask: (gate) => uploadFace(gate, 'enrol', () => ({ personId: '8562', jpeg: face })),
    shape: z.null(),
  },
  find: { ask: find, shape: aPerson.nullable() },
  persons: {
    ask: (gate) => listPersons(gate, 'enrolGroup', 1),
    shape: z.strictObject({ persons: z.array(aPerson), pages }),
  },
  join: { ask: (gate) => addToLevel(gate, 'enrol', '7', () => ['8562']), shape: z.null() },
  members: {
    ask: (gate) => listMembers(gate, 'revoke', '7', 1),
    shape: z.looseObject({ pages }),
  },
  apply: { ask: (gate) => applyToDoors(gate, 'enrol', () => ['8562'], false), shape: z.null() },
  askDoors: {
    ask: (gate) => askDoors(gate, 'enrol', '8562'),
    shape: z.enum(['done', 'pending', 'failed', 'none', 'untold', 'unclear']),
  },
  together: {
    ask: (gate) => askDoorsTogether(gate, 'revoke'),
    shape: z.strictObject({ pending: aCount, failedIds: z.set(anId) }),
  },
  events: {
    ask: (gate) => readEvents(gate, { ...window, eventType: null, doorIds: null, pageNo: 1, pageSize: 500 }),
    shape: z.strictObject({
      events: z.array(
        z.strictObject({
          eventKey: z.string().min(1),
          eventType: z.number(),
          atMs: aTime,
          personId: aText,
          doorId: aText,
          doorName: aText,
          readerId: aText,
          readerName: aText,
          pictureUri: aText,
        }),
      ),
      unread: aCount,
      isLast: z.boolean(),
    }),
  },
  picture: { ask: (gate) => readEventPicture(gate, 'Vsm://event/x'), shape: z.instanceof(Buffer).nullable() },
  leave: { ask: (gate) => removeFromLevel(gate, 'revoke', '7', () => ['8562']), shape: z.null() },
  push: { ask: viewSubscriptions, shape: z.null() },
}

const keys = { origin: 'https://127.0.0.1', appKey: '29384756', appSecret: 'Zk3v9QpL0xWm7TtYbN1c' }
const budget = () =>
  createBudget(systemClock, systemScheduler, { ratePerSecond: 1e6, burst: 1e6, concurrency: 100 })

/** A gate to a server that always says this. */
function gateHearing(text: string): Gate {
  const transport: Transport = () => Promise.resolve({ status: 200, text })
  return createGate(keys, transport, budget(), systemClock, silentLog)
}

/** What the simulator answers to each of them. */
async function realAnswers(): Promise<ReadonlyMap<string, readonly string[]>> {
  const simulator = await startSimulator({ applyDelayMs: 0 })
  const agent = pinnedAgent(simulator.certificatePem, systemScheduler)
  const transport = createTransport(agent, systemScheduler)
  const { url, appKey, appSecret } = simulator
  const heard = new Map<string, readonly string[]>()
  let name = ''
  const listening: Transport = async (request) => {
    const answer = await transport(request)
    heard.set(name, [...(heard.get(name) ?? []), answer.text])
    return answer
  }
  const gate = createGate({ origin: url, appKey, appSecret }, listening, budget(), systemClock, silentLog)
  simulator.addEvents([{ doorIndexCode: '12', atMs: nowMs - 1_000, personId: '8501', eventId: 'x' }])
  for (const fieldsMissing of [false, true]) {
    await simulator.weather.set({ fieldsMissing, idsAsNumbers: fieldsMissing, picturesInEnvelope: true })
    for (const [key, { ask }] of Object.entries(ENDPOINTS)) {
      name = key
      if (key === 'add') {
        const personCode = fieldsMissing ? `${CODE.slice(0, -1)}Z` : CODE
        await addPerson(gate, 'enrol', () => ({ personCode, orgId: '1', faceJpeg: face, ...words }))
      } else await ask(gate)
    }
  }
  agent.destroy()
  await simulator.stop()
  return heard
}

/** What can stand in the place of anything. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, -1, 1.5, 1e21, true, false, [], {}, [[]], 'text', '2025-10-03', ' '),
  fc.constantFrom<unknown>(
    '0',
    '1',
    '-1',
    '8562',
    8_562,
    '128',
    [null],
    [{}],
    { list: null },
    'data:',
    '<p>',
  ),
  fc.jsonValue(),
)

type Mutation = (value: unknown, at: () => number) => unknown

/** Changes one place somewhere in a value. */
function changeOne(value: unknown, at: () => number, change: Mutation): unknown {
  const isDeep = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  if (!isDeep || at() < 0.2) return change(value, at)
  if (Array.isArray(value)) {
    const place = Math.floor(at() * value.length)
    return value.map((item: unknown, i) => (i === place ? changeOne(item, at, change) : item))
  }
  const entries = Object.entries(value)
  const place = Math.floor(at() * entries.length)
  return Object.fromEntries(
    entries.flatMap(([key, item], i) => {
      if (i !== place) return [[key, item]]
      if (at() < 0.15) return []
      if (at() < 0.1) return [[key.toUpperCase(), item]]
      return [[key, changeOne(item, at, change)]]
    }),
  )
}

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  odd.map(
    (other): Mutation =>
      () =>
        other,
  ),
  fc.constant<Mutation>((value) => [value]),
  fc.constant<Mutation>((value) => (Array.isArray(value) ? value[0] : { value })),
  fc.constant<Mutation>((value) => (typeof value === 'number' ? String(value) : Number(value))),
  fc.constant<Mutation>((value) => (Array.isArray(value) ? [...value, ...value, null] : String(value))),
)

/** A real answer with a few changes, now and then damaged as a text. */
const story = fc.record({
  endpoint: fc.constantFrom(...Object.keys(ENDPOINTS)),
  which: fc.nat(3),
  changes: fc.array(
    fc.record({
      mutation,
      at: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 12, maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  damage: fc.option(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), insert: fc.string() }), {
    freq: 4,
  }),
  keepsCode: fc.boolean(),
})

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 1_500)

describe('an answer that was changed somewhere', { timeout: 120_000 }, () => {
  let real: ReadonlyMap<string, readonly string[]>
  beforeAll(async () => {
    real = await realAnswers()
  })

  it('is told apart from a real one, which is understood', async () => {
    expect([...real.keys()].sort()).toEqual(Object.keys(ENDPOINTS).sort())
    for (const [name, texts] of real) {
      const endpoint = ENDPOINTS[name]
      for (const text of texts) {
        const outcome = await endpoint?.ask(gateHearing(text))
        expect([name, outcome?.kind], text).toEqual([name, 'done'])
        if (outcome?.kind === 'done')
          expect(endpoint?.shape.safeParse(outcome.value).success, text).toBe(true)
      }
    }
  })

  it('gives what was promised, or is refused as not understood, and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ endpoint, which, changes, damage, keepsCode }) => {
        const texts = real.get(endpoint) ?? []
        const before: unknown = JSON.parse(texts[which % texts.length] ?? '')
        const after = changes.reduce<unknown>((value, { mutation: change, at }) => {
          let i = 0
          return changeOne(value, () => at[i++ % at.length] ?? 0, change)
        }, before)
        // With the code as it was, the change is in what only this endpoint reads.
        const whole = keepsCode ? { ...Object(after), code: '0' } : after
        let text = JSON.stringify(whole) ?? ''
        if (damage !== null) {
          const place = Math.floor(damage.at * text.length)
          text = text.slice(0, place) + damage.insert + text.slice(damage.insert === '' ? text.length : place)
        }
        const { ask, shape } = ENDPOINTS[endpoint] as Endpoint
        const outcome = await ask(gateHearing(text))
        if (outcome.kind === 'done') {
          const promised = shape.safeParse(outcome.value)
          if (!promised.success) throw new Error(`${text}\n${JSON.stringify(outcome.value)}`)
        } else if (keepsCode && damage === null) {
          expect(outcome).toMatchObject({ class: 'notUnderstood' })
        } else expect(['refused', 'unknown']).toContain(outcome.kind)
      }),
      { numRuns: RUNS },
    )
  })
})
