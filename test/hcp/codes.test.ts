import { describe, expect, it } from 'vitest'
import { type CodeMeaning, meaningOf, meaningOfStatus } from '../../src/main/hcp/codes.ts'
import { answerCodes } from '../../src/shared/hcp-codes.ts'

const DONE = true
const NOT_DONE = false

/** Kind of "no" → its codes; the second word: may the work have been done all the same? */
const BUSINESS: readonly [kind: CodeMeaning['class'], maybeDone: boolean, codes: string][] = [
  ['running', NOT_DONE, '1'],
  ['callerBug', NOT_DONE, '2 7 11 12 132 140'],
  ['busy', NOT_DONE, '3 6 14 15 16'],
  ['busy', DONE, '4 5 10'],
  ['entitlement', NOT_DONE, '8 17 69 130'],
  ['auth', NOT_DONE, '9 13 64 65 66 67'],
  ['missing', NOT_DONE, '128'],
  ['duplicate', NOT_DONE, '131'],
  ['device', NOT_DONE, '129 133 193 194 195'],
  ['device', DONE, '192'],
]

const GATEWAY: readonly [kind: CodeMeaning['class'], maybeDone: boolean, codes: string][] = [
  [
    'auth',
    NOT_DONE,
    '0x02401000 0x02401001 0x02401002 0x02401003 0x02401004 0x02401005 0x02401006 0x02401008',
  ],
  ['entitlement', NOT_DONE, '0x02401007 0x00072201 0x00072203 0x00072204'],
  ['busy', NOT_DONE, '0x02401009 0x00052101 0x00052104'],
  ['busy', DONE, '0x0240100b 0x00052102 0x00052103'],
  ['callerBug', NOT_DONE, '0x0240100a 0x00072001 0x00072002 0x00072003'],
  ['missing', NOT_DONE, '0x00072202'],
  // The reply was too long: the form of the question is not at fault, or the monitor would change it.
  ['notUnderstood', NOT_DONE, '0x00072004'],
  ['notUnderstood', DONE, '0x00052301'],
]

const rows = [...BUSINESS, ...GATEWAY].flatMap(([kind, maybeDone, codes]) =>
  codes.split(' ').map((code) => [code, kind, maybeDone] as const),
)

describe('the answer codes', () => {
  it.each(rows)('%s is %s (maybe done: %s)', (code, kind, maybeDone) => {
    expect(meaningOf(code)).toMatchObject({ class: kind, maybeDone })
  })

  it('are known whatever the case of their letters', () => {
    expect(meaningOf('0X0240100A')).toEqual(meaningOf('0x0240100a'))
  })

  it.each(['4711', '', '0x00099999', 'Success', 'constructor', 'toString', '__proto__'])(
    'nobody has described (%j) may have done the work',
    (code) => {
      expect(meaningOf(code)).toMatchObject({
        class: 'notUnderstood',
        maybeDone: true,
        slows: false,
        closesApi: false,
      })
    },
  )
})

describe('the table as a whole', () => {
  const codesWith = (trait: 'slows' | 'closesApi') => answerCodes.filter((code) => meaningOf(code)[trait])

  it('slows the gate down for these and no others', () => {
    expect(codesWith('slows')).toEqual([
      '6',
      '0x02401009',
      '0x00052101',
      'HTTP 429',
      'HTTP 502',
      'HTTP 503',
      'HTTP 504',
    ])
  })

  it('takes these as a "no" to the API as a whole', () => {
    expect(codesWith('closesApi')).toEqual([
      '8',
      '17',
      '69',
      '0x02401007',
      '0x00072203',
      '0x00072204',
      'HTTP 403',
    ])
  })
})

describe('a status outside the envelope', () => {
  it.each<[status: number, kind: CodeMeaning['class'], maybeDone: boolean]>([
    [401, 'auth', NOT_DONE],
    [403, 'entitlement', NOT_DONE],
    [404, 'busy', NOT_DONE],
    [429, 'busy', NOT_DONE],
    [503, 'busy', NOT_DONE],
    // These may have passed the request on before they gave up.
    [502, 'busy', DONE],
    [504, 'busy', DONE],
    [500, 'notUnderstood', DONE],
    [418, 'notUnderstood', DONE],
  ])('%i is %s (maybe done: %s)', (status, kind, maybeDone) => {
    expect(meaningOfStatus(status)).toMatchObject({ class: kind, maybeDone })
  })
})
