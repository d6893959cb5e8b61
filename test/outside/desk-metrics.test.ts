import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { setDirection } from '../../src/main/store/doors.ts'
import { type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'
import { ask, valueOf } from './ask.ts'

describe('the metrics of a whole desk', () => {
  let h: Harness
  let port: number
  beforeEach(async () => {
    h = await startHarness({}, 300, mostLimits, 0)
    for (const door of h.simulator.doors()) setDirection(h.desk().store, door.doorIndexCode, door.direction)
    port = await h.until('the endpoint answers', () => {
      const { metrics } = h.desk().hcp.view()
      return metrics.state === 'on' && metrics.port
    })
  })
  afterEach(() => h.close())

  const scrape = async (): Promise<string> => (await ask(port)).text

  it('tell a guest from the walk-in to the checkout, and not who he is', async () => {
    const photo = await h.desk().acceptPhoto(await somePortrait())
    if (!photo.ok) throw new Error(photo.problem)
    const enrolled = h.desk().desk.enrol(someGuest({ photoHash: photo.photoHash }))
    if (!enrolled.ok) throw new Error('not enrolled')
    const { visitId } = enrolled
    await h.until('on the doors', () => h.card(visitId)?.access === 'onDoors')
    const granted = await scrape()
    expect(valueOf(granted, 'hikcentral_access_assignments_total{status="success"}')).toBe(1)
    expect(valueOf(granted, 'hikcentral_access_revocations_total{status="success"}')).toBe(0)
    expect(valueOf(granted, 'hikcentral_api_requests_total{endpoint="personAdd",status="0"}')).toBe(1)
    expect(valueOf(granted, 'hikcentral_guests_inside')).toBe(0)
    expect(valueOf(granted, 'hikcentral_api_rate_per_second')).toBe(mostLimits.ratePerSecond)

    const [person] = h.simulator.persons().filter((p) => p.familyName === 'Петрова')
    if (!person) throw new Error('no person in HCP')
    h.simulator.walk(person.personId, '12')
    await h.until('checked in by the passage', () => h.card(visitId)?.status === 'inside')
    const inside = await scrape()
    expect(valueOf(inside, 'hikcentral_guests_inside')).toBe(1)
    expect(valueOf(inside, 'hikcentral_door_events_total{event_type="196893"}')).toBe(1)

    await h.simulator.weather.set({ down: true })
    expect(h.desk().desk.checkOut(visitId)).toEqual({ ok: true })
    expect(valueOf(await scrape(), 'hikcentral_revocations_unconfirmed')).toBe(1)
    await h.simulator.weather.set({ down: false })
    h.desk().tryNow()
    await h.until('revoked', () => h.card(visitId)?.access === 'revoked', 30_000)

    const text = await scrape()
    const lines = {
      'hikcentral_access_assignments_total{status="success"}': 1,
      'hikcentral_access_assignments_total{status="failed"}': 0,
      'hikcentral_access_revocations_total{status="success"}': 1,
      'hikcentral_access_revocations_total{status="failed"}': 0,
      'hikcentral_door_events_total{event_type="196893"}': 1,
      'hikcentral_api_requests_total{endpoint="personAdd",status="0"}': 1,
      hikcentral_guests_inside: 0,
      hikcentral_revocations_unconfirmed: 0,
      hikcentral_revocation_alarms: 0,
    }
    expect(Object.fromEntries(Object.keys(lines).map((line) => [line, valueOf(text, line)]))).toEqual(lines)

    // The desk may ask an API without meaning it, and every request is measured, however it ends.
    const adds = text.split('\n').filter((line) => line.includes('requests_total{endpoint="personAdd"'))
    expect(valueOf(text, 'hikcentral_api_request_duration_seconds_count{endpoint="personAdd"}')).toBe(
      adds.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0),
    )

    const { appKey, appSecret, port: hcpPort } = h.simulator
    const store = h.desk().store
    const codes = store.prepare<[], string>('SELECT personCode FROM guest').pluck().all()
    expect(codes).toHaveLength(1)
    const secrets = [appKey, appSecret, 'Петрова', 'Алёна', 'Ivanov', 'Meeting', photo.photoHash, ...codes]
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    // Ids are short numbers, which the values may happen to hold; no label does.
    const words = [...text.matchAll(/="([^"]*)"/g)].map((label) => label[1])
    expect(words).not.toContain(person.personId)
    expect(words).not.toContain(String(hcpPort))
    expect(words.filter((word) => word?.includes('/'))).toEqual([])
  }, 40_000)

  it('count a grant that only a person can help', async () => {
    await h.simulator.weather.set({ down: true })
    const photo = await h.desk().acceptPhoto(await somePortrait())
    if (!photo.ok) throw new Error(photo.problem)
    const enrolled = h.desk().desk.enrol(someGuest({ photoHash: photo.photoHash }))
    if (!enrolled.ok) throw new Error('not enrolled')
    rmSync(join(h.folder, 'photos'), { recursive: true })
    await h.simulator.weather.set({ down: false })
    h.desk().tryNow()
    await h.until('parked', () => h.card(enrolled.visitId)?.access === 'attention')
    const text = await scrape()
    expect(valueOf(text, 'hikcentral_access_assignments_total{status="failed"}')).toBe(1)
    expect(valueOf(text, 'hikcentral_access_assignments_total{status="success"}')).toBe(0)
  })

  it('count a revocation that HCP refused at first', async () => {
    const enrolled = h.desk().desk.enrol(someGuest())
    if (!enrolled.ok) throw new Error('not enrolled')
    await h.until('on the doors', () => h.card(enrolled.visitId)?.access === 'onDoors')
    const path = '/acs/v1/privilege/group/single/deletePersons'
    await h.simulator.weather.set({ troubles: [{ kind: 'code', code: '2', path, times: 1 }] })
    expect(h.desk().desk.checkOut(enrolled.visitId)).toEqual({ ok: true })
    await h.until('revoked', () => h.card(enrolled.visitId)?.access === 'revoked', 30_000)
    const text = await scrape()
    expect(valueOf(text, 'hikcentral_api_requests_total{endpoint="levelRemove",status="2"}')).toBe(1)
    expect(valueOf(text, 'hikcentral_access_revocations_total{status="failed"}')).toBe(1)
    expect(valueOf(text, 'hikcentral_access_revocations_total{status="success"}')).toBe(1)
  }, 40_000)

  it('count the errors of a room', async () => {
    const { store } = h.desk()
    store.exec("CREATE TRIGGER broken BEFORE UPDATE ON fact BEGIN SELECT raise(FAIL, 'broken'); END")
    store.exec("CREATE TRIGGER broken2 BEFORE INSERT ON fact BEGIN SELECT raise(FAIL, 'broken'); END")
    const line = 'hikcentral_task_errors_total{task_name="passages"}'
    await expect.poll(async () => valueOf(await scrape(), line), { timeout: 10_000 }).toBeGreaterThan(0)
  })

  it('move with the administrator, and end with the desk', async () => {
    await h.desk().hcp.setMetrics(null)
    expect(h.desk().hcp.view().metrics).toEqual({ state: 'off' })
    await expect(ask(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await h.desk().hcp.setMetrics(port)
    expect(h.desk().hcp.view().metrics).toEqual({ state: 'on', port })
    await h.until('the screen has heard', () =>
      h.patches.some((patch) => patch.hcp?.metrics.state === 'on' && patch.hcp.metrics.port === port),
    )
    await h.reopen()
    await expect(ask(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
