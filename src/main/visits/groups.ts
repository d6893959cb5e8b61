import type { EnrolAnswer } from '../../shared/contract.ts'
import { type EnrolAsk, windowProblems } from '../../shared/enrol-rules.ts'
import type { GroupAnswer, GroupChange, GroupChangeAnswer, GroupRowProblem } from '../../shared/group.ts'
import type { PausingWork } from '../../shared/work.ts'
import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { PhotosAside } from '../photos/aside.ts'
import { decideAccess, tryAccessAgain } from '../store/access.ts'
import { type GroupGuest, groupGuests, insertGroup, pauseGroup } from '../store/groups.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import { mustStore } from '../store/reserve.ts'
import { getVisit, updateVisit, type Visit } from '../store/visits.ts'
import type { Desk } from './desk.ts'
import { grantOf, isOpen } from './grant.ts'

export interface GroupNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly desk: Desk
  readonly levelIds: () => ReadonlySet<string>
  /** New work pauses (disk or memory). */
  readonly isPaused: (work: PausingWork) => boolean
  /** Pictures an import has put aside. */
  readonly aside: Pick<PhotosAside, 'keep' | 'settle'>
  /** A decision stands in the store: let the reconciler look, and the screen know. */
  readonly decided: (visitIds: readonly number[]) => void
}

/** What a guard decides for many at once. Each is one transaction, durable before it answers. */
export interface GroupDecisions {
  /** All or nobody: a row that cannot be enrolled is answered why, and nothing is stored. */
  enrol(name: string, asks: readonly EnrolAsk[]): GroupAnswer
  /** Whoever is not here any more is left out. */
  checkOut(name: string, visitIds: readonly number[]): GroupAnswer
  change(groupId: number, change: GroupChange): GroupChangeAnswer
}

/** Carries the answers out of a transaction that must not happen. */
class NotAllOfThemError extends Error {
  readonly answers: readonly EnrolAnswer[]
  constructor(answers: readonly EnrolAnswer[]) {
    super('not everybody of the group can be enrolled')
    this.answers = answers
  }
}

export function createGroupDecisions(needs: GroupNeeds): GroupDecisions {
  const { store, clock, desk } = needs

  function enrol(name: string, asks: readonly EnrolAsk[]): GroupAnswer {
    if (asks.length === 0) return { ok: false, refused: 'empty' }
    if (asks.length > limits.groupMax) return { ok: false, refused: 'tooMany' }
    if (needs.isPaused('groupEnrol')) return { ok: false, refused: 'paused' }
    try {
      const groupId = inTransaction(store, () => {
        // Undone with everything else when somebody stands in the way.
        needs.aside.keep(asks.flatMap(({ photoHash }) => photoHash ?? []))
        const answers = desk.enrolGroup(asks)
        const visitIds = answers.flatMap((answer) => (answer.ok ? [answer.visitId] : []))
        if (visitIds.length < asks.length) throw new NotAllOfThemError(answers)
        return insertGroup(store, { kind: 'enrol', name, createdAtMs: clock.nowMs() }, visitIds)
      })
      void needs.aside.settle()
      return { ok: true, groupId }
    } catch (error) {
      if (!(error instanceof NotAllOfThemError)) throw error
      return { ok: false, rows: error.answers.flatMap(problemOf) }
    }
  }

  function checkOut(name: string, visitIds: readonly number[]): GroupAnswer {
    return mustStore(store, () => {
      const answers = desk.checkOutAll(visitIds)
      const gone = visitIds.filter((_, i) => answers[i]?.ok)
      if (gone.length === 0) return { ok: false, refused: 'empty' } as const
      const groupId = insertGroup(store, { kind: 'checkOut', name, createdAtMs: clock.nowMs() }, gone)
      return { ok: true, groupId } as const
    })
  }

  /** Decides anew for each guest who may still come or is here; the others are counted as refused. */
  function decideEach(
    guests: readonly GroupGuest[],
    decide: (visit: Visit, nowMs: number) => boolean,
    storing = inTransaction,
  ): GroupChangeAnswer {
    const nowMs = clock.nowMs()
    const changed = storing(store, () =>
      guests.filter(({ visitId }) => {
        const visit = getVisit(store, visitId)
        return visit !== undefined && isOpen(visit) && decide(visit, nowMs)
      }),
    )
    needs.decided(changed.map(({ visitId }) => visitId))
    return { changed: changed.length, refused: guests.length - changed.length }
  }

  function change(groupId: number, wanted: GroupChange): GroupChangeAnswer {
    const guests = groupGuests(store, groupId)
    switch (wanted.kind) {
      case 'pause':
      case 'resume': {
        const isDone = pauseGroup(store, groupId, wanted.kind === 'pause')
        needs.decided(guests.map(({ visitId }) => visitId))
        return { changed: isDone ? guests.length : 0, refused: isDone ? 0 : guests.length }
      }
      case 'window':
        return decideEach(guests, (visit, nowMs) => {
          if (Object.keys(windowProblems(visit.fromMs, wanted.untilMs, nowMs)).length > 0) return false
          updateVisit(store, visit.visitId, { untilMs: wanted.untilMs })
          decideAccess(store, visit.guestId, grantOf({ ...visit, untilMs: wanted.untilMs }, nowMs, 'group'))
          return true
        })
      case 'level':
        if (!needs.levelIds().has(wanted.levelId)) return { changed: 0, refused: guests.length }
        return decideEach(guests, (visit, nowMs) => {
          updateVisit(store, visit.visitId, { levelId: wanted.levelId })
          decideAccess(store, visit.guestId, grantOf({ ...visit, levelId: wanted.levelId }, nowMs, 'group'))
          return true
        })
      case 'cancelRest':
      case 'cancelAll': {
        const isMeant = ({ outcome }: GroupGuest): boolean =>
          wanted.kind === 'cancelAll' || outcome === 'waiting' || outcome === 'failed'
        return decideEach(guests.filter(isMeant), (visit) => desk.cancel(visit.visitId).ok, mustStore)
      }
      case 'tryAgain':
        return decideEach(
          guests.filter(({ outcome }) => outcome === 'failed'),
          (visit) => {
            tryAccessAgain(store, visit.guestId)
            return true
          },
        )
    }
  }

  return { enrol, checkOut, change }
}

function problemOf(answer: EnrolAnswer, index: number): GroupRowProblem[] {
  if (answer.ok) return []
  if ('fields' in answer) return [{ index, fields: answer.fields }]
  return answer.refused === 'paused' ? [] : [{ index, refused: answer.refused }]
}
