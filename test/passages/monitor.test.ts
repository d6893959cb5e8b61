import { describe, expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { ALWAYS_HOT, SWEPT } from '../../src/main/passages/event-types.ts'
import { CURSOR } from '../../src/main/passages/take-in.ts'
import { getFact } from '../../src/main/store/facts.ts'
import { newestPassages } from '../../src/main/store/passages.ts'
import type { SimulatorOptions } from '../../src/simulator/simulator.ts'
import { HOUR_MS, NOW_MS } from '../store/desk-store.ts'
import { EVENTS, MINUTE_MS, watch } from './watch.ts'

const CARD_UNKNOWN = 197_634

describe('the monitor', () => {
  it('reads new rows tick by tick with one call, and moves the cursor with them', async () => {
    const w = await watch({}, (simulator) =>
      simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - 5_000 }),
    )
    expect(w.keys()).toBe(1)
    expect(w.learned()).toEqual({ form: 'plain', proven: true })
    expect(w.monitor().readUntilMs()).toBe(NOW_MS)
    w.simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS + 30_000 })
    const before = w.simulator.journal.count(EVENTS)
    await w.minutes(1)
    expect(w.simulator.journal.count(EVENTS)).toBe(before + 1)
    expect(w.keys()).toBe(2)
    expect(w.monitor().readUntilMs()).toBe(NOW_MS + MINUTE_MS)
    // A quiet tick is told too: the screen shows until when all was read.
    expect(w.taken.length).toBe(2)
    await w.minutes(1)
    expect(w.taken.at(-1)).toEqual({ passageIds: [], eventTypes: [], visitIds: [], incidents: false })
  })

  it.each<[what: string, rules: SimulatorOptions, form: string, calls: number]>([
    ['a lenient server', {}, 'plain', 1],
    ['one that wants a type', { eventTypeRequired: true }, 'byType', ALWAYS_HOT.length],
    [
      'one that wants type and doors',
      { eventTypeRequired: true, doorsRequired: true },
      'byTypeAndDoors',
      ALWAYS_HOT.length,
    ],
  ])('learns the cheapest form of %s', async (_what, rules, form, calls) => {
    const w = await watch(rules, (simulator) =>
      simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - HOUR_MS }),
    )
    expect(w.learned()).toEqual({ form, proven: true })
    const before = w.simulator.journal.count(EVENTS)
    w.simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS + 1_000 })
    await w.minutes(1)
    expect(w.simulator.journal.count(EVENTS) - before).toBe(calls)
    expect(w.keys()).toBe(1)
  })

  // Every tick the hot types; the rare ones every quarter of an hour; the last day once an hour, with one of these.
  it.each<[what: string, rules: SimulatorOptions, calls: number]>([
    ['a lenient server', {}, 60],
    ['one that wants a type', { eventTypeRequired: true }, 60 * ALWAYS_HOT.length + 4 * SWEPT.length],
    [
      'one that wants type and doors',
      { eventTypeRequired: true, doorsRequired: true },
      60 * ALWAYS_HOT.length + 4 * SWEPT.length,
    ],
  ])('costs %s a fixed number of calls an hour, one at a time', async (_what, rules, calls) => {
    const w = await watch(rules, (simulator) =>
      simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - 1_000 }),
    )
    for (let hour = 0; hour < 2; hour += 1) {
      w.queries.length = 0
      await w.minutes(60)
      expect(w.queries).toHaveLength(calls)
      const spans = w.queries.map(({ fromMs, untilMs }) => untilMs - fromMs)
      expect(spans.filter((ms) => ms > 20 * HOUR_MS)).toHaveLength(
        rules.eventTypeRequired === true ? ALWAYS_HOT.length + SWEPT.length : 1,
      )
    }
    expect(w.mostUnderWay()).toBe(1)
  })

  it('never overlaps itself, however often it is woken', async () => {
    const w = await watch()
    w.queries.length = 0
    w.monitor().wake()
    await w.time.pass(0)
    expect(w.queries).toHaveLength(1)
    for (let i = 0; i < 10; i += 1) {
      w.monitor().wake()
      await w.time.pass(0)
    }
    expect(w.mostUnderWay()).toBe(1)
    await w.settle()
    expect(w.queries, 'once more, for all who woke it').toHaveLength(2)
  })

  it('does not trust a form that has brought nothing yet, and looks again', async () => {
    const w = await watch({ eventTypeRequired: true })
    expect(w.learned()).toEqual({ form: 'byType', proven: false })
    w.simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS + 15 * MINUTE_MS })
    await w.minutes(16)
    expect(w.learned()).toEqual({ form: 'byType', proven: true })
    expect(w.keys()).toBe(1)
  })

  it('remembers what it has learned and where it was', async () => {
    const w = await watch({}, (simulator) =>
      simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - HOUR_MS }),
    )
    await w.monitor().stop()
    await w.time.pass(3 * HOUR_MS)
    w.simulator.addEvent({ doorIndexCode: '13', atMs: NOW_MS + HOUR_MS })
    w.queries.length = 0
    await w.restart()
    expect(w.keys()).toBe(1)
    expect(w.queries).toHaveLength(1)
    expect(w.queries[0]).toMatchObject({
      // As far back as rare types may not have been asked for.
      fromMs: NOW_MS - 15 * MINUTE_MS - limits.tickOverlapMs,
      untilMs: NOW_MS + 3 * HOUR_MS,
    })
  })

  it('reads page by page, and stores in small pieces', async () => {
    const w = await watch({}, (simulator) =>
      simulator.addEvents(
        Array.from({ length: 1_203 }, () => ({ doorIndexCode: '12', atMs: NOW_MS - 1_000 })),
      ),
    )
    expect(w.keys()).toBe(1_203)
    expect(w.queries.map((query) => query.pageNo).slice(-3)).toEqual([1, 2, 3])
    expect(Math.max(...w.taken.map((news) => news.passageIds.length))).toBe(limits.visitsPerTransaction)
    expect(w.monitor().readUntilMs()).toBe(NOW_MS)
  })

  it('moves the cursor with the last piece only, so that a stop in between loses nothing', async () => {
    const w = await watch()
    w.simulator.addEvents(Array.from({ length: 120 }, () => ({ doorIndexCode: '12', atMs: NOW_MS + 1_000 })))
    w.whenTaken(() => void w.monitor().stop())
    await w.minutes(1)
    expect(w.keys()).toBe(limits.visitsPerTransaction)
    expect(getFact(w.store, CURSOR)).toBe(NOW_MS)
    w.whenTaken(() => undefined)
    await w.restart()
    expect(w.keys()).toBe(120)
    expect(getFact(w.store, CURSOR)).toBe(NOW_MS + MINUTE_MS)
  })

  it('takes rows of one second once each, and late ones within the overlap', async () => {
    const w = await watch()
    const second = { doorIndexCode: '12', atMs: NOW_MS + 1_000 }
    w.simulator.addEvents([second, second, { ...second, eventId: 'twice' }, { ...second, eventId: 'twice' }])
    await w.minutes(1)
    expect(w.keys()).toBe(3)
    w.simulator.addEvent({ doorIndexCode: '13', atMs: NOW_MS - MINUTE_MS })
    await w.minutes(1)
    expect(w.keys()).toBe(4)
    await w.minutes(3)
    expect(w.keys()).toBe(4)
  })

  it('finds after an hour what a terminal brought later than the overlap', async () => {
    const w = await watch()
    await w.minutes(20)
    w.simulator.addEvent({ doorIndexCode: '13', atMs: NOW_MS + 2 * MINUTE_MS })
    await w.minutes(10)
    expect(w.keys()).toBe(0)
    await w.minutes(32)
    expect(w.keys()).toBe(1)
  })

  it('keeps the cursor while HCP is away, and misses nothing', async () => {
    const w = await watch()
    await w.simulator.weather.set({ down: true })
    await w.minutes(10)
    expect(w.monitor().readUntilMs()).toBe(NOW_MS)
    w.simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS + MINUTE_MS })
    await w.simulator.weather.set({ down: false })
    w.gate.tryNow()
    w.monitor().wake()
    await w.settle()
    expect(w.keys()).toBe(1)
    expect(w.monitor().readUntilMs()).toBe(w.time.nowMs())
  })

  it('keeps the cursor when the second page breaks', async () => {
    const w = await watch()
    w.simulator.addEvents(Array.from({ length: 700 }, () => ({ doorIndexCode: '12', atMs: NOW_MS + 1_000 })))
    await w.time.pass(MINUTE_MS - 1)
    const first = w.simulator.journal.count(EVENTS)
    w.simulator.weather.add({ kind: 'delay', ms: 30, path: EVENTS, times: 1 })
    await w.time.pass(1)
    // The first page is under way; the next request will find a busy server.
    while (w.simulator.journal.count(EVENTS) === first)
      await new Promise((resolve) => {
        setTimeout(resolve, 1)
      })
    w.simulator.weather.add({ kind: 'code', code: '6', path: EVENTS, times: 1 })
    await w.settle()
    expect(w.monitor().readUntilMs()).toBe(NOW_MS)
    expect(w.keys()).toBe(0)
    await w.minutes(1)
    expect(w.keys()).toBe(700)
  })

  it('becomes stricter with a server that has become so', async () => {
    const w = await watch({}, (simulator) =>
      simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - 1_000 }),
    )
    expect(w.learned()).toEqual({ form: 'plain', proven: true })
    w.simulator.weather.add({ kind: 'code', code: '2', path: EVENTS, times: 1 })
    await w.minutes(1)
    expect(w.learned()).toMatchObject({ form: 'byType' })
    expect(w.monitor().readUntilMs()).toBe(NOW_MS)
    w.simulator.addEvent({ doorIndexCode: '12', atMs: w.time.nowMs() })
    await w.minutes(2)
    expect(w.keys()).toBe(2)
  })

  it('asks at every tick for what this site has seen lately', async () => {
    const w = await watch({ eventTypeRequired: true }, (simulator) =>
      simulator.addEvents([
        { doorIndexCode: '12', atMs: NOW_MS - 1_000 },
        { doorIndexCode: '12', atMs: NOW_MS - 1_000, eventType: CARD_UNKNOWN },
      ]),
    )
    w.queries.length = 0
    await w.minutes(1)
    expect(w.queries.map((query) => query.eventType)).toContain(CARD_UNKNOWN)
    expect(w.queries).toHaveLength(ALWAYS_HOT.length + 1)
  })

  it('finds what is rare within a quarter of an hour where every type is asked for by itself', async () => {
    const w = await watch({ eventTypeRequired: true }, (simulator) =>
      simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - 1_000 }),
    )
    expect(w.learned()).toEqual({ form: 'byType', proven: true })
    await w.minutes(2)
    w.simulator.addEvent({ doorIndexCode: '12', atMs: w.time.nowMs(), eventType: CARD_UNKNOWN })
    await w.minutes(18)
    expect(w.keys()).toBe(2)
    expect(newestPassages(w.store, 1)).toMatchObject([{ eventType: CARD_UNKNOWN, granted: false }])
  })

  it('finds what is rare in every piece of a weekend it catches up with', async () => {
    const w = await watch({ eventTypeRequired: true }, (simulator) =>
      simulator.addEvent({ doorIndexCode: '12', atMs: NOW_MS - 1_000 }),
    )
    await w.monitor().stop()
    w.simulator.addEvents(
      Array.from({ length: 5 }, (_, i) => ({
        doorIndexCode: '12',
        atMs: NOW_MS + (12 * i + 6) * HOUR_MS,
        eventType: CARD_UNKNOWN + (i === 0 ? 0 : 1),
      })),
    )
    await w.time.pass(60 * HOUR_MS)
    await w.restart()
    expect(w.keys()).toBe(6)
  })

  it('asks nothing while the gate is shut, and nothing after it was stopped', async () => {
    const w = await watch()
    await w.simulator.weather.set({ down: true })
    await w.minutes(1)
    w.queries.length = 0
    w.monitor().wake()
    await w.settle()
    expect(w.queries).toEqual([])
    await w.monitor().stop()
    await w.simulator.weather.set({ down: false })
    await w.minutes(3)
    expect(w.queries).toEqual([])
  })
})
