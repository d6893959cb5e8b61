import { describe, expect, it } from 'vitest'
import { NOW_MS } from '../store/desk-store.ts'
import { MINUTE_MS, watch } from './watch.ts'

describe('a machine that sleeps', () => {
  it('starts no tick until it is awake, and looks at once then', async () => {
    const w = await watch()
    w.queries.length = 0
    w.monitor().suspend()
    await w.minutes(4)
    // What else happens, such as a return of HCP, does not wake a machine.
    w.monitor().wake()
    await w.settle()
    expect(w.queries).toEqual([])
    w.simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS + MINUTE_MS })
    w.monitor().resume()
    await w.settle()
    expect(w.keys()).toBe(1)
    expect(w.monitor().readUntilMs()).toBe(w.time.nowMs())
    w.queries.length = 0
    await w.minutes(3)
    expect(w.queries).toHaveLength(3)
  })

  it('watches again by itself where the word of its waking never comes', async () => {
    const w = await watch()
    w.queries.length = 0
    w.monitor().suspend()
    await w.minutes(10)
    expect(w.queries.length).toBeGreaterThanOrEqual(5)
    expect(w.monitor().readUntilMs()).toBeGreaterThan(NOW_MS + 9 * MINUTE_MS)
  })
})
