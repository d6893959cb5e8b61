import type { Job, Terminals } from './terminals.ts'

/** What HCP remembers. Records are replaced, never changed in place; the maps are what changes. */
export interface State {
  /** Next number for persons and organisations. */
  nextId: number
  readonly orgs: Map<string, Org>
  readonly persons: Map<string, Person>
  readonly levels: Map<string, Level>
  readonly doors: Map<string, Door>
  readonly readers: readonly Reader[]
  readonly devices: readonly Device[]
  readonly terminals: Terminals
  /** Changes on their way to the terminals. */
  jobs: readonly Job[]
  /** `door/person` whose last application the terminal refused. */
  readonly failed: Set<string>
  /** In order of arrival at HCP. */
  readonly events: EventRow[]
  /** Fields a site has added to its persons. */
  readonly customFields: readonly CustomField[]
  /** Receivers of the event push, one per destination. */
  subscriptions: readonly Subscription[]
}

export interface Org {
  readonly orgIndexCode: string
  readonly orgName: string
  readonly parentOrgIndexCode: string
}

export interface Person {
  readonly personId: string
  readonly personCode: string
  readonly familyName: string
  readonly givenName: string
  readonly gender: number
  readonly orgIndexCode: string
  readonly phoneNo: string
  readonly email: string
  readonly remark: string
  /** Text as sent, with its offset: HCP gives it back like that. */
  readonly beginTime: string
  readonly endTime: string
  readonly beginMs: number
  readonly endMs: number
  /** Name of the picture in the face store. */
  readonly faceSha: string | null
  readonly cards: readonly string[]
  readonly fingerPrints: readonly FingerPrint[]
  /** Custom field → value. */
  readonly customValues: Readonly<Record<string, string>>
  readonly createdAtMs: number
  /** Last change of anything the terminals should know. */
  readonly changedAtMs: number
}

/** As sent; nothing here looks into it. */
export interface FingerPrint {
  readonly fingerPrintIndexCode: string
  readonly fingerPrintName: string
  readonly fingerPrintData: string
  readonly relatedCardNo: string
}

export interface CustomField {
  readonly id: string
  readonly name: string
  /** 0–3; 3 = a choice of presetValues */
  readonly type: number
  readonly presetValues: readonly string[]
}

/** A privilege group. */
export interface Level {
  readonly id: string
  readonly name: string
  readonly description: string
  /** 1 = access control, 2 = visitor */
  readonly type: number
  readonly doorIds: readonly string[]
  readonly members: Set<string>
}

export type Direction = 'entry' | 'exit'

export interface Door {
  readonly doorIndexCode: string
  readonly doorName: string
  readonly doorNo: string
  /** Not part of HCP's answers: a site has to know it. */
  readonly direction: Direction
  readonly acsDevIndexCode: string
  readonly regionIndexCode: string
  /** 0 remain open, 1 closed, 2 open, 3 remain closed */
  readonly doorState: number
}

export interface Reader {
  readonly readerIndexCode: string
  readonly readerName: string
  readonly doorIndexCode: string
}

export interface Device {
  readonly acsDevIndexCode: string
  readonly acsDevName: string
}

export interface EventRow {
  readonly eventId: string
  readonly eventType: number
  /** Whole seconds, in milliseconds. */
  readonly atMs: number
  /** '' for a stranger. */
  readonly personId: string
  readonly familyName: string
  readonly givenName: string
  readonly doorIndexCode: string
  /** Absent: the door's first one. */
  readonly readerIndexCode?: string
  readonly cardNo: string
  readonly faceSha: string | null
}

export interface Subscription {
  readonly eventTypes: readonly number[]
  readonly eventDest: string
  readonly passBack: number
  readonly token: string | null
  /** What the receiver has not taken yet, oldest first. */
  readonly waiting: readonly WaitingEvent[]
}

export interface WaitingEvent {
  readonly row: EventRow
  /** '' for a stranger. */
  readonly personCode: string
  /** At HCP, not at the door. */
  readonly arrivedAtMs: number
  /** The receiver was down when it should have got it. */
  readonly isHistory: boolean
}
