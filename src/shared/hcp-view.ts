/** What the HikCentral screen shows: the server, its APIs, the traffic to it, and the diagnosis. */
import type { AnswerCode } from './hcp-codes.ts'

/** Who goes first when requests wait: the earlier class in this list. */
export const callClasses = ['revoke', 'door', 'enrol', 'enrolGroup', 'monitor', 'pictures', 'tidy'] as const
export type CallClass = (typeof callClasses)[number]

/** The APIs the desk uses, as an administrator ticks them for the partner in HCP. */
export const apis = [
  ...([
    'version',
    'org',
    'levels',
    'doors',
    'personAdd',
    'personUpdate',
    'personFace',
    'personInfo',
    'personDelete',
  ] as const),
  ...([
    'personPages',
    'levelAdd',
    'levelRemove',
    'levelMembers',
    'apply',
    'applyErrors',
    'doorStatus',
    'events',
  ] as const),
  ...(['eventPicture', 'eventPush'] as const),
] as const
export type Api = (typeof apis)[number]

/** Requests per second, how many after a quiet time, and how many at once. */
export interface BudgetLimits {
  readonly ratePerSecond: number
  readonly burst: number
  readonly concurrency: number
}

/** The traffic to HCP, honest to the last request. */
export interface Traffic {
  /** Requests of each of the last 30 minutes, oldest first; the last one is the minute under way. */
  readonly perMinute: readonly number[]
  /** The rate that is kept just now; below the limit while HCP has asked for less. */
  readonly ratePerSecond: number
  readonly waiting: Readonly<Record<CallClass, number>>
  readonly underWay: number
}

export interface HcpView {
  /** What HCP calls itself, or null until it has said so. */
  readonly server: { readonly product: string; readonly version: string } | null
  /** When levels, doors and department were last read; null before that. */
  readonly siteReadAtMs: number | null
  /** APIs this partner may not use (or this version does not have): the desk does without and does not ask again. */
  readonly switchedOff: readonly { readonly api: Api; readonly code: AnswerCode | null }[]
  readonly limits: BudgetLimits
  /** The most the limits may be set to. */
  readonly mostLimits: BudgetLimits
  readonly traffic: Traffic
  readonly metrics: MetricsState
  /** The checks of the last diagnosis, in order, those still to come left out; null before the first. */
  readonly diagnosis: Diagnosis | null
}

/** The loopback endpoint for Prometheus. */
export type MetricsState =
  | { readonly state: 'off' }
  | { readonly state: 'on'; readonly port: number }
  | { readonly state: 'portInUse'; readonly port: number }

export interface Diagnosis {
  readonly startedAtMs: number
  readonly running: boolean
  readonly checks: readonly CheckResult[]
}

export const checkNames = [
  ...(['name', 'tcp', 'tls', 'clock', 'signature', 'apis', 'levels', 'doors', 'push'] as const),
] as const
export type CheckName = (typeof checkNames)[number]

export interface CheckResult {
  readonly check: CheckName
  readonly verdict: 'good' | 'warning' | 'bad' | 'skipped'
  readonly durationMs: number
  readonly finding: Finding
}

/** What a check found. Holds no secret by construction: only what may be copied into a mail. */
export type Finding =
  | { readonly kind: 'nameIsAddress' }
  | { readonly kind: 'nameResolved'; readonly addresses: readonly string[] }
  | { readonly kind: 'nameUnknown' }
  | { readonly kind: 'nameServerSilent' }
  | { readonly kind: 'portOpen' }
  | { readonly kind: 'portRefused' }
  | { readonly kind: 'portSilent' }
  | { readonly kind: 'certificateAsPinned'; readonly fingerprint: string; readonly validUntilMs: number }
  | { readonly kind: 'certificateEndsSoon'; readonly fingerprint: string; readonly validUntilMs: number }
  | { readonly kind: 'certificateEnded'; readonly fingerprint: string; readonly validUntilMs: number }
  /** By this machine's clock, which is then the first suspect. */
  | { readonly kind: 'certificateNotYet'; readonly fingerprint: string; readonly validFromMs: number }
  | { readonly kind: 'certificateOther'; readonly fingerprint: string; readonly pinned: string }
  | { readonly kind: 'notTls' }
  | { readonly kind: 'clockGood'; readonly offMs: number }
  | { readonly kind: 'clockOff'; readonly offMs: number }
  | { readonly kind: 'clockNotTold' }
  | { readonly kind: 'signatureGood'; readonly product: string; readonly version: string }
  | { readonly kind: 'refused'; readonly code: AnswerCode | null }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'apisAllowed' }
  | {
      readonly kind: 'apisMissing'
      readonly apis: readonly { readonly api: Api; readonly code: AnswerCode | null }[]
    }
  | { readonly kind: 'levelsFound'; readonly names: readonly string[] }
  | { readonly kind: 'levelsNone' }
  /** Levels of open visits that HCP no longer has, by name or id. */
  | { readonly kind: 'levelsGone'; readonly names: readonly string[] }
  | { readonly kind: 'doorsFound'; readonly count: number; readonly entries: number; readonly exits: number }
  | { readonly kind: 'doorsNone' }
  /** Doors of the desk's map that HCP no longer has. */
  | { readonly kind: 'doorsGone'; readonly names: readonly string[] }
  | { readonly kind: 'doorsUnmapped'; readonly count: number }
  | { readonly kind: 'pushPossible' }
  | { readonly kind: 'pushNotAllowed'; readonly code: AnswerCode | null }
  /** A check before this one failed, so this one could not tell anything. */
  | { readonly kind: 'notTried' }
