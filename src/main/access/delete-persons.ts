import type { PersonSeen } from '../hcp/endpoints/persons.ts'
import type { NotDone, Outcome } from '../hcp/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, type Scheduler, startLoop } from '../lib/scheduler.ts'
import {
  nextPersonToDelete,
  type PersonToDelete,
  personIsDeleted,
  putOffPerson,
} from '../store/destruction.ts'
import type { Store } from '../store/open-store.ts'

export interface DeletePersonsNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly hcp: {
    findPerson(callClass: 'tidy', personCode: string): Promise<Outcome<PersonSeen | null>>
    deletePerson(callClass: 'tidy', personId: () => string | null): Promise<Outcome<null>>
  }
  /** Milliseconds for which the gate sends nothing. */
  readonly heldForMs: () => number
  /** A person is gone, or HCP has refused one. */
  readonly changed: () => void
}

/** HCP's lists lag; whether the person is really gone is looked up after this. */
const LOOK_AGAIN_MS = 10_000
/** What HCP refuses now it may allow after an administrator has been there. */
const REFUSED_MS = 3_600_000
const UNSURE_MS = 60_000
/** Nobody is in a hurry: a call every few seconds, behind everybody else's. */
const GAP_MS = 2_000

/**
 * Deletes the persons of forgotten guests from HCP, one at a time and behind all other calls. No step of the reconciler,
 * because the record it goes by is gone. Deleted is only who was looked up by the desk's own code in the same breath:
 * numbers of persons may mean others behind another server. Gone is only whom a later look-up does not find.
 */
export function startDeletingPersons(needs: DeletePersonsNeeds): Loop {
  const { store, clock } = needs
  let isStopped = false
  /** On the clock that only rises: this partner may delete nobody, so nobody else is tried either. */
  let closedUntilMs = Number.NEGATIVE_INFINITY

  async function round(): Promise<number | null> {
    const heldMs = Math.max(needs.heldForMs(), closedUntilMs - clock.monotonicMs())
    if (heldMs > 0) return heldMs
    const next = nextPersonToDelete(store)
    if (!next) return null
    const waitMs = next.nextTryAtMs - clock.nowMs()
    // One that seems to wait for longer has outlived a clock that was set back.
    if (waitMs > 0 && waitMs <= REFUSED_MS) return waitMs
    await tryOne(next)
    return isStopped ? null : GAP_MS
  }

  async function tryOne({ guestId, personCode }: PersonToDelete): Promise<void> {
    const seen = await needs.hcp.findPerson('tidy', personCode)
    if (isStopped) return
    if (seen.kind !== 'done') return putOff(guestId, seen)
    if (seen.value === null) {
      personIsDeleted(store, guestId)
      needs.changed()
      return
    }
    const { personId } = seen.value
    // Asked for our code: a person of another is no answer to that.
    if (seen.value.personCode !== personCode) return putOff(guestId, NOT_HIM)
    const deleted = await needs.hcp.deletePerson('tidy', () => (isStopped ? null : personId))
    if (isStopped) return
    if (deleted.kind === 'done') putOffPerson(store, guestId, clock.nowMs() + LOOK_AGAIN_MS, null)
    else putOff(guestId, deleted)
  }

  function putOff(guestId: number, how: NotDone): void {
    // Nothing has left: the gate says itself when it opens again.
    if (how.kind === 'notSent') return
    const isRefused = how.kind === 'refused' && how.class !== 'busy' && how.class !== 'auth'
    const code = isRefused ? how.code : null
    if (isRefused && how.class === 'entitlement') closedUntilMs = clock.monotonicMs() + REFUSED_MS
    putOffPerson(store, guestId, clock.nowMs() + (isRefused ? REFUSED_MS : UNSURE_MS), code)
    if (isRefused) needs.log.warn(`guest ${guestId} cannot be deleted in HCP (code ${how.code})`)
    needs.changed()
  }

  const loop = startLoop(needs.scheduler, round, (error) => needs.log.error('deleting persons broke', error))
  return {
    wake() {
      closedUntilMs = Number.NEGATIVE_INFINITY
      loop.wake()
    },
    async stop() {
      isStopped = true
      await loop.stop()
    },
  }
}

const NOT_HIM: NotDone = { kind: 'refused', class: 'notUnderstood', code: '', field: '' }
