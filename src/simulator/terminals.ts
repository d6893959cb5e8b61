/** What one terminal knows of one person. It decides by this alone, whatever HCP has meanwhile been told. */
export interface Copy {
  readonly personId: string
  readonly personCode: string
  readonly familyName: string
  readonly givenName: string
  readonly beginMs: number
  readonly endMs: number
  readonly faceSha: string | null
  /** Levels that open this door; none left = known, but not admitted. */
  readonly levelIds: readonly string[]
}

/** Door → person → copy. */
export type Terminals = Map<string, Map<string, Copy>>

/** A snapshot on its way: what was pending when it was triggered, not what is when it arrives. */
export interface Job {
  readonly kind: 'reapplication' | 'deletion'
  readonly dueAtMs: number
  readonly changes: readonly Change[]
}

/** copy null = take the person off this door. */
export interface Change {
  readonly doorIndexCode: string
  readonly personId: string
  readonly copy: Copy | null
}

export type Reason = 'granted' | 'unknown-face' | 'no-level' | 'not-yet-valid' | 'expired'

export interface Verdict {
  readonly granted: boolean
  /** Event code of §3.10 of the API facts. */
  readonly eventType: number
  readonly reason: Reason
  /** Does the event name the person? */
  readonly recognised: boolean
}

const VERDICTS: Readonly<Record<Reason, number>> = {
  granted: 196893,
  'unknown-face': 197151,
  'no-level': 197635,
  'not-yet-valid': 197384,
  expired: 197633,
}

const seconds = (ms: number): number => Math.floor(ms / 1000)

/** Terminals count in whole seconds; both ends of the validity belong to it. */
function reasonFor(copy: Copy | undefined, nowMs: number): Reason {
  if (copy === undefined || copy.faceSha === null) return 'unknown-face'
  if (copy.levelIds.length === 0) return 'no-level'
  if (seconds(nowMs) < seconds(copy.beginMs)) return 'not-yet-valid'
  if (seconds(nowMs) > seconds(copy.endMs)) return 'expired'
  return 'granted'
}

/** Somebody looks into the camera of a door. copy: what that door knows of him. */
export function decide(copy: Copy | undefined, nowMs: number): Verdict {
  const reason = reasonFor(copy, nowMs)
  return {
    granted: reason === 'granted',
    eventType: VERDICTS[reason],
    reason,
    recognised: reason !== 'unknown-face',
  }
}

/** The part of a person a terminal needs. */
export type CopySource = Omit<Copy, 'levelIds'>

/**
 * What the door should know. Somebody who lost his last level stays known there (the refusal then has a
 * name); somebody who never had one is not sent to it at all.
 */
export function wantedCopy(
  person: CopySource | undefined,
  levelIds: readonly string[],
  present: Copy | undefined,
): Copy | null {
  if (person === undefined) return null
  if (levelIds.length === 0 && present === undefined) return null
  const { personId, personCode, familyName, givenName, beginMs, endMs, faceSha } = person
  return { personId, personCode, familyName, givenName, beginMs, endMs, faceSha, levelIds }
}

export function sameCopy(left: Copy | null, right: Copy | null): boolean {
  if (left === null || right === null) return left === right
  return (
    left.beginMs === right.beginMs &&
    left.endMs === right.endMs &&
    left.faceSha === right.faceSha &&
    left.familyName === right.familyName &&
    left.givenName === right.givenName &&
    left.levelIds.length === right.levelIds.length &&
    left.levelIds.every((id) => right.levelIds.includes(id))
  )
}
