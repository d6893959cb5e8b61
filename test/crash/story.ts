import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import { GROUP_MAX, type GroupKind, type GroupView } from '../../src/shared/group.ts'
import type { PresetName } from '../../src/simulator/presets.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { fastTime, someGuest, somePortrait } from '../desk-harness.ts'
import { hasCome, isApply, isLevel, type Kill, planKills } from './kill-plan.ts'
import { type Life, startLife } from './life.ts'
import { afterCheckOut, afterImport, GUEST, guestsIn, ofGroup, ofPictures } from './oracle.ts'
import type { LifePlace, Order } from './words.ts'

/**
 * Where a piece of work was when the desk was killed, by what HCP knew then, not by what was planned. "decided": it stood
 * in the store and HCP had not heard of it.
 */
export const MOMENTS = [
  'before the commit',
  'decided',
  'creating persons',
  'in the level call',
  'applying',
  'confirming',
  'ended',
] as const
export type Moment = (typeof MOMENTS)[number]

export interface StoryEnd {
  readonly moments: readonly { readonly kind: GroupKind; readonly moment: Moment }[]
  /** What the oracle found; empty is what is wanted. */
  readonly problems: readonly string[]
}

/** A minute of waiting is three seconds, and HCP still has 750 ms for an answer. */
const FACTOR = 20
/** So that calls are under way when the desk dies. */
const CALL_MS = 6
/** From a reapplication until the doors know, in the desk's time. */
const APPLY_MS = 1_000
const LOOK_MS = 2
const LIMIT_MS = 120_000
const WEATHERS: readonly PresetName[] = ['fair', 'strict', 'lenient']
const HUES = [20, 120, 200, 300] as const
const DAY_MS = 24 * 3_600_000

/** A hundred guests come and go at a desk that is killed so often during each; the same for the same `random`. */
export async function tellStory(kills: number, random: () => number): Promise<StoryEnd> {
  const time = fastTime(FACTOR)
  const startMs = Math.round(time.clock.nowMs())
  const weather = WEATHERS[Math.floor(random() * WEATHERS.length)] ?? 'fair'
  const simulator = await startSimulator({ applyDelayMs: APPLY_MS, now: time.clock.nowMs })
  const root = mkdtempSync(join(tmpdir(), 'crash-'))
  const folder = join(root, 'desk')
  const pictures = join(root, 'pictures')
  for (const made of [folder, pictures]) mkdirSync(made)
  for (const hue of HUES) writeFileSync(join(pictures, `${hue}.jpg`), await somePortrait(hue))
  await simulator.usePreset(weather)
  simulator.weather.add({ kind: 'delay', ms: CALL_MS })
  const story = new Story(simulator, {
    folder,
    pictures,
    factor: FACTOR,
    startMs,
    hcp: {
      address: { host: '127.0.0.1', port: simulator.port },
      appKey: simulator.appKey,
      appSecret: simulator.appSecret,
      certificatePem: simulator.certificatePem,
      limits: { ratePerSecond: 1_000, burst: 1_000, concurrency: 4 },
    },
  })
  try {
    const asks = await story.prepare(time.clock.nowMs())
    await story.work('enrol', { do: 'enrol', asks }, planKills('enrol', kills, random), random)
    story.judge(afterImport(simulator, asks))
    const visitIds = story.visitIds()
    await story.work('checkOut', { do: 'checkOut', visitIds }, planKills('checkOut', kills, random), random)
    story.judge(afterCheckOut(simulator, asks))
    story.judge(ofPictures(folder, asks))
    return story.end()
  } finally {
    await story.close()
    await simulator.stop()
    rmSync(root, { recursive: true, force: true })
  }
}

class Story {
  readonly #simulator: Simulator
  readonly #place: LifePlace
  readonly #moments: { readonly kind: GroupKind; moment: Moment }[] = []
  readonly #problems: string[] = []
  /** Guests of whom a guard was told that they are marked as inside. */
  readonly #isIn = new Set<number>()
  /** As the desk told them last, in this life or an earlier one. */
  #groups: readonly GroupView[] = []
  #life: Life

  constructor(simulator: Simulator, place: LifePlace) {
    this.#simulator = simulator
    this.#place = place
    this.#life = startLife(place)
  }

  /** The desk has read its site and keeps the pictures; who is to come is known. */
  async prepare(nowMs: number): Promise<readonly EnrolAsk[]> {
    await this.#until('it is open', () => this.#life.heard('open'))
    this.#life.order({ do: 'prepare' })
    const { hashes } = await this.#until('it is prepared', () => this.#life.heard('prepared'))
    return Array.from({ length: GROUP_MAX }, (_, i) =>
      someGuest({
        familyName: `${GUEST} ${i}`,
        fromMs: nowMs - 60_000,
        untilMs: nowMs + DAY_MS,
        photoHash: hashes[i % hashes.length] ?? null,
      }),
    )
  }

  visitIds(): readonly number[] {
    return this.#group('enrol')?.visitIds ?? []
  }

  judge(problems: readonly string[]): void {
    this.#problems.push(...problems)
  }

  end(): StoryEnd {
    return { moments: this.#moments, problems: this.#problems }
  }

  close(): Promise<void> {
    return this.#life.kill()
  }

  /** Has this done by a desk that is killed again and again, until a last life has brought it to its end. */
  async work(kind: GroupKind, order: Order, kills: readonly Kill[], random: () => number): Promise<void> {
    let wasApplied = false
    for (const kill of kills) {
      this.#simulator.journal.clear()
      const paths = (): readonly string[] => this.#simulator.journal.rows.map((row) => row.path)
      if (kill.stage !== 'opening') {
        await this.#begin(kind, order)
        if (kill.stage !== 'deciding') {
          await this.#until('the group is shown', () => this.#group(kind))
          if (kind === 'enrol') this.#markOne(random)
          const isThere = (): boolean => this.#isEnded(kind) || hasCome(kill, paths(), wasApplied)
          await this.#until(`it is ${kill.stage}`, isThere)
        }
      }
      await pause(kill.afterMs)
      const underWay = this.#simulator.journal.rows.filter((row) => !row.ended).map((row) => row.path)
      await this.#life.kill()
      this.#listen()
      wasApplied ||= paths().some(isApply)
      this.#moments.push({ kind, moment: this.#moment(kind, underWay) })
      this.#life = startLife(this.#place)
    }
    await this.#begin(kind, order)
    await this.#until('all is settled', () => this.#isEnded(kind))
    this.#life.order({ do: 'account' })
    const account = await this.#until('the account', () => this.#life.heard('account'))
    this.#listen()
    this.judge(ofGroup(kind, GROUP_MAX, this.#groups, account))
    const marked = kind === 'enrol' ? account.visits.filter(({ visitId }) => this.#isIn.has(visitId)) : []
    this.judge(
      marked
        .filter(({ status }) => status !== 'inside')
        .map(({ visitId }) => `visit ${visitId} was marked as inside, and is not`),
    )
  }

  /** The desk is open, and the guard sees the group on the screen, or decides (once more). */
  async #begin(kind: GroupKind, order: Order): Promise<void> {
    const known = this.#group(kind)
    await this.#until('it is open', () => this.#life.heard('open'))
    this.#listen()
    const now = this.#group(kind)
    if (now) return
    if (known) throw new Error('what the guard was told of is lost')
    for (const one of this.#moments)
      if (one.kind === kind && one.moment === 'decided') one.moment = 'before the commit'
    this.#life.order(order)
  }

  /** Takes down what the desk has said. What was told once must stay: the group, and the result. */
  #listen(): void {
    const told = this.#life.groups()
    if (told) {
      for (const before of this.#groups) {
        const now = told.find((group) => group.groupId === before.groupId)
        if (!now) this.judge([`group ${before.groupId} is lost`])
        else if (before.result && before.result.finishedAtMs !== now.result?.finishedAtMs)
          this.judge([`the result of group ${before.groupId} was written again`])
      }
      this.#groups = told
    }
    for (const word of this.#life.words()) if (word.kind === 'checkedIn') this.#isIn.add(word.visitId)
  }

  /** The newest word, for a life that goes on. */
  #group(kind: GroupKind): GroupView | undefined {
    return (this.#life.groups() ?? this.#groups).find((group) => group.kind === kind)
  }

  #isEnded(kind: GroupKind): boolean {
    return (this.#group(kind)?.result ?? null) !== null
  }

  /** The guard marks somebody as inside, in the middle of it all. */
  #markOne(random: () => number): void {
    const visitIds = this.visitIds().filter((visitId) => !this.#isIn.has(visitId))
    const visitId = visitIds[Math.floor(random() * visitIds.length)]
    if (visitId !== undefined) this.#life.order({ do: 'checkIn', visitId })
  }

  #moment(kind: GroupKind, underWay: readonly string[]): Moment {
    if (underWay.some(isLevel)) return 'in the level call'
    if (underWay.some(isApply)) return 'applying'
    if (this.#isEnded(kind)) return 'ended'
    const persons = guestsIn(this.#simulator)
    const isIn = persons.filter((person) => person.levelIds.length > 0).length
    const pass = persons.filter((person) => (person.applied?.levelIds.length ?? 0) > 0).length
    if (kind === 'enrol') {
      if (persons.length === 0) return 'decided'
      if (persons.length < GROUP_MAX) return 'creating persons'
      if (isIn < GROUP_MAX) return 'in the level call'
      return pass < GROUP_MAX ? 'applying' : 'confirming'
    }
    if (isIn > 0) return 'decided'
    return pass > 0 ? 'applying' : 'confirming'
  }

  async #until<T>(what: string, look: () => T | undefined | null | false): Promise<T> {
    const endMs = performance.now() + LIMIT_MS
    for (;;) {
      const found = look()
      if (found) return found
      this.#life.check()
      if (performance.now() > endMs) throw new Error(`not within ${LIMIT_MS} ms: ${what}`)
      await pause(LOOK_MS)
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
