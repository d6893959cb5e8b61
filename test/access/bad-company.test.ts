import { afterEach, describe, expect, it } from 'vitest'
import type { AccessHcp } from '../../src/main/access/perform.ts'
import { type Reconciler, startReconciler } from '../../src/main/access/reconciler.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { type Desired, decideAccess, getAccess, putObserved } from '../../src/main/store/access.ts'
import { nothingObserved, type Observed } from '../../src/main/store/observed.ts'
import { addDecided, FACE, HOUR_MS, NOW_MS, newStore, wish } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'
import { ModelHcp } from './model-hcp.ts'

const MINUTE = 60_000

/** A reconciler among whose guests one has trouble for ever: the others must not suffer, and he must not be forgotten. */
class Company {
  readonly time = new VirtualTime(NOW_MS)
  readonly hcp = new ModelHcp(this.time)
  readonly store = newStore()
  readonly errors: string[] = []
  #reconciler: Reconciler | null = null

  start(change: (hcp: ModelHcp) => Partial<AccessHcp> = () => ({})): void {
    const { hcp } = this
    const verbs = Object.fromEntries(
      Object.entries(hcp).filter(([, verb]) => typeof verb === 'function'),
    ) as unknown as AccessHcp
    this.#reconciler = startReconciler({
      store: this.store,
      clock: this.time,
      scheduler: this.time,
      log: { ...silentLog, error: (line) => void this.errors.push(line) },
      hcp: { ...verbs, ...change(hcp) },
      orgId: () => '1',
      levelIds: () => ['7', '8'],
      readFace: (hash) => Buffer.from(hash),
      heldForMs: () => 0,
      changed: () => {},
      random: () => 0.5,
    })
  }

  /** Somebody who has access at all his doors. */
  granted(change: Partial<Desired> = {}, observed: Partial<Observed> = {}): number {
    const { guestId } = addDecided(this.store, change)
    const record = getAccess(this.store, guestId)
    if (!record) throw new Error('no record')
    const personId = String(9_000 + guestId)
    const window = { fromMs: record.desired.fromMs, untilMs: record.desired.untilMs }
    const names = `${record.familyName}\n${record.givenName}`
    this.hcp.persons.set(record.personCode, {
      personId,
      personCode: record.personCode,
      names,
      window,
      face: FACE,
      levels: new Set(['7']),
      onDoors: { levels: new Set(['7']), untilMs: window.untilMs, face: FACE },
    })
    putObserved(this.store, guestId, {
      ...nothingObserved,
      person: { personId },
      names,
      window,
      face: FACE,
      faceRead: true,
      levels: { '7': 'in' },
      applied: 'confirmed',
      ...observed,
    })
    return guestId
  }

  revoke(guestId: number): void {
    const desired = getAccess(this.store, guestId)?.desired ?? wish(1)
    decideAccess(this.store, guestId, { ...desired, want: 'revoked', decidedAtMs: this.time.nowMs() })
    this.#reconciler?.nudge()
  }

  isSettled = (guestId: number): boolean => getAccess(this.store, guestId)?.settled ?? false
  personIdOf = (guestId: number): string => String(9_000 + guestId)
  verbs = (): readonly string[] => this.hcp.calls.map((call) => call.verb)

  async stop(): Promise<void> {
    await this.#reconciler?.stop()
    this.store.close()
  }
}

const open: Company[] = []
afterEach(async () => {
  for (const company of open.splice(0)) await company.stop()
})
function newCompany(): Company {
  const company = new Company()
  open.push(company)
  return company
}

const refused = (kind: 'entitlement' | 'device', code: string): Outcome<never> => ({
  kind: 'refused',
  class: kind,
  code,
  field: '',
})

describe('a revocation', () => {
  it('whose removal is never answered ends his time as well, and goes on', async () => {
    const c = newCompany()
    const guestId = c.granted()
    c.hcp.fate = (verb) => (verb === 'remove' ? 'lostBefore' : 'fine')
    c.start()
    c.revoke(guestId)
    await c.time.pass(20 * MINUTE)
    const [person] = c.hcp.persons.values()
    expect(person?.window.untilMs).toBeLessThanOrEqual(c.time.nowMs())
    expect(person?.onDoors?.untilMs).toBeLessThanOrEqual(c.time.nowMs())
    expect(c.isSettled(guestId), 'not before the level is gone').toBe(false)
    c.hcp.fate = () => 'fine'
    await c.time.pass(5 * MINUTE)
    expect(c.isSettled(guestId)).toBe(true)
    expect(person?.levels.size).toBe(0)
  })

  it('tries the level again where his time cannot be ended either', async () => {
    const c = newCompany()
    const guestId = c.granted()
    let removals = 0
    c.start((hcp) => ({
      removeFromLevel: async (callClass, levelId, members) => {
        removals += 1
        if (removals > 1) return hcp.removeFromLevel(callClass, levelId, members)
        members()
        return refused('device', '129')
      },
      updatePerson: async (_class, make) => {
        make()
        return refused('entitlement', '69')
      },
    }))
    c.revoke(guestId)
    await c.time.pass(10 * MINUTE)
    expect(c.isSettled(guestId)).toBe(true)
  })

  it('of two levels does not stop at the one that is stuck', async () => {
    const c = newCompany()
    const guestId = c.granted({}, { levels: { '7': 'in', '8': 'in' } })
    const [person] = c.hcp.persons.values()
    person?.levels.add('8')
    c.start((hcp) => ({
      removeFromLevel: async (callClass, levelId, members) => {
        if (levelId === '8') return hcp.removeFromLevel(callClass, levelId, members)
        members()
        return refused('entitlement', '130')
      },
    }))
    c.revoke(guestId)
    await c.time.pass(5 * MINUTE)
    expect([...(person?.levels ?? [])]).toEqual(['7'])
    expect(person?.window.untilMs, 'his time is over all the same').toBeLessThanOrEqual(c.time.nowMs())
  })

  it('where the doors cannot tell ends his time too', async () => {
    const c = newCompany()
    const guestId = c.granted()
    c.start(() => ({ askDoors: async () => ({ kind: 'done', value: 'untold' }) }))
    c.revoke(guestId)
    await c.time.pass(5 * MINUTE)
    const [person] = c.hcp.persons.values()
    expect(c.isSettled(guestId)).toBe(true)
    expect(person?.window.untilMs).toBeLessThanOrEqual(c.time.nowMs())
    expect(person?.onDoors?.untilMs).toBeLessThanOrEqual(c.time.nowMs())
  })

  it('is not believed for one answer that is none', async () => {
    const c = newCompany()
    const guestId = c.granted()
    let asked = 0
    c.start((hcp) => ({
      askDoors: async (callClass, personId) => {
        asked += 1
        return asked === 1 ? { kind: 'done', value: 'unclear' } : hcp.askDoors(callClass, personId)
      },
    }))
    c.revoke(guestId)
    await c.time.pass(4_000)
    expect(c.isSettled(guestId)).toBe(false)
    await c.time.pass(MINUTE)
    expect(c.isSettled(guestId)).toBe(true)
    expect(asked).toBe(2)
  })

  it('that the doors refuse is sent less and less often', async () => {
    const c = newCompany()
    const guests = Array.from({ length: 10 }, () => c.granted())
    c.start(() => ({
      askDoors: async () => ({ kind: 'done', value: 'failed' }),
      askDoorsTogether: async () => refused('entitlement', '8'),
    }))
    for (const guestId of guests) c.revoke(guestId)
    await c.time.pass(10 * MINUTE)
    const before = c.verbs().length
    await c.time.pass(10 * MINUTE)
    // About one application a minute for all ten together.
    expect(c.verbs().length - before).toBeLessThanOrEqual(40)
  })
})

describe('the others', () => {
  it('come to rest although one’s look-up is never answered', async () => {
    const c = newCompany()
    const silent = c.granted({}, { doubt: { names: null, window: null } })
    const rest = [c.granted(), c.granted(), c.granted()]
    const code = getAccess(c.store, silent)?.personCode
    c.start((hcp) => ({
      findPerson: async (callClass, personCode) =>
        personCode === code ? { kind: 'notSent', why: 'noAnswer' } : hcp.findPerson(callClass, personCode),
    }))
    for (const guestId of [silent, ...rest]) c.revoke(guestId)
    await c.time.pass(2 * MINUTE)
    expect(rest.map(c.isSettled)).toEqual([true, true, true])
    expect(c.isSettled(silent)).toBe(false)
  })

  it('of a group do not wait for ever for one of them', async () => {
    const c = newCompany()
    const { guestId: silent } = addDecided(c.store, { urgency: 'group' })
    putObserved(c.store, silent, { ...nothingObserved, doubt: { names: null, window: null } })
    const code = getAccess(c.store, silent)?.personCode
    const rest = Array.from({ length: 10 }, () => addDecided(c.store, { urgency: 'group' }).guestId)
    c.start((hcp) => ({
      findPerson: async (callClass, personCode) =>
        personCode === code ? { kind: 'notSent', why: 'noAnswer' } : hcp.findPerson(callClass, personCode),
    }))
    await c.time.pass(5 * MINUTE)
    expect(rest.every(c.isSettled)).toBe(true)
  })

  it('are asked about although the first of them is always pending', async () => {
    const c = newCompany()
    const guests = Array.from({ length: 20 }, () => c.granted())
    const stubborn = c.personIdOf(guests[0] ?? 0)
    c.start((hcp) => ({
      askDoorsTogether: async () => refused('entitlement', '8'),
      askDoors: async (callClass, personId) =>
        personId === stubborn ? { kind: 'done', value: 'pending' } : hcp.askDoors(callClass, personId),
    }))
    for (const guestId of guests) c.revoke(guestId)
    await c.time.pass(MINUTE)
    expect(guests.slice(1).every(c.isSettled)).toBe(true)
  })

  it('are not forgotten when the first of them is revoked while he is asked about', async () => {
    const c = newCompany()
    const asked = { applied: 'asked', appliedAskedAtMs: NOW_MS } as const
    const guests = Array.from({ length: 20 }, () => c.granted({ urgency: 'group' }, asked))
    let isFirst = true
    c.start((hcp) => ({
      askDoors: async (callClass, personId) => {
        if (!isFirst) return hcp.askDoors(callClass, personId)
        isFirst = false
        return { kind: 'done', value: 'pending' }
      },
    }))
    await c.time.pass(3_500)
    c.revoke(guests[0] ?? 0)
    await c.time.pass(2 * MINUTE)
    expect(guests.every(c.isSettled)).toBe(true)
  })
})

it('a store that cannot be written to makes no noise and no calls', async () => {
  const c = newCompany()
  const guestId = c.granted({}, { applied: 'asked', appliedAskedAtMs: NOW_MS - HOUR_MS })
  c.store.exec(
    "CREATE TRIGGER full BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
  )
  c.start()
  await c.time.pass(MINUTE)
  expect(c.verbs().length).toBeLessThanOrEqual(15)
  c.store.exec('DROP TRIGGER full')
  await c.time.pass(MINUTE)
  expect(c.isSettled(guestId)).toBe(true)
})
