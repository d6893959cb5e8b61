import type { CareView, RescueView } from './care.ts'
import type { GroupView } from './group.ts'
import type { HcpView } from './hcp-view.ts'
import type { Incident } from './incident.ts'
import type { Muster } from './muster.ts'
import type { SitePolicy } from './policy.ts'
import type { ClosedWork, DeskStatus } from './status.ts'
import type { AccessLevel, AccessProblem, PassageRow, VisitCard } from './visit.ts'
import type { WebhookView } from './webhook.ts'

export type Language = 'en' | 'ru'
export type Theme = 'system' | 'light' | 'dark'

/** Which desk is open: none yet (first run), the built-in simulator, a site's own HCP; or one whose store does not open. */
export type DeskMode = 'setup' | 'training' | 'site' | 'rescue'

/** Everything the screen needs, asked for once; after that only patches arrive. */
export interface Snapshot {
  /** Rises with every patch, so that an older snapshot cannot overwrite a newer patch. */
  readonly revision: number
  readonly mode: DeskMode
  readonly language: Language
  readonly theme: Theme
  readonly version: string
  /** Host and port of the site's HCP, for the header and the set-up screen; empty in training, or when none is known. */
  readonly address: string
  /** The key store of the system could not keep or open the secret: the set-up screen asks for it again. */
  readonly secretLost: boolean
  /** While a site's desk is not open: what waits in it, or null where nobody can tell. */
  readonly closedWork: ClosedWork | null
  /** The file of settings could not be read when the desk started: it was set aside, and set-up begins anew. */
  readonly settingsLost: boolean
  /** Why the desk does not open; null in every other mode. */
  readonly rescue: RescueView | null
  readonly levels: readonly AccessLevel[]
  readonly cards: readonly VisitCard[]
  readonly passages: readonly PassageRow[]
  readonly status: DeskStatus
  /** Null while no desk is open. */
  readonly hcp: HcpView | null
  /** Open incidents, and those closed during the last day, newest first. */
  readonly incidents: readonly Incident[]
  readonly policy: SitePolicy
  readonly webhook: WebhookView
  /** Groups with work left, and those that ended during the last day, newest first. */
  readonly groups: readonly GroupView[]
  readonly muster: Muster | null
  readonly care: CareView
}

/** What changed since the revision before: merged by id into what the screen has. */
export interface StatePatch {
  readonly revision: number
  /** True: the desk was opened, closed or changed as a whole; ask for a new snapshot. */
  readonly stale?: boolean
  readonly cards?: readonly VisitCard[]
  readonly goneVisitIds?: readonly number[]
  /** New passages, newest first. */
  readonly passages?: readonly PassageRow[]
  readonly levels?: readonly AccessLevel[]
  readonly status?: DeskStatus
  readonly hcp?: HcpView
  readonly incidents?: readonly Incident[]
  readonly policy?: SitePolicy
  readonly webhook?: WebhookView
  readonly groups?: readonly GroupView[]
  readonly muster?: Muster | null
  readonly care?: CareView
  readonly language?: Language
  readonly theme?: Theme
}

export interface ConnectAsk {
  /** `host` or `host:port`; https is a matter of course. */
  readonly address: string
  readonly appKey: string
  /** Empty keeps the stored secret. */
  readonly appSecret: string
  /** SHA-256 of the server's certificate as the administrator has compared it, `AA:BB:…`. */
  readonly fingerprint: string
}

export type ProbeVerdict =
  | {
      readonly ok: true
      readonly fingerprint: string
      readonly subject: string
      readonly validFromMs: number
      readonly validUntilMs: number
    }
  | { readonly ok: false; readonly problem: 'badAddress' | 'nameUnknown' | 'noAnswer' | 'refused' | 'notTls' }

export type ConnectionVerdict =
  | {
      readonly ok: true
      readonly product: string
      readonly version: string
      readonly levels: number
      readonly doors: number
      readonly clockOffMs: number | null
    }
  | {
      readonly ok: false
      readonly problem:
        | AccessProblem
        | 'badAddress'
        | 'certificateChanged'
        | 'noLevels'
        | 'keyEmpty'
        | 'secretEmpty'
        | 'secretNotKept'
    }

/** What a trainee may let happen to the built-in HCP. */
export interface Weather {
  readonly down: boolean
  readonly delayMs: number
}
