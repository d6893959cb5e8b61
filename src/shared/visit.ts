import type { AnswerCode } from './hcp-codes.ts'

/** The life of a visit: `expected → inside → left`, or one of the two ends nobody passed a door for. */
export type VisitStatus = 'expected' | 'inside' | 'left' | 'cancelled' | 'noShow'

/**
 * How far HCP has followed the desk's decision, in words a guard can be shown.
 * - `waiting`: decided and saved here; HCP has not confirmed any of it yet
 * - `working`: HCP has confirmed some steps
 * - `accepted`: HCP has taken everything; this installation cannot tell about the doors
 * - `onDoors`: every door of the level has confirmed
 * - `attention`: parked; a person must act ("try again", a new photo)
 * - `revoking`: the end of the access is decided, HCP has not confirmed it yet
 * - `revoked`: no right is left, as far as HCP can tell
 */
export type AccessStage =
  | 'waiting'
  | 'working'
  | 'accepted'
  | 'onDoors'
  | 'attention'
  | 'revoking'
  | 'revoked'

/** Why a record waits or is parked; the renderer's text turns each into a sentence and an advice. */
export type AccessProblem =
  | 'unreachable'
  | 'busy'
  | 'unanswered'
  | 'authRefused'
  | 'notEntitled'
  | 'faceRefused'
  | 'dataRefused'
  | 'levelMissing'
  | 'deviceOffline'
  | 'doorsRefused'
  | 'notUnderstood'
  | 'photoMissing'
  /** The store was not the newest any more: nobody may come in by what it says without a guard's word. */
  | 'restored'

/** One visit as the board shows it. */
export interface VisitCard {
  readonly visitId: number
  readonly guestId: number
  readonly familyName: string
  readonly givenName: string
  readonly host: string
  readonly purpose: string
  readonly phone: string
  readonly status: VisitStatus
  readonly fromMs: number
  readonly untilMs: number
  readonly levelId: string
  readonly levelName: string
  /** SHA-256 of the kept JPEG, or null for a guest without a picture; see `photoUrl`. */
  readonly photoHash: string | null
  /** HCP has a face the desk has no picture of: this guest was taken over from there. */
  readonly faceInHcp?: boolean
  readonly access: AccessStage
  readonly problem: AccessProblem | null
  /** The code HCP answered with, for the administrator; null when it was none of its own. */
  readonly problemCode: AnswerCode | null
  /** When the desk decided what `access` is working towards. */
  readonly decidedAtMs: number
  /** The revocation is not confirmed although its time is up: a named alarm. */
  readonly alarm: boolean
  readonly createdAtMs: number
  readonly checkedInAtMs: number | null
  readonly leftAtMs: number | null
  readonly lastPassage: {
    readonly atMs: number
    readonly door: string
    readonly direction: Direction
    readonly granted: boolean
  } | null
}

export type Direction = 'entry' | 'exit' | 'none'

/** One door event, matched to a guest where the event names one of ours. */
export interface PassageRow {
  readonly passageId: number
  readonly atMs: number
  readonly doorName: string
  readonly direction: Direction
  readonly granted: boolean
  /** The terminal took a picture; see `passagePictureUrl`. */
  readonly hasPicture: boolean
  /** HCP's event type code, for the sentence why a door refused. */
  readonly eventType: number
  readonly guestId: number | null
  readonly visitId: number | null
  readonly familyName: string
  readonly givenName: string
  readonly photoHash: string | null
}

/** A guest found by name, offered for quick repeat registration. */
export interface GuestMatch {
  readonly guestId: number
  readonly familyName: string
  readonly givenName: string
  readonly photoHash: string | null
  readonly lastVisitAtMs: number | null
  readonly lastHost: string
  readonly lastPurpose: string
  readonly lastPhone: string
  readonly lastLevelId: string | null
  /** An open visit of this guest, if there is one: a second one is refused. */
  readonly openVisitId: number | null
}

export interface AccessLevel {
  readonly levelId: string
  readonly name: string
}

/** Where a kept picture is served, relative to the page. */
export function photoUrl(hash: string, size: 'full' | 'thumb'): string {
  return size === 'thumb' ? `/photos/${hash}.thumb.jpg` : `/photos/${hash}.jpg`
}

/**
 * Where the picture a terminal took is served; fetched from HCP when it is first looked at. The time tells the passages of
 * two desks apart: a page shows a picture it has had before by its address, whatever main says of keeping.
 */
export function passagePictureUrl({ passageId, atMs }: Pick<PassageRow, 'passageId' | 'atMs'>): string {
  return `/passages/${passageId}.jpg?${atMs}`
}
