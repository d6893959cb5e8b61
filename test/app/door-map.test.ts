import { expect, it } from 'vitest'
import { type Harness, startHarness } from '../desk-harness.ts'

const PARKING = '15'
const [INSIDE, OUTSIDE] = ['24', '25']

const parking = (h: Harness) =>
  h
    .desk()
    .doorMap.doors()
    .find((door) => door.doorId === PARKING)
const newest = (h: Harness) => h.desk().state().passages[0]

/** Walks somebody up to a reader of the parking, and waits until the desk has seen it. */
async function walk(h: Harness, reader: string) {
  const before = newest(h)?.passageId
  h.simulator.walk('E0001', PARKING, reader)
  return h.until('the passage is seen', () => {
    const now = newest(h)
    return now?.passageId === before ? null : now
  })
}

it('a door with a reader on each side is mapped by its readers, as they are seen', async () => {
  const h = await startHarness()
  try {
    const { doorMap } = h.desk()
    expect(doorMap.doors().map((door) => [door.doorId, door.direction, door.readers, door.latest])).toEqual(
      ['12', '13', '14', '15'].map((doorId) => [doorId, null, [], []]),
    )
    expect(h.desk().state().status.noEntrance).toBe(true)

    expect(await walk(h, OUTSIDE)).toMatchObject({ direction: 'none', hasPicture: true })
    await walk(h, INSIDE)
    expect(parking(h)).toMatchObject({
      direction: null,
      readers: [
        { readerId: INSIDE, name: 'Parking out reader 1', direction: null },
        { readerId: OUTSIDE, name: 'Parking out reader 2', direction: null },
      ],
      latest: [
        { readerId: INSIDE, granted: true },
        { readerId: OUTSIDE, granted: true },
      ],
    })

    h.patches.length = 0
    expect(doorMap.mapReader(OUTSIDE, 'entry')).toBeNull()
    await h.until('the screen hears of the entrance', () =>
      h.patches.some((patch) => patch.status?.noEntrance === false),
    )
    doorMap.mapDoor(PARKING, 'exit')
    expect((await walk(h, OUTSIDE)).direction).toBe('entry')
    expect((await walk(h, INSIDE)).direction).toBe('exit')
    doorMap.mapReader(OUTSIDE, null)
    expect((await walk(h, OUTSIDE)).direction).toBe('exit')

    doorMap.mapDoor(PARKING, null)
    doorMap.mapReader(OUTSIDE, 'entry')
    doorMap.mapReader(INSIDE, 'none')
    h.desk().hcp.diagnose()
    const diagnosis = await h.until('the doors are looked at', () => {
      const now = h.desk().hcp.view().diagnosis
      return now?.running ? null : now
    })
    const doors = diagnosis.checks.find(({ check }) => check === 'doors')
    expect(doors?.finding, 'the parking is mapped by its readers').toEqual({
      kind: 'doorsUnmapped',
      count: 3,
    })
  } finally {
    await h.close()
  }
})

it('the five latest passages of a door are shown, whoever it was', async () => {
  const h = await startHarness()
  try {
    const atMs = Date.now() - 60_000
    h.simulator.addEvents(
      Array.from({ length: 7 }, (_, i) => ({
        doorIndexCode: '12',
        atMs: atMs + i * 1_000,
        eventId: `e${i}`,
        ...(i === 6 ? { eventType: 197_151 } : { personId: '8501' }),
      })),
    )
    await h.until('all are seen', () => h.desk().state().passages.length === 7)
    const latest = h.desk().doorMap.doors()[0]?.latest ?? []
    expect(latest.map((seen) => seen.granted)).toEqual([false, true, true, true, true])
    expect(latest.map((seen) => seen.atMs)).toEqual(latest.map((seen) => seen.atMs).sort((a, b) => b - a))
    expect(new Set(latest.map((seen) => seen.familyName))).toEqual(new Set(['']))
  } finally {
    await h.close()
  }
})
