import type { Api, CallClass } from '../../shared/hcp-view.ts'
import { counted } from './en-units.ts'

/** An API in words: as an administrator looks for it, what is missing without it, what the desk does instead. */
export interface ApiText {
  readonly name: string
  readonly cannot: string
  readonly without: string
}

const apis: Record<Api, ApiText> = {
  version: {
    name: 'Get version',
    cannot: 'The version of HCP cannot be asked.',
    without: 'The desk works; only the version stays unknown.',
  },
  org: {
    name: 'Get root department',
    cannot: 'The department for guests cannot be asked.',
    without: 'Guests go to the first department of HCP.',
  },
  levels: {
    name: 'Get access levels',
    cannot: 'The access levels cannot be read.',
    without: 'The levels read last are offered; new ones do not appear.',
  },
  doors: {
    name: 'Get doors',
    cannot: 'The doors cannot be read.',
    without: 'The doors read last are used; new ones do not appear.',
  },
  personAdd: {
    name: 'Add person',
    cannot: 'Guests cannot be added to HCP.',
    without: 'New guests need attention here, and no door opens for them.',
  },
  personUpdate: {
    name: 'Edit person',
    cannot: 'Guests cannot be changed in HCP.',
    without: 'A longer stay needs attention. Access is ended by taking the level away.',
  },
  personFace: {
    name: 'Update face picture',
    cannot: 'New photos cannot be sent to HCP.',
    without: 'The doors keep the photo HCP has; the card needs attention.',
  },
  personInfo: {
    name: 'Get person by code',
    cannot: 'A single guest cannot be looked up.',
    without: 'What HCP holds cannot be read back; such cards need attention.',
  },
  personDelete: {
    name: 'Delete person',
    cannot: 'Guests cannot be deleted.',
    without: 'Whom the desk has forgotten HCP still holds; delete them there by hand.',
  },
  personPages: {
    name: 'Get person list',
    cannot: 'The list of persons cannot be read.',
    without: 'Guests are read back one by one, with more calls.',
  },
  levelAdd: {
    name: 'Add persons to access level',
    cannot: 'Guests cannot be given access.',
    without: 'Guests need attention here, and no door opens for them.',
  },
  levelRemove: {
    name: 'Delete persons from access level',
    cannot: 'Access cannot be taken away by the level.',
    without: 'The desk goes on trying, and sets the end of the time to now instead.',
  },
  levelMembers: {
    name: 'Get persons of an access level',
    cannot: 'Who is in an access level cannot be read.',
    without: 'After many ended visits the desk asks guest by guest, with more calls.',
  },
  apply: {
    name: 'Apply access rights to devices',
    cannot: 'Rights cannot be sent to the doors at once.',
    without: 'HCP sends them by itself when it gets to it; that may take long.',
  },
  applyErrors: {
    name: 'Get applying result',
    cannot: 'What the doors refused cannot be asked for all guests together.',
    without: 'The desk asks guest by guest, with more calls.',
  },
  doorStatus: {
    name: 'Get applying details of a person',
    cannot: 'The doors’ answer cannot be asked.',
    without: 'The desk says “accepted by HCP”, not “on the doors”.',
  },
  events: {
    name: 'Get door events',
    cannot: 'Passages cannot be read.',
    without: 'Nobody is checked in or out by passing a door: do it by hand.',
  },
  eventPicture: {
    name: 'Get event pictures',
    cannot: 'The pictures the terminals took cannot be read.',
    without: 'Passages are shown without them.',
  },
  eventPush: {
    name: 'Get event subscriptions',
    cannot: 'HCP cannot report passages on its own.',
    without: 'The desk asks once a minute; nothing is lost.',
  },
}

const classes: Record<CallClass, string> = {
  revoke: 'ending access',
  door: 'guest at the door',
  enrol: 'enrolling',
  enrolGroup: 'groups',
  monitor: 'passages',
  pictures: 'pictures',
  tidy: 'deleting old guests',
}

const times = (n: number): string => counted(n, { one: 'call', other: 'calls' })

/** The HikCentral screen: the server, what it allows, the traffic to it, the checks. */
export const hik = {
  open: 'HikCentral…',
  title: 'HikCentral',
  show: 'Show what HikCentral says',
  back: 'Back to the board',
  product: 'Server',
  noProduct: 'It has not told its version yet',
  address: 'Address',
  simulator: 'Built-in simulator',
  health: 'Connection',
  since: (words: string, time: string) => `${words} · since ${time}`,
  read: 'Levels and doors',
  readAt: (time: string) => `read at ${time}`,
  neverRead: 'not read yet',
  readAgain: 'Read again',
  readingAgain: 'Levels and doors are being read again, and what HCP had refused is asked for anew.',

  offTitle: 'Switched off in HCP',
  offMeaning: (minutes: string) =>
    `The desk does without and does not ask again. After a change in HCP press “${minutes}”.`,
  offNoCode: 'HCP refuses it.',
  offHint: (n: number) => `${counted(n, { one: 'function', other: 'functions' })} switched off in HCP`,
  apis,
  quoted: (name: string) => `“${name}”`,

  traffic: 'Calls per minute',
  trafficNow: (allowed: number) => `of ${allowed} in the last minute`,
  underWay: (n: number) => `${n} under way`,
  allowed: (n: number) => `${n} allowed`,
  slowedLine: (n: number) => `${n} just now`,
  slowed: (n: number) =>
    `HCP is busy: asking it only ${counted(n, { one: 'time', other: 'times' })} a minute.`,
  now: 'now',
  tableTime: 'Minute',
  tableCalls: 'Calls',
  bar: (time: string, n: number) => `${time}: ${times(n)}`,
  waitingTitle: 'Waiting',
  nothingWaits: 'Nothing waits.',
  classes,

  limits: 'Limits of this desk',
  limitsMeaning: 'Set them lower when HCP or others on it suffer. Ending access always goes first.',
  rate: 'Pace',
  rateWords: (n: number) =>
    n < 1
      ? `at most 1 request in ${Math.round(1 / n)} seconds`
      : `at most ${counted(n, { one: 'request', other: 'requests' })} a second`,
  burst: 'After a quiet time',
  burstWords: (n: number) => `up to ${counted(n, { one: 'request', other: 'requests' })} in one go`,
  concurrency: 'At once',
  concurrencyWords: (n: number) =>
    n === 1 ? 'one request at a time' : `up to ${n} requests at the same time`,

  metrics: 'Metrics for Prometheus',
  metricsSwitch: 'Serve figures to this computer',
  metricsMeaning: 'Numbers only, no names; nobody outside this computer can read them.',
  metricsAt: 'Address',
  port: 'Port',
  portHint: '1024–65535',
  portBad: 'Choose a number from 1024 to 65535.',
  portInUse: (port: number) => `Another program uses port ${port}. Choose another one.`,
  portUse: 'Use this port',

  diagnosis: 'Checks',
  diagnosisMeaning: 'Nine checks, from the name of the server to its doors. Nothing is changed in HCP.',
  run: 'Run the checks',
  runAgain: 'Run them again',
  running: 'Checking…',
  copy: 'Copy the report',
  copied: 'The report is on the clipboard.',
  notCopied: 'The report could not be copied.',
  verdicts: {
    good: 'Good',
    warning: 'Look at it',
    bad: 'Failed',
    skipped: 'Not asked',
    running: 'Checking…',
    waiting: 'To come',
  },
  allGood: 'All is well.',
  summary: (bad: number, warnings: number) =>
    [
      bad > 0 ? `${counted(bad, { one: 'check', other: 'checks' })} failed` : '',
      warnings > 0 ? `${counted(warnings, { one: 'needs', other: 'need' })} a look` : '',
    ]
      .filter(Boolean)
      .join(', '),
  checkedAt: (time: string) => `Checked at ${time}`,
  tookMs: (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`),
  report: 'Guard Post: checks of HikCentral',
}
