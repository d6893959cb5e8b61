import type { AnswerCode } from './hcp-codes.ts'
import type { MachineUse, Shortage } from './work.ts'

/** What the gate knows about HCP right now. */
export type HcpHealth =
  | { readonly state: 'connecting' }
  | { readonly state: 'ok'; readonly sinceMs: number }
  | { readonly state: 'slow'; readonly sinceMs: number }
  | { readonly state: 'unreachable'; readonly sinceMs: number }
  | { readonly state: 'refused'; readonly sinceMs: number; readonly code: AnswerCode | null }
  | { readonly state: 'certificateChanged'; readonly sinceMs: number }
  /** The one trusted certificate has run out; nothing is sent until the server has a new one. */
  | { readonly state: 'certificateEnded'; readonly sinceMs: number }

/** How far the monitor has come with what it missed. */
export interface CatchUp {
  readonly fromMs: number
  readonly readUntilMs: number
  readonly untilMs: number
}

/** The status strip: honest numbers, no hopes. */
export interface DeskStatus {
  readonly hcp: HcpHealth
  /** Guests whose grant HCP has not confirmed yet (parked ones are not counted). */
  readonly waiting: number
  /** Guests whose revocation HCP has not confirmed yet. */
  readonly revocations: number
  /** Revocations unconfirmed for longer than the alarm limit, oldest first. */
  readonly alarms: readonly { readonly visitId: number; readonly name: string; readonly sinceMs: number }[]
  readonly parked: number
  /** Requests sent to HCP during the last 60 s, and what the budget would have allowed. */
  readonly callsLastMinute: number
  readonly callsPerMinuteAllowed: number
  /** HCP has asked for less: requests per second kept just now, or null at the full rate. */
  readonly slowedToPerSecond: number | null
  /** When the monitor last read all passages up to; null before the first tick. */
  readonly passagesReadUntilMs: number | null
  /** The desk was away for a while and reads what it missed, oldest first; null when it is at the present. */
  readonly catchingUp: CatchUp | null
  /** The site has doors, and none of them is said to lead in: nobody is checked in by passing one. */
  readonly noEntrance: boolean
  /** Why new work pauses (`pausingWork`), or null. */
  readonly paused: Shortage | null
  /** What this computer has in use, in whole percent; not current when the last look at it came to nothing. */
  readonly machine: (MachineUse & { readonly isCurrent: boolean }) | null
}

/** What waits in the store of a site whose desk is not open. */
export interface ClosedWork {
  readonly inside: number
  readonly expected: number
  /** Guests who have left, or never came, and whose access HCP has not ended yet. */
  readonly revocations: number
}
