import { z } from 'zod'
import type { AskOf, Contract } from '../../shared/contract.ts'
import { destructionColumns, groupColumns, guestOutcomes, visitColumns } from '../../shared/export-words.ts'
import { CHECK_OUT_MAX, GROUP_MAX } from '../../shared/group.ts'
import { incidentStates } from '../../shared/incident.ts'
import { hcpTraces, KEEP_DAYS_LEAST, KEEP_DAYS_MOST } from '../../shared/keeping.ts'
import { csvColumns } from '../../shared/passage-search.ts'
import { noticeKinds } from '../../shared/webhook.ts'

/** A payload from the page is unknown until it has passed one of these. Texts are bounded, whatever the field allows. */
const shortText = z.string().max(2_000)
const visitId = z.int().positive()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Far above any picture that is accepted, so that the answer can be a sentence and not a broken call. */
const PAYLOAD_MAX_BYTES = 64 * 1024 * 1024

const connectAsk = z.object({
  address: shortText,
  appKey: shortText,
  appSecret: shortText,
  fingerprint: z.string().max(200),
})
const anyBytes = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= PAYLOAD_MAX_BYTES)
const nameAsked = z.object({ familyName: z.string().max(1_000), givenName: z.string().max(1_000) })
const templateWord = z.string().max(200)
const templateWords = z.object({
  sheetName: templateWord,
  notesName: templateWord,
  headers: z.array(templateWord).max(20),
  example: z.array(templateWord).max(20),
  notes: z.array(z.string().max(500)).max(40),
  delimiter: z.enum([',', ';']),
})
const groupId = z.int().positive()
const groupChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('window'), untilMs: z.union([z.number(), z.nan()]) }),
  z.object({ kind: z.literal('level'), levelId: z.string().max(64) }),
  z.object({ kind: z.enum(['cancelRest', 'cancelAll', 'tryAgain', 'pause', 'resume']) }),
])
const oneVisit = z.object({ visitId })
const enrolAsk = z.object({
  guestId: z.int().positive().nullable(),
  familyName: shortText,
  givenName: shortText,
  host: shortText,
  purpose: shortText,
  phone: shortText,
  // Times may be anything a number can be: the desk answers a bad one with a sentence at the field.
  fromMs: z.union([z.number(), z.nan()]),
  untilMs: z.union([z.number(), z.nan()]),
  levelId: shortText,
  photoHash: hash.nullable(),
})
const nothing = z.null()
const oneBackup = z.object({ name: z.string().max(100) })
const direction = z.enum(['entry', 'exit', 'none'])
/** A time a calendar can show, and the day around it: JavaScript's ends at 8.64e15. */
const moment = z.int().min(0).max(8_639_000_000_000_000)
const passageFilter = z.object({
  text: z.string().max(200),
  who: z.enum(['all', 'guests', 'strangers']),
  verdict: z.enum(['all', 'granted', 'denied']),
  direction: direction.nullable(),
  doorId: z.string().max(64).nullable(),
  visitId: visitId.nullable(),
  fromMs: moment.nullable(),
  untilMs: moment.nullable(),
})
const passagePlace = z.object({ atMs: moment, passageId: z.int().positive() })
const word = z.string().max(300)
const format = z.enum(['csv', 'xlsx'])
const tableWords = { fileName: z.string().max(100), delimiter: z.enum([',', ';']) }
const groupWords = z.object({
  ...tableWords,
  columns: z.record(z.enum(groupColumns), word),
  outcomes: z.record(z.enum(guestOutcomes), word),
  problems: z.record(z.string().max(40), word).refine((problems) => Object.keys(problems).length <= 100),
})
const visitWords = z.object({
  ...tableWords,
  columns: z.record(z.enum(visitColumns), word),
  statuses: z.record(z.enum(['expected', 'inside', 'left', 'cancelled', 'noShow']), word),
})
const destructionWords = z.object({
  ...tableWords,
  columns: z.record(z.enum(destructionColumns), word),
  byHand: word,
  inHcp: z.record(z.enum(hcpTraces), word),
})
const csvWords = z.object({
  ...tableWords,
  columns: z.record(z.enum(csvColumns), word),
  directions: z.record(direction, word),
  granted: word,
  denied: word,
  stranger: word,
  reasons: z
    .record(z.string().regex(/^\d{1,10}$/), word)
    .refine((reasons) => Object.keys(reasons).length <= 500),
})

export type Parsers = {
  readonly [Room in keyof Contract]: {
    readonly [Verb in keyof Contract[Room]]: z.ZodType<AskOf<Contract[Room][Verb]>>
  }
}

export const parsers: Parsers = {
  desk: {
    snapshot: nothing,
    setLanguage: z.object({ language: z.enum(['en', 'ru']) }),
    setTheme: z.object({ theme: z.enum(['system', 'light', 'dark']) }),
    comeForward: nothing,
  },
  setup: {
    startTraining: nothing,
    probe: z.object({ address: shortText }),
    test: connectAsk,
    connect: connectAsk,
    leave: nothing,
    reopen: nothing,
  },
  photos: {
    accept: z.object({
      bytes: anyBytes,
    }),
  },
  visits: {
    enrol: enrolAsk,
    extend: z.object({ visitId, untilMs: z.union([z.number(), z.nan()]) }),
    checkIn: oneVisit,
    checkOut: oneVisit,
    cancel: oneVisit,
    giveBack: oneVisit,
    tryAgain: oneVisit,
    reapply: oneVisit,
    newPhoto: z.object({ visitId, photoHash: hash }),
    exportTable: z.object({ fromMs: moment, untilMs: moment, format, words: visitWords }),
  },
  imports: {
    read: z.object({ fileName: z.string().max(300), bytes: anyBytes }),
    choosePhotos: z.object({ from: z.enum(['folder', 'zip']) }),
    photo: z.object({ name: z.string().max(1_000) }),
    known: z.object({ names: z.array(nameAsked).max(2_000) }),
    saveTemplate: z.object({ format, words: templateWords }),
    close: nothing,
  },
  groups: {
    enrol: z.object({ name: shortText, asks: z.array(enrolAsk).max(GROUP_MAX) }),
    checkOut: z.object({ name: shortText, visitIds: z.array(visitId).max(CHECK_OUT_MAX) }),
    change: z.object({ groupId, change: groupChange }),
    exportResult: z.object({ groupId, format, words: groupWords }),
  },
  muster: {
    set: z.object({ running: z.boolean() }),
    resume: nothing,
    mark: z.object({ visitId, safe: z.boolean() }),
    savePdf: z.object({ fileName: z.string().max(200) }),
  },
  guests: {
    search: z.object({ text: shortText }),
  },
  hcp: {
    tryNow: nothing,
    diagnose: nothing,
    refresh: nothing,
    // Beyond the desk's own limits is not refused but brought down to them.
    setLimits: z.object({
      ratePerSecond: z.number().positive(),
      burst: z.int().positive(),
      concurrency: z.int().positive(),
    }),
    setMetrics: z.object({ port: z.int().min(1024).max(65_535).nullable() }),
  },
  site: {
    doors: nothing,
    mapDoor: z.object({ doorId: z.string().max(64), direction: direction.nullable() }),
    mapReader: z.object({ readerId: z.string().max(64), direction: direction.nullable() }),
    setPolicy: z.object({
      exit: z.enum(['first', 'grace', 'never']),
      graceMinutes: z.int().min(1).max(240),
      longStayHours: z.int().min(1).max(72),
      openFromHour: z.int().min(0).max(24),
      openUntilHour: z.int().min(0).max(24),
      denials: z.int().min(2).max(100),
      denialsMinutes: z.int().min(1).max(240),
    }),
    setWebhook: z.object({
      url: z.string().max(2_000),
      kinds: z.array(z.enum(noticeKinds)).max(noticeKinds.length),
    }),
    renewWebhookSecret: nothing,
    tryWebhook: nothing,
  },
  care: {
    setKeepDays: z.object({ days: z.int().min(KEEP_DAYS_LEAST).max(KEEP_DAYS_MOST) }),
    exportDestructions: z.object({ format, words: destructionWords }),
    backUp: nothing,
    weigh: oneBackup,
    restore: oneBackup,
    seen: nothing,
  },
  rescue: {
    tryAgain: nothing,
    startEmpty: nothing,
    quit: nothing,
  },
  passages: {
    find: z.object({ filter: passageFilter, after: passagePlace.nullable() }),
    exportTable: z.object({ filter: passageFilter, format, words: csvWords }),
  },
  day: {
    view: z.object({ atMs: moment }),
  },
  incidents: {
    change: z.object({
      incidentId: z.int().positive(),
      state: z.enum(incidentStates),
      by: z.string().max(100),
      why: z.string().max(500),
    }),
  },
  support: {
    save: nothing,
  },
  training: {
    doorways: nothing,
    walk: z.object({ guestId: z.int().positive(), doorId: z.string().max(64) }),
    setWeather: z.object({ down: z.boolean(), delayMs: z.number().min(0).max(60_000) }),
  },
}
