import { expect, test } from 'vitest'
import { spanOf } from '../../src/renderer/text/duration.ts'
import { en } from '../../src/renderer/text/en.ts'
import { formats } from '../../src/renderer/text/format.ts'
import { ru } from '../../src/renderer/text/ru.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test.each([
  [2 * HOUR + 10 * MINUTE, '2 h 10 min', '2 ч 10 мин'],
  [2 * HOUR, '2 h', '2 ч'],
  [59_999, 'less than a minute', 'меньше минуты'],
  [MINUTE, '1 min', '1 мин'],
  [24 * HOUR + 5 * MINUTE, '1 day', '1 день'],
  [2 * 24 * HOUR + 3 * HOUR, '2 days 3 h', '2 дня 3 ч'],
  [5 * 24 * HOUR, '5 days', '5 дней'],
  [21 * 24 * HOUR, '21 days', '21 день'],
])('%d ms read as a person says it', (ms, english, russian) => {
  expect(en.span(spanOf(ms))).toBe(english)
  expect(ru.span(spanOf(ms))).toBe(russian)
})

test('time over and time left differ by words, not by a minus', () => {
  expect(en.board.remaining(spanOf(10 * MINUTE))).toBe('10 min left')
  expect(en.board.overdue(spanOf(-10 * MINUTE))).toBe('over by 10 min')
  expect(ru.board.remaining(spanOf(10 * MINUTE))).toBe('ещё 10 мин')
  expect(ru.board.overdue(spanOf(-12 * MINUTE))).toBe('просрочено на 12 мин')
})

test.each([
  [1, '1 ждёт', '1 отзыв доступа', '1 требует внимания'],
  [2, '2 ждут', '2 отзыва доступа', '2 требуют внимания'],
  [5, '5 ждут', '5 отзывов доступа', '5 требуют внимания'],
  [11, '11 ждут', '11 отзывов доступа', '11 требуют внимания'],
  [21, '21 ждёт', '21 отзыв доступа', '21 требует внимания'],
  [104, '104 ждут', '104 отзыва доступа', '104 требуют внимания'],
])('Russian counts %d the Russian way', (n, waiting, revocations, parked) => {
  expect(ru.hcp.waiting(n)).toBe(waiting)
  expect(ru.hcp.revocations(n)).toBe(revocations)
  expect(ru.hcp.parked(n)).toBe(parked)
})

test('English counts one and many', () => {
  expect(en.hcp.revocations(1)).toBe('1 revocation')
  expect(en.hcp.revocations(3)).toBe('3 revocations')
  expect(en.hcp.parked(2)).toBe('2 need attention')
})

test('a time of today is short, any other day is named', () => {
  const noon = new Date(2027, 4, 12, 12, 5).getTime()
  expect(formats.en.moment(noon, noon)).toBe('12:05')
  expect(formats.en.moment(noon, noon + 24 * HOUR)).toBe('12 May, 12:05')
  expect(formats.ru.moment(noon, noon + 24 * HOUR)).toContain('12 мая')
})

/** Every leaf of the two trees; that none is missing is the compiler's business. */
function leaves(tree: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (tree === null || typeof tree !== 'object') return [[path, tree]]
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, `${path}.${key}`))
}

test('no sentence is empty, and no Russian one was left in English', () => {
  const english = new Map(leaves(en, ''))
  for (const [path, words] of leaves(ru, '')) {
    // The example of a table has cells nobody needs to fill.
    if (typeof words !== 'string' || path.startsWith('.importing.template.example')) continue
    expect(words.trim(), path).not.toBe('')
    const same = words === english.get(path)
    const isName =
      /^[\p{Lu}\d←↑↓→ ]|^(?:Enter|Esc|Ctrl|Shift)$/u.test(words) && !/[a-z]{3,} [a-z]{3,}/u.test(words)
    expect(!same || isName, `${path}: ${words}`).toBe(true)
  }
})
