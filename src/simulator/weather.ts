import { shortPath } from './journal.ts'

/** Common to every trouble: which path (absent = every path) and how often (absent = until taken away). */
interface Scope {
  /** With or without `/artemis/api`. */
  readonly path?: string
  readonly times?: number
}

/** Something that happens to a request. */
export type Trouble =
  /** The work is done at once, the answer comes `ms` later. */
  | (Scope & { readonly kind: 'delay'; readonly ms: number })
  /** The socket breaks before any work. */
  | (Scope & { readonly kind: 'dropBefore' })
  /** The work is done, then the socket breaks without an answer. */
  | (Scope & { readonly kind: 'dropAnswer' })
  /** No answer ever; the work is done `afterMs` later. */
  | (Scope & { readonly kind: 'late'; readonly afterMs: number })
  /** The web server in front answers with HTML, e.g. 503; no work is done. */
  | (Scope & { readonly kind: 'html'; readonly status: number })
  /** A business or gateway code instead of the work. */
  | (Scope & { readonly kind: 'code'; readonly code: string; readonly msg?: string })
  /** An HTTP error before any work, with an empty body or, `json`, an envelope. */
  | (Scope & {
      readonly kind: 'status'
      readonly status: number
      readonly retryAfterSeconds?: number
      readonly json?: boolean
    })
  /** HTTP 302 to another address; no work is done. */
  | (Scope & { readonly kind: 'redirect'; readonly to?: string })
  /** The work is done, the answer breaks off in the middle of its body. */
  | (Scope & { readonly kind: 'truncated' })
  /** The work is done, the headers and half of the body come, then nothing more. */
  | (Scope & { readonly kind: 'stall' })
  /** The work is done, but HTTP 200 brings a page of HTML. */
  | (Scope & { readonly kind: 'garbage' })
  /** The work is done, and the answer is longer than 16 MB. */
  | (Scope & { readonly kind: 'huge' })

export type TroubleKind = Trouble['kind']

export type TroubleOf<Kind extends TroubleKind> = Extract<Trouble, { kind: Kind }>

/** How a path that is not entitled is answered. */
export const NOT_ENTITLED_CODES = ['69', '17', '8', '0x02401007', 'HTTP 403'] as const
export type NotEntitledCode = (typeof NOT_ENTITLED_CODES)[number]

/** Everything that can be different today. Not kept over a restart. */
export interface Conditions {
  /** Nobody listens on the port and every open connection is cut. */
  readonly down: boolean
  readonly troubles: readonly Trouble[]
  /** Failed authentication as HTTP 401 instead of 200 with a code. */
  readonly authAs401: boolean
  /** A bad signature's text echoes key and secret, as newer gateways do. */
  readonly leaky: boolean
  /** Code 5 on every write of a face; reads go on. */
  readonly databaseFull: boolean
  /** Every face is refused as if nobody could be seen on it. */
  readonly faceQualityBad: boolean
  /** Adding a member again: the whole call is refused with 131 and changes nothing. Otherwise 0. */
  readonly readdAnswers131: boolean
  /** Removing a non-member: the whole call is refused with 128 and changes nothing. Otherwise 0. */
  readonly removeAnswers128: boolean
  /** A personCode already in use is answered with 2 instead of 131. */
  readonly duplicateCodeAnswers2: boolean
  /** elementDownloadDetail is unknown to this version: code 8. */
  readonly applyStatusUnsupported: boolean
  /** elementDownloadDetail gives a single door as an object instead of an array of one. */
  readonly singleEntryAsObject: boolean
  /** Validity ends come back without their offset. */
  readonly endTimeWithoutOffset: boolean
  /** Pictures come inside the envelope's `data`. */
  readonly picturesInEnvelope: boolean
  /** Time until a new person shows in the person lists. */
  readonly listLagMs: number
  /** Deleting a person takes him off the doors (after the apply delay); otherwise only a reapplication does. */
  readonly deleteClearsDoors: boolean
  /** Changes reach the doors by themselves after this time; null = only by a reapplication. */
  readonly selfApplyAfterMs: number | null
  /** Doors without connection: they decide alone, take no changes, and report their events when back. */
  readonly offlineDoors: readonly string[]
  /** Doors that refuse what is applied to them (status 2). */
  readonly failingDoors: readonly string[]
  /** Calls beyond this number in any sliding second are refused with 0x02401009; null = no quota. */
  readonly quotaPerSecond: number | null
  /** The quota is told as HTTP 429 with `Retry-After: 1`. */
  readonly quotaAs429: boolean
  /** Ids and codes come as JSON numbers wherever they are digits. */
  readonly idsAsNumbers: boolean
  /** Paths, without `/artemis/api`, that the partner was not given. */
  readonly notEntitled: readonly string[]
  readonly notEntitledCode: NotEntitledCode
  /** Every request gets this code ('64', '0x02401003', 'HTTP 403', …); null = none does. */
  readonly refuseAllWith: string | null
  /** applicationResult is unknown to this version: code 8. */
  readonly applicationResultUnsupported: boolean
  /** Rows of the person lists come without personPhoto. */
  readonly personListWithoutPhotos: boolean
  /** door/events wants an event type, or doors: code 2 without. */
  readonly eventTypeRequired: boolean
  readonly doorsRequired: boolean
  /** What is empty or unset is left out, also `list`, `total` and `data`, as are fields that older versions lack. */
  readonly fieldsMissing: boolean
  /** A passage shows in the event searches only that long after it happened. The push does not wait. */
  readonly eventDelayMs: number
  /** A second subscription to an event type adds its destination; otherwise it takes the place of the first. */
  readonly subscriptionsAdd: boolean
}

export interface Weather {
  readonly conditions: Conditions
  /** Resolves when the change is true, e.g. the port is really closed. */
  set(patch: Partial<Conditions>): Promise<void>
  add(trouble: Trouble): void
  /** Nothing but this, and fair for the rest. */
  become(patch: Partial<Conditions>): Promise<void>
  reset(): Promise<void>
}

export interface WeatherStation extends Weather {
  /** The first trouble of this kind for the path, counted down; undefined = none. */
  take<Kind extends TroubleKind>(kind: Kind, path: string): TroubleOf<Kind> | undefined
}

export const FAIR: Conditions = {
  down: false,
  troubles: [],
  authAs401: false,
  leaky: false,
  databaseFull: false,
  faceQualityBad: false,
  readdAnswers131: false,
  removeAnswers128: false,
  duplicateCodeAnswers2: false,
  applyStatusUnsupported: false,
  singleEntryAsObject: false,
  endTimeWithoutOffset: false,
  picturesInEnvelope: false,
  listLagMs: 0,
  deleteClearsDoors: true,
  selfApplyAfterMs: null,
  offlineDoors: [],
  failingDoors: [],
  quotaPerSecond: null,
  quotaAs429: false,
  idsAsNumbers: false,
  notEntitled: [],
  notEntitledCode: '69',
  refuseAllWith: null,
  applicationResultUnsupported: false,
  personListWithoutPhotos: false,
  eventTypeRequired: false,
  doorsRequired: false,
  fieldsMissing: false,
  eventDelayMs: 0,
  subscriptionsAdd: false,
}

/** `whenDown` opens or closes the port. fair: what a reset goes back to. */
export function createWeather(
  whenDown: (down: boolean) => Promise<void>,
  fair: Conditions = FAIR,
): WeatherStation {
  let conditions = fair
  // One opening or closing after the other, however fast the switch is flipped.
  let door: Promise<void> = Promise.resolve()

  async function set(patch: Partial<Conditions>): Promise<void> {
    const before = conditions
    conditions = { ...conditions, ...patch }
    const { down } = conditions
    if (before.down !== down) door = door.catch(() => undefined).then(() => whenDown(down))
    await door
  }

  function take<Kind extends TroubleKind>(kind: Kind, path: string): TroubleOf<Kind> | undefined {
    const trouble = conditions.troubles.find(
      (one): one is TroubleOf<Kind> =>
        one.kind === kind && (one.path === undefined || shortPath(one.path) === path),
    )
    if (trouble?.times !== undefined) {
      const rest = trouble.times > 1 ? [{ ...trouble, times: trouble.times - 1 }] : []
      const index = conditions.troubles.indexOf(trouble)
      conditions = { ...conditions, troubles: conditions.troubles.toSpliced(index, 1, ...rest) }
    }
    return trouble
  }

  return {
    get conditions() {
      return conditions
    },
    set,
    add: (trouble) => {
      conditions = { ...conditions, troubles: [...conditions.troubles, trouble] }
    },
    become: (patch) => set({ ...fair, ...patch }),
    reset: () => set(fair),
    take,
  }
}
