import { afterEach, expect, it, vi } from 'vitest'
import { raiseIncident } from '../../src/main/store/incidents.ts'
import { inTransaction } from '../../src/main/store/open-store.ts'
import { updateVisit } from '../../src/main/store/visits.ts'
import { incidentKinds, incidentStates } from '../../src/shared/incident.ts'
import { addGuest, addVisit } from '../store/desk-store.ts'
import { dice, PAST_MS, pastDays } from './past-days.ts'

const HOUR_MS = 3_600_000
const DAYS = 8

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Days of which one is longer, because clocks change: every number against a plain count. */
it('a day is what a plain count of everything says', { timeout: 60_000 }, async () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  // Made for one hour, they are spread over the days.
  const past = pastDays(12_000)
  const roll = dice(7)
  const within = DAYS * 24 * HOUR_MS
  const pick = <T>(...those: readonly [T, ...T[]]): T => those[roll(those.length)] ?? those[0]
  const { passages, visits, incidents } = inTransaction(past.store, () => {
    const spread = past.store.prepare('UPDATE passage SET atMs = ? WHERE passageId = ?')
    const moved = past.passages.map((one) => {
      const atMs = PAST_MS + roll(within)
      spread.run(atMs, one.passageId)
      return { ...one, atMs }
    })
    const stays = Array.from({ length: 800 }, () => {
      const status = pick('expected', 'inside', 'left', 'left', 'cancelled', 'noShow')
      const cameIn = status === 'inside' || status === 'left'
      const hasEnded = status !== 'expected' && status !== 'inside'
      const stay = {
        status,
        checkedInAtMs: cameIn ? PAST_MS + roll(within) : null,
        checkedInBy: cameIn ? pick('guard', 'door', null) : null,
        leftAtMs: hasEnded ? PAST_MS + roll(within) : null,
        endedBy: hasEnded ? pick('guard', 'exit', 'window', null) : null,
      } as const
      const visitId = addVisit(past.store, addGuest(past.store), { photoHash: null })
      updateVisit(past.store, visitId, stay)
      return { ...stay, visitId }
    })
    const raised = Array.from({ length: 300 }, () => {
      const [visitId, kind] = [stays[roll(stays.length)]?.visitId ?? 1, pick(...incidentKinds)]
      const [atMs, state] = [PAST_MS + roll(within), pick(...incidentStates)]
      const incidentId = raiseIncident(past.store, { visitId, kind, atMs, passageId: null })
      past.store.prepare('UPDATE incident SET state = ? WHERE incidentId = ?').run(state, incidentId)
      return incidentId === null ? [] : [{ kind, atMs, state }]
    }).flat()
    return { passages: moved, visits: stays, incidents: raised }
  })

  const lengths = new Set<number>()
  for (let day = 0; day <= DAYS; day += 1) {
    const atMs = PAST_MS + day * 24 * HOUR_MS
    const shown = await past.journal().day(atMs)
    const isOn = (ms: number | null): boolean => ms !== null && ms >= shown.startMs && ms < shown.endMs
    lengths.add(shown.hours.length)
    expect(isOn(atMs)).toBe(true)
    expect([shown.startMs, shown.endMs].map((ms) => new Date(ms).getHours())).toEqual([0, 0])

    const left = visits.filter((one) => isOn(one.leftAtMs) && one.status === 'left')
    const ended = (status: string): number =>
      visits.filter((one) => isOn(one.leftAtMs) && one.status === status).length
    const came = visits.filter((one) => isOn(one.checkedInAtMs))
    expect(shown).toMatchObject({
      now: {
        inside: visits.filter((one) => one.status === 'inside').length,
        expected: visits.filter((one) => one.status === 'expected').length,
      },
      came: came.length,
      left: left.length,
      noShows: ended('noShow'),
      cancelled: ended('cancelled'),
      automatic: {
        checkIns: came.filter((one) => one.checkedInBy === 'door').length,
        checkOuts: left.filter((one) => one.endedBy === 'exit').length,
        windowEnds: left.filter((one) => one.endedBy === 'window').length,
      },
    })

    const hours = shown.hours.map(({ startMs }, i) => {
      const untilMs = shown.hours[i + 1]?.startMs ?? shown.endMs
      const here = passages.filter((one) => one.atMs >= startMs && one.atMs < untilMs)
      const guests = here.filter((one) => one.granted && one.guestId !== null)
      return {
        startMs,
        entries: guests.filter((one) => one.direction === 'entry').length,
        exits: guests.filter((one) => one.direction === 'exit').length,
        denied: here.filter((one) => !one.granted).length,
      }
    })
    expect(shown.hours).toEqual(hours)

    const today = incidents.filter((one) => isOn(one.atMs))
    const kinds = [...new Set(today.map((one) => one.kind))].sort()
    expect(shown.incidents).toEqual(
      kinds.map((kind) => {
        const those = today.filter((one) => one.kind === kind)
        const open = those.filter((one) => one.state === 'new' || one.state === 'investigating').length
        return { kind, count: those.length, open }
      }),
    )
  }
  expect(lengths).toEqual(new Set([24, 25]))
  past.close()
})

it('a day on which nothing happened has all its hours, empty', async () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  const past = pastDays(0)
  const { hours, incidents, ...rest } = await past.journal().day(Date.UTC(2026, 2, 29, 12))
  expect(hours).toHaveLength(23)
  expect(hours.every((hour) => hour.entries + hour.exits + hour.denied === 0)).toBe(true)
  expect([incidents, rest.came, rest.now]).toEqual([[], 0, { inside: 0, expected: 0 }])
  past.close()
})
