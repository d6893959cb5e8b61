import { describe, expect, it } from 'vitest'
import {
  enrolProblems,
  FORBIDDEN,
  NAME_MAX,
  nameProblem,
  TEXT_MAX,
  tidyText,
  WINDOW_MAX_MS,
  windowProblems,
} from '../../src/shared/enrol-rules.ts'
import { photoUrl } from '../../src/shared/visit.ts'

const NOW_MS = Date.UTC(2026, 4, 4, 8, 0, 0)

describe('tidying', () => {
  it.each<[typed: string, tidy: string]>([
    ['  Петрова ', 'Петрова'],
    ['Анна \t\n Мария', 'Анна Мария'],
    ['Анна\u00A0Мария', 'Анна Мария'],
    ['Але\u0308на', 'Алёна'],
    ['Алёна', 'Алёна'],
    // Only when the mark between letter and accent is gone do the two compose.
    ['Але\u200B\u0308на', 'Алёна'],
    ['\u200EАнна\u200B\uFEFF', 'Анна'],
    ['José', 'José'],
    ['\u200B', ''],
  ])('%j is %j', (typed, tidy) => {
    expect(tidyText(typed)).toBe(tidy)
    expect(tidyText(tidy)).toBe(tidy)
  })
})

describe('a name', () => {
  it.each<[name: string, problem: string | null]>([
    ['Петрова', null],
    ["д'Артаньян", 'forbiddenCharacters'],
    ['Петрова-Водкина', null],
    ['Ё', null],
    ['Nguyễn Thị Ánh', null],
    ['李小龍', null],
    ['😀', null],
    ['a'.repeat(NAME_MAX), null],
    [` ${'a'.repeat(NAME_MAX)} `, null],
    ['a'.repeat(NAME_MAX + 1), 'tooLong'],
    ['a\u0000', 'controlCharacters'],
    ['a\u0085', 'controlCharacters'],
    ['\uE000', 'controlCharacters'],
    ['\uDC00', 'controlCharacters'],
    ['', 'empty'],
    ['  ', 'empty'],
  ])('%j: %s', (name, problem) => {
    expect(nameProblem(name, true)).toBe(problem)
  })

  it('may be empty where it is not needed', () => {
    expect(nameProblem('', false)).toBeNull()
    expect(nameProblem('a/b', false)).toBe('forbiddenCharacters')
  })

  it('holds none of the signs HCP refuses', () => {
    expect('\'/\\:*?"<>|'.split('').filter((sign) => !FORBIDDEN.test(sign))).toEqual([])
    expect('.,-()&№+«»"'.split('').filter((sign) => FORBIDDEN.test(sign))).toEqual(['"'])
  })
})

describe('a window', () => {
  it.each<[fromMs: number, untilMs: number, problems: object]>([
    [NOW_MS, NOW_MS + 1, {}],
    [NOW_MS - 1, NOW_MS + 1, {}],
    [NOW_MS + 1, NOW_MS + 2, {}],
    [NOW_MS, NOW_MS + WINDOW_MAX_MS, {}],
    [NOW_MS, NOW_MS + WINDOW_MAX_MS + 1, { untilMs: 'tooFar' }],
    [NOW_MS, NOW_MS, { untilMs: 'endsBeforeStart' }],
    [NOW_MS + 5, NOW_MS + 4, { untilMs: 'endsBeforeStart' }],
    [NOW_MS - 5, NOW_MS, { untilMs: 'alreadyOver' }],
    [Number.NaN, NOW_MS, { fromMs: 'notADate' }],
    [Number.NEGATIVE_INFINITY, NOW_MS, { fromMs: 'notADate' }],
    [NOW_MS - WINDOW_MAX_MS, NOW_MS + 1, {}],
    [NOW_MS - WINDOW_MAX_MS - 1, NOW_MS + 1, { fromMs: 'tooFar' }],
    [NOW_MS - 50 * WINDOW_MAX_MS, NOW_MS + 1, { fromMs: 'tooFar' }],
    [-1e300, NOW_MS + 1, { fromMs: 'notADate' }],
    [1.5, NOW_MS + 1, { fromMs: 'notADate' }],
    [NOW_MS, NOW_MS + 1.5, { untilMs: 'notADate' }],
    [NOW_MS, Number.NaN, { untilMs: 'notADate' }],
    [NOW_MS, Number.POSITIVE_INFINITY, { untilMs: 'notADate' }],
  ])('%d … %d: %j', (fromMs, untilMs, problems) => {
    expect(windowProblems(fromMs, untilMs, NOW_MS)).toEqual(problems)
  })
})

describe('an ask', () => {
  const good = {
    guestId: null,
    familyName: 'Петрова',
    givenName: '',
    host: '',
    purpose: '',
    phone: '',
    fromMs: NOW_MS,
    untilMs: NOW_MS + 1,
    levelId: '7',
    photoHash: null,
  }

  it('may leave out what nobody needs', () => {
    expect(enrolProblems(good, new Set(['7']), NOW_MS)).toEqual({})
  })

  it('is told everything at once', () => {
    const bad = {
      ...good,
      familyName: ' ',
      givenName: '?',
      host: 'h'.repeat(TEXT_MAX + 1),
      purpose: '\u0001',
      untilMs: 0,
    }
    expect(enrolProblems(bad, new Set(), NOW_MS)).toEqual({
      familyName: 'empty',
      givenName: 'forbiddenCharacters',
      host: 'tooLong',
      purpose: 'controlCharacters',
      untilMs: 'endsBeforeStart',
      levelId: 'unknownLevel',
    })
  })
})

describe('the address of a picture', () => {
  it('is of the page’s own', () => {
    expect([photoUrl('ab', 'full'), photoUrl('ab', 'thumb')]).toEqual([
      '/photos/ab.jpg',
      '/photos/ab.thumb.jpg',
    ])
  })
})
