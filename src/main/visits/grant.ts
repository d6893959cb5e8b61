import type { Desired } from '../store/access.ts'
import type { Visit } from '../store/visits.ts'

/** What a grant needs of a visit. */
export type Granting = Pick<Visit, 'visitId' | 'fromMs' | 'untilMs' | 'levelId' | 'photoHash'>

/** The access a visit asks for; a guard's act for one guest goes before what was decided for many. */
export function grantOf(visit: Granting, nowMs: number, urgency: Desired['urgency'] = 'walkIn'): Desired {
  return {
    want: 'granted',
    visitId: visit.visitId,
    fromMs: visit.fromMs,
    untilMs: visit.untilMs,
    levelId: visit.levelId,
    faceHash: visit.photoHash,
    urgency,
    decidedAtMs: nowMs,
  }
}

export function isOpen(visit: Visit): boolean {
  return visit.status === 'expected' || visit.status === 'inside'
}
