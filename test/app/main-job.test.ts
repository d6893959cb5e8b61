import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setDirection } from '../../src/main/store/doors.ts'
import { type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'

/** Photo, enrolment and visit id of a new guest. */
async function enrol(h: Harness): Promise<number> {
  const photo = await h.desk().acceptPhoto(await somePortrait())
  if (!photo.ok) throw new Error(photo.problem)
  const answer = h.desk().desk.enrol(someGuest({ photoHash: photo.photoHash }))
  if (!answer.ok) throw new Error('not enrolled')
  return answer.visitId
}

function callsSince(h: Harness, seq: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of h.simulator.journal.rows) {
    if (row.seq > seq && row.path !== '/acs/v1/door/events') counts[row.path] = (counts[row.path] ?? 0) + 1
  }
  return counts
}

const lastSeq = (h: Harness): number => h.simulator.journal.rows.at(-1)?.seq ?? 0

describe('the main job against the simulator', () => {
  let h: Harness
  beforeEach(async () => {
    h = await startHarness()
    for (const door of h.simulator.doors()) setDirection(h.desk().store, door.doorIndexCode, door.direction)
  })
  afterEach(() => h.close())

  it('enrols, lets through, revokes and refuses, with the fewest calls', async () => {
    const before = lastSeq(h)
    const visitId = await enrol(h)
    await h.until('on the doors', () => h.card(visitId)?.access === 'onDoors')
    expect(callsSince(h, before)).toEqual({
      '/resource/v1/person/single/add': 1,
      '/acs/v1/privilege/group/single/addPersons': 1,
      '/visitor/v1/auth/reapplication': 1,
      '/resource/v1/person/personCode/personInfo': 1,
      '/visitor/v1/person/ID/elementDownloadDetail': 1,
    })

    const [person] = h.simulator.persons().filter((p) => p.familyName === 'Петрова')
    expect(person).toMatchObject({ givenName: 'Алёна', hasFace: true, levelIds: ['7'] })
    expect(h.simulator.walk(person?.personId ?? '', '12')).toMatchObject({ granted: true, eventType: 196893 })
    await h.until('checked in by the passage', () => h.card(visitId)?.status === 'inside')
    expect(h.desk().state().passages[0]).toMatchObject({ granted: true, direction: 'entry', visitId })

    const beforeRevoke = lastSeq(h)
    expect(h.desk().desk.checkOut(visitId)).toEqual({ ok: true })
    await h.until('revoked', () => h.card(visitId)?.access === 'revoked')
    expect(callsSince(h, beforeRevoke)).toEqual({
      '/acs/v1/privilege/group/single/deletePersons': 1,
      '/visitor/v1/auth/reapplication': 1,
      '/visitor/v1/person/ID/elementDownloadDetail': 1,
    })
    expect(h.simulator.walk(person?.personId ?? '', '12')).toMatchObject({ granted: false })
    await h.until('the refusal is shown', () =>
      h
        .desk()
        .state()
        .passages.some((p) => !p.granted && p.visitId === visitId),
    )
  })

  it('never grants anything to a guest enrolled and checked out while HCP was away', async () => {
    await h.simulator.weather.set({ down: true })
    const visitId = await enrol(h)
    await h.until('seen as unreachable', () => h.desk().state().status.hcp.state === 'unreachable')
    expect(h.desk().state().status).toMatchObject({ waiting: 1, revocations: 0 })
    expect(h.desk().desk.checkOut(visitId)).toEqual({ ok: true })
    await h.simulator.weather.set({ down: false })
    await h.until('at rest', () => h.card(visitId)?.access === 'revoked')
    await h.until('HCP answers', () => h.desk().state().status.hcp.state === 'ok')
    expect(h.simulator.journal.count('/resource/v1/person/single/add')).toBe(0)
    expect(h.simulator.journal.count('/acs/v1/privilege/group/single/addPersons')).toBe(0)
  })

  it('sends a revocation before everything else that waited', async () => {
    const visitId = await enrol(h)
    await h.until('on the doors', () => h.card(visitId)?.access === 'onDoors')
    await h.simulator.weather.set({ down: true })
    for (let i = 0; i < 4; i += 1) await enrol(h)
    h.desk().desk.checkOut(visitId)
    await h.until('unreachable', () => h.desk().state().status.hcp.state === 'unreachable')
    const before = lastSeq(h)
    await h.simulator.weather.set({ down: false })
    await h.until(
      'all done',
      () =>
        h
          .desk()
          .state()
          .cards.every((c) => c.access === 'onDoors' || c.access === 'revoked'),
      30_000,
    )
    const writes = h.simulator.journal.rows.filter(
      (r) => r.seq > before && /add|delete|update|reappl/.test(r.path),
    )
    const firstGrant = writes.findIndex((r) => r.path.endsWith('addPersons'))
    const revoke = writes.findIndex((r) => r.path.endsWith('deletePersons'))
    expect(revoke).toBeGreaterThanOrEqual(0)
    expect(revoke).toBeLessThan(firstGrant)
    expect(h.simulator.persons().filter((p) => p.familyName === 'Петрова')).toHaveLength(5)
  })

  it('makes one person even when the answer to the creation is lost', async () => {
    h.simulator.weather.add({ kind: 'dropAnswer', path: '/resource/v1/person/single/add', times: 1 })
    const visitId = await enrol(h)
    await h.until('on the doors', () => h.card(visitId)?.access === 'onDoors')
    expect(h.simulator.persons().filter((p) => p.familyName === 'Петрова')).toHaveLength(1)
    expect(h.simulator.journal.count('/resource/v1/person/single/add')).toBe(1)
  })

  it('says "accepted" where the installation cannot tell about the doors', async () => {
    await h.simulator.weather.set({ applyStatusUnsupported: true })
    const visitId = await enrol(h)
    await h.until('accepted', () => h.card(visitId)?.access === 'accepted')
  })

  it('parks a refused face with its reason, and a new photo heals it', async () => {
    await h.simulator.weather.set({ faceQualityBad: true })
    const visitId = await enrol(h)
    await h.until('needs attention', () => h.card(visitId)?.access === 'attention')
    expect(h.card(visitId)?.problem).toBe('faceRefused')
    await h.simulator.weather.set({ faceQualityBad: false })
    const photo = await h.desk().acceptPhoto(await somePortrait(20))
    expect(photo.ok && h.desk().desk.newPhoto(visitId, photo.photoHash)).toEqual({ ok: true })
    await h.until('on the doors', () => h.card(visitId)?.access === 'onDoors')
  })

  it('gives access back after a checkout, to the same person', async () => {
    const visitId = await enrol(h)
    await h.until('on the doors', () => h.card(visitId)?.access === 'onDoors')
    h.desk().desk.checkOut(visitId)
    await h.until('revoked', () => h.card(visitId)?.access === 'revoked')
    expect(h.desk().desk.giveBack(visitId)).toEqual({ ok: true })
    await h.until('on the doors again', () => h.card(visitId)?.access === 'onDoors')
    const persons = h.simulator.persons().filter((p) => p.familyName === 'Петрова')
    expect(persons).toHaveLength(1)
    expect(h.simulator.walk(persons[0]?.personId ?? '', '13').granted).toBe(true)
  })

  it('goes on where it was after being closed at any point', async () => {
    await h.simulator.weather.set({ troubles: [{ kind: 'delay', ms: 150 }] })
    const visitId = await enrol(h)
    for (let i = 0; i < 6; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60 * i))
      await h.reopen()
    }
    await h.until('on the doors', () => h.card(visitId)?.access === 'onDoors')
    expect(h.simulator.persons().filter((p) => p.familyName === 'Петрова')).toHaveLength(1)
  })
})
