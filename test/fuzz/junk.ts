/** One thing a page might send instead of what it should; made once, as it arrives on the other side of the door. */
export interface Junk {
  readonly name: string
  readonly value: unknown
}

/** What structured cloning lets through is what main may be handed; the rest breaks in the page already. */
function arrived(name: string, make: () => unknown): readonly Junk[] {
  try {
    return [{ name, value: structuredClone(make()) }]
  } catch {
    return []
  }
}

function deep(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = null
  for (let i = 0; i < levels; i += 1) value = wrap(value)
  return value
}

function cyclic(): unknown {
  const self: Record<string, unknown> = { list: [] }
  self['self'] = self
  self['list'] = [self, self]
  return self
}

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  'then',
  'toJSON',
  'hasOwnProperty',
]
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e-308,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  8.64e15,
  8.64e15 + 1,
]
const TEXTS: readonly string[] = [
  '',
  ' ',
  '\t\n',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufffd',
  '\u202e',
  '\u200b',
  '\ufeff',
  'ﷺ',
  'e\u0301'.repeat(200),
  "' OR 1=1 --",
  '"; DROP TABLE visit; --',
  '%',
  '_',
  'a%00b',
  '*',
  '" NEAR "',
  'NULL',
  'null',
  'true',
  'NaN',
  '-1',
  '1e9',
  '../../etc/passwd',
  '..\\..\\x',
  'C:\\',
  '\\\\host\\share',
  '/dev/zero',
  'CON',
  'a/b.jpg',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://x',
  'http://[::1',
  '<script>',
  '${x}',
  '{{x}}',
  '=1+1',
  '@sum(A1)',
  '\r\nx-ca-key: 1',
  '2026-02-30',
  '0x10',
  '١٢٣',
  '1,5',
  'a'.repeat(63),
  'g'.repeat(64),
  'A'.repeat(64),
  'a'.repeat(65),
  '🏴‍☠️'.repeat(50),
  'x'.repeat(100_000),
  'x'.repeat(5_000_000),
  '\ud800'.repeat(50_000),
]

/** Every kind of junk by itself; some two hundred. */
export function allJunk(): readonly Junk[] {
  const simple: [string, unknown][] = [
    ['undefined', undefined],
    ['null', null],
    ['true', true],
    ['false', false],
    ['not a number', Number.NaN],
    ['infinity', Infinity],
    ['minus infinity', -Infinity],
    ...NUMBERS.map((number): [string, unknown] => [
      `the number ${Object.is(number, -0) ? '-0' : number}`,
      number,
    ]),
    ...TEXTS.map((text): [string, unknown] => [
      `the text ${JSON.stringify(text.slice(0, 20))} of ${text.length}`,
      text,
    ]),
    ['a great integer', 10n ** 100n],
    ['a boxed text', new String('x')],
    ['a boxed number', new Number(1)],
    ['a boxed truth', new Boolean(false)],
    ['a date', new Date(0)],
    ['no date', new Date(Number.NaN)],
    ['a pattern', /(a+)+$/],
    ['an error', new RangeError('x')],
    ['an empty map', new Map()],
    ['a map', new Map<unknown, unknown>([['visitId', 1]])],
    ['a set', new Set([1, 2])],
    ['an empty object', {}],
    ['an empty list', []],
    ['a list of nothing', [null]],
    ['a list with holes', Array(5)],
    ['a long list of holes', Array(1_000_000)],
    ['a million texts', Array(1_000_000).fill('entry')],
    ['a million objects', Array.from({ length: 1_000_000 }, () => ({}))],
    ['a list of lists', [[[[]]]]],
    ['what looks like a list', { length: 1e9, 0: 'x' }],
    ['what looks like bytes', { byteLength: 3, buffer: {}, length: 3 }],
    ['a Buffer’s JSON', { type: 'Buffer', data: [1, 2, 3] }],
    ['an object without ancestors', Object.create(null)],
    ['a hundred thousand keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))],
    ['an empty buffer', new ArrayBuffer(0)],
    ['a view', new DataView(new ArrayBuffer(8))],
    ['a hundred megabytes', new Uint8Array(100 * 1024 * 1024)],
    ['a megabyte of nothing', new Uint8Array(1024 * 1024)],
    ['no bytes', new Uint8Array(0)],
    ['clamped bytes', new Uint8ClampedArray(3)],
    ['doubles', new Float64Array([Number.NaN, -0])],
    ['words', new Uint16Array(3)],
    ['great integers', new BigInt64Array(2)],
    ['a Buffer', Buffer.from('x')],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve(1)],
    ['a proxy', new Proxy({}, {})],
    ['a weak map', new WeakMap()],
    [
      'an instance',
      new (class Visit {
        visitId = 'x'
      })(),
    ],
    [
      'one asking itself',
      {
        get visitId() {
          return 'x'
        },
      },
    ],
    ['a blob', new Blob(['x'])],
    ...KEYS.map((key): [string, unknown] => [
      `own ${key}`,
      JSON.parse(`{"${key}": {"visitId": 1, "isAdmin": true}}`),
    ]),
    ...KEYS.map((key): [string, unknown] => [`the word ${key}`, key]),
  ]
  return [
    ...simple.flatMap(([name, value]) => arrived(name, () => value)),
    ...arrived('shared memory', () => new SharedArrayBuffer(8)),
    ...arrived('a ring', cyclic),
    ...arrived('a list ten thousand deep', () => deep(10_000, (inner) => [inner])),
    ...arrived('an object ten thousand deep', () =>
      deep(10_000, (inner) => ({ filter: inner, words: inner })),
    ),
    ...arrived('a map within a map', () => deep(1_000, (inner) => new Map([['a', inner]]))),
    ...arrived('a throwing one', () => ({
      get x() {
        throw new Error('no')
      },
    })),
  ]
}
