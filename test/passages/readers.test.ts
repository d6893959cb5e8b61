import { describe, expect, it } from 'vitest'
import type { DoorEvent } from '../../src/main/hcp/endpoints/events.ts'
import { takeIn } from '../../src/main/passages/take-in.ts'
import { refreshDoors, setDirection } from '../../src/main/store/doors.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { newestPassages, pictureOf } from '../../src/main/store/passages.ts'
import { allReaders, putReader, setReaderDirection } from '../../src/main/store/readers.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import type { Direction } from '../../src/shared/visit.ts'
import { NOW_MS, newStore } from '../store/desk-store.ts'
import { untold } from './untold.ts'

let events = 0

function event(change: Partial<DoorEvent> = {}): DoorEvent {
  events += 1
  return {
    eventKey: `e${events}`,
    eventType: 196_893,
    atMs: NOW_MS + events * 1_000,
    personId: '',
    doorId: '15',
    doorName: 'Parking',
    ...untold,
    ...change,
  }
}

const inner = { readerId: '24', readerName: 'Inside' }
const outer = { readerId: '25', readerName: 'Outside' }

function site(): Store {
  const store = newStore()
  refreshDoors(store, [{ doorId: '15', name: 'Parking' }])
  return store
}

const take = (store: Store, ...some: readonly DoorEvent[]) => takeIn(store, some, null, defaultPolicy)
const newest = (store: Store) => newestPassages(store, 1)[0]

describe('readers', () => {
  it('are remembered as they are seen, each written down once', () => {
    const store = site()
    const written = () => Number(store.prepare('SELECT total_changes()').pluck().get())
    const before = written()
    take(store, ...Array.from({ length: 48 }, (_, i) => event(i % 2 ? inner : outer)))
    expect(written() - before).toBe(48 + 2)
    take(store, event(inner))
    expect(written() - before).toBe(48 + 2 + 1)
    expect(allReaders(store)).toEqual([
      { readerId: '24', doorId: '15', name: 'Inside', direction: null },
      { readerId: '25', doorId: '15', name: 'Outside', direction: null },
    ])
  })

  it('are called what HCP calls them now; a row without a name takes none away', () => {
    const store = site()
    take(store, event(inner))
    setReaderDirection(store, '24', 'exit')
    take(store, event({ ...inner, readerName: 'Courtyard' }), event({ ...inner, readerName: '' }))
    expect(allReaders(store)).toEqual([
      { readerId: '24', doorId: '15', name: 'Courtyard', direction: 'exit' },
    ])
  })

  it('are not made up where a row tells none', () => {
    const store = site()
    setDirection(store, '15', 'exit')
    take(store, event())
    expect(allReaders(store)).toEqual([])
    expect(newest(store)).toMatchObject({ direction: 'exit', hasPicture: false })
  })

  it('are remembered without a name, too', () => {
    const store = site()
    take(store, event({ ...inner, readerName: '' }))
    expect(allReaders(store)).toMatchObject([{ readerId: '24', name: '' }])
  })
})

describe('the direction of a passage', () => {
  it.each<[door: Direction | null, reader: Direction | null, direction: Direction]>([
    [null, null, 'none'],
    [null, 'entry', 'entry'],
    ['exit', null, 'exit'],
    ['exit', 'entry', 'entry'],
    ['entry', 'none', 'none'],
    ['none', 'exit', 'exit'],
  ])('of a door %s and its reader %s is %s', (door, reader, direction) => {
    const store = site()
    setDirection(store, '15', door)
    putReader(store, { readerId: '25', doorId: '15', name: '' })
    setReaderDirection(store, '25', reader)
    take(store, event(outer))
    expect(newest(store)?.direction).toBe(direction)
  })

  it('stays as it was seen, whatever is said of the reader later', () => {
    const store = site()
    take(store, event(outer))
    setReaderDirection(store, '25', 'entry')
    expect(newest(store)?.direction).toBe('none')
  })
})

it('a passage keeps its reader and where its picture is', () => {
  const store = site()
  const [passageId = 0] = take(store, event({ ...outer, pictureUri: 'Vsm://event/x' })).passageIds
  expect(newest(store)).toMatchObject({ passageId, hasPicture: true })
  expect(pictureOf(store, passageId)?.pictureUri).toBe('Vsm://event/x')
  expect(store.prepare('SELECT readerId FROM passage').pluck().all()).toEqual(['25'])
})
