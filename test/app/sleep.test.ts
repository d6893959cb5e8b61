import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CURSOR } from '../../src/main/passages/take-in.ts'
import { putFact } from '../../src/main/store/facts.ts'
import { type Harness, startHarness } from '../desk-harness.ts'

const EVENTS = '/acs/v1/door/events'
const HOUR_MS = 3_600_000

describe('a desk on a machine that sleeps', () => {
  let h: Harness
  beforeEach(async () => {
    h = await startHarness({}, 60_000)
    await h.until('the monitor has ticked', () => h.desk().state().status.passagesReadUntilMs)
  })
  afterEach(() => h.close())

  it('does not wait after waking for answers that cannot come any more', async () => {
    const before = h.simulator.journal.count(EVENTS)
    h.simulator.weather.add({ kind: 'delay', ms: 60_000, path: EVENTS, times: 1 })
    h.desk().tryNow()
    await h.until('a question is under way', () => h.simulator.journal.count(EVENTS) > before)
    h.desk().suspend()
    const wokenAtMs = Date.now()
    h.desk().resume()
    await h.until(
      'read up to now',
      () => (h.desk().state().status.passagesReadUntilMs ?? 0) >= wokenAtMs - 1_000,
      10_000,
    )
  })

  it('shows how far it has come with what it missed, piece by piece, also where nobody passed', async () => {
    const nowMs = Date.now()
    putFact(h.desk().store, CURSOR, nowMs - 60 * HOUR_MS)
    h.patches.length = 0
    h.desk().resume()
    await h.until('at the present', () => {
      const shown = h.patches.at(-1)?.status
      return shown?.catchingUp === null && (shown.passagesReadUntilMs ?? 0) >= nowMs - 1_000
    })
    const told = h.patches.flatMap((patch) => patch.status?.catchingUp ?? [])
    expect(told.length).toBeGreaterThan(0)
    expect(new Set(told.map((progress) => progress.fromMs))).toEqual(new Set([nowMs - 60 * HOUR_MS]))
    const read = told.map((progress) => progress.readUntilMs)
    expect(read).toEqual([...read].sort((a, b) => a - b))
    expect(h.desk().state().status.catchingUp).toBeNull()
  })
})
