import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { HttpStatusError, NotUnderstoodError } from '../../src/main/hcp/errors.ts'
import {
  count,
  fromWireTime,
  id,
  pagesOf,
  readAs,
  readEnvelope,
  readPage,
  text,
  toWireTime,
} from '../../src/main/hcp/wire.ts'

const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'
const HTML = '<html><head><title>Sign in</title></head></html>'

describe('the envelope', () => {
  it.each<[what: string, answer: string, read: object]>([
    ['an object', '{"code":"0","msg":"Success","data":{"a":1}}', { code: '0', data: { a: 1 }, field: '' }],
    ['a number as code', '{"code":0,"data":"8562"}', { code: '0', data: '8562', field: '' }],
    ['empty data', '{"code":"128","msg":"x","data":""}', { code: '128', data: '', field: '' }],
    ['no data', '{"code":"17","msg":"x"}', { code: '17', data: undefined, field: '' }],
    ['no message', '{"code":"0","data":null}', { code: '0', data: null, field: '' }],
    ['blanks and a mark in front', '\uFEFF \n{"code":"0"}', { code: '0', data: undefined, field: '' }],
    [
      'the field it complains about',
      '{"code":"2","msg":"Incorrect request parameter. [faceData parameter error]","data":""}',
      { code: '2', data: '', field: 'faceData' },
    ],
    [
      'a bare picture without a word before it',
      '/9j/4AAQSkZJRg==',
      { code: '0', data: '/9j/4AAQSkZJRg==', field: '' },
    ],
    [
      'a bare picture',
      'data:image/jpeg;base64,AAAA',
      { code: '0', data: 'data:image/jpeg;base64,AAAA', field: '' },
    ],
  ])('is opened: %s', (_what, answer, read) => {
    expect(readEnvelope({ status: 200, text: answer })).toEqual(read)
  })

  it('counts more than the status it comes with', () => {
    const answer = { status: 403, text: '{"code":"0x02401003","msg":"Invalid Signature!"}' }
    expect(readEnvelope(answer).code).toBe('0x02401003')
  })

  it.each<[what: string, status: number, answer: string, error: new (...words: never[]) => Error]>([
    ['HTML of the gateway', 503, HTML, HttpStatusError],
    ['nothing of the gateway', 401, '', HttpStatusError],
    ['a refused key, whatever is written beside it', 401, '{"code":"6"}', HttpStatusError],
    ['JSON of the gateway', 502, '{"error":"Bad Gateway"}', HttpStatusError],
    ['JSON of the gateway that was cut off', 502, '{"timestamp":"2026', HttpStatusError],
    ['a success inside an error', 500, '{"code":"0","data":""}', HttpStatusError],
    ['a success by number inside an error', 504, '{"code":0}', HttpStatusError],
    ['HTML as if all were well', 200, HTML, NotUnderstoodError],
    ['nothing', 200, '', NotUnderstoodError],
    ['a list', 200, '[{"code":"0"}]', NotUnderstoodError],
    ['broken JSON', 200, '{"code":"0","data":{', NotUnderstoodError],
    ['JSON without a code', 200, '{"msg":"Success"}', NotUnderstoodError],
    ['a code that is none', 200, '{"code":{"a":1}}', NotUnderstoodError],
    ['a page behind a redirect', 302, '', NotUnderstoodError],
  ])('is missed: %s', (_what, status, answer, error) => {
    const read = () => readEnvelope({ status, text: answer })
    expect(read).toThrow(error)
    if (error === HttpStatusError) expect(read).toThrow(expect.objectContaining({ status }))
  })

  it.each([
    `{"code":"0x02401003","msg":"appSecret: ${SECRET}"}`,
    `{"code":"0x02401003","msg":"[${SECRET} parameter error]"}`,
    `{"code":"0","data":{"note":"${SECRET}"}}`,
    `{"appSecret":"${SECRET}"}`,
    `{"appSecret":"${SECRET}"`,
    `<p>${SECRET}</p>`,
  ])('never lets its words into an error or a field: %s', (answer) => {
    const said: string[] = []
    const listen = (say: () => unknown): void => {
      try {
        said.push(JSON.stringify(say()))
      } catch (error) {
        said.push(String(error), (error as Error).stack ?? '', String((error as Error).cause))
      }
    }
    listen(() => readEnvelope({ status: 200, text: answer }).field)
    listen(() => readAs(z.object({ note: z.number() }), readEnvelope({ status: 200, text: answer }).data))
    expect(said.join()).not.toContain(SECRET)
  })
})

describe('shapes', () => {
  it('a total or page size that is none is not told, and not zero', () => {
    for (const odd of ['many', '', null, -1, {}])
      expect(readPage(z.string(), { total: odd, pageSize: odd, list: ['a'] })).toMatchObject({
        rows: ['a'],
        total: undefined,
        pageSize: undefined,
      })
  })

  it('a count is a number or one in digits; an empty text is none', () => {
    expect(['7', 7, '0'].map((value) => count.parse(value))).toEqual([7, 7, 0])
    for (const odd of ['', ' ', null, undefined, '1.5', -1, 'x'])
      expect(count.safeParse(odd).success).toBe(false)
  })

  it('after a full page without a total nobody can say how many follow', () => {
    const full = Array.from({ length: 500 }, () => 'a')
    expect(pagesOf(readPage(z.string(), { list: full }))).toBe(Number.POSITIVE_INFINITY)
    expect(pagesOf(readPage(z.string(), { list: ['a'] }))).toBe(1)
    expect(pagesOf(readPage(z.string(), { total: '1001', list: full }))).toBe(3)
  })

  const row = z.object({ id, name: text })

  it.each<[what: string, data: unknown, list: readonly object[]]>([
    ['no list when there is nothing', { total: 0, pageNo: 0, pageSize: 0 }, []],
    ['a list of null', { total: 0, list: null }, []],
    [
      'ids and totals of either kind',
      { total: '2', list: [{ id: 7, name: null }, { id: '8' }] },
      [
        { id: '7', name: '' },
        { id: '8', name: '' },
      ],
    ],
  ])('a page may have %s', (_what, data, list) => {
    const page = readPage(row, data)
    expect(page.rows).toEqual(list)
    expect([page.unread, page.received]).toEqual([0, list.length])
  })

  it.each(['', null, 'text', [], { list: 'text' }, { list: {} }])('a page may not be %j', (data) => {
    expect(() => readPage(row, data)).toThrow(NotUnderstoodError)
  })

  it('one bad row does not lose the others', () => {
    const list = [{ id: '1' }, { id: true }, null, { name: 'x' }, { id: '' }, { id: 2 }]
    expect(readPage(row, { total: '6', pageSize: '100', list })).toEqual({
      rows: [
        { id: '1', name: '' },
        { id: '2', name: '' },
      ],
      unread: 4,
      received: 6,
      total: 6,
      pageSize: 100,
    })
    expect(readPage(row, {})).toMatchObject({ total: undefined, pageSize: undefined })
  })

  it('a mismatch names the place', () => {
    const shape = z.object({ list: z.array(row) })
    expect(() => readAs(shape, { list: [{ id: '1' }, { id: true }] })).toThrow('list.1.id')
  })
})

const ZONES: readonly [zone: string, offset: string][] = [
  ['UTC', '+00:00'],
  ['Asia/Almaty', '+05:00'],
  ['Asia/Kolkata', '+05:30'],
  ['Asia/Kathmandu', '+05:45'],
  ['America/St_Johns', '-02:30'],
  ['America/New_York', '-04:00'],
]

/** What this zone makes of a moment, in a process of its own: a zone is read once, at the start. */
function inZone(zone: string, atMs: number): { wire: string; back: number; bare: number } {
  const file = join(import.meta.dirname, '../../src/main/hcp/wire.ts')
  const script = `import { fromWireTime, toWireTime } from ${JSON.stringify(file)}
    const wire = toWireTime(${atMs})
    const bare = fromWireTime(wire.slice(0, 19))
    process.stdout.write(JSON.stringify({ wire, back: fromWireTime(wire), bare }))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  })
  return JSON.parse(run.stdout)
}

describe('times', () => {
  const atMs = Date.UTC(2026, 6, 3, 21, 45, 7)

  it.each(ZONES)('of %s go out with %s and come back the same', (zone, offset) => {
    const { wire, back, bare } = inZone(zone, atMs + 999)
    expect(wire).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
    expect(wire.slice(19)).toBe(offset)
    expect(back).toBe(atMs)
    // One without an offset is of this machine's zone.
    expect(bare).toBe(atMs)
  })

  it('are in whole seconds and never in Zulu', () => {
    expect(toWireTime(1_760_000_000_999)).not.toMatch(/[Z.]/)
    expect(fromWireTime(toWireTime(1_760_000_000_999))).toBe(1_760_000_000_000)
  })

  it.each(['', 'soon', '2025-13-01T00:00:00+05:00', 'Invalid Date'])('%j is none', (wire) => {
    expect(() => fromWireTime(wire)).toThrow(NotUnderstoodError)
  })
})
