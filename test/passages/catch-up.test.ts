import { describe, expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import type { CatchUp } from '../../src/shared/status.ts'
import type { SimulatorOptions } from '../../src/simulator/simulator.ts'
import { HOUR_MS, NOW_MS } from '../store/desk-store.ts'
import { MINUTE_MS, watch } from './watch.ts'

const PIECES = 5
const WEEKEND_MS = PIECES * 12 * HOUR_MS
const ROWS_A_PIECE = 120

/** A site that went on passing doors for a weekend while its desk was off. */
async function weekendOff(rules: SimulatorOptions = {}) {
  const w = await watch(rules, (simulator) =>
    simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - 1_000 }),
  )
  await w.monitor().stop()
  w.simulator.addEvents(
    Array.from({ length: PIECES * ROWS_A_PIECE }, (_, i) => ({
      doorIndexCode: '12',
      atMs: NOW_MS + (i + 1) * (WEEKEND_MS / PIECES / ROWS_A_PIECE),
    })),
  )
  await w.time.pass(WEEKEND_MS)
  w.queries.length = 0
  w.taken.length = 0
  const seen: (CatchUp | null)[] = []
  w.whenTaken(() => seen.push(w.monitor().catchingUp()))
  return { ...w, seen }
}

const isRising = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0))

describe('a weekend off', () => {
  it.each<[what: string, rules: SimulatorOptions, callsAPiece: number]>([
    ['a lenient server', {}, 1],
    ['a strict one', { eventTypeRequired: true, doorsRequired: true }, 13],
  ])('is caught up with in bounded pieces, and %s is not asked more for it', async (_what, rules, calls) => {
    const w = await weekendOff(rules)
    await w.restart()
    expect(w.keys()).toBe(1 + PIECES * ROWS_A_PIECE)
    expect(w.queries).toHaveLength(PIECES * calls)
    const spans = w.queries.map(({ fromMs, untilMs }) => untilMs - fromMs)
    expect(Math.max(...spans)).toBeLessThan(13 * HOUR_MS)
    expect(Math.max(...w.taken.map((news) => news.passageIds.length))).toBe(limits.visitsPerTransaction)
    expect(w.monitor().readUntilMs()).toBe(w.time.nowMs())

    const told = w.seen.flatMap((progress) => progress ?? [])
    expect(told.length, 'from the first piece to the last').toBe(w.taken.length)
    expect(new Set(told.map((progress) => progress.fromMs))).toEqual(new Set([NOW_MS]))
    expect(new Set(told.map((progress) => progress.untilMs))).toEqual(new Set([NOW_MS + WEEKEND_MS]))
    expect(isRising(told.map((progress) => progress.readUntilMs))).toBe(true)
    expect(new Set(told.map((progress) => progress.readUntilMs)).size).toBe(PIECES + 1)
    expect(w.monitor().catchingUp()).toBeNull()
    await w.minutes(1)
    expect(w.seen.at(-1)).toBeNull()
  })

  it('is gone on with where a crash has stopped it', async () => {
    const w = await weekendOff()
    w.whenTaken(() => {
      if ((w.monitor().readUntilMs() ?? 0) >= NOW_MS + 24 * HOUR_MS) void w.monitor().stop()
    })
    await w.restart()
    expect(w.monitor().readUntilMs()).toBe(NOW_MS + 24 * HOUR_MS)
    w.queries.length = 0
    w.whenTaken(() => w.seen.push(w.monitor().catchingUp()))
    await w.restart()
    expect(w.queries).toHaveLength(PIECES - 2)
    expect(w.seen[0]).toMatchObject({ fromMs: NOW_MS + 24 * HOUR_MS, untilMs: NOW_MS + WEEKEND_MS })
    expect(w.keys()).toBe(1 + PIECES * ROWS_A_PIECE)
    expect(w.monitor().catchingUp()).toBeNull()
  })

  it('goes on counting from its beginning while HCP is away', async () => {
    const w = await weekendOff()
    await w.simulator.weather.set({ down: true })
    await w.restart()
    expect(w.monitor().catchingUp()).toMatchObject({ fromMs: NOW_MS, readUntilMs: NOW_MS })
    await w.minutes(2)
    await w.simulator.weather.set({ down: false })
    await w.minutes(1)
    expect(w.seen[0]?.fromMs).toBe(NOW_MS)
    expect(w.seen[0]?.untilMs, 'the present has moved on').toBeGreaterThan(
      NOW_MS + WEEKEND_MS + 2 * MINUTE_MS,
    )
    expect(w.monitor().catchingUp()).toBeNull()
  })
})
