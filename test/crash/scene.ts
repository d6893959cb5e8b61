import type { PhotoAnswer } from '../../src/shared/contract.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import type { Simulator } from '../../src/simulator/simulator.ts'
import type { SimPersonView } from '../../src/simulator/views.ts'
import { someGuest } from '../desk-harness.ts'
import { type Guard, type Promised, pause } from './guard.ts'
import type { Account, StayRow } from './guard-words.ts'
import { toSecond } from './kept.ts'

/** Names of a story's guests begin with this and are one word; the people who work there have others. */
export const NAMED = 'Quill'
const DAY_MS = 24 * 3_600_000
const QUIET_MS = 15_000

/** What an action of the guard has to do with: who is there, and what is left to chance. */
export class Scene {
  readonly guard: Guard
  readonly simulator: Simulator
  readonly nowMs: () => number
  readonly random: () => number
  readonly #portraits: readonly Uint8Array[]
  /** As it was when the desk was opened, or asked last. */
  account: Account
  /** Of everybody who ever came. */
  readonly names: string[] = []

  constructor(parts: {
    readonly guard: Guard
    readonly simulator: Simulator
    readonly nowMs: () => number
    readonly random: () => number
    readonly portraits: readonly Uint8Array[]
    readonly account: Account
  }) {
    this.guard = parts.guard
    this.simulator = parts.simulator
    this.nowMs = parts.nowMs
    this.random = parts.random
    this.#portraits = parts.portraits
    this.account = parts.account
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  one<T>(those: readonly T[]): T | null {
    return those[this.below(those.length)] ?? null
  }

  /** In letters only: a name of letters is what a log must not show. */
  newName(): string {
    const letters = this.names.length.toString(26).padStart(3, '0')
    const name = NAMED + letters.replace(/./g, (sign) => String.fromCharCode(97 + Number.parseInt(sign, 26)))
    this.names.push(name)
    return name
  }

  portrait(): Uint8Array {
    return this.one(this.#portraits) ?? new Uint8Array()
  }

  /** Open stays of this kind, one of each guest. */
  stays(isMeant: (stay: StayRow) => boolean): readonly StayRow[] {
    return this.account.stays.filter(isMeant)
  }

  open(isMeant: (stay: StayRow) => boolean = () => true): readonly StayRow[] {
    return this.stays((stay) => isOpen(stay) && isMeant(stay))
  }

  /** Those whose rights and faces are on the doors. */
  atTheDoors(isMeant: (stay: StayRow) => boolean = () => true): readonly SimPersonView[] {
    const names = new Set(this.open(isMeant).map(({ name }) => name))
    return this.simulator
      .persons()
      .filter(
        (person) =>
          names.has(person.familyName) &&
          (person.applied?.levelIds.length ?? 0) > 0 &&
          person.applied?.hasFace,
      )
  }

  /** Whether HCP has followed everything that was decided; waits a little for it. */
  async isQuiet(): Promise<boolean> {
    const endMs = performance.now() + QUIET_MS
    while (performance.now() < endMs) {
      const { access = [], passages = [] } = (await this.guard.account()) ?? {}
      const isRead = passages.length === this.simulator.events().length
      if (isRead && access.every((one) => one.settled === 1)) return true
      await pause(20)
    }
    return false
  }

  /** Whether any door has seen this guest: what doors do, they do when they like. */
  wasSeen(name: string): boolean {
    return this.simulator.events().some((event) => event.familyName === name)
  }

  asks(count: number, change: Partial<EnrolAsk> = {}): readonly EnrolAsk[] {
    const nowMs = this.nowMs()
    return Array.from({ length: count }, () =>
      someGuest({
        familyName: this.newName(),
        givenName: '',
        fromMs: nowMs - 60_000,
        untilMs: nowMs + DAY_MS + 60_000 * this.below(60),
        levelId: this.random() < 0.8 ? '7' : '8',
        ...change,
      }),
    )
  }

  /** The picture is on the disk when its hash is told. Where time runs fast, a busy machine is too slow for one at times. */
  async photo(): Promise<string | null> {
    for (let left = 5; left > 0; left -= 1) {
      const answer = await this.guard.call<PhotoAnswer>('photos.accept', { bytes: this.portrait() })
      if (!answer.ok) continue
      this.guard.kept?.photos.push(answer.photoHash)
      return answer.photoHash
    }
    return null
  }

  enrol(ask: EnrolAsk): Promise<unknown> {
    return this.guard.call('visits.enrol', ask, comes([ask]))
  }
}

export const isOpen = ({ status }: StayRow): boolean => status === 'expected' || status === 'inside'

/** A new stay of each. */
export function comes(asks: readonly EnrolAsk[]): Promised {
  return ({ stays }) => {
    for (const { familyName, untilMs, levelId, photoHash } of asks)
      (stays[familyName] ??= []).push({
        end: null,
        markedIn: false,
        untilMs: toSecond(untilMs),
        levelId,
        photoHash,
      })
  }
}
