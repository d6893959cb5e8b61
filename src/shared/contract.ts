/**
 * The door between the processes: every call and every push, one line each. From this one object are derived, by type,
 * the channel names (`visits.enrol`), the bridge the renderer sees, and the table of handlers main must fill.
 */

import type { BackupComparison, CareAnswer } from './care.ts'
import type { DayView } from './day.ts'
import type {
  ConnectAsk,
  ConnectionVerdict,
  Language,
  ProbeVerdict,
  Snapshot,
  StatePatch,
  Theme,
  Weather,
} from './desk-state.ts'
import type { Doorway, MappedDoor } from './door-map.ts'
import type { EnrolAsk, FieldProblem, FieldProblems } from './enrol-rules.ts'
import type { DestructionWords, GroupWords, TableFormat, VisitWords } from './export-words.ts'
import type { GroupAnswer, GroupChange, GroupChangeAnswer } from './group.ts'
import type { BudgetLimits } from './hcp-view.ts'
import type { KnownGuest } from './import-preview.ts'
import type { TableAnswer, TemplateWords } from './import-table.ts'
import type { ImportPhotoAnswer, NameAsked, PhotosAnswer } from './imports.ts'
import type { IncidentChange } from './incident.ts'
import type { PdfAnswer } from './muster.ts'
import type { CsvWords, ExportAnswer, PassageFilter, PassagePlace, PassageSlice } from './passage-search.ts'
import type { SitePolicy } from './policy.ts'
import type { SupportAnswer } from './support.ts'
import type { Direction, GuestMatch } from './visit.ts'
import type { WebhookAnswer, WebhookAsk, WebhookTrial } from './webhook.ts'

interface Call<Ask, Answer> {
  readonly ask?: Ask
  readonly answer?: Answer
}
// Empty at run time: ask and answer exist only as types, so the contract costs the preload bundle nothing.
const call = <Ask, Answer>(): Call<Ask, Answer> => ({})

export const contract = {
  desk: {
    snapshot: call<null, Snapshot>(),
    setLanguage: call<{ language: Language }, null>(),
    setTheme: call<{ theme: Theme }, null>(),
    /** The guard has clicked a notification: the window comes before the others. A page cannot do this by itself. */
    comeForward: call<null, null>(),
  },
  setup: {
    startTraining: call<null, null>(),
    probe: call<{ address: string }, ProbeVerdict>(),
    test: call<ConnectAsk, ConnectionVerdict>(),
    connect: call<ConnectAsk, ConnectionVerdict>(),
    leave: call<null, null>(),
    /** Opens the site's desk again as it was connected last; false when there is none, or its secret is lost. */
    reopen: call<null, boolean>(),
  },
  photos: {
    accept: call<{ bytes: Uint8Array }, PhotoAnswer>(),
  },
  visits: {
    enrol: call<EnrolAsk, EnrolAnswer>(),
    extend: call<{ visitId: number; untilMs: number }, ExtendAnswer>(),
    checkIn: call<{ visitId: number }, VisitAnswer>(),
    checkOut: call<{ visitId: number }, VisitAnswer>(),
    cancel: call<{ visitId: number }, VisitAnswer>(),
    giveBack: call<{ visitId: number }, VisitAnswer>(),
    tryAgain: call<{ visitId: number }, VisitAnswer>(),
    /** Sends the guest's rights to the doors once more, doors that refused before included. */
    reapply: call<{ visitId: number }, VisitAnswer>(),
    newPhoto: call<{ visitId: number; photoHash: string }, VisitAnswer>(),
    /** All that were expected or here at some time from ≤ time < until; asks where to, and writes there. */
    exportTable: call<
      { fromMs: number; untilMs: number; format: TableFormat; words: VisitWords },
      ExportAnswer
    >(),
  },
  imports: {
    /** Reads a table; stores nothing. */
    read: call<{ fileName: string; bytes: Uint8Array }, TableAnswer>(),
    /** Asks which, and lists it. Photos are read one by one, when they are asked for. */
    choosePhotos: call<{ from: 'folder' | 'zip' }, PhotosAnswer>(),
    photo: call<{ name: string }, ImportPhotoAnswer>(),
    /** Guests the desk knows by these names. */
    known: call<{ names: readonly NameAsked[] }, readonly KnownGuest[]>(),
    /** An empty table to fill in; asks where to, and writes there. */
    saveTemplate: call<{ format: TableFormat; words: TemplateWords }, ExportAnswer>(),
    /** The import is over: what was put aside and belongs to nobody goes. */
    close: call<null, null>(),
  },
  groups: {
    /** At most 100, all or nobody, in one transaction. */
    enrol: call<{ name: string; asks: readonly EnrolAsk[] }, GroupAnswer>(),
    /** At most `CHECK_OUT_MAX`, in one transaction; who is not here any more is left out. */
    checkOut: call<{ name: string; visitIds: readonly number[] }, GroupAnswer>(),
    change: call<{ groupId: number; change: GroupChange }, GroupChangeAnswer>(),
    /** What came of it, guest by guest, as a table; asks where to, and writes there. */
    exportResult: call<{ groupId: number; format: TableFormat; words: GroupWords }, ExportAnswer>(),
  },
  muster: {
    /** Begins a roll call, or ends it. */
    set: call<{ running: boolean }, null>(),
    /** Ended by a slip: the last one goes on as it was. */
    resume: call<null, null>(),
    /** Seen at the assembly point, or not. */
    mark: call<{ visitId: number; safe: boolean }, null>(),
    /** The window's page as it prints, as a PDF; asks where to, and writes there. The name is a suggestion. */
    savePdf: call<{ fileName: string }, PdfAnswer>(),
  },
  guests: {
    search: call<{ text: string }, readonly GuestMatch[]>(),
  },
  hcp: {
    tryNow: call<null, null>(),
    /** Starts the checks; their results arrive as state. */
    diagnose: call<null, null>(),
    /** Reads levels, doors and department again, and asks again what HCP had refused to this partner. */
    refresh: call<null, null>(),
    setLimits: call<BudgetLimits, null>(),
    /** Opens the metrics endpoint on a port of the loopback address, or closes it. */
    setMetrics: call<{ port: number | null }, null>(),
  },
  site: {
    doors: call<null, readonly MappedDoor[]>(),
    /** Null: nobody knows yet. */
    mapDoor: call<{ doorId: string; direction: Direction | null }, null>(),
    /** Null: as its door. */
    mapReader: call<{ readerId: string; direction: Direction | null }, null>(),
    setPolicy: call<SitePolicy, null>(),
    setWebhook: call<WebhookAsk, WebhookAnswer>(),
    /** A new key for the webhook's signatures; the old one is worth nothing from then on. */
    renewWebhookSecret: call<null, WebhookAnswer>(),
    tryWebhook: call<null, WebhookTrial>(),
  },
  /** The data on this computer. */
  care: {
    /** For how many days after a guest's last visit the desk knows who he was. */
    setKeepDays: call<{ days: number }, null>(),
    /** What was destroyed of whom, without names; asks where to, and writes there. */
    exportDestructions: call<{ format: TableFormat; words: DestructionWords }, ExportAnswer>(),
    /** A backup by hand. */
    backUp: call<null, CareAnswer>(),
    /** What a backup holds, beside the present. */
    weigh: call<{ name: string }, BackupComparison>(),
    /** Back to a backup. What is there now is kept as one first; where it cannot be read, it is put aside. */
    restore: call<{ name: string }, CareAnswer>(),
    /** A guard has read what was taken over from HCP. */
    seen: call<null, null>(),
  },
  /** A store that does not open. */
  rescue: {
    tryAgain: call<null, null>(),
    /** The old store is put aside; who holds access is read from HCP. */
    startEmpty: call<null, CareAnswer>(),
    quit: call<null, null>(),
  },
  passages: {
    /** One piece of the list, newest first. */
    find: call<{ filter: PassageFilter; after: PassagePlace | null }, PassageSlice>(),
    /** Asks where to, and writes there. */
    exportTable: call<{ filter: PassageFilter; format: TableFormat; words: CsvWords }, ExportAnswer>(),
  },
  day: {
    /** The day, by the clock of the site, in which this moment lies. */
    view: call<{ atMs: number }, DayView>(),
  },
  incidents: {
    /** False when there is no such incident (any more). */
    change: call<{ incidentId: number } & IncidentChange, boolean>(),
  },
  support: {
    /** Logs, versions, settings and diagnosis as one file, without secrets and guests; asks where to. Needs no open desk. */
    save: call<null, SupportAnswer>(),
  },
  training: {
    doorways: call<null, readonly Doorway[]>(),
    walk: call<{ guestId: number; doorId: string }, WalkAnswer>(),
    setWeather: call<Weather, null>(),
  },
} as const

export const pushes = {
  patch: call<StatePatch, null>(),
} as const

/** Why a picture was not taken: the guard sees the sentence and may try another one. */
export type PhotoProblem =
  | 'empty'
  | 'notAPicture'
  | 'tooManyBytes'
  | 'tooSmall'
  | 'tooLarge'
  | 'damaged'
  | 'compressedBmp'
  | 'tooHeavy'
  | 'busy'
  | 'diskFull'
  | 'tooSlow'
  | 'paused'
/** Something the guard may look at and overrule. */
export type PhotoDoubt = 'small' | 'dark' | 'bright' | 'flat' | 'blurred'

export type PhotoAnswer =
  | {
      readonly ok: true
      readonly photoHash: string
      readonly width: number
      readonly height: number
      readonly bytes: number
      readonly doubts: readonly PhotoDoubt[]
    }
  | { readonly ok: false; readonly problem: PhotoProblem }

export type EnrolAnswer =
  | { readonly ok: true; readonly visitId: number; readonly guestId: number }
  | { readonly ok: false; readonly fields: FieldProblems }
  | { readonly ok: false; readonly refused: 'alreadyOpen'; readonly visitId: number }
  | { readonly ok: false; readonly refused: 'paused' | 'unknownGuest' }

export type ExtendAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: FieldProblem }
  | { readonly ok: false; readonly refused: 'notOpen' | 'unknownVisit' }

/** A visit action either happened, or the visit was not in a state that allows it (somebody, or a door, was faster). */
export type VisitAnswer =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly refused:
        | 'notOpen'
        | 'unknownVisit'
        | 'windowOver'
        | 'alreadyOpen'
        | 'unknownPhoto'
        | 'paused'
        | 'notInHcp'
    }

export type WalkAnswer =
  | { readonly ok: true; readonly granted: boolean; readonly eventType: number }
  | { readonly ok: false; readonly refused: 'notTraining' | 'unknownGuest' }

export type Contract = typeof contract
export type Pushes = typeof pushes
export type AskOf<C> = C extends { readonly ask?: infer Ask } ? Ask : never
export type AnswerOf<C> = C extends { readonly answer?: infer Answer } ? Answer : never

/** How a failed call travels: the code, not the text; the request id finds the log line. */
export type Envelope =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly code: 'bad-request' | 'not-allowed' | 'not-ready' | 'disk-full' | 'disk-failing' | 'failed'
      readonly requestId: string
    }

type CallFn<C> = AskOf<C> extends null ? () => Promise<AnswerOf<C>> : (ask: AskOf<C>) => Promise<AnswerOf<C>>

/** What the renderer sees as `window.desk`. Calls reject with a `DeskError`-shaped Error for surprises only. */
export type Bridge = {
  readonly [Room in keyof Contract]: { readonly [Verb in keyof Contract[Room]]: CallFn<Contract[Room][Verb]> }
} & {
  /** Listen to a push; answers the function that stops listening. */
  readonly on: {
    readonly [Name in keyof Pushes]: (listener: (payload: AskOf<Pushes[Name]>) => void) => () => void
  }
}
