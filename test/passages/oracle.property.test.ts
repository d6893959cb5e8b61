import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getAccess } from '../../src/main/store/access.ts'
import { getVisit } from '../../src/main/store/visits.ts'
import { Oracle } from './oracle.ts'
import { realWire } from './real-wire.ts'
import { type Story, story } from './story.ts'
import { directionOf, isGranted, type Truth } from './truth.ts'
import { WatchedSite, type Wire } from './watched-site.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300)

/** How much the oracle could say, over all stories. */
const said = { visits: 0, unclear: 0, exact: 0, ended: 0, incidents: 0, passages: 0 }

function expectPassagesOnce(site: WatchedSite, truth: Truth, oracle: Oracle): void {
  const rows = site.store
    .prepare<
      [],
      { eventKey: string; atMs: number; direction: string; granted: 0 | 1; visitId: number | null }
    >('SELECT eventKey, atMs, direction, granted, visitId FROM passage')
    .all()
  const stored = new Map(rows.map((row) => [row.eventKey, row]))
  const truly = new Map(truth.rows.map((row) => [row.key, row]))
  expect([...stored.keys()].sort(), 'each passage, once').toEqual([...truly.keys()].sort())
  expect(rows.length).toBe(truly.size)
  for (const [key, row] of truly) {
    expect(stored.get(key)).toMatchObject({
      atMs: row.atMs,
      direction: directionOf(row),
      granted: isGranted(row) ? 1 : 0,
    })
    expect(site.storedAtMs.get(key), `${key} is stored in time`).toBeLessThanOrEqual(oracle.knownUntil(row))
    expect(oracle.visitsOf(row), `the visit of ${key}`).toContain(stored.get(key)?.visitId)
  }
  said.passages += rows.length
}

function expectVisits(site: WatchedSite, truth: Truth, oracle: Oracle): void {
  const visitIds = new Set(truth.acts.map((act) => act.visitId))
  expect(site.store.prepare('SELECT count(*) FROM visit').pluck().get()).toBe(visitIds.size)
  for (const visitId of visitIds) {
    const visit = getVisit(site.store, visitId)
    if (!visit) throw new Error(`visit ${visitId} is lost`)
    const isOpen = visit.status === 'expected' || visit.status === 'inside'
    const isLatest = truth.acts.findLast((act) => act.guestId === visit.guestId)?.visitId === visitId
    if (isLatest)
      expect(getAccess(site.store, visit.guestId)?.desired.want).toBe(isOpen ? 'granted' : 'revoked')
    said.visits += 1
    const verdict = oracle.judge(visitId)
    if (verdict === 'unclear') {
      said.unclear += 1
      continue
    }
    expect([...verdict.statuses], `the state of visit ${visitId}`).toContain(visit.status)
    if (!isOpen) expect([...verdict.leftAtMs], `when visit ${visitId} ended`).toContain(visit.leftAtMs)
    expectIncidents(site, visitId, verdict)
    if (verdict.statuses.size === 1) said.exact += 1
    if (visit.status === 'left') said.ended += 1
  }
}

function expectIncidents(
  site: WatchedSite,
  visitId: number,
  { must, may }: { readonly must: ReadonlySet<string>; readonly may: ReadonlySet<string> },
): void {
  const kinds = site.store
    .prepare<[number], string>('SELECT kind FROM incident WHERE visitId = ?')
    .pluck()
    .all(visitId)
  expect(new Set(kinds).size, 'once per visit and kind').toBe(kinds.length)
  expect(kinds, `incidents of visit ${visitId}`).toEqual(expect.arrayContaining([...must]))
  expect([...may], `incidents of visit ${visitId}`).toEqual(expect.arrayContaining(kinds))
  said.incidents += kinds.length
}

async function play(told: Story, wire?: Wire): Promise<void> {
  const site = new WatchedSite(told, wire)
  try {
    await site.play()
    const truth = site.truth()
    const oracle = new Oracle(truth)
    expectPassagesOnce(site, truth, oracle)
    expectVisits(site, truth, oracle)
  } finally {
    await site.close()
  }
}

describe('the monitor in a random story', () => {
  it('stores every passage once and ends every visit as the list of all passages says', {
    timeout: 60_000 + 200 * RUNS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(story, (told) => play(told)),
      { numRuns: RUNS },
    )
    // An oracle that may say anything is none.
    expect(said.exact, JSON.stringify(said)).toBeGreaterThan(0.8 * said.visits)
  })

  it('does so over real HTTPS', { timeout: 120_000 }, async () => {
    const plain = story.map((told) => ({
      ...told,
      form: 'plain' as const,
      tickMs: 600_000,
      acts: told.acts.slice(0, 6),
    }))
    await fc.assert(
      fc.asyncProperty(plain, async (told) => {
        const wire = await realWire()
        try {
          await play(told, wire)
        } finally {
          await wire.close()
        }
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })
})
