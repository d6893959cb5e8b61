import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DeskProcess, startDeskProcess } from './desk-process.ts'
import type { Account, GuardOrder, GuardPlace, GuardWord } from './guard-words.ts'
import type { Kept, Settings } from './kept.ts'

/** The desk died under the guard's hands. */
export class KilledError extends Error {
  override readonly name = 'KilledError'
}

/** What a call changes for ever once it is answered with yes. */
export type Promised = (kept: Kept) => void

const LIMIT_MS = 60_000
const LOOK_MS = 1

/** The hands and the memory of a guard: what was promised outlives the desk that has promised it. */
export class Guard {
  /** What the desk has promised so far. */
  kept: Kept | null = null
  /** … and what it would have, had it answered its last call; null when nothing is open. */
  pending: Kept | null = null
  /** Whether the last call was answered. */
  isTold = true
  readonly #place: GuardPlace
  #desk: DeskProcess<GuardOrder, GuardWord> | null = null
  #orders = 0
  #pendingId = 0

  constructor(place: GuardPlace) {
    this.#place = place
  }

  start(): void {
    this.#desk = startDeskProcess('guard-desk.ts', this.#place)
  }

  /** The first account of this life; null while the desk waits in set-up. */
  async opened(): Promise<Account | null> {
    const word = await this.#until('it is open', (words) =>
      words.find((one): one is Extract<GuardWord, { kind: 'open' }> => one.kind === 'open'),
    )
    return word.account
  }

  get isOpen(): boolean {
    return this.#desk?.words().some((word) => word.kind === 'open') ?? false
  }

  /** Makes a call as the page does, and remembers what it has promised by its answer. */
  async call<T>(call: string, ask: unknown, promised?: Promised): Promise<T> {
    this.#orders += 1
    const id = this.#orders
    this.pending = null
    this.isTold = false
    this.#pendingId = id
    if (promised && this.kept) {
      const candidate = structuredClone(this.kept)
      promised(candidate)
      this.pending = candidate
    }
    this.#desk?.order({ id, call, ask })
    const answer = await this.#until(call, (words) => answerOf(words, id))
    this.#settle()
    return answer.answer as T
  }

  async account(): Promise<Account | null> {
    this.#orders += 1
    const id = this.#orders
    this.#desk?.order({ id, call: 'account', ask: null })
    const word = await this.#until('the account', (words) =>
      words.find(
        (one): one is Extract<GuardWord, { kind: 'account' }> => one.kind === 'account' && one.id === id,
      ),
    )
    return word.account
  }

  async kill(): Promise<void> {
    await this.#desk?.kill()
    // What it has said with its last breath, it has said.
    this.#settle()
    this.#desk = null
  }

  /** The app's own settings, as they stand in their file. */
  settings(): Settings {
    const { language, theme, hcpLimits } = JSON.parse(
      readFileSync(join(this.#place.folder, 'settings.json'), 'utf8'),
    ) as Settings
    return { language, theme, hcpLimits }
  }

  #settle(): void {
    if (this.isTold) return
    const word = answerOf(this.#desk?.words() ?? [], this.#pendingId)
    if (!word) return
    this.isTold = true
    if (this.pending && isYes(word.answer)) this.kept = this.pending
    this.pending = null
  }

  async #until<T>(what: string, look: (words: readonly GuardWord[]) => T | undefined): Promise<T> {
    const desk = this.#desk
    const endMs = performance.now() + LIMIT_MS
    for (;;) {
      if (!desk || desk !== this.#desk) throw new KilledError(what)
      const found = look(desk.words())
      if (found) return found
      try {
        desk.check()
      } catch (error) {
        // Killed, and the story is just about to say so; or it has ended by itself, and that is what it died of.
        await pause(50)
        if (desk !== this.#desk) throw new KilledError(what)
        throw error
      }
      if (performance.now() > endMs) throw new Error(`not within ${LIMIT_MS} ms: ${what}`)
      await pause(LOOK_MS)
    }
  }
}

function answerOf(
  words: readonly GuardWord[],
  id: number,
): Extract<GuardWord, { kind: 'answer' }> | undefined {
  return words.find(
    (word): word is Extract<GuardWord, { kind: 'answer' }> => word.kind === 'answer' && word.id === id,
  )
}

/** Whether something has happened: most calls answer `ok`, or how many were changed; the others have no way to say no. */
function isYes(answer: unknown): boolean {
  if (typeof answer === 'boolean') return answer
  if (typeof answer !== 'object' || answer === null) return true
  if ('ok' in answer) return answer.ok === true
  return 'changed' in answer ? Number(answer.changed) > 0 : true
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
