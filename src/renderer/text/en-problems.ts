import type {
  EnrolAnswer,
  ExtendAnswer,
  PhotoDoubt,
  PhotoProblem,
  VisitAnswer,
  WalkAnswer,
} from '../../shared/contract.ts'
import type { ConnectionVerdict, ProbeVerdict } from '../../shared/desk-state.ts'
import type { FieldProblem } from '../../shared/enrol-rules.ts'
import type { AccessProblem } from '../../shared/visit.ts'

/** Why it is so, and what a person can do about it. */
export interface Advice {
  readonly why: string
  readonly todo: string
}

type Refusal<Answer> = Extract<Answer, { readonly refused: string }>['refused']
type ProblemOf<Verdict> = Extract<Verdict, { readonly ok: false; readonly problem: string }>['problem']

export type Refused =
  | Refusal<VisitAnswer>
  | Refusal<ExtendAnswer>
  | Refusal<EnrolAnswer>
  | Refusal<WalkAnswer>
export type SetupProblem = ProblemOf<ProbeVerdict> | ProblemOf<ConnectionVerdict>

/** The one table that turns a code into what the guard reads; a code without a sentence does not compile. */
const access: Record<AccessProblem, Advice> = {
  unreachable: {
    why: 'HCP does not answer.',
    todo: 'It is sent as soon as HCP answers again. Nothing is lost.',
  },
  busy: { why: 'HCP is overloaded.', todo: 'It is tried again more slowly, on its own.' },
  unanswered: { why: 'HCP took the request but gave no answer.', todo: 'The outcome is being looked up.' },
  authRefused: {
    why: 'HCP refuses the key.',
    todo: 'Ask the administrator to check the AppKey and AppSecret.',
  },
  notEntitled: {
    why: 'The key may not do this in HCP.',
    todo: 'Ask the administrator to allow it for this AppKey.',
  },
  faceRefused: {
    why: 'HCP found no usable face in the photo.',
    todo: 'Take a new photo: one face, frontal, evenly lit.',
  },
  dataRefused: { why: 'HCP refuses the details of this guest.', todo: 'Check the name, then try again.' },
  levelMissing: {
    why: 'The access level no longer exists in HCP.',
    todo: 'Check out, and enrol with another level.',
  },
  deviceOffline: { why: 'A door terminal is offline.', todo: 'Send someone to the door, then try again.' },
  doorsRefused: {
    why: 'A door terminal did not accept this guest.',
    todo: 'Take a new photo, or try again.',
  },
  notUnderstood: {
    why: 'HCP answered something unexpected.',
    todo: 'Try again. If it stays, call the administrator.',
  },
  photoMissing: { why: 'HCP has no photo of this guest.', todo: 'Take a new photo.' },
  restored: {
    why: 'The data here was older, and HCP has not confirmed this access.',
    todo: 'Try again to give it, or check the guest out.',
  },
}

const setup: Record<SetupProblem, Advice> = {
  ...access,
  badAddress: {
    why: 'This is not an address.',
    todo: 'Write a host name or an IP address, with a port if it is not 443.',
  },
  nameUnknown: {
    why: 'No computer with this name was found.',
    todo: 'Check the spelling, or use the IP address.',
  },
  noAnswer: {
    why: 'The server does not answer.',
    todo: 'Check the address, the port and the network cable.',
  },
  refused: {
    why: 'The computer is there, but nothing listens on this port.',
    todo: 'Check the port; HCP usually uses 443.',
  },
  notTls: { why: 'The server does not speak https on this port.', todo: 'Use the https port of HCP.' },
  certificateChanged: {
    why: 'The server now shows another certificate.',
    todo: 'Go back and compare the fingerprint again.',
  },
  noLevels: {
    why: 'HCP has no access level for guests.',
    todo: 'Create an access level in HCP, then test again.',
  },
  keyEmpty: { why: 'The AppKey is missing.', todo: 'Copy it from the OpenAPI page of HCP.' },
  secretEmpty: { why: 'The AppSecret is missing.', todo: 'Copy it from the OpenAPI page of HCP.' },
  secretNotKept: {
    why: 'This computer could not keep the secret safely.',
    todo: 'Sign in to the computer as usual, with its key store available, and try again.',
  },
}

const forbidden = (chars: string): string => `HCP does not take ${chars}. For an apostrophe use ’.`

const field: Record<FieldProblem, string> = {
  empty: 'Please fill this in.',
  tooLong: 'This is too long.',
  forbiddenCharacters: forbidden('\' / \\ : * ? " < > |'),
  controlCharacters: 'This contains invisible characters. Please type it by hand.',
  endsBeforeStart: 'The end must be after the start.',
  alreadyOver: 'This time is already over.',
  tooFar: 'This is more than a year away.',
  unknownLevel: 'Please choose an access level.',
  photoMissing: 'Take a photo, or choose “Without photo”.',
  notADate: 'Please enter a date and a time.',
}

const photo: Record<PhotoProblem, string> = {
  empty: 'The file is empty. Choose another one.',
  notAPicture: 'This is not a JPEG, PNG or BMP picture. Choose another file.',
  tooManyBytes: 'The file is larger than 5 MB. Choose a smaller one.',
  tooSmall: 'The picture is smaller than 50 × 50 pixels. Take it again.',
  tooLarge: 'The picture is larger than 4000 × 4000 pixels. Choose a smaller one.',
  damaged: 'The picture is damaged. Take it again.',
  compressedBmp: 'This BMP is compressed inside. Save it again as JPEG or PNG.',
  tooHeavy: 'The picture takes too much time or memory to open. Save it again as an ordinary JPEG.',
  busy: 'Too many pictures are being prepared at once. Try again in a moment.',
  diskFull: 'The disk of this computer is full. Photos pause; checking out still works.',
  tooSlow: 'The picture could not be made ready in time. Take it again.',
  paused: 'Photos pause: this computer is short of room. They go on by themselves; checking out works.',
}

const doubt: Record<PhotoDoubt, string> = {
  small: 'The picture is small; the doors may refuse it. Come closer, or use a larger picture.',
  dark: 'The picture is dark. More light on the face would help.',
  bright: 'The picture is very bright. Less light from the front would help.',
  flat: 'The picture has little contrast. Avoid light from behind.',
  blurred: 'The picture is blurred. Ask the guest to stand still.',
}

const refused: Record<Refused, string> = {
  notOpen: 'This visit is no longer open: a door or another person was faster.',
  unknownVisit: 'This visit is no longer here.',
  windowOver: 'The time of this visit is over. Enrol the guest again.',
  alreadyOpen: 'This guest already has an open visit.',
  unknownPhoto: 'The photo is no longer here. Take it again.',
  notInHcp: 'HCP does not have this guest yet, so there is nothing to send to the doors.',
  unknownGuest: 'This guest is no longer here.',
  paused: 'New guests pause: this computer is short of room. They go on by themselves; checking out works.',
  notTraining: 'This works in training mode only.',
}

/** HCP's event types, by the code on the wire. Codes that are not listed get `eventOther`. */
const events: Readonly<Record<number, string>> = {
  196883: 'Several proofs',
  196890: 'Face and card',
  196893: 'Face',
  196889: 'Face and PIN',
  196896: 'Employee number and face',
  197127: 'Fingerprint',
  198914: 'Card',
  198915: 'Card and PIN',
  200516: 'Several proofs',
  263433: 'Password',
  196884: 'Password',
  197128: 'Fingerprint not accepted',
  197132: 'Card and PIN: took too long',
  197133: 'Too many tries',
  197140: 'Fingerprint not known',
  197151: 'Face not accepted',
  197160: 'Face not recognised',
  197161: 'Not a live face',
  197382: 'Card and PIN not accepted',
  197383: 'Already inside or outside (anti-passback)',
  197384: 'Outside the permitted time',
  197633: 'Access has expired',
  197634: 'Card is not known',
  197635: 'No access level for this door',
  198146: 'Another door is open (interlock)',
  199429: 'Too many wrong cards',
  200477: 'The first person has not come yet',
  200513: 'Door is locked',
  200514: 'Door is in sleep mode',
}

export const problems = {
  access,
  setup,
  field,
  forbidden,
  photo,
  doubt,
  refused,
  events,
  disk: {
    'disk-full':
      'The disk of this computer is full: nothing was changed. Delete files nobody needs, then do it again.',
    'disk-failing':
      'The disk of this computer does not do its work: nothing was changed. Call the administrator.',
  },
  eventGranted: 'Granted',
  eventOther: (code: number) => `Refused by the terminal (code ${code})`,
}
