import { type AnswerCode, knownCode } from '../../shared/hcp-codes.ts'

/**
 * What kind of "no" an answer is, and so what helps:
 * - `auth`: key, secret or clock; nothing is sent until the administrator has looked
 * - `entitlement`: this partner may not, or this version cannot
 * - `busy`: not now; try again later
 * - `callerBug`: HCP does not accept what was sent; sending it again is no use
 * - `missing`, `duplicate`: there is none, or one already; look before anything else
 * - `device`: a terminal, not HCP
 * - `running`: HCP still applies rights to the doors; ask again shortly
 * - `notUnderstood`: nobody has described this answer
 */
export type RefusalClass =
  | 'auth'
  | 'entitlement'
  | 'busy'
  | 'callerBug'
  | 'missing'
  | 'duplicate'
  | 'device'
  | 'running'
  | 'notUnderstood'

export interface CodeMeaning {
  readonly class: RefusalClass
  /** The server may have done the work before it failed: a write is looked up, never blindly sent again. */
  readonly maybeDone: boolean
  /** HCP asks for fewer requests: the whole gate slows down, not this caller alone. */
  readonly slows: boolean
  /** It is about the API and not about this request: nobody need ask again until the administrator has changed it. */
  readonly closesApi: boolean
}

const no = (kind: RefusalClass): CodeMeaning => ({
  class: kind,
  maybeDone: false,
  slows: false,
  closesApi: false,
})
const maybe = (kind: RefusalClass): CodeMeaning => ({ ...no(kind), maybeDone: true })
const tooMuch: CodeMeaning = { ...no('busy'), slows: true }
/** The gateway stands in front of HCP: it may have passed the request on before it gave up. */
const maybeTooMuch: CodeMeaning = { ...tooMuch, maybeDone: true }
const notForUs: CodeMeaning = { ...no('entitlement'), closesApi: true }

/** The whole table. Sources: the vendor's developer guide, and logs of live servers where they tell more. */
const TABLE: Readonly<Record<AnswerCode, CodeMeaning>> = {
  // Key, secret, clock, account.
  '9': no('auth'),
  '13': no('auth'),
  '64': no('auth'),
  '65': no('auth'),
  '66': no('auth'),
  '67': no('auth'),
  '0x02401000': no('auth'),
  '0x02401001': no('auth'),
  '0x02401002': no('auth'),
  '0x02401003': no('auth'),
  '0x02401004': no('auth'),
  '0x02401005': no('auth'),
  '0x02401006': no('auth'),
  '0x02401008': no('auth'),
  'HTTP 401': no('auth'),

  // Not for this partner, or not in this version. 8 is also the answer to every path HCP does not know.
  '8': notForUs,
  '17': notForUs,
  '69': notForUs,
  '0x02401007': notForUs,
  '0x00072203': notForUs,
  '0x00072204': notForUs,
  'HTTP 403': notForUs,
  // Only for this person, level or door.
  '130': no('entitlement'),
  '0x00072201': no('entitlement'),

  // Not now, and less of it.
  '6': tooMuch,
  '0x02401009': tooMuch,
  '0x00052101': tooMuch,
  'HTTP 429': tooMuch,
  'HTTP 503': tooMuch,
  'HTTP 502': maybeTooMuch,
  'HTTP 504': maybeTooMuch,

  // Not now. 5 comes with a full database, too: then reads work and faces do not.
  '3': no('busy'),
  '4': maybe('busy'),
  '5': maybe('busy'),
  '10': maybe('busy'),
  '14': no('busy'),
  '15': no('busy'),
  '16': no('busy'),
  '0x0240100b': maybe('busy'),
  '0x00052102': maybe('busy'),
  '0x00052103': maybe('busy'),
  '0x00052104': no('busy'),
  'HTTP 404': no('busy'),

  // Not like this.
  '2': no('callerBug'),
  '7': no('callerBug'),
  '11': no('callerBug'),
  '12': no('callerBug'),
  '132': no('callerBug'),
  '140': no('callerBug'),
  '0x0240100a': no('callerBug'),
  '0x00072001': no('callerBug'),
  '0x00072002': no('callerBug'),
  '0x00072003': no('callerBug'),

  // There is none, or one already.
  '128': no('missing'),
  // Sources differ; two of three say "does not exist".
  '0x00072202': no('missing'),
  '131': no('duplicate'),

  // A terminal, not HCP.
  '129': no('device'),
  '133': no('device'),
  '192': maybe('device'),
  '193': no('device'),
  '194': no('device'),
  '195': no('device'),

  // "Unknown error": on a second reapplication it means one is still running, and is harmless.
  '1': no('running'),

  // "Reply too long": the page is at fault, not the form of the question.
  '0x00072004': no('notUnderstood'),
  '0x00052301': maybe('notUnderstood'),
}

/** What a code other than 0 means; one nobody has described may have done the work. */
export function meaningOf(code: string): CodeMeaning {
  const known = knownCode(code)
  return known ? TABLE[known] : maybe('notUnderstood')
}

/** What an HTTP status outside the envelope means. */
export function meaningOfStatus(status: number): CodeMeaning {
  return meaningOf(`HTTP ${status}`)
}
