import type { Incident, IncidentKind } from '../../src/shared/incident.ts'
import type { VisitCard } from '../../src/shared/visit.ts'
import { faceOf } from './portraits.ts'

const MINUTE = 60_000

export function incident(
  incidentId: number,
  kind: IncidentKind,
  nowMs: number,
  part: Partial<Incident> = {},
): Incident {
  const atMs = nowMs - incidentId * 7 * MINUTE
  return {
    incidentId,
    kind,
    visitId: 3,
    familyName: 'Lindqvist',
    givenName: 'Maja',
    photoHash: faceOf(3),
    atMs,
    doorName: 'Turnstile 1 out',
    direction: 'exit',
    state: 'new',
    by: '',
    why: '',
    changedAtMs: atMs,
    ...part,
  }
}

/** One of every kind that is open, in every state, and two that were closed. */
export function incidents(nowMs: number): readonly Incident[] {
  return [
    incident(1, 'exitWithoutEntry', nowMs),
    incident(2, 'passageAfterRevoke', nowMs, {
      ...guest(31, 'Журавлёв', 'Фёдор'),
      doorName: 'Проходная северного корпуса, турникет № 14',
      direction: 'entry',
    }),
    incident(3, 'repeatedDenials', nowMs, {
      ...guest(24, 'Ли', 'Ян'),
      doorName: 'Server room',
      direction: 'none',
      state: 'investigating',
      by: 'Смирнова О.',
      why: 'Иду к двери',
      changedAtMs: nowMs - 4 * MINUTE,
    }),
    incident(4, 'longStay', nowMs, { ...guest(25, 'Nakamura', 'Yuki'), doorName: '', direction: 'none' }),
    incident(90, 'strangeHour', nowMs, {
      ...guest(6, 'Вольфешлегельштейнхаузенбергердорф', 'Йоханнес'),
      doorName: 'Проходная, вход',
      direction: 'entry',
    }),
    incident(60, 'exitWithoutEntry', nowMs, {
      ...guest(700, 'Haddad', 'Leïla'),
      state: 'resolved',
      by: 'J. Miller',
      why: 'Came in behind a colleague through the open gate; both have been told, and the gate is watched now.',
      changedAtMs: nowMs - 380 * MINUTE,
    }),
    incident(70, 'repeatedDenials', nowMs, {
      ...guest(701, 'Becker', 'Jonas'),
      photoHash: null,
      doorName: 'Turnstile 1 in',
      direction: 'entry',
      state: 'falseAlarm',
      by: 'J. Miller',
      why: 'Wore a dust mask',
      changedAtMs: nowMs - 470 * MINUTE,
    }),
  ]
}

/** One of them has gone out, and may come back. */
export function withSomebodyOut(cards: readonly VisitCard[], nowMs: number): readonly VisitCard[] {
  const lastPassage = {
    atMs: nowMs - 4 * MINUTE,
    door: 'Turnstile 1 out',
    direction: 'exit',
    granted: true,
  } as const
  return cards.map((one) => (one.visitId === 21 ? { ...one, lastPassage } : one))
}

function guest(
  visitId: number,
  familyName: string,
  givenName: string,
): Pick<Incident, 'visitId' | 'familyName' | 'givenName' | 'photoHash'> {
  return { visitId, familyName, givenName, photoHash: faceOf(visitId) }
}
