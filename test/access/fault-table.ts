import type { AnswerCode } from '../../src/shared/hcp-codes.ts'
import type { AccessProblem, AccessStage } from '../../src/shared/visit.ts'
import type { Trouble } from '../../src/simulator/weather.ts'

/** Time runs so many times as fast in the desk; what the simulator does later or slowly is told in real time. */
export const FASTER = 30
const real = (ms: number): number => Math.round(ms / FASTER)

export const PATHS = {
  personAdd: '/resource/v1/person/single/add',
  personUpdate: '/resource/v1/person/single/update',
  personFace: '/resource/v1/person/face/update',
  personInfo: '/resource/v1/person/personCode/personInfo',
  levelAdd: '/acs/v1/privilege/group/single/addPersons',
  levelRemove: '/acs/v1/privilege/group/single/deletePersons',
  apply: '/visitor/v1/auth/reapplication',
  doorStatus: '/visitor/v1/person/ID/elementDownloadDetail',
} as const

/** What the guard does when the fault strikes: a grant, a change of one, or the end. */
export type Deed = 'enrol' | 'extend' | 'newPhoto' | 'checkOut'

export interface Step {
  readonly deed: Deed
  readonly api: keyof typeof PATHS
  /** What brings the desk to this step, and stays until the fault is over. */
  readonly way?: Trouble
}

export const STEPS = {
  create: { deed: 'enrol', api: 'personAdd' },
  'look up': {
    deed: 'enrol',
    api: 'personInfo',
    way: { kind: 'dropAnswer', path: PATHS.personAdd, times: 1 },
  },
  'join the level': { deed: 'enrol', api: 'levelAdd' },
  apply: { deed: 'enrol', api: 'apply' },
  'read back': { deed: 'enrol', api: 'personInfo' },
  'ask the doors': { deed: 'enrol', api: 'doorStatus' },
  'change the window': { deed: 'extend', api: 'personUpdate' },
  'change the face': { deed: 'newPhoto', api: 'personFace' },
  'leave the level': { deed: 'checkOut', api: 'levelRemove' },
  'apply the end': { deed: 'checkOut', api: 'apply' },
  'ask the doors at the end': { deed: 'checkOut', api: 'doorStatus' },
  'end the window': {
    deed: 'checkOut',
    api: 'personUpdate',
    // Not taken off the level, so that his time is ended instead.
    way: { kind: 'code', code: '130', path: PATHS.levelRemove },
  },
} as const satisfies Record<string, Step>
export type StepName = keyof typeof STEPS

/** Whose hand it takes once the fault is gone: nobody's, the guard's "try again", "try now", the administrator's refresh. */
export type Help = 'none' | 'tryAgain' | 'tryNow' | 'refresh'

export interface Fault {
  readonly name: string
  readonly trouble: Trouble
  /** What the card may show while it lasts. */
  readonly shows: readonly AccessProblem[]
  /** The code beside it; null = none of HCP's own, undefined = it does not matter. */
  readonly code?: AnswerCode | null | undefined
  readonly help: Help
  /** Tried in its transient form only. */
  readonly passes?: boolean
  /** Lasts until the alarm where it strikes a revocation. */
  readonly alarms?: boolean
  /** As an answer about the doors it tells that there is nothing to tell. */
  readonly untold?: boolean
  /** Where it does not hold the desk up, and what the card then says although the fault lasts. */
  readonly through?: Partial<Record<StepName, AccessStage>>
}

/** The doors cannot tell: what HCP has accepted stands. */
const UNTOLD = { 'ask the doors': 'accepted', 'ask the doors at the end': 'revoked' } as const

/** The work is done, and a look tells so. */
const SEEN_DONE = { create: 'onDoors', 'change the window': 'onDoors' } as const

type Said = Pick<Fault, 'shows' | 'help' | 'through' | 'untold' | 'code'>
const AUTH: Said = { shows: ['authRefused'], help: 'tryNow' }
const NOT_FOR_US: Said = { shows: ['notEntitled'], help: 'refresh', through: UNTOLD, untold: true }
const BUSY: Said = { shows: ['busy'], help: 'none' }
const DATA: Said = { shows: ['dataRefused', 'faceRefused'], help: 'tryAgain' }
const AWAY: Said = { shows: ['unanswered', 'unreachable'], help: 'none' }
const AWAY_BUT_DONE: Said = { ...AWAY, through: SEEN_DONE }
/** A write may have been done and is tried on; a question is asked three times. */
const UNCLEAR: Said = { shows: ['busy', 'notUnderstood'], help: 'tryAgain', through: UNTOLD }

const code = (value: AnswerCode, said: Said): Fault => ({
  name: `code ${value}`,
  trouble: { kind: 'code', code: value },
  code: value,
  ...said,
})
const html = (status: number, told: AnswerCode | null, said: Said): Fault => ({
  name: `HTTP ${status} with a page`,
  trouble: { kind: 'html', status },
  code: told,
  ...said,
})
const withJson = (status: number, told: AnswerCode, said: Said): Fault => ({
  name: `HTTP ${status} with JSON`,
  trouble: { kind: 'status', status, json: true },
  code: told,
  ...said,
})
const broken = (name: string, trouble: Trouble, said: Said): Fault => ({
  name,
  trouble,
  code: null,
  ...said,
})

/** Lasts on the way out until the revocation is an alarm; the others of its kind only a while. */
const untilAlarm = (fault: Fault): Fault => ({ ...fault, alarms: true })
/** Of a kind whose lasting form stands in the table already. */
const inPassing = (fault: Fault): Fault => ({ ...fault, passes: true })

/** The simulator's; a leaky gateway tells it. */
export const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'

export const FAULTS: readonly Fault[] = [
  // Who are you?
  untilAlarm(code('64', AUTH)),
  inPassing(code('65', AUTH)),
  inPassing(code('0x02401003', AUTH)),
  {
    ...code('0x02401003', AUTH),
    name: 'code 0x02401003 that tells the secret',
    trouble: {
      kind: 'code',
      code: '0x02401003',
      msg: `api AK/SK signature authentication failed, appSecret: ${SECRET}`,
    },
  },
  { ...html(401, 'HTTP 401', AUTH), trouble: { kind: 'status', status: 401 }, name: 'HTTP 401, bare' },
  withJson(401, 'HTTP 401', AUTH),

  // What may you?
  code('8', NOT_FOR_US),
  inPassing(code('17', NOT_FOR_US)),
  untilAlarm(code('69', NOT_FOR_US)),
  html(403, 'HTTP 403', NOT_FOR_US),
  inPassing(withJson(403, '0x02401007', NOT_FOR_US)),
  code('130', { ...NOT_FOR_US, help: 'tryAgain' }),

  // Not now.
  code('1', BUSY),
  inPassing(code('3', BUSY)),
  inPassing(code('4', BUSY)),
  untilAlarm(code('5', BUSY)),
  code('6', BUSY),
  inPassing(code('0x02401009', BUSY)),
  inPassing(code('0x00052101', BUSY)),
  {
    name: 'HTTP 429, come back in 5 s',
    trouble: { kind: 'status', status: 429, retryAfterSeconds: 5 },
    code: 'HTTP 429',
    ...BUSY,
  },
  inPassing(withJson(429, '0x02401009', BUSY)),
  html(404, 'HTTP 404', BUSY),
  inPassing(html(502, 'HTTP 502', BUSY)),
  untilAlarm(html(503, 'HTTP 503', BUSY)),
  html(504, 'HTTP 504', BUSY),
  inPassing(withJson(500, '0x00052104', BUSY)),
  inPassing(withJson(502, '0x00052104', BUSY)),
  inPassing(withJson(503, '0x00052104', BUSY)),
  inPassing(withJson(504, '0x00052103', BUSY)),

  // Not like this.
  untilAlarm(code('2', DATA)),
  {
    ...code('2', DATA),
    name: 'code 2 about the face',
    trouble: { kind: 'code', code: '2', msg: 'Incorrect request parameter. [faceData parameter error]' },
  },

  // There is none, or one already: a look tells that it is not so.
  code('128', {
    // Made again, because he is said not to be there: his code is in use (131).
    code: undefined,
    untold: true,
    shows: ['dataRefused', 'levelMissing', 'notUnderstood'],
    help: 'tryAgain',
    through: {
      // He is believed gone from the level, and the doors still list him: his time is ended instead.
      'leave the level': 'revoked',
      'ask the doors': 'accepted',
      'ask the doors at the end': 'revoked',
    },
  }),
  code('131', {
    shows: ['dataRefused', 'notUnderstood'],
    help: 'tryAgain',
    // He is believed to be in the level already; no door knows him.
    through: { 'join the level': 'accepted' },
  }),

  // A terminal, not HCP.
  code('129', { shows: ['deviceOffline'], help: 'tryAgain' }),
  code('192', { shows: ['busy', 'deviceOffline'], help: 'tryAgain' }),

  // Nobody has described this.
  code('0x00072004', { ...UNCLEAR, shows: ['notUnderstood'] }),
  inPassing(code('0x00052301', UNCLEAR)),
  untilAlarm({
    name: 'a code nobody knows',
    trouble: { kind: 'code', code: '4711' },
    code: null,
    ...UNCLEAR,
  }),
  html(500, null, UNCLEAR),
  broken('moved elsewhere', { kind: 'redirect' }, UNCLEAR),
  broken('a page with HTTP 200', { kind: 'garbage' }, { ...UNCLEAR, through: { ...UNTOLD, ...SEEN_DONE } }),

  // Did you hear me?
  untilAlarm(broken('a request that is lost', { kind: 'dropBefore' }, AWAY)),
  untilAlarm(broken('an answer that is lost', { kind: 'dropAnswer' }, AWAY_BUT_DONE)),
  broken('done after the desk gave up', { kind: 'late', afterMs: real(25_000) }, AWAY_BUT_DONE),
  broken('done long after the desk gave up', { kind: 'late', afterMs: real(50_000) }, AWAY_BUT_DONE),
  broken('an answer after the time limit', { kind: 'delay', ms: real(600_000) }, AWAY_BUT_DONE),
  broken('an answer that stops', { kind: 'stall' }, AWAY_BUT_DONE),
  broken('an answer cut off', { kind: 'truncated' }, AWAY_BUT_DONE),
  broken('an answer without end', { kind: 'huge' }, AWAY_BUT_DONE),
]
