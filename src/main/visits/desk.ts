import { randomBytes } from 'node:crypto'
import type { EnrolAnswer, ExtendAnswer, VisitAnswer } from '../../shared/contract.ts'
import { type EnrolAsk, enrolProblems, tidyText, windowProblems } from '../../shared/enrol-rules.ts'
import type { GuestMatch } from '../../shared/visit.ts'
import type { PausingWork } from '../../shared/work.ts'
import type { Clock } from '../lib/clock.ts'
import { type Desired, decideAccess, getAccess, reapplyAccess, tryAccessAgain } from '../store/access.ts'
import { getGuest, insertGuest, renameGuest, searchGuests } from '../store/guests.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import { hasPhoto } from '../store/photos.ts'
import { mustStore } from '../store/reserve.ts'
import { getVisit, insertVisit, openVisitOf, updateVisit, type Visit } from '../store/visits.ts'
import { grantOf, isOpen } from './grant.ts'
import { newPersonCode } from './person-code.ts'

export interface DeskNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly levelIds: () => ReadonlySet<string>
  /** New work pauses (disk or memory); checkout and revocation never ask this. */
  readonly isPaused: (work: PausingWork) => boolean
  /** A guard says "try again": what HCP has refused to the desk as a whole is asked for once more. */
  readonly askedAgain: () => void
  /** Whose names the log must never show. */
  readonly hideName: (name: string) => void
  /** A decision stands in the store: let the reconciler look, and the screen know. */
  readonly decided: (visitIds: readonly number[]) => void
}

/** The guard's actions. Each is one transaction, durable before it answers, and never waits for HCP. */
export interface Desk {
  enrol(ask: EnrolAsk): EnrolAnswer
  /** A group, in one transaction: who can be enrolled is, the others are answered why not. Walk-ins overtake them. */
  enrolGroup(asks: readonly EnrolAsk[]): readonly EnrolAnswer[]
  extend(visitId: number, untilMs: number): ExtendAnswer
  checkIn(visitId: number): VisitAnswer
  checkOut(visitId: number): VisitAnswer
  /** Checks out many in one transaction; whoever is not here any more is answered so, and the others go. */
  checkOutAll(visitIds: readonly number[]): readonly VisitAnswer[]
  cancel(visitId: number): VisitAnswer
  giveBack(visitId: number): VisitAnswer
  tryAgain(visitId: number): VisitAnswer
  /** Sends the guest's rights to the doors once more, doors that refused before included. */
  reapply(visitId: number): VisitAnswer
  newPhoto(visitId: number, photoHash: string): VisitAnswer
  search(text: string): readonly GuestMatch[]
}

const SEARCH_ROWS = 8
const OK = { ok: true } as const

export function createDesk(needs: DeskNeeds): Desk {
  const { store, clock } = needs

  /** Runs a decision about one visit in a transaction; afterwards, and only if it was made, the others hear of it. */
  function decide(
    visitId: number,
    decision: (visit: Visit, nowMs: number) => VisitAnswer,
    storing = inTransaction,
  ): VisitAnswer {
    const answer = storing(store, () => {
      const visit = getVisit(store, visitId)
      return visit ? decision(visit, clock.nowMs()) : ({ ok: false, refused: 'unknownVisit' } as const)
    })
    if (answer.ok) needs.decided([visitId])
    return answer
  }

  function endVisit(visit: Visit, status: 'left' | 'cancelled', nowMs: number): VisitAnswer {
    updateVisit(store, visit.visitId, { status, leftAtMs: nowMs, endedBy: 'guard' })
    decideAccess(store, visit.guestId, { ...grantOf(visit, nowMs), want: 'revoked' })
    return OK
  }

  function enrolOne(ask: EnrolAsk, urgency: Desired['urgency']): EnrolAnswer {
    if (needs.isPaused(urgency === 'group' ? 'groupEnrol' : 'enrol')) return { ok: false, refused: 'paused' }
    const nowMs = clock.nowMs()
    const fields = enrolProblems(ask, needs.levelIds(), nowMs)
    if (ask.photoHash !== null && !hasPhoto(store, ask.photoHash)) fields.photo = 'photoMissing'
    needs.hideName(`${ask.familyName} ${ask.givenName}`)
    if (Object.keys(fields).length > 0) return { ok: false, fields }
    return enrolNow(store, tidied(ask), urgency, nowMs)
  }

  const checkOut = (visit: Visit | undefined): VisitAnswer => {
    if (!visit) return { ok: false, refused: 'unknownVisit' }
    return isOpen(visit) ? endVisit(visit, 'left', clock.nowMs()) : { ok: false, refused: 'notOpen' }
  }

  return {
    enrol(ask) {
      const answer = inTransaction(store, () => enrolOne(ask, 'walkIn'))
      if (answer.ok) needs.decided([answer.visitId])
      return answer
    },

    enrolGroup(asks) {
      const answers = inTransaction(store, () => asks.map((ask) => enrolOne(ask, 'group')))
      needs.decided(answers.flatMap((answer) => (answer.ok ? [answer.visitId] : [])))
      return answers
    },

    extend(visitId, untilMs) {
      const nowMs = clock.nowMs()
      const visit = getVisit(store, visitId)
      if (!visit) return { ok: false, refused: 'unknownVisit' }
      if (!isOpen(visit)) return { ok: false, refused: 'notOpen' }
      const problem = windowProblems(visit.fromMs, untilMs, nowMs).untilMs
      if (problem) return { ok: false, problem }
      inTransaction(store, () => {
        updateVisit(store, visitId, { untilMs })
        decideAccess(store, visit.guestId, grantOf({ ...visit, untilMs }, nowMs))
      })
      needs.decided([visitId])
      return OK
    },

    checkIn: (visitId) =>
      decide(visitId, (visit, nowMs) => {
        if (visit.status !== 'expected') return { ok: false, refused: 'notOpen' }
        updateVisit(store, visitId, {
          status: 'inside',
          checkedInAtMs: nowMs,
          checkedInBy: 'guard',
          guardSaysInAtMs: nowMs,
        })
        return OK
      }),

    checkOut: (visitId) => decide(visitId, checkOut, mustStore),

    checkOutAll(visitIds) {
      const answers = mustStore(store, () => visitIds.map((visitId) => checkOut(getVisit(store, visitId))))
      needs.decided(visitIds.filter((_, i) => answers[i]?.ok))
      return answers
    },

    cancel: (visitId) =>
      decide(
        visitId,
        (visit, nowMs) =>
          visit.status === 'expected'
            ? endVisit(visit, 'cancelled', nowMs)
            : { ok: false, refused: 'notOpen' },
        mustStore,
      ),

    giveBack: (visitId) =>
      decide(visitId, (visit, nowMs) => {
        if (!getGuest(store, visit.guestId)) return { ok: false, refused: 'unknownVisit' }
        if (isOpen(visit)) return { ok: false, refused: 'alreadyOpen' }
        if (visit.untilMs <= nowMs) return { ok: false, refused: 'windowOver' }
        if (openVisitOf(store, visit.guestId)) return { ok: false, refused: 'alreadyOpen' }
        if (needs.isPaused('giveBack')) return { ok: false, refused: 'paused' }
        const status = visit.checkedInAtMs === null ? 'expected' : 'inside'
        updateVisit(store, visitId, { status, leftAtMs: null, endedBy: null, guardSaysInAtMs: nowMs })
        decideAccess(store, visit.guestId, grantOf(visit, nowMs))
        return OK
      }),

    tryAgain: (visitId) =>
      decide(visitId, (visit) => {
        if (getAccess(store, visit.guestId)?.desired.visitId !== visitId)
          return { ok: false, refused: 'notOpen' }
        tryAccessAgain(store, visit.guestId)
        needs.askedAgain()
        return OK
      }),

    reapply: (visitId) =>
      decide(visitId, (visit) => {
        const isCurrent = getAccess(store, visit.guestId)?.desired.visitId === visitId
        if (!isOpen(visit) || !isCurrent) return { ok: false, refused: 'notOpen' }
        return reapplyAccess(store, visit.guestId) ? OK : { ok: false, refused: 'notInHcp' }
      }),

    newPhoto: (visitId, photoHash) =>
      decide(visitId, (visit, nowMs) => {
        if (!isOpen(visit)) return { ok: false, refused: 'notOpen' }
        if (!hasPhoto(store, photoHash)) return { ok: false, refused: 'unknownPhoto' }
        updateVisit(store, visitId, { photoHash })
        decideAccess(store, visit.guestId, grantOf({ ...visit, photoHash }, nowMs))
        return OK
      }),

    search: (text) => searchGuests(store, text, SEARCH_ROWS),
  }
}

function enrolNow(store: Store, ask: EnrolAsk, urgency: Desired['urgency'], nowMs: number): EnrolAnswer {
  let guestId = ask.guestId
  if (guestId === null) {
    const { familyName, givenName } = ask
    guestId = insertGuest(store, { personCode: newPersonCode(randomBytes), familyName, givenName }, nowMs)
  } else {
    if (!getGuest(store, guestId)) return { ok: false, refused: 'unknownGuest' }
    const open = openVisitOf(store, guestId)
    if (open) return { ok: false, refused: 'alreadyOpen', visitId: open.visitId }
    renameGuest(store, guestId, ask.familyName, ask.givenName)
  }
  const { host, purpose, phone, fromMs, untilMs, levelId, photoHash } = ask
  const stay = {
    guestId,
    status: 'expected',
    host,
    purpose,
    phone,
    fromMs,
    untilMs,
    levelId,
    photoHash,
  } as const
  const visitId = insertVisit(store, { ...stay, createdAtMs: nowMs })
  // Old rights that HCP has not confirmed as ended are replaced at once, not when a group comes to it, or is paused.
  const before = getAccess(store, guestId)
  const isEnding = before?.desired.want === 'revoked' && !before.settled
  decideAccess(store, guestId, grantOf({ ...stay, visitId }, nowMs, isEnding ? 'walkIn' : urgency))
  return { ok: true, visitId, guestId }
}

function tidied(ask: EnrolAsk): EnrolAsk {
  return {
    ...ask,
    familyName: tidyText(ask.familyName),
    givenName: tidyText(ask.givenName),
    host: tidyText(ask.host),
    purpose: tidyText(ask.purpose),
    phone: tidyText(ask.phone),
  }
}
