/**
 * HCP's answer codes as one table: what kind of "no" each is, and whether the work can have been done all the same.
 * Sources: the vendor's developer guide and logs of live servers.
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
}

const no = (kind: RefusalClass): CodeMeaning => ({ class: kind, maybeDone: false })
const maybe = (kind: RefusalClass): CodeMeaning => ({ class: kind, maybeDone: true })

const TABLE = new Map<string, CodeMeaning>(
  Object.entries({
    // 1 "unknown error": on a second reapplication it means one is still running, and is harmless.
    '1': no('running'),
    '2': no('callerBug'),
    '3': no('busy'),
    '4': maybe('busy'),
    '5': maybe('busy'),
    '6': no('busy'),
    '7': no('callerBug'),
    '8': no('entitlement'),
    '9': no('auth'),
    '10': maybe('busy'),
    '11': no('callerBug'),
    '12': no('callerBug'),
    '13': no('auth'),
    '14': no('busy'),
    '15': no('busy'),
    '16': no('busy'),
    '17': no('entitlement'),
    '64': no('auth'),
    '65': no('auth'),
    '66': no('auth'),
    '67': no('auth'),
    '69': no('entitlement'),
    '128': no('missing'),
    '129': no('device'),
    '130': no('entitlement'),
    '131': no('duplicate'),
    '132': no('callerBug'),
    '133': no('device'),
    '140': no('callerBug'),
    '192': maybe('device'),
    '193': no('device'),
    '194': no('device'),
    '195': no('device'),
    '0x02401000': no('auth'),
    '0x02401001': no('auth'),
    '0x02401002': no('auth'),
    '0x02401003': no('auth'),
    '0x02401004': no('auth'),
    '0x02401005': no('auth'),
    '0x02401006': no('auth'),
    '0x02401007': no('entitlement'),
    '0x02401008': no('auth'),
    '0x02401009': no('busy'),
    '0x0240100a': no('callerBug'),
    '0x0240100b': maybe('busy'),
    '0x00072001': no('callerBug'),
    '0x00072002': no('callerBug'),
    '0x00072003': no('callerBug'),
    // "Reply too long": the page is at fault, not the form of the question.
    '0x00072004': no('notUnderstood'),
    '0x00052101': no('busy'),
    '0x00052102': maybe('busy'),
    '0x00052103': maybe('busy'),
    '0x00052104': no('busy'),
    '0x00052301': maybe('notUnderstood'),
    '0x00072201': no('entitlement'),
    '0x00072202': no('missing'),
    '0x00072203': no('entitlement'),
    '0x00072204': no('entitlement'),
  }),
)

/** What a code other than 0 means; one nobody has described may have done the work. */
export function meaningOf(code: string): CodeMeaning {
  return TABLE.get(code) ?? TABLE.get(code.toLowerCase()) ?? maybe('notUnderstood')
}

/** What an HTTP status outside the envelope means. */
export function meaningOfStatus(status: number): CodeMeaning {
  if (status === 401) return no('auth')
  if (status === 403) return no('entitlement')
  if (status === 404 || status === 429) return no('busy')
  // The gateway stands in front of HCP: it may have passed the request on before it gave up.
  if (status === 502 || status === 504) return maybe('busy')
  if (status === 503) return no('busy')
  return maybe('notUnderstood')
}
