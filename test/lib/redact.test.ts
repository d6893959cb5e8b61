import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../src/main/lib/redact.ts'

const KEY = '29384756'
const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'
const ODD_SECRET = 'a+b/c=d&e "f\\ü'

function redactor() {
  const redact = createRedactor()
  redact.hide(KEY)
  redact.hide(SECRET)
  return redact
}

it('hides names of guests wherever they stand, and leaves other words alone', () => {
  const redact = redactor()
  redact.hideName('Петрова Анна-Мария')
  redact.hideName("O'Brien  Li")
  const line = redact('no room for Петрова, (Анна) "Мария" nor Brien/Li: петровский list of Lima')
  expect(line).toBe('no room for «name», («name») "«name»" nor «name»/«name»: петровский list of Lima')
})

it('keeps as many names as a year brings, the newest ones', () => {
  const redact = redactor()
  const word = (i: number): string => String(i).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
  for (let i = 0; i < 20_001; i += 1) redact.hideName(`Name${word(i)}`)
  expect(redact('Namea Nameb')).toBe('Namea «name»')
})

describe('the redactor', () => {
  it.each<[what: string, line: string, hidden: string]>([
    ['the secret', `appSecret: ${SECRET} end`, SECRET],
    ['the secret in the middle of a word', `x${SECRET}y`, SECRET],
    ['the key', `x-ca-key:${KEY}`, KEY],
    ['a signature', 'x-ca-signature: 7FLKKm1txJxi2x+rMBiPZrnzn/ceZ0HMB5uH+otupwU=', '7FLKKm1t'],
    ['another’s secret', '{"appSecret":"short1"}', 'short1'],
    ['a password', 'password=hunter2 next', 'hunter2'],
    ['a face', `{"faceData":"${'A'.repeat(20)}"}`, 'A'.repeat(20)],
    ['a picture', `data:image/jpeg;base64,/9j/${'AbC0'.repeat(40)}==`, 'AbC0AbC0'],
    ['an identity number right after a date', 'at 2026-05-04 880101300123 came', '880101300'],
    ['an identity number after date and hour', 'at 2026-05-04 08 880101300123 came', '880101300'],
    ['an identity number', 'number 880101300123 of somebody', '880101300'],
    ['a phone', 'call +7 (701) 123-45-67 now', '701'],
    ['a phone with dots', 'call 8.701.123.45.67', '701'],
    ['a passport', 'document N12345678 of somebody', '12345678'],
    ['a passport with a blank', 'document КА 1234567', '1234567'],
    ['a card', 'card 4400 4302 1234 5678', '4302'],
  ])('hides %s', (_what, line, hidden) => {
    expect(redactor()(line)).not.toContain(hidden)
  })

  it.each<[how: string, written: string]>([
    ['broken by a new line', `${SECRET.slice(0, 9)}\n${SECRET.slice(9)}`],
    ['broken in a JSON text', `${SECRET.slice(0, 9)}\\n${SECRET.slice(9)}`],
    ['in capitals', SECRET.toUpperCase()],
    ['as hex', Buffer.from(SECRET).toString('hex')],
    ...['', 'u', 'us', 'use'].map((user): [string, string] => [
      `in base64 behind ${user.length} letters`,
      Buffer.from(`${user}:${SECRET}`).toString('base64'),
    ]),
    ['in an address', encodeURIComponent(ODD_SECRET)],
    ['in an address, in small letters', encodeURIComponent(ODD_SECRET).toLowerCase()],
    ['in a JSON text', JSON.stringify(ODD_SECRET)],
  ])('knows a secret %s', (_how, written) => {
    const redact = redactor()
    redact.hide(ODD_SECRET)
    const line = redact(`before ${written} after`)
    expect(line).toMatch(/^before .*«hidden».* after$/s)
    // Not even a good piece of it is left.
    for (let at = 0; at + 8 <= written.length; at += 1) expect(line).not.toContain(written.slice(at, at + 8))
  })

  it.each<[what: string, line: string, clean: string]>([
    ['a value with blanks', 'password: "correct horse" next', 'password: «hidden» next'],
    ['a quoted quote', 'password: "a\\"b" next', 'password: «hidden» next'],
    ['JSON within JSON', '\\"appSecret\\":\\"a b\\",\\"x\\":1', '\\"appSecret\\":«hidden»,\\"x\\":1'],
    ['a list of headers', "['x-ca-key', 'abc', 'z']", "['x-ca-key', «hidden», 'z']"],
    ['another’s key', 'clientSecretKey=abc&x=1', 'clientSecretKey=«hidden»&x=1'],
    ['who logs in', 'Authorization: Basic YTpi', 'Authorization: «hidden»'],
    ['a cookie', 'cookie: a=b; c=d', 'cookie: «hidden»'],
    [
      'an address',
      'at https://me:pw@hooks.example/x?token=1 now',
      'at https://«hidden»@hooks.example/x?«hidden» now',
    ],
    ['a mail address', 'to anna.b@example.org now', 'to «mail» now'],
    ['whose computer it is', "open 'C:\\Users\\Petrov\\x'", "open 'C:\\Users\\«user»\\x'"],
    ['whose home it is', 'open /home/petrov/x', 'open /home/«user»/x'],
    ['a person code', 'person GP0123456789ABCD here', 'person «person» here'],
    ['a name in an address', 'name=%D0%9F%D0%B5%D1%82 here', 'name=«data» here'],
    ['a name in a JSON text', 'name \\u041f\\u0435 here', 'name «data» here'],
    ['digits of another alphabet', 'number ٨٨٠١٠١٣٠٠١٢٣', 'number …١٢٣'],
    ['a phone with dashes', 'call 8–701–123–45–67', 'call …567'],
  ])('hides %s', (_what, line, clean) => {
    expect(redactor()(line)).toBe(clean)
  })

  it('knows base64 that was broken into lines, down to its last short one', () => {
    const mail = Buffer.alloc(100, 7).toString('base64').replace(/.{76}/g, '$&\r\n')
    expect(redactor()(`before ${mail} after`)).toBe('before «data» after')
  })

  it('knows a name in capitals, in its parts, and with marks of its own, but not the word it is like', () => {
    const redact = redactor()
    redact.hideName('Will Ёлкин')
    expect(redact('WILL Will ЁЛКИН Ёлкин'.normalize('NFD'))).toBe('«name» «name» «name» «name»')
    expect(redact('it will go on')).toBe('it will go on')
    redact.hideName('will')
    expect(redact('it will go on')).toBe('it «name» go on')
  })

  it.each([
    'a',
    '1 ',
    `1${' '.repeat(50_000)}`,
    'secret',
    'secret:"',
    '\\',
    'https://',
    'a@',
    'a.',
    '%d0',
    `${'A'.repeat(39)}\n`,
    `${'A'.repeat(76)}\n`,
    'Zk3v9',
    `Z${' '.repeat(9)}`,
    'П',
    '\u0301',
  ])('takes time in proportion to the text, also for %j without end', (piece) => {
    const redact = redactor()
    redact.hide(ODD_SECRET)
    // A pattern that looked back at each sign would be at it for hours.
    expect(redact(piece.repeat(300_000 / piece.length)).length).toBeLessThan(400_000)
  })

  it.each([
    'guest 7 granted: settled 1250 ms after the decision',
    '/resource/v1/person/personCode/personInfo is not for this partner',
    '/acs/v1/privilege/group/single/deletePersons answer not understood',
    '/resource/v1/person/single/add refused with code 0x02401003 (auth)',
    'a tick at 2026-05-04T08:00:00+05:00 read 500 rows',
    '2026-05-04 08:00:00 all quiet',
    'the store is that of desk-20260504T080000123Z-hand.sqlite',
    '2026-05-04 8:00 all quiet',
    '2026-05-04T08:00:00.000Z all quiet',
    'on 2026-05-04 all was quiet',
    'visit 4711, level 7, door 12',
    'Гость не найден',
  ])('leaves alone: %s', (line) => {
    expect(redactor()(line)).toBe(line)
  })

  it('shortens the name of a picture, so that it can still be found', () => {
    expect(redactor()(`photo ${'ab12cd'.repeat(10)}abcd kept`)).toBe('photo ab12cd… kept')
  })

  it('keeps the last digits of a number', () => {
    expect(redactor()('number 880101300123')).toBe('number …123')
  })

  it('does not blot out ordinary words for a short secret', () => {
    const redact = createRedactor()
    redact.hide('a')
    redact.hide('')
    expect(redact('a banana')).toBe('a banana')
  })
})
