import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GroupView } from '../../src/shared/group.ts'
import { fastTime, type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'

const CREATE = '/resource/v1/person/single/add'
const ADD = '/acs/v1/privilege/group/single/addPersons'
const APPLY = '/visitor/v1/auth/reapplication'
const WALK_IN = 'Hurried'
/** What HCP takes for each call; ten times as long for the desk, whose time runs fast. */
const CALL_MS = 25
const AT_ONCE = 4
/** Calls that the reconciler has handed to the gate, under way ones included: these can not be taken back. */
const HANDED_OVER = 8

/** Calls of anybody's access; the monitor's and those that read the site apart. */
const ACCESS = /^\/(?:resource\/v1\/person|acs\/v1\/privilege\/group\/|visitor\/v1\/auth)/

describe('while a group runs', { timeout: 60_000 }, () => {
  let h: Harness
  beforeEach(async () => {
    const limits = { ratePerSecond: 1_000, burst: 1_000, concurrency: AT_ONCE }
    h = await startHarness({ applyDelayMs: 0 }, 600_000, limits, null, fastTime(10))
    await h.simulator.weather.set({ troubles: [{ kind: 'delay', ms: CALL_MS }] })
  })
  afterEach(() => h.close())

  async function startGroup(count: number): Promise<number> {
    const photo = await h.desk().acceptPhoto(await somePortrait())
    if (!photo.ok) throw new Error(photo.problem)
    const asks = Array.from({ length: count }, (_, i) =>
      someGuest({ familyName: `Guest ${i}`, photoHash: photo.photoHash }),
    )
    const answer = h.desk().groups.enrol('Tour', asks)
    if (!answer.ok) throw new Error('not enrolled')
    return answer.groupId
  }

  const group = (groupId: number): GroupView | undefined =>
    h
      .desk()
      .groups.view()
      .find((one) => one.groupId === groupId)
  const ofGroup = () => h.simulator.persons().filter((one) => one.familyName.startsWith('Guest'))
  const lastSeq = (): number => h.simulator.journal.rows.at(-1)?.seq ?? 0
  const pathsSince = (seq: number): string[] =>
    h.simulator.journal.rows.filter((row) => row.seq > seq && ACCESS.test(row.path)).map((row) => row.path)
  const isStill = async (): Promise<void> => {
    await h.until('nothing is under way', () => h.simulator.journal.inFlight() === 0)
    await new Promise((resolve) => setTimeout(resolve, 10 * CALL_MS))
  }

  function walkIn(): number {
    const answer = h.desk().desk.enrol(someGuest({ familyName: WALK_IN }))
    if (!answer.ok) throw new Error('not enrolled')
    return answer.visitId
  }

  it('a walk-in is on the doors before it, and waits for no more than what was under way', async () => {
    const groupId = await startGroup(100)
    await h.until('thirty are made', () => ofGroup().length >= 30)
    const before = lastSeq()
    const madeBefore = ofGroup().length
    const visitId = walkIn()
    await h.until('his doors know him', () =>
      h.simulator.persons().some((one) => one.familyName === WALK_IN && one.applied?.levelIds.length),
    )
    const paths = pathsSince(before)
    // In the order in which HCP numbers its persons.
    const all = h.simulator.persons()
    const madeInFront = all
      .slice(
        0,
        all.findIndex((one) => one.familyName === WALK_IN),
      )
      .filter((one) => one.familyName.startsWith('Guest')).length
    expect(madeInFront - madeBefore, 'before he is made').toBeLessThanOrEqual(HANDED_OVER)
    const added = paths.indexOf(ADD)
    const creates = paths.flatMap((path, i) => (path === CREATE ? [i] : []))
    const his = creates[madeInFront - madeBefore] ?? 0
    expect(added - his - 1, 'between his creation and his level').toBeLessThanOrEqual(HANDED_OVER)
    expect(paths.indexOf(APPLY) - added - 1, 'between his level and his doors').toBeLessThanOrEqual(
      HANDED_OVER,
    )
    expect(
      ofGroup().every((one) => one.applied === null),
      'nobody of the group is before him',
    ).toBe(true)

    await h.until('he is shown on the doors', () => h.card(visitId)?.access === 'onDoors')
    expect(group(groupId)).toMatchObject({ result: null })
    expect(group(groupId)?.waiting).toBeGreaterThan(0)
    await h.until('the group is done', () => group(groupId)?.result, 30_000)
    expect(group(groupId)?.result).toMatchObject({ succeeded: 100, failed: 0 })
  })

  it('a shortage lets it wait like a pause, by itself; walk-ins and ends go on; then all come in', async () => {
    const earlier = walkIn()
    await h.until('a guest of before', () => h.card(earlier)?.access === 'onDoors')
    const groupId = await startGroup(40)
    const ending = walkIn()
    await h.until('ten are made', () => ofGroup().length >= 10)
    const before = lastSeq()
    await h.machine.set({ memoryPercent: 81 })
    h.desk().desk.checkOut(earlier)
    await h.until('who was promised before it', () => h.card(ending)?.access === 'onDoors')
    await h.until('the one who left', () => h.card(earlier)?.access === 'revoked')
    await isStill()
    expect(ofGroup().length).toBeLessThan(40)
    expect(ofGroup().filter((one) => one.applied?.levelIds.length)).toEqual([])
    expect(pathsSince(before).filter((path) => path === CREATE).length).toBeLessThanOrEqual(HANDED_OVER + 1)
    expect(group(groupId)).toMatchObject({ paused: false, waiting: 40, result: null })

    await h.machine.set({ memoryPercent: 70 })
    await h.until('all of it', () => group(groupId)?.result, 30_000)
    expect(group(groupId)?.result).toMatchObject({ succeeded: 40, failed: 0 })
  })

  it('a pause ends its calls with those under way; others go on; it outlives a restart; then all come in', async () => {
    const earlier = walkIn()
    await h.until('a guest of before', () => h.card(earlier)?.access === 'onDoors')
    const groupId = await startGroup(40)
    await h.until('ten are made', () => ofGroup().length >= 10)
    const before = lastSeq()
    expect(h.desk().groups.change(groupId, { kind: 'pause' })).toMatchObject({ refused: 0 })
    await isStill()
    expect(pathsSince(before).length).toBeLessThanOrEqual(HANDED_OVER)
    const made = ofGroup().length
    expect(made).toBeLessThan(40)
    expect(group(groupId)).toMatchObject({ paused: true, done: 0, waiting: 40, result: null })

    const [first = 0] = group(groupId)?.visitIds ?? []
    h.desk().desk.checkOut(earlier)
    h.desk().desk.cancel(first)
    const later = walkIn()
    await h.until('the walk-in', () => h.card(later)?.access === 'onDoors')
    await h.until('the one who left', () => h.card(earlier)?.access === 'revoked')
    await h.until('the one who is not to come', () => h.card(first)?.access === 'revoked')

    await h.reopen()
    await h.until('it is open again', () => h.desk().state().hcp?.server)
    const reopened = lastSeq()
    await isStill()
    expect(pathsSince(reopened)).toEqual([])
    expect(ofGroup().length).toBe(made)
    expect(group(groupId)).toMatchObject({ paused: true, waiting: 39, gone: 1 })

    h.desk().groups.change(groupId, { kind: 'resume' })
    await h.until('all who are to come', () => group(groupId)?.result, 30_000)
    expect(group(groupId)?.result).toMatchObject({ succeeded: 39, failed: 0 })
    expect(ofGroup().filter((one) => one.applied?.levelIds.length)).toHaveLength(39)
  })

  it('cancelled in the middle, whoever HCP had not confirmed ends without any right', async () => {
    const groupId = await startGroup(40)
    await h.until('fifteen are made', () => ofGroup().length >= 15)
    expect(h.desk().groups.change(groupId, { kind: 'cancelRest' })).toEqual({ changed: 40, refused: 0 })
    const { visitIds = [] } = group(groupId) ?? {}
    await h.until('nobody may come in', () =>
      visitIds.every((visitId) => h.card(visitId)?.access === 'revoked'),
    )
    expect(ofGroup().flatMap((one) => [...one.levelIds, ...(one.applied?.levelIds ?? [])])).toEqual([])
    // Who was on the way to HCP is there, without rights; of the others HCP has never heard.
    expect(ofGroup().length).toBeLessThanOrEqual(15 + 2 * HANDED_OVER)
    await h.until('its result', () => group(groupId)?.result)
    expect(group(groupId)).toMatchObject({ gone: 40, result: { succeeded: 0, failed: 0 } })
  })
})
