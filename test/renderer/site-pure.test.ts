import { describe, expect, it, test } from 'vitest'
import {
  isUnsaid,
  justSeen,
  newestOf,
  searchDoors,
  takeDoors,
} from '../../src/renderer/screens/site/door-list.ts'
import { isSame, problemOf, travelsOpenly } from '../../src/renderer/screens/site/receiver.ts'
import type { MappedDoor, SeenAtDoor } from '../../src/shared/door-map.ts'

const NOW = Date.UTC(2027, 4, 12, 11, 32)
const MINUTE = 60_000

const seen = (passageId: number, minutesAgo: number): SeenAtDoor => ({
  passageId,
  atMs: NOW - minutesAgo * MINUTE,
  readerId: '',
  granted: true,
  familyName: 'Petrova',
  givenName: 'Anna',
})
const door = (doorId: string, part: Partial<MappedDoor> = {}): MappedDoor => ({
  doorId,
  name: `Door ${doorId}`,
  direction: 'entry',
  readers: [],
  latest: [],
  ...part,
})
const ids = (doors: readonly MappedDoor[]): readonly string[] => doors.map(({ doorId }) => doorId)

describe('the order of the doors', () => {
  const first = [door('1'), door('2', { direction: null }), door('3'), door('4', { direction: null })]

  it('begins with those nobody has spoken of', () => {
    expect(ids(takeDoors(null, first))).toEqual(['2', '4', '1', '3'])
  })

  it('stays as it was when one of them is said, and when main answers in another order', () => {
    const before = takeDoors(null, first)
    const said = [door('4'), door('3'), door('2', { direction: 'exit' }), door('1')]
    expect(ids(takeDoors(before, said))).toEqual(['2', '4', '1', '3'])
  })

  it('puts new doors on top, and forgets those that are gone', () => {
    expect(ids(takeDoors(takeDoors(null, first), [door('9'), door('1'), door('4')]))).toEqual(['9', '4', '1'])
  })

  it('keeps the identity of what did not change', () => {
    const before = takeDoors(null, first)
    const after = takeDoors(
      before,
      first.map((one) => (one.doorId === '3' ? { ...one, latest: [seen(1, 0)] } : { ...one })),
    )
    expect(after.map((one, index) => one === before[index])).toEqual([true, true, true, false])
  })
})

test.each<[string, Partial<MappedDoor>, boolean]>([
  ['a door nobody has spoken of', { direction: null }, true],
  ['a door that means nothing', { direction: 'none' }, false],
  [
    'a door of which one reader was spoken of',
    {
      direction: null,
      readers: [
        { readerId: 'a', name: '', direction: 'entry' },
        { readerId: 'b', name: '', direction: null },
      ],
    },
    true,
  ],
  [
    'a door all of whose readers were spoken of',
    { direction: null, readers: [{ readerId: 'a', name: '', direction: 'entry' }] },
    false,
  ],
])('%s', (_, part, unsaid) => {
  expect(isUnsaid(door('1', part))).toBe(unsaid)
})

describe('what lights up', () => {
  const before = [door('1', { latest: [seen(7, 1)] }), door('2')]

  it('is a passage that was not known before', () => {
    const found = [door('1', { latest: [seen(7, 1)] }), door('2', { latest: [seen(8, 1)] })]
    expect([...justSeen(before, found, NOW)]).toEqual([8])
  })

  it('is nothing that was read late', () => {
    expect(justSeen(before, [door('2', { latest: [seen(8, 40)] })], NOW).size).toBe(0)
  })

  it('may come from a clock that is ahead', () => {
    expect([...justSeen(before, [door('2', { latest: [seen(8, -2)] })], NOW)]).toEqual([8])
  })
})

test('the door somebody was seen at last', () => {
  expect(newestOf([door('1')])).toBeNull()
  const doors = [door('1', { latest: [seen(1, 9)] }), door('2', { latest: [seen(2, 3)] }), door('3')]
  expect(newestOf(doors)?.doorId).toBe('2')
})

test.each([
  ['', ['1', '2']],
  ['  ГОСТЕВАЯ ', ['1']],
  ['снаружи', ['2']],
  ['nowhere', []],
])('a search for “%s” finds doors by their own and their readers’ names', (text, found) => {
  const doors = [
    door('1', { name: 'Гостевая' }),
    door('2', { readers: [{ readerId: 'r', name: 'Считыватель снаружи', direction: null }] }),
  ]
  expect(ids(searchDoors(doors, text))).toEqual(found)
})

test.each([
  ['https://notices.example/hook', false],
  ['http://10.20.30.40:8080/hook', true],
  [' HTTP://receiver.lan ', true],
  ['http://localhost:3000', false],
  ['http://127.0.0.1/hook', false],
  ['http://[::1]:8080/', false],
  ['http://127.0.0.1.example.com/', true],
  ['http', false],
  ['', false],
])('%s: names travel unencrypted: %s', (address, openly) => {
  expect(travelsOpenly(address)).toBe(openly)
})

test('what the form itself can tell is wrong', () => {
  expect(problemOf({ url: ' ', kinds: ['entry'] }, false)).toBe('addressNeeded')
  expect(problemOf({ url: '', kinds: ['entry'] }, true)).toBe('addressEmpty')
  expect(problemOf({ url: 'https://a.example', kinds: [] }, true)).toBe('kindsEmpty')
  expect(problemOf({ url: 'https://a.example', kinds: ['group'] }, false)).toBeNull()
})

test('two drafts are the same whatever the order of their ticks, and however the address is written', () => {
  const one = { url: 'https://a.example', kinds: ['entry', 'exit'] as const }
  expect(isSame(one, { url: ' https://a.example', kinds: ['exit', 'entry'] })).toBe(true)
  expect(isSame(one, { ...one, url: 'HTTPS://a.example/' })).toBe(true)
  expect(isSame(one, { ...one, url: 'https://a.example/hook' })).toBe(false)
  expect(isSame(one, { ...one, kinds: ['entry'] })).toBe(false)
})
