import type { AnswerCode } from '../../shared/hcp-codes.ts'
import type { Advice } from './en-problems.ts'

// What helps is the same for many codes.
const again = 'It is tried again on its own. Nothing is lost.'
const slower = 'It is tried again on its own, more slowly. Nothing is lost.'
const server = 'If it stays, ask the administrator to look at the HikCentral server.'
const key = 'Ask the administrator to compare AppKey and AppSecret with the partner in HCP.'
const keyAgain = 'Ask the administrator to enter AppKey and AppSecret again, without blanks.'
const tick = 'Ask the administrator to tick it for this AppKey under Authorized APIs.'
const licence = 'Ask the administrator to check the licence of HCP.'
const details = 'Check the name and the times, then try again.'
const report = 'Try again. If it stays, give the code to the administrator.'
const door = 'Send someone to the door, then try again.'
const terminal = 'Ask the administrator to check the terminal in HCP, then try again.'

/** Every answer of HCP in a guard's words; a code without a sentence does not compile. */
export const answers: Record<AnswerCode, Advice> = {
  '1': { why: 'HCP is still applying earlier rights to the doors.', todo: again },
  '2': { why: 'HCP does not accept one of the details that were sent.', todo: details },
  '3': { why: 'The HikCentral server is out of resources.', todo: `${again} ${server}` },
  '4': { why: 'HCP waited too long for one of its own parts.', todo: again },
  '5': {
    why: 'HCP has a fault inside. Often its database or its disk is full.',
    todo: 'Ask the administrator to free room on the HikCentral server. It is tried again on its own.',
  },
  '6': { why: 'HCP is overloaded.', todo: slower },
  '7': { why: 'HCP does not know this command.', todo: report },
  '8': {
    why: 'This version of HCP does not have this function.',
    todo: 'The desk does without it. An update of HCP may bring it.',
  },
  '9': { why: 'HCP says that the session is not valid.', todo: key },
  '10': { why: 'HCP got an answer it could not read from one of its own parts.', todo: `${again} ${server}` },
  '11': {
    why: 'HCP does not take this kind of connection.',
    todo: 'Ask the administrator to check the port.',
  },
  '12': { why: 'HCP does not know this address.', todo: report },
  '13': {
    why: 'HCP and its OpenAPI are set to different ways of signing in.',
    todo: 'Ask the administrator to set both to the same way.',
  },
  '14': {
    why: 'HCP lacks its outside address.',
    todo: 'Ask the administrator to set the WAN address in HCP.',
  },
  '15': { why: 'HCP lacks its network card.', todo: 'Ask the administrator to choose it in HCP (NIC).' },
  '16': { why: 'HCP cannot reach one of its own services.', todo: `${again} ${server}` },
  '17': { why: 'This AppKey may not use this part of OpenAPI.', todo: tick },
  '64': {
    why: 'HCP does not recognise the key, or the partner is switched off.',
    todo: `${key} A clock that is far off does this, too.`,
  },
  '65': {
    why: 'HCP has locked the user of this key.',
    todo: 'Ask the administrator to unlock the partner in HCP before trying again.',
  },
  '66': { why: 'The user of this key no longer exists in HCP.', todo: key },
  '67': {
    why: 'The user of this key has never signed in to HCP.',
    todo: 'Ask the administrator to sign in once with it, then try again.',
  },
  '69': { why: 'This function is not ticked for this AppKey in HCP.', todo: tick },
  '128': {
    why: 'HCP no longer has this person, level or door.',
    todo: 'The desk looks it up. If it stays, ask the administrator whether it was deleted in HCP.',
  },
  '129': { why: 'A door terminal is offline.', todo: door },
  '130': {
    why: 'This AppKey may not touch this person, level or door.',
    todo: 'Ask the administrator to give the partner the rights for it.',
  },
  '131': { why: 'HCP has this already.', todo: 'The desk looks it up. If it stays, try again.' },
  '132': { why: 'HCP is full: its highest number is reached.', todo: licence },
  '133': { why: 'The door terminal is busy with something else.', todo: again },
  '140': { why: 'HCP has no recording plan for this.', todo: report },
  '192': { why: 'A device could not carry it out.', todo: terminal },
  '193': { why: 'HCP cannot store to its cloud storage.', todo: server },
  '194': { why: 'HCP cannot connect to a door terminal.', todo: door },
  '195': { why: 'A door terminal does not have this function.', todo: terminal },
  '0x02401000': { why: 'The AppKey did not arrive at HCP.', todo: keyAgain },
  '0x02401001': { why: 'HCP does not know this AppKey.', todo: key },
  '0x02401002': { why: 'The signature did not arrive at HCP.', todo: keyAgain },
  '0x02401003': {
    why: 'The signature is wrong: AppKey and AppSecret do not belong together.',
    todo: keyAgain,
  },
  '0x02401004': { why: 'HCP does not accept the sign-in.', todo: key },
  '0x02401005': { why: 'HCP asks for a sign-in the desk does not use.', todo: key },
  '0x02401006': { why: 'HCP says that the sign-in is wrong.', todo: key },
  '0x02401007': { why: 'This AppKey may not use this function.', todo: tick },
  '0x02401008': { why: 'HCP could not check the key.', todo: `${key} ${server}` },
  '0x02401009': { why: 'The number of calls HCP allows is used up.', todo: slower },
  '0x0240100a': { why: 'HCP could not read the details that were sent.', todo: report },
  '0x0240100b': { why: 'HCP could not count its calls.', todo: `${again} ${server}` },
  '0x00072001': { why: 'HCP misses one of the details.', todo: details },
  '0x00072002': { why: 'One of the details is outside what HCP allows.', todo: details },
  '0x00072003': { why: 'One of the details is written in a way HCP does not take.', todo: details },
  '0x00072004': { why: 'The answer of HCP became too long.', todo: report },
  '0x00052101': { why: 'HCP is at the end of its strength.', todo: slower },
  '0x00052102': { why: 'A service of HCP has failed.', todo: `${again} ${server}` },
  '0x00052103': { why: 'A service of HCP took too long.', todo: again },
  '0x00052104': { why: 'A service of HCP is not running.', todo: `${again} ${server}` },
  '0x00072201': {
    why: 'This AppKey may not touch this person, level or door.',
    todo: 'Ask the administrator to give the partner the rights for it.',
  },
  '0x00072202': {
    why: 'HCP no longer has this person, level or door.',
    todo: 'Ask the administrator whether it was deleted in HCP.',
  },
  '0x00072203': { why: 'The licence of HCP has no place left.', todo: licence },
  '0x00072204': { why: 'The licence of HCP does not hold this function.', todo: licence },
  '0x00052301': { why: 'HCP met a fault it cannot name.', todo: report },
  'HTTP 401': { why: 'HCP does not accept the key.', todo: key },
  'HTTP 403': { why: 'The key is right, but it may not use this function.', todo: tick },
  'HTTP 404': {
    why: 'The server is there, but its OpenAPI is not.',
    todo: 'Ask the administrator whether the OpenAPI component is installed, licensed and running.',
  },
  'HTTP 429': { why: 'HCP asks for fewer calls.', todo: slower },
  'HTTP 502': { why: 'The OpenAPI of HCP is stopped or just starting.', todo: `${again} ${server}` },
  'HTTP 503': { why: 'The OpenAPI of HCP is stopped or just starting.', todo: `${slower} ${server}` },
  'HTTP 504': { why: 'HCP did not answer its own gateway in time.', todo: again },
}

export const codes = {
  answers,
  unknown: { why: 'HCP refuses with a code nobody has described.', todo: report },
  /** The technical name, small, for the administrator. */
  label: (code: AnswerCode) => (code.startsWith('HTTP') ? code : `code ${code}`),
}
