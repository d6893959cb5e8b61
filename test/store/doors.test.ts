import { describe, expect, it } from 'vitest'
import {
  doorsWithReaders,
  hasNoEntrance,
  latestAtDoors,
  refreshDoors,
  setDirection,
} from '../../src/main/store/doors.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { insertPassage, pictureOf } from '../../src/main/store/passages.ts'
import { allReaders, putReader, setReaderDirection } from '../../src/main/store/readers.ts'
import { type DoorWithReaders, isMapped, leads } from '../../src/shared/door-map.ts'
import type { Direction } from '../../src/shared/visit.ts'
import { addDecided, NOW_MS, newStore } from './desk-store.ts'

const GATE = { doorId: '12', name: 'Gate' }
const PARKING = { doorId: '15', name: 'Parking' }

function site(): Store {
  const store = newStore()
  refreshDoors(store, [GATE, PARKING])
  return store
}

function pass(store: Store, eventKey: string, change: object = {}): number {
  const passage = {
    eventKey,
    atMs: NOW_MS,
    eventType: 196_893,
    granted: true,
    doorId: '12',
    doorName: 'Gate',
    direction: 'none',
    personId: '',
    guestId: null,
    visitId: null,
    readerId: '',
    pictureUri: '',
  } as const
  return insertPassage(store, { ...passage, ...change }) ?? 0
}

describe('readers', () => {
  it('keep their direction when they are called otherwise or seen elsewhere', () => {
    const store = site()
    putReader(store, { readerId: '21', doorId: '12', name: 'Reader 1' })
    expect(allReaders(store)).toEqual([{ readerId: '21', doorId: '12', name: 'Reader 1', direction: null }])
    setReaderDirection(store, '21', 'exit')
    putReader(store, { readerId: '21', doorId: '15', name: 'Outside' })
    expect(allReaders(store)).toEqual([{ readerId: '21', doorId: '15', name: 'Outside', direction: 'exit' }])
    setReaderDirection(store, '21', null)
    setReaderDirection(store, 'nobody', 'entry')
    expect(allReaders(store)).toMatchObject([{ direction: null }])
    expect(() => setReaderDirection(store, '21', 'up' as Direction)).toThrow('CHECK')
  })

  it('stand at their door by name, and go with it', () => {
    const store = site()
    putReader(store, { readerId: '22', doorId: '12', name: 'B' })
    putReader(store, { readerId: '23', doorId: '12', name: 'A' })
    putReader(store, { readerId: '24', doorId: 'unknown', name: 'C' })
    expect(doorsWithReaders(store)).toEqual([
      {
        ...GATE,
        direction: null,
        readers: [
          { readerId: '23', name: 'A', direction: null },
          { readerId: '22', name: 'B', direction: null },
        ],
      },
      { ...PARKING, direction: null, readers: [] },
    ])
    refreshDoors(store, [PARKING])
    expect(allReaders(store)).toEqual([])
  })
})

describe('an entrance', () => {
  it.each<[what: string, map: (store: Store) => void, isWithout: boolean]>([
    ['is missing where nobody has said anything', () => undefined, true],
    ['is missing where all doors lead out', (store) => setDirection(store, '12', 'exit'), true],
    ['is a door', (store) => setDirection(store, '12', 'entry'), false],
    ['is a reader of a door that leads out', (store) => mapReader(store, '12', 'entry'), false],
    ['is not a reader that leads out', (store) => mapReader(store, '12', 'exit'), true],
    ['is not a reader of a door that is gone', (store) => mapReader(store, '99', 'entry'), true],
  ])('%s', (_what, map, isWithout) => {
    const store = site()
    setDirection(store, '15', 'exit')
    map(store)
    expect(hasNoEntrance(store)).toBe(isWithout)
  })

  it('is not missed before the doors are known', () => {
    expect(hasNoEntrance(newStore())).toBe(false)
  })

  function mapReader(store: Store, doorId: string, direction: Direction): void {
    putReader(store, { readerId: '21', doorId, name: '' })
    setReaderDirection(store, '21', direction)
  }
})

describe('a door of the map', () => {
  const door = (direction: Direction | null, ...readers: (Direction | null)[]): DoorWithReaders => ({
    ...GATE,
    direction,
    readers: readers.map((reader, i) => ({ readerId: `${i}`, name: '', direction: reader })),
  })
  it.each<[what: string, door: DoorWithReaders, mapped: boolean, ways: readonly Direction[]]>([
    ['of which nobody has spoken', door(null), false, []],
    ['that means nothing', door('none'), true, ['none']],
    ['with a direction', door('entry', null), true, ['entry']],
    ['of whose readers one is left', door(null, 'entry', null), false, ['entry']],
    ['with a reader on each side', door(null, 'entry', 'exit'), true, ['entry', 'exit']],
    ['with one that goes the other way', door('exit', 'entry'), true, ['entry', 'exit']],
  ])('%s', (_what, one, mapped, ways) => {
    expect(isMapped(one)).toBe(mapped)
    expect((['entry', 'exit', 'none'] as const).filter((way) => leads(one, way))).toEqual(ways)
  })
})

describe('who was seen at a door', () => {
  it('are the newest of anybody, the last of one second first, guests by name', () => {
    const store = site()
    const { guestId } = addDecided(store)
    const ids = [3, 1, 2, 2, 0].map((second, i) => pass(store, `e${i}`, { atMs: NOW_MS + second * 1_000 }))
    const [last = 0, , second, third] = ids
    store
      .prepare('UPDATE passage SET guestId = ?, readerId = ?, granted = 0 WHERE passageId = ?')
      .run(guestId, '21', last)
    pass(store, 'elsewhere', { doorId: '15' })
    pass(store, 'at no door HCP has', { doorId: '99' })
    const latest = latestAtDoors(store, 3)
    expect([...latest.keys()].sort()).toEqual(['12', '15'])
    expect(latest.get('12')?.map((seen) => seen.passageId)).toEqual([last, third, second])
    expect(latest.get('12')?.[0]).toEqual({
      passageId: last,
      atMs: NOW_MS + 3_000,
      readerId: '21',
      granted: false,
      familyName: 'Петрова',
      givenName: 'Алёна',
    })
    expect(latest.get('12')?.[1]).toMatchObject({ granted: true, familyName: '', givenName: '' })
  })

  it('are found by the door, however many passages there are', () => {
    const store = site()
    const asked: string[] = []
    const prepare = store.prepare.bind(store)
    store.prepare = (sql: string) => {
      asked.push(sql)
      return prepare(sql)
    }
    latestAtDoors(store, 5)
    const plan = asked.flatMap((sql) =>
      prepare<[number], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(5)
        .map((step) => step.detail),
    )
    expect(plan.join('\n')).toContain('passage_by_door (doorId=?)')
    expect(plan.filter((step) => /^SCAN [pgq]\b/.test(step))).toEqual([])
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
  })
})

it('a passage knows where its picture is, if it has one', () => {
  const store = site()
  const id = pass(store, 'e1', { pictureUri: 'Vsm://event/e1' })
  expect(pictureOf(store, id)).toEqual({ eventKey: 'e1', pictureUri: 'Vsm://event/e1' })
  expect(pictureOf(store, pass(store, 'e2'))).toBeUndefined()
  expect(pictureOf(store, 4711)).toBeUndefined()
})
