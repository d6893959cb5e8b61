import type { RebuildView } from '../../shared/care.ts'
import { readHolders } from '../access/held.ts'
import { listLevels, listMembers } from '../hcp/endpoints/levels.ts'
import { findPerson, listNamedPersons } from '../hcp/endpoints/persons.ts'
import type { Gate } from '../hcp/gate.ts'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { pause, type Scheduler, startLoop } from '../lib/scheduler.ts'
import { CURSOR } from '../passages/take-in.ts'
import { countDistrusted, knownRebuild, putRebuild } from '../store/distrust.ts'
import { getFact, putFact } from '../store/facts.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import { isPersonCode } from '../visits/person-code.ts'
import { type HeldAccess, takeOver } from '../visits/take-over.ts'

export interface RebuildNeeds {
  readonly store: Store
  readonly gate: Gate
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly hideName: (name: string) => void
  /** These visits are new, or HCP has spoken of them. */
  readonly took: (visitIds: readonly number[]) => void
}

export interface RebuildLoop {
  /** What is shown of it; null when there was none, or its result was read and nobody waits for a word. */
  view(): RebuildView | null
  /**
   * Until HCP's lists were read once, passages wait, for their guests may not be known yet, and so do windows that end, for
   * they may have been extended.
   */
  holdsForMs(): number
  seen(): void
  stop(): Promise<void>
}

/** Nobody need hurry: a guard can check out by hand meanwhile, and revocations go before. */
const CLASS = 'enrolGroup'
/** HCP's lists lag some seconds behind. */
const LIST_LAG_MS = 10_000
/** A server whose lists cannot be read must not keep the desk from seeing its doors. */
const HOLD_MOST_MS = 120_000
const LOOK_MS = 1_000
/** The passages of so long are read again for guests of whom nothing was known. */
const PASSAGES_BACK_MS = 24 * 3_600_000

/**
 * After a store was opened that is older than HCP: reads who holds access, and takes over who is not known here. Everything
 * it knows stands in the store, so a crash in the middle only means that it is read again; and it is read once more when
 * nothing that was under way in the last moment of the old store can land any more.
 */
export function startRebuild(needs: RebuildNeeds): RebuildLoop {
  const { store, gate, clock, scheduler, log } = needs
  const startedMs = clock.monotonicMs()
  let stopped = false

  async function round(): Promise<number | null> {
    const state = knownRebuild(store)
    if (!state || state.doneAtMs !== null) return null
    const heldMs = gate.heldForMs()
    if (heldMs > 0) return heldMs
    const beganMs = clock.nowMs()
    const holders = await readHolders(
      {
        levels: () => listLevels(gate),
        members: (levelId, pageNo) => listMembers(gate, CLASS, levelId, pageNo),
        persons: (pageNo) => listNamedPersons(gate, CLASS, pageNo),
        person: (personCode) => findPerson(gate, CLASS, personCode),
      },
      isPersonCode,
    )
    if (stopped) return null
    if (holders.kind !== 'done') {
      const isBlind = holders.kind === 'refused' && holders.class === 'entitlement'
      if (!isBlind) return Math.max(gate.heldForMs(), limits.rebuildRetryMs)
      putRebuild(store, { ...state, isBlind, readAtMs: beganMs, doneAtMs: beganMs })
      needs.took([])
      return null
    }
    await takeAll(holders.value, state.sinceMs)
    if (stopped) return null
    const now = knownRebuild(store) ?? state
    const settledAtMs = state.sinceMs + limits.lateLandingMs + LIST_LAG_MS
    // A start that lies in the future is one from before the clock was set back.
    const isDone = beganMs >= settledAtMs || beganMs < state.sinceMs
    putRebuild(store, { ...now, readAtMs: now.readAtMs ?? beganMs, doneAtMs: isDone ? beganMs : null })
    needs.took([])
    if (isDone) log.info(`rebuilt: ${now.adopted} taken over, ${now.confirmed} confirmed`)
    return isDone ? null : settledAtMs - beganMs
  }

  /** In small transactions with a breath between them; each counts what it did. */
  async function takeAll(holders: readonly HeldAccess[], sinceMs: number): Promise<void> {
    for (let i = 0; i < holders.length; i += limits.visitsPerTransaction) {
      if (stopped) return
      const piece = holders.slice(i, i + limits.visitsPerTransaction)
      for (const { familyName, givenName } of piece) needs.hideName(`${familyName} ${givenName}`)
      needs.took(inTransaction(store, () => takePiece(piece, sinceMs)))
      await pause(scheduler, 0)
    }
  }

  function takePiece(piece: readonly HeldAccess[], sinceMs: number): readonly number[] {
    const nowMs = clock.nowMs()
    const state = knownRebuild(store)
    const taken = piece.map((held) => ({ held, result: takeOver(store, held, sinceMs, nowMs) }))
    const of = (how: 'adopted' | 'confirmed') => taken.filter(({ result }) => result?.how === how)
    const adopted = of('adopted')
    if (state) {
      putRebuild(store, {
        ...state,
        adopted: state.adopted + adopted.length,
        confirmed: state.confirmed + of('confirmed').length,
      })
    }
    lookBackFor(adopted.map(({ held }) => held.window?.fromMs ?? nowMs))
    return taken.flatMap(({ result }) => result?.visitId ?? [])
  }

  /** The passages since these began are read (again): who has come in already is inside. */
  function lookBackFor(fromMs: readonly number[]): void {
    if (fromMs.length === 0) return
    const nowMs = clock.nowMs()
    const backMs = Math.max(Math.min(...fromMs), nowMs - PASSAGES_BACK_MS)
    const cursorMs = getFact(store, CURSOR)
    if (typeof cursorMs !== 'number' || cursorMs > backMs) putFact(store, CURSOR, backMs)
  }

  const loop = startLoop(
    scheduler,
    round,
    (error) => log.error('the rebuild broke', error),
    limits.rebuildRetryMs,
  )
  return {
    view() {
      const state = knownRebuild(store)
      if (!state) return null
      const waiting = countDistrusted(store)
      if (state.isSeen && state.doneAtMs !== null && waiting === 0) return null
      const { reason, sinceMs, ofMs, isBlind, adopted, confirmed } = state
      return { reason, sinceMs, ofMs, isBlind, adopted, confirmed, isDone: state.readAtMs !== null, waiting }
    },
    holdsForMs() {
      const state = knownRebuild(store)
      const isReading = state !== null && state.readAtMs === null
      return isReading && clock.monotonicMs() - startedMs < HOLD_MOST_MS ? LOOK_MS : 0
    },
    seen() {
      const state = knownRebuild(store)
      if (state) putRebuild(store, { ...state, isSeen: true })
    },
    async stop() {
      stopped = true
      await loop.stop()
    },
  }
}
