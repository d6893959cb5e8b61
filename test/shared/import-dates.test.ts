import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseMoment } from '../../src/shared/import-dates.ts'

// A zone whose clocks change, at 02:00 on 29 March and at 03:00 on 25 October 2026.
const zone = process.env['TZ']
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin'
})
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

/** Local time without a zone, the way a spreadsheet shows it. */
const wall = (ms: number): string => {
  const date = new Date(ms)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

function read(text: string): string {
  const moment = parseMoment(text, new Date(2026, 10, 20, 15, 0).getTime())
  if (!moment.ok) return moment.problem
  return moment.hasTime ? wall(moment.dateMs) : wall(moment.dateMs).replace(' 00:00', '')
}

describe('dates as people type them', () => {
  it('are in a zone whose clocks change', () => {
    expect(new Date(2026, 6, 1).getTimezoneOffset()).toBe(-120)
  })

  it.each([
    ['21.11.2026 09:30', '2026-11-21 09:30'],
    ['21.11.2026, 9:30', '2026-11-21 09:30'],
    ['21.11.2026', '2026-11-21'],
    ['21.11.26', '2026-11-21'],
    ['21.11.2026 г.', '2026-11-21'],
    ['2026-11-21 9:30', '2026-11-21 09:30'],
    ['2026-11-21T09:30:00', '2026-11-21 09:30'],
    ['2026/11/21', '2026-11-21'],
    ['21/11/2026', '2026-11-21'],
    ['11/21/2026', '2026-11-21'],
    ['11/12/2026', '2026-12-11'],
    ['21-11-2026 18:00', '2026-11-21 18:00'],
    ['21 ноября 2026 г., 9:30', '2026-11-21 09:30'],
    ['3 мая 2026', '2026-05-03'],
    ['3 марта 2026', '2026-03-03'],
    ['21 Nov 2026 9:30 pm', '2026-11-21 21:30'],
    ['9:30', '2026-11-20 09:30'],
    ['09:30:15', '2026-11-20 09:30'],
    ['12:05 AM', '2026-11-20 00:05'],
    ['21.11.2026 24:00', '2026-11-22 00:00'],
    ['\u200E21.11.2026\u00A009:30', '2026-11-21 09:30'],
    ['46347', '2026-11-21'],
    ['46347.3958333333', '2026-11-21 09:30'],
    ['29.02.2028', '2028-02-29'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['', 'notADate'],
    ['tomorrow', 'notADate'],
    ['завтра в 9', 'notADate'],
    ['9.30', 'notADate'],
    ['25:00', 'notADate'],
    ['24:01', 'notADate'],
    ['9:60', 'notADate'],
    ['13:00 pm', 'notADate'],
    ['21.11.2026 morning', 'notADate'],
    ['2026-11-21T09:30:00Z', 'notADate'],
    ['21.11.2026 - 22.11.2026', 'notADate'],
    ['#####', 'notADate'],
    ['20261121', 'notADate'],
    ['29.02.2026', 'noSuchDay'],
    ['31.04.2026', 'noSuchDay'],
    ['11.21.2026', 'noSuchDay'],
    ['0.0.2026', 'noSuchDay'],
    ['21.11.0026', 'noSuchDay'],
    ['29.03.2026 02:30', 'noSuchTime'],
  ])('not %s', (text, problem) => {
    expect(read(text)).toBe(problem)
  })

  it('takes the first of an hour that comes twice, and days that are 23 hours long', () => {
    expect(parseMoment('25.10.2026 02:30', 0)).toEqual({
      ok: true,
      dateMs: Date.UTC(2026, 9, 25, 0, 30),
      hasTime: true,
    })
    expect(read('29.03.2026')).toBe('2026-03-29')
    expect(read('29.03.2026 03:00')).toBe('2026-03-29 03:00')
  })
})
