import { afterEach, describe, expect, it } from 'vitest'
import type { AccessHcp } from '../../src/main/access/perform.ts'
import { type Reconciler, startReconciler } from '../../src/main/access/reconciler.ts'
import { done, type NotDone } from '../../src/main/hcp/outcome.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { type Desired, decideAccess, getAccess } from '../../src/main/store/access.ts'
import {
  addDecided,
  addGuest,
  addVisit,
  FACE,
  HOUR_MS,
  NOW_MS,
  newStore,
  OTHER_FACE,
  wish,
} from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'
import { ModelHcp } from './model-hcp.ts'

/** A reconciler on the property test's small HCP, on a clock wound by hand. */
class Scene {
  readonly time = new VirtualTime(NOW_MS)
  readonly hcp = new ModelHcp(this.time)
  readonly store = newStore()
  readonly lines: string[] = []
  readonly faces = new Set([FACE, OTHER_FACE])
  heldUntilMs = 0
  /** How far the system clock was set back; what only rises does not notice. */
  setBackMs = 0
  #reconciler: Reconciler | null = null

  start(change: Partial<AccessHcp> = {}): this {
    const { hcp } = this
    const verbs: AccessHcp = {
      findPerson: hcp.findPerson,
      addPerson: hcp.addPerson,
      updatePerson: hcp.updatePerson,
      uploadFace: hcp.uploadFace,
      addToLevel: hcp.addToLevel,
      removeFromLevel: hcp.removeFromLevel,
      applyToDoors: hcp.applyToDoors,
      askDoors: hcp.askDoors,
      askDoorsTogether: hcp.askDoorsTogether,
      listPersons: hcp.listPersons,
      listMembers: hcp.listMembers,
      ...change,
    }
    this.#reconciler = startReconciler({
      store: this.store,
      clock: {
        nowMs: () => this.time.nowMs() - this.setBackMs,
        monotonicMs: () => this.time.monotonicMs(),
      },
      scheduler: this.time,
      log: { ...silentLog, error: (line) => void this.lines.push(line) },
      hcp: verbs,
      orgId: () => '1',
      levelIds: () => ['7', '8', '99'],
      readFace: (hash) => (this.faces.has(hash) ? Buffer.from(hash) : null),
      heldForMs: () => Math.max(0, this.heldUntilMs - this.time.monotonicMs()),
      changed: () => undefined,
      random: () => 0.5,
    })
    return this
  }

  decide(guestId: number, desired: Desired): void {
    decideAccess(this.store, guestId, { ...desired, decidedAtMs: this.time.nowMs() - this.setBackMs })
    this.#reconciler?.nudge()
  }

  verbs(): readonly string[] {
    return this.hcp.calls.map((call) => call.verb)
  }

  async stop(): Promise<void> {
    await this.#reconciler?.stop()
    this.store.close()
  }
}

const scenes: Scene[] = []
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.stop()
})
function newScene(): Scene {
  const scene = new Scene()
  scenes.push(scene)
  return scene
}

/** HCP's "no" to a call that was really sent: its body was made. */
const refuse =
  (outcome: NotDone) =>
  async (...call: readonly unknown[]): Promise<NotDone> => {
    for (const part of call) if (typeof part === 'function') part()
    return outcome
  }

describe('the reconciler', () => {
  it('grants with the fewest calls and comes to rest', async () => {
    const s = newScene()
    const { guestId } = addDecided(s.store)
    s.start()
    await s.time.pass(60_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, problem: null, attempts: 0 })
    expect(s.verbs()).toEqual(['create', 'add', 'apply', 'find', 'doors'])
    await s.time.pass(24 * HOUR_MS)
    expect(s.verbs(), 'a settled record costs nothing').toHaveLength(5)
  })

  it('grants a hundred with a few calls where HCP takes many', async () => {
    const s = newScene()
    for (let i = 0; i < 100; i += 1) addDecided(s.store)
    s.start()
    await s.time.pass(120_000)
    const counts = Object.groupBy(s.verbs(), (verb) => verb)
    expect(counts['create']).toHaveLength(100)
    // Not all hundred are under way at once, so the last few may come by themselves.
    expect(counts['add']?.length).toBeLessThanOrEqual(2)
    expect(counts['apply']?.length).toBeLessThanOrEqual(2)
  })

  it('withdraws a grant when the desk changes its mind while the call waits', async () => {
    const s = newScene()
    const { guestId, visitId } = addDecided(s.store)
    s.start()
    // The model makes the body 40 ms after it was asked, like a call that waits for the budget.
    await s.time.pass(20)
    s.decide(guestId, wish(visitId, { want: 'revoked' }))
    await s.time.pass(60_000)
    expect(s.verbs()).toEqual([])
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, desired: { want: 'revoked' } })
  })

  it('leaves out of a batch who is not wanted any more', async () => {
    const s = newScene()
    const [a, b] = [addDecided(s.store), addDecided(s.store)]
    s.start()
    await s.time.passUntil(() => s.verbs().filter((verb) => verb === 'create').length === 2, 5_000, 10)
    await s.time.pass(10)
    s.decide(a.guestId, wish(a.visitId, { want: 'revoked' }))
    await s.time.pass(120_000)
    const added = s.hcp.calls.filter((call) => call.verb === 'add')
    const idOf = (guestId: number) => getAccess(s.store, guestId)?.observed.person
    expect(added.map((call) => ({ personId: call.about }))).toEqual([idOf(b.guestId)])
    expect(getAccess(s.store, a.guestId)).toMatchObject({ settled: true, observed: { levels: {} } })
  })

  it('writes the doubt down before the first byte', async () => {
    const s = newScene()
    const { guestId } = addDecided(s.store)
    const believed: unknown[] = []
    s.start({
      addPerson: async (callClass, make) => {
        const answer = s.hcp.addPerson(callClass, () => {
          const body = make()
          believed.push(getAccess(s.store, guestId)?.observed.doubt)
          return body
        })
        return answer
      },
    })
    await s.time.pass(60_000)
    expect(believed).toEqual([expect.objectContaining({ face: FACE })])
  })

  it('never parks a revocation, whatever HCP says', async () => {
    const s = newScene()
    const { guestId, visitId } = addDecided(s.store)
    let isOver = false
    const no = refuse({ kind: 'refused', class: 'entitlement', code: '17', field: '' })
    s.start({
      removeFromLevel: (...call) => (isOver ? s.hcp.removeFromLevel(...call) : no(...call)),
    })
    await s.time.pass(60_000)
    s.decide(guestId, wish(visitId, { want: 'revoked' }))
    await s.time.pass(HOUR_MS)
    expect(getAccess(s.store, guestId)).toMatchObject({
      settled: false,
      parked: false,
      problem: 'notEntitled',
    })
    isOver = true
    await s.time.pass(5 * 60_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, observed: { levels: {} } })
  })

  it('waits with a refused key instead of knocking, and goes on when it is let in', async () => {
    const s = newScene()
    const { guestId } = addDecided(s.store)
    let calls = 0
    let isLetIn = false
    s.start({
      addPerson: async (...call) => {
        calls += 1
        if (isLetIn) return s.hcp.addPerson(...call)
        s.heldUntilMs = s.time.nowMs() + 300_000
        return refuse({ kind: 'refused', class: 'auth', code: '64', field: '' })(...call)
      },
    })
    await s.time.pass(290_000)
    expect(calls).toBe(1)
    expect(getAccess(s.store, guestId)).toMatchObject({
      parked: false,
      problem: 'authRefused',
      settled: false,
    })
    isLetIn = true
    await s.time.pass(120_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, problem: null })
  })

  it('parks a guest whose picture is gone, without asking HCP', async () => {
    const s = newScene()
    const { guestId, visitId } = addDecided(s.store)
    s.faces.delete(FACE)
    s.start()
    await s.time.pass(60_000)
    expect(s.verbs()).toEqual([])
    expect(getAccess(s.store, guestId)).toMatchObject({ parked: true, problem: 'photoMissing' })
    s.decide(guestId, wish(visitId, { faceHash: OTHER_FACE }))
    await s.time.pass(60_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, parked: false })
  })

  it('does not hold up the others for one bad person in a batch', async () => {
    const s = newScene()
    const guests = Array.from({ length: 5 }, () => addDecided(s.store).guestId)
    s.start()
    await s.time.passUntil(() => s.verbs().filter((verb) => verb === 'create').length === 5, 5_000, 10)
    // An administrator deletes one of them by hand, just before all are given their level.
    const bad = getAccess(s.store, guests[2] ?? 0)?.personCode ?? ''
    s.hcp.persons.delete(bad)
    await s.time.pass(5 * 60_000)
    expect(guests.map((guestId) => getAccess(s.store, guestId)?.settled)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(s.hcp.persons.get(bad)?.levels).toEqual(new Set(['7']))
  })

  it('finds the person HCP has already under this code, and makes no second one', async () => {
    const s = newScene()
    const { guestId } = addDecided(s.store)
    const personCode = getAccess(s.store, guestId)?.personCode ?? ''
    const window = { fromMs: NOW_MS, untilMs: NOW_MS + HOUR_MS }
    const words = { familyName: 'Петрова', givenName: 'Алёна', window }
    void s.hcp.addPerson('enrol', () => ({ personCode, orgId: '1', faceJpeg: null, ...words }))
    await s.time.pass(1_000)
    s.start()
    await s.time.pass(60_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, parked: false, problem: null })
    expect([...s.hcp.persons.values()]).toMatchObject([{ personCode, face: FACE, levels: new Set(['7']) }])
  })

  it('does not take a person of another code for its own', async () => {
    const s = newScene()
    const { guestId } = addDecided(s.store)
    const stranger = { personId: '1', personCode: 'SOMEBODY-ELSE', window: null, hasFace: true }
    s.start({
      addPerson: refuse({ kind: 'unknown', class: 'unanswered' }),
      findPerson: async () => done(stranger),
    })
    await s.time.pass(10 * 60_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ parked: true, problem: 'notUnderstood' })
    expect(getAccess(s.store, guestId)?.observed.person).toBe('absent')
  })

  it('does not spin on a mistake of its own, and says so', async () => {
    const s = newScene()
    const { guestId } = addDecided(s.store)
    let calls = 0
    s.start({
      addPerson: async (_class, make) => {
        calls += 1
        make()
        throw new TypeError('a mistake in here')
      },
    })
    await s.time.pass(5 * 60_000)
    expect(calls).toBeLessThanOrEqual(6)
    expect(s.lines.length).toBe(calls)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: false, problem: 'notUnderstood' })
  })

  it('looks at nothing while the gate is shut', async () => {
    const s = newScene()
    addDecided(s.store)
    s.heldUntilMs = NOW_MS + 10_000
    s.start()
    await s.time.pass(9_999)
    expect(s.verbs()).toEqual([])
    await s.time.pass(60_000)
    expect(s.verbs()).toContain('create')
  })

  it('goes on with a revocation that waited when the system clock was set back', async () => {
    const s = newScene()
    const { guestId, visitId } = addDecided(s.store)
    let answers = 0
    const busy = refuse({ kind: 'refused', class: 'busy', code: '6', field: '' })
    s.start({
      removeFromLevel: async (...call) => {
        answers += 1
        return answers === 1 ? busy(...call) : s.hcp.removeFromLevel(...call)
      },
    })
    await s.time.pass(60_000)
    s.decide(guestId, wish(visitId, { want: 'revoked' }))
    expect(await s.time.passUntil(() => answers === 1, 10_000, 10)).toBe(true)
    await s.time.pass(10)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: false, problem: 'busy' })
    s.setBackMs = HOUR_MS
    await s.time.pass(2 * 60_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, observed: { levels: {} } })
    expect([...s.hcp.persons.values()].map((person) => person.levels)).toEqual([new Set()])
  })

  it.each([30_000, 90_000, HOUR_MS, 100 * 24 * HOUR_MS])(
    'brings a revocation to rest although a grant was lost before the clock was set back by %i ms',
    async (setBackMs) => {
      const s = newScene()
      const { guestId, visitId } = addDecided(s.store)
      s.hcp.fate = (verb) => (verb === 'add' ? 'lostAfter' : 'fine')
      s.start()
      expect(await s.time.passUntil(() => s.verbs().includes('add'), 10_000, 10)).toBe(true)
      s.hcp.fate = () => 'fine'
      s.decide(guestId, wish(visitId, { want: 'revoked' }))
      s.setBackMs = setBackMs
      await s.time.pass(5 * 60_000)
      expect(getAccess(s.store, guestId)).toMatchObject({ settled: true, observed: { levels: {} } })
      expect([...s.hcp.persons.values()].map((person) => person.levels)).toEqual([new Set()])
    },
  )

  it('parks a guest whose picture never arrives, although HCP accepts it every time', async () => {
    const s = newScene()
    const { guestId } = addDecided(s.store)
    let uploads = 0
    s.start({
      findPerson: async (...call) => {
        const seen = await s.hcp.findPerson(...call)
        return seen.kind === 'done' && seen.value ? done({ ...seen.value, hasFace: false }) : seen
      },
      uploadFace: (...call) => {
        uploads += 1
        return s.hcp.uploadFace(...call)
      },
    })
    await s.time.pass(10 * 60_000)
    expect(getAccess(s.store, guestId)).toMatchObject({ parked: true, problem: 'faceRefused' })
    expect(uploads).toBeLessThanOrEqual(3)
  })

  it('takes the right level away from a guest who is moved to another', async () => {
    const s = newScene()
    const guestId = addGuest(s.store)
    const visitId = addVisit(s.store, guestId)
    s.start()
    s.decide(guestId, wish(visitId))
    await s.time.pass(60_000)
    s.decide(guestId, wish(visitId, { levelId: '8' }))
    await s.time.pass(60_000)
    const person = [...s.hcp.persons.values()][0]
    expect(person?.levels).toEqual(new Set(['8']))
    const moves = s.verbs().filter((verb) => verb === 'add' || verb === 'remove')
    expect(moves).toEqual(['add', 'remove', 'add'])
  })
})
