import { DOOR_CODES } from './first-state.ts'
import type { Conditions, Trouble } from './weather.ts'

export interface Preset {
  /** For a person who has to choose. */
  readonly about: string
  /** Fair for the rest. */
  readonly weather: Partial<Conditions>
}

const preset = (about: string, weather: Partial<Conditions>): Preset => ({ about, weather })
const trouble = (about: string, ...troubles: readonly Trouble[]): Preset => ({ about, weather: { troubles } })

const WRITES = [
  '/resource/v1/person/single/add',
  '/resource/v1/person/single/update',
  '/resource/v1/person/single/delete',
  '/resource/v1/person/face/update',
  '/acs/v1/privilege/group/single/addPersons',
  '/acs/v1/privilege/group/single/deletePersons',
  '/visitor/v1/auth/reapplication',
]

/** Named weathers, one failure each, and the two temperaments of a server: strict and lenient. */
export const PRESETS = {
  fair: preset('Nothing special', {}),
  strict: preset('Every documented field is required, every repetition is refused', {
    eventTypeRequired: true,
    doorsRequired: true,
    idsAsNumbers: false,
    fieldsMissing: false,
    readdAnswers131: true,
    removeAnswers128: true,
    duplicateCodeAnswers2: true,
    authAs401: true,
    deleteClearsDoors: false,
    subscriptionsAdd: false,
    listLagMs: 5_000,
  }),
  lenient: preset('Nothing is required, repetitions are fine, rights reach the doors by themselves', {
    eventTypeRequired: false,
    doorsRequired: false,
    readdAnswers131: false,
    removeAnswers128: false,
    duplicateCodeAnswers2: false,
    authAs401: false,
    deleteClearsDoors: true,
    subscriptionsAdd: true,
    listLagMs: 0,
    selfApplyAfterMs: 5_000,
  }),

  // Who are you?
  'wrong-key-64': preset('Wrong or cut key, partner disabled: 64', { refuseAllWith: '64' }),
  'user-locked-65': preset('The partner is locked: 65', { refuseAllWith: '65' }),
  'unknown-key': preset('The gateway does not know the key', { refuseAllWith: '0x02401001' }),
  'bad-signature': preset('Every signature is bad, and its text echoed', { refuseAllWith: '0x02401003' }),
  'leaky-signature': preset('… and the echo tells the secret', { refuseAllWith: '0x02401003', leaky: true }),
  'http-401': trouble('HTTP 401 without a body', { kind: 'status', status: 401 }),
  'http-401-json': preset('HTTP 401 with a code', { refuseAllWith: '0x02401003', authAs401: true }),

  // What may you?
  'not-authorised-69': preset('No API is ticked for the partner: 69', { refuseAllWith: '69' }),
  'no-permission-17': preset('No permission for any API: 17', { refuseAllWith: '17' }),
  'not-entitled-403': preset('Signed well, not entitled: HTTP 403', { refuseAllWith: 'HTTP 403' }),
  'events-not-ticked': preset('Only door/events is not ticked: 69', { notEntitled: ['/acs/v1/door/events'] }),
  'no-door-status': preset('Neither status per door nor application result: 8', {
    applyStatusUnsupported: true,
    applicationResultUnsupported: true,
  }),

  // Not now.
  'html-502': trouble('HTML with 502 in front of everything', { kind: 'html', status: 502 }),
  'html-503': trouble('HTML with 503 in front of everything', { kind: 'html', status: 503 }),
  'http-429': trouble('HTTP 429, come back in 5 s', { kind: 'status', status: 429, retryAfterSeconds: 5 }),
  'http-500': trouble('HTTP 500 without a body', { kind: 'status', status: 500 }),
  busy: trouble('Every call: 6', { kind: 'code', code: '6' }),
  'performance-limit': trouble('Every call: 0x00052101', { kind: 'code', code: '0x00052101' }),
  quota: preset('5 calls a second, then 0x02401009', { quotaPerSecond: 5 }),
  'quota-429': preset('5 calls a second, then HTTP 429', { quotaPerSecond: 5, quotaAs429: true }),
  'database-full': preset('No face can be written: 5', { databaseFull: true }),
  down: preset('Nobody listens', { down: true }),

  // Did you hear me?
  slow: trouble('Every answer takes 3 s', { kind: 'delay', ms: 3_000 }),
  'very-slow': trouble('Every answer takes a minute', { kind: 'delay', ms: 60_000 }),
  'lost-requests': trouble('Requests get lost', { kind: 'dropBefore' }),
  'lost-answers': trouble('The work is done, the answers get lost', { kind: 'dropAnswer' }),
  'late-writes': trouble(
    'Writes are done after 15 s and never answered',
    ...WRITES.map((path): Trouble => ({ kind: 'late', path, afterMs: 15_000 })),
  ),
  truncated: trouble('Answers break off in the middle', { kind: 'truncated' }),
  stall: trouble('Answers stop in the middle', { kind: 'stall' }),
  garbage: trouble('HTTP 200 with a page of HTML', { kind: 'garbage' }),
  huge: trouble('Answers of more than 16 MB', { kind: 'huge' }),
  redirect: trouble('Everything has moved elsewhere', { kind: 'redirect' }),

  // What do you mean?
  'numbers-for-ids': preset('Ids and codes are JSON numbers', { idsAsNumbers: true }),
  'fields-missing': preset('What is empty is left out', { fieldsMissing: true }),
  'time-without-offset': preset('Ends come without their offset', { endTimeWithoutOffset: true }),
  'pictures-in-envelope': preset('Pictures come in the envelope', { picturesInEnvelope: true }),
  'lists-without-photos': preset('Person lists tell no photo', { personListWithoutPhotos: true }),
  'list-lag': preset('New persons show in the lists after 5 s', { listLagMs: 5_000 }),
  'late-events': preset('Passages show after a minute', { eventDelayMs: 60_000 }),

  // Persons, faces, doors.
  'bad-face': preset('Every face is refused: 2', { faceQualityBad: true }),
  'doors-offline': preset('No door has a connection', { offlineDoors: DOOR_CODES }),
  'doors-failing': preset('Every door refuses what is applied', { failingDoors: DOOR_CODES }),
  'deleted-still-pass': preset('Deleting leaves the doors as they are', { deleteClearsDoors: false }),
} as const satisfies Readonly<Record<string, Preset>>

export type PresetName = keyof typeof PRESETS

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(PRESETS, name)

/** Several together: later ones win, troubles add up. */
export function presetWeather(names: readonly PresetName[]): Partial<Conditions> {
  const weathers = names.map((name): Partial<Conditions> => PRESETS[name].weather)
  const troubles = weathers.flatMap((weather) => weather.troubles ?? [])
  return Object.assign({}, ...weathers, troubles.length === 0 ? {} : { troubles })
}
