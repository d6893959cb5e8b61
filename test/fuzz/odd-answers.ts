import type { Chance } from './chance.ts'
import { mutated } from './chance.ts'
import { mutatedJson } from './json.ts'
import type { Twist, WireAnswer } from './mutating-proxy.ts'

/** Calls that change something, by the end of their path. */
const WRITES =
  /\/(?:single\/(?:add|update|delete|addPersons|deletePersons)|face\/update|auth\/reapplication)$/
export const isWrite = (path: string): boolean => WRITES.test(path)

const json = (value: unknown, status = 200): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: Buffer.from(JSON.stringify(value)),
})

/**
 * Success, told by somebody who has done nothing. Not of a changed window: that one is believed by its code, for the end of
 * a stay does not depend on it (the level is taken away then), and one more question for each would be dear.
 */
export function forged(path: string, chance: Chance): Twist | null {
  if (!isWrite(path) || path.endsWith('person/single/update')) return null
  const data = path.endsWith('person/single/add') ? String(8_000 + chance.below(2_000)) : ''
  return { instead: () => json({ code: '0', msg: 'Success', data }) }
}

const turned = (turn: (answer: WireAnswer) => WireAnswer | Buffer | null): Twist => ({ turn })
const withBody = (change: (body: Buffer) => Buffer): Twist =>
  turned((answer) => ({ ...answer, headers: withoutLength(answer), body: change(answer.body) }))

function withoutLength({ headers }: WireAnswer): WireAnswer['headers'] {
  const { 'content-length': _length, ...rest } = headers
  return rest
}

const STATUSES = [
  201, 204, 206, 301, 304, 400, 401, 403, 404, 405, 408, 413, 418, 429, 500, 502, 503, 504, 599,
] as const
const CODES = [
  '1',
  '2',
  '5',
  '6',
  '8',
  '128',
  '131',
  '0x00052101',
  '0x02401009',
  '999999',
  '',
  ' 0',
  '00',
  '-0',
  'NaN',
] as const
const HEADERS: readonly [Record<string, string>, ...Record<string, string>[]] = [
  { 'content-type': 'text/html' },
  { 'content-type': 'application/json;charset=utf-16' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'br' },
  { 'retry-after': '999999' },
  { 'retry-after': '-5' },
  { 'retry-after': 'tomorrow' },
  { date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
  { date: 'yesterday' },
  { location: 'https://127.0.0.1:1/' },
  { 'x-long': 'a'.repeat(12_000) },
]
const RAW = [
  'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}',
  'HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n{"code":"0"}',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{"code":"0"}\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"code":"0"',
  'HTTP/9.9 200 OK\r\n\r\n{}',
  'HTTP/1.1 100 Continue\r\n\r\n',
  'SSH-2.0-OpenSSH_9.6\r\n',
  '\0\0\0\0',
  '',
] as const
const BODIES = [
  '',
  'null',
  '0',
  '""',
  '[]',
  '{}',
  '{"code":"0"}',
  '{"code":0,"msg":"Success"}',
  '{"code":"0","data":"x"}',
  '{"code":"0","msg":"Success","data":[[[[]]]]}',
  '<html>welcome</html>',
  '[',
] as const

/** An answer as no HCP would give it: its bytes, its status, its headers, its code; what it means can be told from none. */
export function junk(chance: Chance, answered: readonly WireAnswer[]): Twist {
  switch (chance.below(9)) {
    case 0:
      return withBody((body) => mutated(body.length === 0 ? Buffer.from(' ') : body, chance))
    case 1:
      return turned((answer) => ({ ...answer, status: chance.pick(STATUSES) }))
    case 2:
      return turned((answer) => ({ ...answer, headers: { ...answer.headers, ...chance.pick(HEADERS) } }))
    case 3:
      return turned(() => Buffer.from(chance.pick(RAW)))
    case 4:
      return turned(() => null)
    case 5:
      return withBody(() => Buffer.from(chance.once(12) ? '['.repeat(200_000) : chance.pick(BODIES)))
    case 6:
      return withJson((value) => (isObject(value) ? { ...value, code: chance.pick(CODES) } : value))
    case 7:
      return withJson((value) => mutatedJson(value, chance))
    default:
      // What another question was answered with.
      return turned((answer) => answered[chance.below(answered.length)] ?? answer)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function withJson(change: (value: unknown) => unknown): Twist {
  return withBody((body) => {
    try {
      return Buffer.from(JSON.stringify(change(JSON.parse(body.toString('utf8')))) ?? '')
    } catch {
      return Buffer.from('{')
    }
  })
}
