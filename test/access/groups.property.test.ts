import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Reconciler, startReconciler } from '../../src/main/access/reconciler.ts'
import { openGroupWork } from '../../src/main/app/groups.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { type AccessRecord, getAccess } from '../../src/main/store/access.ts'
import { openStore, type Store } from '../../src/main/store/open-store.ts'
import { putPhoto } from '../../src/main/store/photos.ts'
import { getVisit, type Visit } from '../../src/main/store/visits.ts'
import { createDesk, type Desk } from '../../src/main/visits/desk.ts'
import { createGroupDecisions } from '../../src/main/visits/groups.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import type { GroupChange, GroupView } from '../../src/shared/group.ts'
import { VirtualTime } from '../virtual-time.ts'
import { expectPersonAsDesired } from './as-desired.ts'
import { type Fate, ModelHcp } from './model-hcp.ts'

const FACE = 'a'.repeat(64)
const HOUR_MS = 3_600_000
const PULSE_MS = 2_000
const LEVELS = ['7', '8'] as const
/** What was handed to the gate before a pause leaves within this time. */
const HANDED_OVER_MS = 1_000

const fate = fc.constantFrom<Fate>(
  'fine',
  'fine',
  'fine',
  'busy',
  'notReached',
  'lostBefore',
  'lostAfter',
  'late',
)
const hours = fc.integer({ min: 3, max: 4 })
const level = fc.constantFrom(...LEVELS)
/** Which of those there are, oldest first; counted round. */
const which = fc.nat(20)

const happening = fc.oneof(
  // Everybody new, or as many as there are of those who have been here before.
  fc.record({
    kind: fc.constant('enrol' as const),
    size: fc.integer({ min: 2, max: 6 }),
    returning: fc.boolean(),
    hours,
    level,
  }),
  fc.record({
    kind: fc.constantFrom('pause' as const, 'resume' as const, 'cancelRest' as const),
    which,
  }),
  fc.record({ kind: fc.constantFrom('cancelAll' as const, 'tryAgain' as const), which }),
  fc.record({ kind: fc.constant('window' as const), which, hours }),
  fc.record({ kind: fc.constant('level' as const), which, level }),
  // Of one group, or of everybody.
  fc.record({ kind: fc.constant('checkOut' as const), which, all: fc.boolean() }),
  fc.record({ kind: fc.constant('walkIn' as const), hours, level }),
  fc.record({ kind: fc.constantFrom('checkIn' as const, 'leave' as const, 'giveBack' as const), which }),
  fc.record({ kind: fc.constant('extend' as const), which, hours }),
  fc.record({ kind: fc.constant('crash' as const) }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

const story = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 30_000 }), happening }), {
  minLength: 2,
  maxLength: 12,
})

/** A desk that decides for groups, on a model of HCP, in time that is wound by hand. */
class World {
  readonly time = new VirtualTime()
  readonly hcp = new ModelHcp(this.time)
  readonly store: Store = openStore(':memory:')
  readonly startMs = this.time.nowMs()
  readonly visitIds: number[] = []
  readonly desk: Desk
  readonly work: ReturnType<typeof openGroupWork>
  /** Results as they were written first. */
  readonly results = new Map<number, string>()
  readonly pausedAtMs = new Map<number, number>()
  /** Who may have been in a level, as far as the desk knew, at the last pulse. */
  inLevel: ReadonlySet<number> = new Set()
  #reconciler: Reconciler | null = null
  #isOver = false

  constructor() {
    putPhoto(this.store, { hash: FACE, width: 500, height: 500, bytes: 1, takenAtMs: this.startMs })
    const needs = {
      store: this.store,
      clock: this.time,
      levelIds: () => new Set(LEVELS),
      isPaused: () => false,
      askedAgain: () => {},
      hideName: () => {},
      decided: () => this.#reconciler?.nudge(),
    }
    // The one picture is the store's already.
    const aside = { keep: () => {}, settle: async () => {} }
    this.desk = createDesk(needs)
    this.work = openGroupWork({
      store: this.store,
      clock: this.time,
      decisions: createGroupDecisions({ ...needs, desk: this.desk, aside }),
      saveTable: async () => ({ ok: false, refused: 'notWritten' }),
    })
    this.start()
    this.#pulse()
  }

  start(): void {
    this.#reconciler = startReconciler({
      store: this.store,
      clock: this.time,
      scheduler: this.time,
      log: silentLog,
      hcp: this.hcp,
      orgId: () => '1',
      levelIds: () => LEVELS,
      readFace: (hash) => Buffer.from(hash),
      heldForMs: () => 0,
      changed: () => {},
      random: () => 0.5,
    })
  }

  crash(): void {
    void this.#reconciler?.stop()
    this.start()
  }

  groups(): readonly GroupView[] {
    return this.work.view().toReversed()
  }

  /** In the order in which they were made. */
  visits(): readonly Visit[] {
    return this.visitIds.flatMap((visitId) => getVisit(this.store, visitId) ?? [])
  }

  records(): readonly AccessRecord[] {
    const guestIds = new Set(this.visits().map((visit) => visit.guestId))
    return [...guestIds].flatMap((guestId) => getAccess(this.store, guestId) ?? [])
  }

  async close(): Promise<void> {
    this.#isOver = true
    await this.#reconciler?.stop()
    this.store.close()
  }

  #pulse(): void {
    if (this.#isOver) return
    this.work.settle()
    const inLevel = this.records().filter(({ observed }) => Object.keys(observed.levels).length > 0)
    this.inLevel = new Set(inLevel.map(({ guestId }) => guestId))
    for (const { groupId, result } of this.groups()) {
      if (!result) continue
      const text = JSON.stringify(result)
      expect(this.results.get(groupId) ?? text, 'a result stays').toBe(text)
      this.results.set(groupId, text)
    }
    this.time.after(PULSE_MS, () => this.#pulse())
  }
}

function happen(world: World, what: Happening): void {
  const { desk, work } = world
  switch (what.kind) {
    case 'enrol': {
      const known = what.returning ? gone(world).slice(0, what.size) : []
      const guestIds = known.length > 0 ? known : Array.from({ length: what.size }, () => null)
      const answer = work.enrol(
        'Tour',
        guestIds.map((guestId, i) => ask(world, guestId, `G${world.visitIds.length + i}`, what)),
      )
      if (!answer.ok) throw new Error(`not enrolled: ${JSON.stringify(answer)}`)
      const made = world.groups().find(({ groupId }) => groupId === answer.groupId)
      world.visitIds.push(...(made?.visitIds ?? []))
      break
    }
    case 'walkIn': {
      const answer = desk.enrol(ask(world, null, `W${world.visitIds.length}`, what))
      if (answer.ok) world.visitIds.push(answer.visitId)
      break
    }
    case 'pause':
    case 'resume':
    case 'cancelRest':
    case 'cancelAll':
    case 'tryAgain':
      change(world, what.which, { kind: what.kind })
      break
    case 'window':
      change(world, what.which, { kind: 'window', untilMs: world.startMs + what.hours * HOUR_MS })
      break
    case 'level':
      change(world, what.which, { kind: 'level', levelId: what.level })
      break
    case 'checkOut': {
      const one = pick(world.groups(), what.which)
      work.checkOut('Home', what.all ? world.visitIds : (one?.visitIds ?? []))
      break
    }
    case 'checkIn':
      desk.checkIn(pick(world.visitIds, what.which) ?? 0)
      break
    case 'leave':
      desk.checkOut(pick(world.visitIds, what.which) ?? 0)
      break
    case 'giveBack':
      desk.giveBack(pick(world.visitIds, what.which) ?? 0)
      break
    case 'extend':
      desk.extend(pick(world.visitIds, what.which) ?? 0, world.startMs + what.hours * HOUR_MS)
      break
    case 'crash':
      world.crash()
      break
  }
}

const pick = <T>(all: readonly T[], which: number): T | undefined => all[which % Math.max(1, all.length)]

function change(world: World, which: number, how: GroupChange): void {
  const group = pick(world.groups(), which)
  if (!group) return
  world.work.change(group.groupId, how)
  if (how.kind === 'resume') world.pausedAtMs.delete(group.groupId)
  if (how.kind === 'pause' && !world.pausedAtMs.has(group.groupId))
    world.pausedAtMs.set(group.groupId, world.time.nowMs())
}

/** Guests without an open visit. */
function gone(world: World): readonly number[] {
  const visits = world.visits()
  const here = new Set(visits.filter(isOpen).map((visit) => visit.guestId))
  return [...new Set(visits.map((visit) => visit.guestId))].filter((guestId) => !here.has(guestId))
}

const isOpen = ({ status }: Visit): boolean => status === 'expected' || status === 'inside'

function ask(
  world: World,
  guestId: number | null,
  familyName: string,
  how: { readonly hours: number; readonly level: string },
): EnrolAsk {
  const window = { fromMs: world.startMs, untilMs: world.startMs + how.hours * HOUR_MS }
  const words = { host: '', purpose: '', phone: '' }
  return { guestId, familyName, givenName: 'G', ...words, ...window, levelId: how.level, photoHash: FACE }
}

/**
 * Whether nothing may be sent for him: all of a group that has been paused for a while, decided for the group, except for
 * those who may be in a level already.
 */
function mustRest(world: World, record: AccessRecord): boolean {
  const { want, urgency, visitId } = record.desired
  if (want !== 'granted' || urgency !== 'group') return false
  if (world.inLevel.has(record.guestId)) return false
  return world
    .groups()
    .some(
      ({ groupId, paused, result, visitIds }) =>
        paused &&
        result === null &&
        visitIds.includes(visitId) &&
        world.time.nowMs() - (world.pausedAtMs.get(groupId) ?? Number.POSITIVE_INFINITY) > HANDED_OVER_MS,
    )
}

async function play(
  fates: readonly Fate[],
  acts: readonly { readonly afterMs: number; readonly happening: Happening }[],
): Promise<void> {
  const world = new World()
  let turn = 0
  const violations: string[] = []
  world.hcp.fate = () => fates[turn++] ?? 'fine'
  world.hcp.onGrantSent = (about) => {
    const meant = new Set(about.split(','))
    for (const record of world.records()) {
      const { person } = record.observed
      const isAbout = meant.has(record.personCode) || (person !== 'absent' && meant.has(person.personId))
      if (!isAbout) continue
      if (record.desired.want !== 'granted') violations.push(`a grant for ${about} was sent after the revoke`)
      if (mustRest(world, record)) violations.push(`a grant for ${about} was sent while its group is paused`)
    }
  }
  try {
    for (const act of acts) {
      await world.time.pass(act.afterMs)
      happen(world, act.happening)
    }
    // A while with whatever is paused, and then to the end.
    await world.time.pass(60_000)
    for (const { groupId } of world.groups()) world.work.change(groupId, { kind: 'resume' })
    world.pausedAtMs.clear()
    const isAtRest = (): boolean =>
      world.records().every((record) => record.settled) && world.groups().every((group) => group.result)
    expect(await world.time.passUntil(isAtRest, (2 * HOUR_MS) / 3, 5_000), 'everything comes to rest').toBe(
      true,
    )
    expectAsDecided(world)
    await world.time.pass(100_000)
    expectAsDecided(world)
    expect(violations).toEqual([])
  } finally {
    await world.close()
  }
}

function expectAsDecided(world: World): void {
  for (const record of world.records()) {
    const mine = world.visits().filter((visit) => visit.guestId === record.guestId)
    const open = mine.find(isOpen)
    expect(record.desired.want).toBe(open ? 'granted' : 'revoked')
    if (open) {
      const { visitId, untilMs, levelId } = open
      expect(record.desired).toMatchObject({ visitId, untilMs, levelId, faceHash: FACE })
    }
    expectPersonAsDesired(record, world.hcp.persons.get(record.personCode), world.time.nowMs())
    const created = world.hcp.calls.filter(
      ({ verb, about, result }) => verb === 'create' && about === record.personCode && result === 'done',
    )
    expect(created.length, 'nobody twice').toBeLessThanOrEqual(1)
  }
  for (const { done, failed, waiting, gone, visitIds } of world.groups())
    expect({ failed, waiting, sum: done + gone }).toEqual({ failed: 0, waiting: 0, sum: visitIds.length })
}

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 200)

describe('groups on a random HCP', () => {
  it('whatever is paused, changed, cancelled or checked out, every guest ends as decided', {
    timeout: 60_000 + 120 * RUNS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 25 }), story, (fates, acts) => play(fates, acts)),
      { numRuns: RUNS },
    )
  })
})
