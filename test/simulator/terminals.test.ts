import { describe, expect, test } from 'vitest'
import { type Copy, decide, wantedCopy } from '../../src/simulator/terminals.ts'

const BEGIN_MS = Date.parse('2025-10-03T09:00:00+05:00')
const END_MS = Date.parse('2025-10-03T22:00:00+05:00')

const COPY: Copy = {
  personId: '8562',
  personCode: 'GP1',
  familyName: 'Petrova',
  givenName: 'Anna',
  beginMs: BEGIN_MS,
  endMs: END_MS,
  faceSha: 'abc',
  levelIds: ['7'],
}

describe('a terminal decides', () => {
  test.each([
    ['nobody it knows', undefined, BEGIN_MS, 197151, 'unknown-face', false],
    ['known without a face', { ...COPY, faceSha: null }, BEGIN_MS, 197151, 'unknown-face', false],
    ['no level left', { ...COPY, levelIds: [] }, BEGIN_MS, 197635, 'no-level', true],
    ['a second too early', COPY, BEGIN_MS - 1_000, 197384, 'not-yet-valid', true],
    ['a millisecond too early is a second too early', COPY, BEGIN_MS - 1, 197384, 'not-yet-valid', true],
    ['the first second', COPY, BEGIN_MS, 196893, 'granted', true],
    ['the last second', COPY, END_MS + 999, 196893, 'granted', true],
    ['a second too late', COPY, END_MS + 1_000, 197633, 'expired', true],
    ['no level goes before too late', { ...COPY, levelIds: [] }, END_MS + 1_000, 197635, 'no-level', true],
  ])('%s', (_name, copy, nowMs, eventType, reason, recognised) => {
    const granted = reason === 'granted'
    expect(decide(copy, nowMs)).toEqual({ granted, eventType, reason, recognised })
  })

  test.each([
    ['deleted', undefined, ['7'], COPY, null],
    ['never had a level here', COPY, [], undefined, null],
    ['lost the level', COPY, [], COPY, { ...COPY, levelIds: [] }],
    ['got a level', COPY, ['8'], undefined, { ...COPY, levelIds: ['8'] }],
  ])('%s: what the door should know', (_name, person, levelIds, present, wanted) => {
    expect(wantedCopy(person, levelIds, present)).toEqual(wanted)
  })
})
