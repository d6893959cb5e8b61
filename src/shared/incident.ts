import type { Direction } from './visit.ts'

/** Something a guard must look at. At most one of each kind per visit. */
export const incidentKinds = [
  'passageAfterRevoke',
  'exitWithoutEntry',
  'repeatedDenials',
  'longStay',
  'strangeHour',
] as const
export type IncidentKind = (typeof incidentKinds)[number]

export type Severity = 'medium' | 'high' | 'critical'

export const severityOf: Readonly<Record<IncidentKind, Severity>> = {
  passageAfterRevoke: 'critical',
  exitWithoutEntry: 'high',
  repeatedDenials: 'high',
  longStay: 'medium',
  strangeHour: 'medium',
}

export const incidentStates = ['new', 'investigating', 'resolved', 'falseAlarm'] as const
export type IncidentState = (typeof incidentStates)[number]

/** What a guard says of an incident. */
export interface IncidentChange {
  readonly state: IncidentState
  /** His name or badge, as he writes it. */
  readonly by: string
  readonly why: string
}

export interface Incident {
  readonly incidentId: number
  readonly kind: IncidentKind
  readonly visitId: number
  readonly familyName: string
  readonly givenName: string
  readonly photoHash: string | null
  /** When it happened (a passage), or came due (a long stay). */
  readonly atMs: number
  /** The door, where a passage was the reason. */
  readonly doorName: string
  readonly direction: Direction
  readonly state: IncidentState
  /** Who last changed the state, and why; empty while it is new. */
  readonly by: string
  readonly why: string
  readonly changedAtMs: number
}
