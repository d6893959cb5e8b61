import { describe, expect, it } from 'vitest'
import { createStateFeed, type Dirt } from '../../src/main/app/state-feed.ts'
import { VirtualTime } from '../virtual-time.ts'

const clean: Dirt = {
  visitIds: new Set(),
  passageIds: new Set(),
  parts: new Set(),
}

function openFeed(isBroken: () => boolean = () => false) {
  const time = new VirtualTime()
  const built: Dirt[] = []
  const pushed: object[] = []
  const errors: unknown[] = []
  const feed = createStateFeed(
    time,
    (dirt) => {
      built.push(dirt)
      if (isBroken()) throw new RangeError('a mistake in here')
      return { goneVisitIds: [...dirt.visitIds] }
    },
    (change) => pushed.push(change),
    (error) => errors.push(error),
  )
  return { time, feed, built, pushed, errors }
}

describe('the state feed', () => {
  it('gathers a burst into one patch, each thing once', async () => {
    const { time, feed, built, pushed } = openFeed()
    feed.touch({ visitIds: [1, 2] })
    feed.touch({ visitIds: [2, 3], passageIds: [7] })
    feed.touch({ levels: true })
    feed.touch({})
    expect(pushed).toEqual([])
    await time.pass(100)
    expect(built).toEqual([
      { ...clean, visitIds: new Set([1, 2, 3]), passageIds: new Set([7]), parts: new Set(['levels']) },
    ])
    expect(pushed).toEqual([{ goneVisitIds: [1, 2, 3] }])
  })

  it('is quick, and a steady stream does not hold it up', async () => {
    const { time, feed, pushed } = openFeed()
    for (let ms = 0; ms < 1_000; ms += 1) {
      feed.touch({ visitIds: [ms] })
      await time.pass(1)
    }
    expect(pushed.length).toBeGreaterThanOrEqual(1_000 / 100)
    await time.pass(100)
    expect(pushed.length).toBeLessThanOrEqual(1_000 / 5)
  })

  it('starts afresh after each patch, and sends one even for a mere change of status', async () => {
    const { time, feed, built } = openFeed()
    feed.touch({ visitIds: [1], levels: true })
    await time.pass(100)
    feed.touch({})
    await time.pass(100)
    expect(built[1]).toEqual(clean)
    await time.pass(10_000)
    expect(built).toHaveLength(2)
  })

  it('makes small patches of a rush, one after another, and forgets nothing', async () => {
    const { time, feed, built } = openFeed()
    const ids = Array.from({ length: 120 }, (_, i) => i)
    feed.touch({ visitIds: ids, passageIds: ids.map((id) => 1_000 + id), incidents: true })
    await time.pass(15)
    expect(built).toHaveLength(1)
    // Touched again before its turn has come: it goes once.
    feed.touch({ visitIds: [119] })
    await time.pass(1_000)
    expect(
      built.map((dirt) => [dirt.visitIds.size, dirt.passageIds.size, dirt.parts.has('incidents')]),
    ).toEqual([
      [50, 100, true],
      [50, 20, false],
      [20, 0, false],
    ])
    expect(built.flatMap((dirt) => [...dirt.visitIds])).toEqual(ids)
  })

  it('says after a mistake that the screen must ask for everything, and goes on', async () => {
    let isBroken = true
    const { time, feed, pushed, errors } = openFeed(() => isBroken)
    feed.touch({ visitIds: [1] })
    await time.pass(100)
    expect(errors).toEqual([expect.any(RangeError)])
    expect(pushed).toEqual([{ stale: true }])
    isBroken = false
    feed.touch({ visitIds: [2] })
    await time.pass(100)
    expect(pushed).toEqual([{ stale: true }, { goneVisitIds: [2] }])
    expect(errors).toHaveLength(1)
  })

  it('is silent once closed', async () => {
    const { time, feed, built } = openFeed()
    feed.touch({ visitIds: [1] })
    feed.close()
    feed.touch({ visitIds: [2] })
    await time.pass(1_000)
    expect(built).toEqual([])
  })
})
