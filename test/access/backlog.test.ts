import { describe, expect, it } from 'vitest'
import type { AccessHcp } from '../../src/main/access/perform.ts'
import { type Reconciler, startReconciler } from '../../src/main/access/reconciler.ts'
import { createBudget } from '../../src/main/hcp/budget.ts'
import { applyToDoors, askDoors, askDoorsTogether } from '../../src/main/hcp/endpoints/doors.ts'
import { addToLevel, listMembers, removeFromLevel } from '../../src/main/hcp/endpoints/levels.ts'
import {
  addPerson,
  findPerson,
  listPersons,
  updatePerson,
  uploadFace,
} from '../../src/main/hcp/endpoints/persons.ts'
import { createGate, type Gate } from '../../src/main/hcp/gate.ts'
import type { Transport } from '../../src/main/hcp/transport.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { decideAccess, getAccess, putObserved } from '../../src/main/store/access.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { addDecided, FACE, HOUR_MS, NOW_MS, newStore } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'
import { ModelHcp } from './model-hcp.ts'

function start(store: Store, time: VirtualTime, hcp: AccessHcp, gate?: Gate): Reconciler {
  return startReconciler({
    store,
    clock: time,
    scheduler: time,
    log: silentLog,
    hcp,
    orgId: () => '1',
    levelIds: () => ['7', '8', '99'],
    readFace: (hash) => Buffer.from(hash),
    heldForMs: () => gate?.heldForMs() ?? 0,
    changed: () => {},
    random: () => 0.5,
  })
}

function throughGate(gate: Gate): AccessHcp {
  return {
    findPerson: (c, code) => findPerson(gate, c, code),
    addPerson: (c, person) => addPerson(gate, c, person),
    updatePerson: (c, change) => updatePerson(gate, c, change),
    uploadFace: (c, face) => uploadFace(gate, c, face),
    addToLevel: (c, level, members) => addToLevel(gate, c, level, members),
    removeFromLevel: (c, level, members) => removeFromLevel(gate, c, level, members),
    applyToDoors: (c, members, retry) => applyToDoors(gate, c, members, retry),
    askDoors: (c, personId) => askDoors(gate, c, personId),
    askDoorsTogether: (c) => askDoorsTogether(gate, c),
    listPersons: (c, pageNo) => listPersons(gate, c, pageNo),
    listMembers: (c, levelId, pageNo) => listMembers(gate, c, levelId, pageNo),
  }
}

/** `count` guests whose grant only waits for the doors to confirm. */
function waitingForDoors(store: Store, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const { guestId } = addDecided(store)
    const record = getAccess(store, guestId)
    if (!record) throw new Error('no record')
    putObserved(store, guestId, {
      ...nothingObserved,
      person: { personId: String(1_000 + i) },
      names: `${record.familyName}\n${record.givenName}`,
      window: { fromMs: record.desired.fromMs, untilMs: record.desired.untilMs },
      face: FACE,
      faceRead: true,
      levels: { '7': 'in' },
      applied: 'asked',
      appliedAskedAtMs: NOW_MS - 3_000,
    })
    return guestId
  })
}

function revoke(store: Store, guestId: number, nowMs: number): void {
  const record = getAccess(store, guestId)
  if (record) decideAccess(store, guestId, { ...record.desired, want: 'revoked', decidedAtMs: nowMs })
}

describe('a long backlog', () => {
  it('does not stand before a revocation, not even the guest’s own superseded question', async () => {
    const time = new VirtualTime(NOW_MS)
    const store = newStore()
    const ids = waitingForDoors(store, 100)
    const sent: { readonly atMs: number; readonly path: string }[] = []
    const done = { ElementDetailList: { ElementDetail: [{ ElementStatus: [{ elementStatus: 0 }] }] } }
    const transport: Transport = async ({ path }) => {
      sent.push({ atMs: time.nowMs() - NOW_MS, path })
      await new Promise<void>((resolve) => {
        time.after(1_400, resolve)
      })
      return { status: 200, text: JSON.stringify({ code: '0', data: path.includes('Detail') ? done : '' }) }
    }
    const budget = createBudget(time, time, { ratePerSecond: 5, burst: 10, concurrency: 4 })
    const keys = { origin: 'https://hcp', appKey: 'k', appSecret: 's' }
    const gate = createGate(keys, transport, budget, time, silentLog)
    const reconciler = start(store, time, throughGate(gate), gate)
    await time.pass(500)
    revoke(store, ids.at(-1) ?? 0, time.nowMs())
    reconciler.nudge()
    const isSent = () => sent.some((call) => call.path.includes('deletePersons'))
    expect(await time.passUntil(isSent, HOUR_MS, 100)).toBe(true)
    expect(sent.find((call) => call.path.includes('deletePersons'))?.atMs).toBeLessThan(5_000)
    await reconciler.stop()
  })

  it('stays one batch while HCP only says that it is busy', async () => {
    const time = new VirtualTime(NOW_MS)
    const store = newStore()
    const hcp = new ModelHcp(time)
    const ids = Array.from({ length: 60 }, () => addDecided(store).guestId)
    let runsUntilMs = 0
    let asked = 0
    const { applyToDoors } = hcp
    hcp.applyToDoors = async (callClass, members, retryFailed) => {
      const meant = members()
      if (meant.length === 0) return { kind: 'notSent', why: 'withdrawn' }
      asked += 1
      if (time.nowMs() < runsUntilMs) return { kind: 'refused', class: 'running', code: '1', field: '' }
      runsUntilMs = time.nowMs() + 3_000
      return applyToDoors(callClass, () => meant, retryFailed)
    }
    const reconciler = start(store, time, hcp)
    const allSettled = () => ids.every((guestId) => getAccess(store, guestId)?.settled)
    expect(await time.passUntil(allSettled, HOUR_MS, 1_000)).toBe(true)
    const before = asked
    for (const guestId of ids) revoke(store, guestId, time.nowMs())
    reconciler.nudge()
    const startedMs = time.nowMs()
    expect(await time.passUntil(allSettled, HOUR_MS, 1_000)).toBe(true)
    expect(time.nowMs() - startedMs).toBeLessThan(120_000)
    expect(asked - before).toBeLessThan(30)
    await reconciler.stop()
  })

  it('goes on for the others when one record cannot be read', async () => {
    const time = new VirtualTime(NOW_MS)
    const store = newStore()
    const hcp = new ModelHcp(time)
    const broken = addDecided(store).guestId
    const fine = addDecided(store).guestId
    store.prepare(`UPDATE access SET observed = '{"person":"absent"}' WHERE guestId = ?`).run(broken)
    const reconciler = start(store, time, hcp)
    const bothSettled = () => [broken, fine].every((guestId) => getAccess(store, guestId)?.settled)
    expect(await time.passUntil(bothSettled, HOUR_MS, 1_000)).toBe(true)
    await reconciler.stop()
  })

  it('of records that need no call does not hide the one behind them', async () => {
    const time = new VirtualTime(NOW_MS)
    const hcp = new ModelHcp(time)
    const store = newStore()
    const window = { fromMs: NOW_MS - HOUR_MS, untilMs: NOW_MS + HOUR_MS }
    for (let i = 0; i < 500; i += 1) addDecided(store, { want: 'revoked', decidedAtMs: NOW_MS - 1_000 })
    const last = addDecided(store, { want: 'revoked', decidedAtMs: NOW_MS }).guestId
    const personCode = getAccess(store, last)?.personCode ?? ''
    const words = { familyName: 'a', givenName: 'b', window, orgId: '1', faceJpeg: null }
    void hcp.addPerson('enrol', () => ({ personCode, ...words }))
    await time.pass(1_000)
    const personId = hcp.persons.get(personCode)?.personId ?? ''
    hcp.byId(personId)?.levels.add('7')
    const known = { person: { personId }, window, levels: { '7': 'in' as const }, applied: 'no' as const }
    putObserved(store, last, { ...nothingObserved, ...known })
    const reconciler = start(store, time, hcp)
    await time.pass(60_000)
    expect([...(hcp.byId(personId)?.levels ?? [])]).toEqual([])
    await reconciler.stop()
  })
})
