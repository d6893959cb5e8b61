import type { SitePolicy } from '../../src/shared/policy.ts'
import type { Direction, VisitStatus } from '../../src/shared/visit.ts'
import type { WebhookAsk } from '../../src/shared/webhook.ts'

/** Where a guard's desk stands; all its lives share it. */
export interface GuardPlace {
  /** The app's folder, as Electron would give it: settings, secret, logs, the site's desk. */
  readonly folder: string
  /** The folder of pictures that are imported with a group. */
  readonly pictures: string
  /** How fast time runs, and since when. */
  readonly factor: number
  readonly startMs: number
}

/** A call as the page makes it: 'visits.enrol' and its payload. */
export interface GuardOrder {
  readonly id: number
  readonly call: string
  readonly ask: unknown
}

export type GuardWord =
  /** The desk is open; null: it waits in set-up. */
  | { readonly kind: 'open'; readonly account: Account | null }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'account'; readonly id: number; readonly account: Account | null }

/** One stay as it stands in the store. */
export interface StayRow {
  readonly visitId: number
  readonly guestId: number
  readonly personCode: string
  /** The guest's family name; each guest of a story has one of his own. */
  readonly name: string
  readonly status: VisitStatus
  readonly endedBy: string | null
  readonly checkedInBy: string | null
  readonly fromMs: number
  readonly untilMs: number
  readonly levelId: string
  readonly photoHash: string | null
}

export interface AccessRow {
  readonly name: string
  readonly visitId: number
  readonly want: 'granted' | 'revoked'
  readonly settled: 0 | 1
  readonly parked: 0 | 1
  readonly problem: string | null
  readonly code: string | null
  readonly attempts: number
  readonly nextAttemptAtMs: number
}

export interface GroupRow {
  readonly groupId: number
  readonly kind: 'enrol' | 'checkOut'
  readonly name: string
  readonly paused: 0 | 1
  readonly finishedAtMs: number | null
  readonly visitIds: readonly number[]
}

export interface IncidentRow {
  readonly incidentId: number
  readonly visitId: number
  readonly kind: string
  readonly state: string
  readonly changedBy: string
  readonly why: string
}

export interface PassageRow {
  readonly passageId: number
  readonly eventKey: string
  readonly guestId: number | null
  readonly visitId: number | null
  readonly direction: Direction
  readonly granted: 0 | 1
  readonly atMs: number
}

/** A guest whose data was to be destroyed: how much of it is left, and how often that was written down. */
export interface DestroyedRow {
  readonly guestId: number
  readonly personCode: string
  readonly left: number
  readonly records: number
  readonly inHcp: string
}

/** What stands in the store. */
export interface Account {
  /** Of guests who are known; by number: the earlier stay first. */
  readonly stays: readonly StayRow[]
  readonly access: readonly AccessRow[]
  readonly groups: readonly GroupRow[]
  readonly incidents: readonly IncidentRow[]
  readonly passages: readonly PassageRow[]
  readonly photos: readonly string[]
  readonly destroyed: readonly DestroyedRow[]
  readonly leftovers: number
  readonly keepDays: number
  readonly directions: Readonly<Record<string, Direction | null>>
  readonly notices: number
  readonly policy: SitePolicy
  readonly webhook: WebhookAsk | null
  /** Visits of the roll call under way; null without one. */
  readonly muster: readonly number[] | null
  /** Up to when passages were read. */
  readonly cursorMs: number | null
  readonly levels: number
  /** A store that was gone back to is still being told by HCP what has happened since. */
  readonly isRebuilding: boolean
}
