import { applyToDoors } from '../../src/main/hcp/endpoints/doors.ts'
import { addToLevel, removeFromLevel } from '../../src/main/hcp/endpoints/levels.ts'
import { addPerson, findPerson, updatePerson, uploadFace } from '../../src/main/hcp/endpoints/persons.ts'
import { openGate } from '../../src/main/hcp/open-gate.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'
import { round } from './numbers.ts'

/** What each call costs on a HCP that is neither fast nor slow. */
const CALL_MS = 60

/** One walk-in and one revocation: the predecessor's calls and ours, on the same simulator. */
export async function walkIn(): Promise<readonly string[]> {
  const h = await startHarness({ applyDelayMs: 0 })
  try {
    await h.until('the site is read', () => h.simulator.journal.count('/resource/v1/org/rootOrg') > 0)
    await h.simulator.weather.set({ troubles: [{ kind: 'delay', ms: CALL_MS }] })
    const theirs = await predecessor(h)
    const ours = await thisDesk(h)
    return [
      `each call to HCP takes ${CALL_MS} ms`,
      `predecessor  enrol + assign ${theirs.grantCalls} calls, face and level at the doors after ${round(theirs.grantMs / 1000, 2)} s; revoke ${theirs.revokeCalls} calls`,
      `this desk    enrol ${ours.grantCalls} calls (of which 2 read the result back), level at the doors after ${round(ours.grantMs / 1000, 2)} s; revoke ${ours.revokeCalls} calls (1 reads back)`,
      `ratio of calls for one guest, in and out: ${round((ours.grantCalls + ours.revokeCalls) / (theirs.grantCalls + theirs.revokeCalls), 2)}`,
    ]
  } finally {
    await h.close()
  }
}

interface Cost {
  readonly grantCalls: number
  readonly grantMs: number
  readonly revokeCalls: number
}

/** Calls since a moment, the monitor's tick apart. */
function callsSince(h: Harness, seq: number): number {
  return h.simulator.journal.rows.filter((row) => row.seq > seq && !row.path.endsWith('/door/events')).length
}

const lastSeq = (h: Harness): number => h.simulator.journal.rows.at(-1)?.seq ?? 0

async function thisDesk(h: Harness): Promise<Cost> {
  const photo = await h.desk().acceptPhoto(await somePortrait())
  if (!photo.ok) throw new Error(photo.problem)
  const from = lastSeq(h)
  const startedMs = performance.now()
  const answer = h.desk().desk.enrol(someGuest({ photoHash: photo.photoHash }))
  if (!answer.ok) throw new Error('not enrolled')
  const isAtDoors = () =>
    h.simulator.persons().some((p) => p.familyName === 'Петрова' && p.applied?.levelIds.length)
  await h.until('at the doors', isAtDoors)
  const grantMs = performance.now() - startedMs
  await h.until('confirmed', () => h.card(answer.visitId)?.access === 'onDoors')
  const grantCalls = callsSince(h, from)
  const middle = lastSeq(h)
  h.desk().desk.checkOut(answer.visitId)
  await h.until('revoked', () => h.card(answer.visitId)?.access === 'revoked')
  return { grantCalls, grantMs, revokeCalls: callsSince(h, middle) }
}

/**
 * The order of calls in the predecessor's tasks: enrol = look up, add, read, face, apply, read; assign = read, add to
 * level, apply; revoke = remove from level, apply. Its window was left open after a revocation.
 */
async function predecessor(h: Harness): Promise<Cost> {
  const { gate, close } = openGate(
    {
      address: { host: '127.0.0.1', port: h.simulator.port },
      appKey: h.simulator.appKey,
      appSecret: h.simulator.appSecret,
      certificatePem: h.simulator.certificatePem,
    },
    { clock: systemClock, scheduler: systemScheduler, log: silentLog },
  )
  const personCode = 'OLD-0001'
  const window = { fromMs: Date.now() - 60_000, untilMs: Date.now() + 3_600_000 }
  const words = { familyName: 'Old', givenName: 'Way', window }
  const jpeg = await somePortrait(100)
  try {
    const from = lastSeq(h)
    const startedMs = performance.now()
    await must(findPerson(gate, 'enrol', personCode))
    const personId = await must(
      addPerson(gate, 'enrol', () => ({ personCode, ...words, orgId: '1', faceJpeg: null })),
    )
    await must(updatePerson(gate, 'enrol', () => ({ personId, ...words })))
    await must(uploadFace(gate, 'enrol', () => ({ personId, jpeg })))
    await must(applyToDoors(gate, 'enrol', () => [personId], false))
    await must(findPerson(gate, 'enrol', personCode))
    await must(findPerson(gate, 'enrol', personCode))
    await must(addToLevel(gate, 'enrol', '7', () => [personId]))
    await must(applyToDoors(gate, 'enrol', () => [personId], false))
    await h.until('at the doors', () => h.simulator.person(personCode)?.applied?.levelIds.length)
    const grantMs = performance.now() - startedMs
    const grantCalls = callsSince(h, from)
    const middle = lastSeq(h)
    await must(removeFromLevel(gate, 'revoke', '7', () => [personId]))
    await must(applyToDoors(gate, 'revoke', () => [personId], false))
    return { grantCalls, grantMs, revokeCalls: callsSince(h, middle) }
  } finally {
    close()
  }
}

async function must<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const ended = await outcome
  if (ended.kind !== 'done') throw new Error(`the predecessor's way broke: ${JSON.stringify(ended)}`)
  return ended.value
}
