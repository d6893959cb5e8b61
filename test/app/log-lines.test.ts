import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { someGuest, startHarness } from '../desk-harness.ts'

const GUESTS = 25
/** The predecessor wrote some fifty lines for a task. */
const THEIR_LINES = 50

it('a task leaves three lines at most, and all together a twentieth of what it was', {
  timeout: 60_000,
}, async () => {
  const h = await startHarness({ applyDelayMs: 0 }, 60_000, {
    ratePerSecond: 500,
    burst: 500,
    concurrency: 4,
  })
  try {
    const linesBefore = logOf(h.folder).length
    // A bad day: answers get lost, HCP is busy now and then.
    for (const kind of ['dropAnswer', 'dropBefore'] as const)
      h.simulator.weather.add({ kind, path: '/resource/v1/person/single/add', times: 2 })
    h.simulator.weather.add({ kind: 'code', code: '6', path: '/visitor/v1/auth/reapplication', times: 2 })
    const visitIds: number[] = []
    for (let i = 0; i < GUESTS; i += 1) {
      const answer = h.desk().desk.enrol(someGuest({ familyName: `Person${i}` }))
      if (answer.ok) visitIds.push(answer.visitId)
    }
    const all = (stage: string) => () => visitIds.every((visitId) => h.card(visitId)?.access === stage)
    // A write that was never answered is believed a minute later; the others are on the doors before.
    const settled = () =>
      visitIds.filter((visitId) => h.card(visitId)?.access === 'onDoors').length >= GUESTS - 4
    await h.until('on the doors', settled, 30_000)
    for (const visitId of visitIds) h.desk().desk.checkOut(visitId)
    await h.until(
      'being revoked',
      () => visitIds.filter((id) => h.card(id)?.access === 'revoked').length >= GUESTS - 4,
      30_000,
    )
    expect(all('onDoors')()).toBe(false)

    const lines = logOf(h.folder).slice(linesBefore)
    const tasks = 2 * (GUESTS - 4)
    expect(lines.length).toBeLessThanOrEqual(tasks * THEIR_LINES * 0.05)
    const byGuest = Map.groupBy(
      lines.filter((line) => /guest \d+/.test(line)),
      (line) => /guest \d+/.exec(line)?.[0],
    )
    for (const [, own] of byGuest) expect(own.length, 'two tasks each').toBeLessThanOrEqual(2 * 3)
    expect(byGuest.size, 'the test sees the lines').toBeGreaterThan(GUESTS / 2)
  } finally {
    await h.close()
  }
})

function logOf(folder: string): readonly string[] {
  return readFileSync(join(folder, 'logs', 'desk.log'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}
