import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../src/main/lib/redact.ts'

const KEY = '29384756'
const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'

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

  it.each([
    'guest 7 granted: settled 1250 ms after the decision',
    '/resource/v1/person/single/add refused with code 0x02401003 (auth)',
    'a tick at 2026-05-04T08:00:00+05:00 read 500 rows',
    '2026-05-04 08:00:00 all quiet',
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
