import { shownFamilyName } from '../../shared/pseudonym.ts'
import type { AccessStage, Direction, VisitStatus } from '../../shared/visit.ts'
import type { Span } from './duration.ts'
import { care } from './en-care.ts'
import { checks } from './en-checks.ts'
import { codes } from './en-codes.ts'
import { day } from './en-day.ts'
import { enrol } from './en-enrol.ts'
import { exporting } from './en-export.ts'
import { groups } from './en-groups.ts'
import { hik } from './en-hik.ts'
import { importing } from './en-import.ts'
import { incidents } from './en-incidents.ts'
import { journal } from './en-journal.ts'
import { machine } from './en-machine.ts'
import { muster } from './en-muster.ts'
import { problems } from './en-problems.ts'
import { out, rules } from './en-rules.ts'
import { setup } from './en-setup.ts'
import { site } from './en-site.ts'
import { support } from './en-support.ts'
import { turnstiles } from './en-turnstiles.ts'
import { counted, span } from './en-units.ts'

const stage: Record<AccessStage, string> = {
  waiting: 'Waiting for HCP',
  working: 'Being enrolled',
  accepted: 'Accepted by HCP',
  onDoors: 'On the doors',
  attention: 'Needs attention',
  revoking: 'Access is being ended',
  revoked: 'Access ended',
}

/** Taken, but no turnstile will open for a face: nobody may read that as "all done". */
const stageWithoutFace = {
  accepted: 'Accepted by HCP, without a face: card or escort',
  onDoors: 'On the doors, without a face: card or escort',
}

const status: Record<VisitStatus, string> = {
  expected: 'Expected',
  inside: 'Inside',
  left: 'Left',
  cancelled: 'Cancelled',
  noShow: 'Did not come',
}

const direction: Record<Direction, string> = { entry: 'In', exit: 'Out', none: 'Passage' }

/** Every sentence of the desk. Its type is what `ru.ts` must fill: a missing sentence does not compile. */
export const en = {
  problems,
  codes,
  checks,
  care,
  support,
  machine,
  hik,
  groups,
  importing,
  muster,
  exporting,
  incidents,
  day,
  journal,
  site,
  rules,
  out,
  stage,
  stageWithoutFace,
  status,
  direction,
  span,
  /** Inside a sentence. */
  fullName: (family: string, given: string) =>
    [given, shownFamilyName(family, 'Guest')].filter(Boolean).join(' '),
  /** In a list: what is looked for first stands first, and is the last to be cut. */
  listName: (family: string, given: string) =>
    [shownFamilyName(family, 'Guest'), given].filter(Boolean).join(' '),

  app: {
    name: 'Guard Post',
    opening: 'Opening the desk…',
    training: 'TRAINING',
    trainingMeaning: 'nothing leaves this computer',
    broken: 'Something on this screen went wrong. The desk itself goes on working, and nothing is lost.',
    showAgain: 'Show the board again',
    noBridge: 'This page belongs to the Guard Post program. Open it from there.',
    surprise: 'That did not work.',
    surpriseId: (id: string) => `Number for the administrator: ${id}`,
    close: 'Close',
    cancel: 'Cancel',
    back: 'Back',
    dismiss: 'Dismiss',
    notices: 'Messages',
  },

  header: {
    search: 'Search',
    searchHint: 'Search guests',
    clearSearch: 'Clear the search',
    known: 'Known guests',
    enrolAgain: 'Enrol again',
    openVisit: 'Has an open visit',
    lastVisit: (when: string) => `Last here ${when}`,
    neverHere: 'No visit yet',
    newGuest: 'New guest',
    language: 'Language',
    theme: 'Appearance',
    themes: { system: 'As the computer', light: 'Light', dark: 'Dark' },
    menu: 'Desk menu',
    help: 'Keys',
    leave: 'Leave this desk…',
    leaveTitle: 'Leave this desk?',
    leaveMeaning:
      'The set-up screen opens. Visits and accesses stay as they are, but the desk does not watch the doors until it is opened again.',
    leaveUnconfirmed: (n: number) =>
      `${counted(n, { one: 'access is', other: 'accesses are' })} not ended in HCP yet. They stay open until this desk is opened again: wait, or close them by hand in HCP.`,
    leaveYes: 'Leave the desk',
    leaveNo: 'Stay',
    version: (version: string) => `Version ${version}`,
  },

  board: {
    name: 'Visits',
    attention: 'Needs attention',
    expected: 'Expected',
    inside: 'Inside',
    left: 'Left today',
    empty: {
      expected: 'Nobody is expected. Press F2 to enrol a guest.',
      inside: 'Nobody is inside.',
      left: 'Nobody has left yet today.',
    },
    noMatch: 'No card matches the search.',
    firstTitle: 'The board is empty',
    firstGuest: 'Enrol the first guest',
    firstMeaning:
      'Enrol the first guest: a photo, a name, and until when. The turnstiles learn the face as soon as HCP has it.',
    until: (time: string) => `until ${time}`,
    from: (time: string) => `from ${time}`,
    remaining: (value: Span) => `${span(value)} left`,
    overdue: (value: Span) => `over by ${span(value)}`,
    leftAt: (time: string) => `left at ${time}`,
    endedAt: (time: string) => `ended at ${time}`,
    notInHcp: 'No photo',
    selected: 'Selected',
  },

  actions: {
    history: 'Passages of this visit',
    checkOut: 'Check out',
    giveBack: 'Give access back',
    tryAgain: 'Try again',
    newPhoto: 'New photo',
    reapply: 'Send to the doors again',
    more: (name: string) => `More for ${name}`,
    checkIn: 'Check in by hand',
    cancel: 'Cancel the visit',
    extend: 'Extend',
    extendMinutes: (minutes: number) => `+${minutes} min`,
    extendHours: (hours: number) => `+${hours} h`,
    extendUntil: 'Until…',
    extendTitle: (name: string) => `Until when may ${name} stay?`,
    extendSave: 'Save',
  },

  toasts: {
    ending: (name: string) => `Access of ${name} is being ended.`,
    givenBack: (name: string) => `${name} gets the access back.`,
    triedAgain: (name: string) => `${name}: it is being tried again.`,
    checkedIn: (name: string) => `${name} is checked in.`,
    cancelled: (name: string) => `The visit of ${name} is cancelled. The access is being ended.`,
    extended: (name: string, time: string) => `${name} may stay until ${time}.`,
    newPhoto: (name: string) => `${name}: the new photo is kept here and goes to HCP.`,
    reapplied: (name: string) => `${name} is being sent to the doors again.`,
    enrolled: (name: string) => `${name} is saved here and on the way to HCP.`,
    tryingNow: 'HCP is being asked again now.',
    failed: (name: string, sentence: string) => `${name}: ${sentence}`,
  },

  enrol,
  camera: {
    name: 'Camera',
    photo: 'Photo',
    choose: 'Camera',
    unnamed: (n: number) => `Camera ${n}`,
    starting: 'The camera is starting…',
    guide: 'Face inside the oval, eyes towards the camera.',
    take: 'Take photo',
    retake: 'Retake',
    file: 'Choose file',
    without: 'Without photo',
    withoutMeaning: 'No face for the turnstiles: give the guest a card or an escort.',
    withPhoto: 'Use the camera',
    keeping: 'The photo is being checked…',
    good: 'Light and sharpness are fine.',
    kept: 'Photo from an earlier visit',
    useAnyway: 'You may use it anyway.',
    again: 'Try the camera again',
    problems: {
      none: { why: 'No camera was found.', todo: 'Plug in the webcam, or choose a file.' },
      denied: {
        why: 'The camera is blocked for this program.',
        todo: 'Allow it in the privacy settings of this computer.',
      },
      busy: { why: 'Another program is using the camera.', todo: 'Close that program, then try again.' },
      lost: { why: 'The camera was unplugged.', todo: 'Plug it in again.' },
      failed: { why: 'The camera does not start.', todo: 'Unplug it, plug it in again, then try again.' },
    },
  },

  passages: {
    title: 'Passages',
    all: 'All passages',
    empty: 'No passage yet. They appear here as the doors report them.',
    noneSuch: 'None of these among the latest passages.',
    filter: 'Show',
    filters: { guests: 'Guests', denied: 'Denied', all: 'All' },
    noEntrance: 'No door leads in yet, so nobody is checked in by passing.',
    unknown: 'Not on the guest list',
    nobody: 'No photo: not on the guest list',
    enrolled: (name: string) => `Enrolled photo of ${name}`,
    taken: 'Picture taken at the door',
    noPicture: 'No picture from the door',
    granted: 'Granted',
    denied: 'Denied',
  },

  hcp: {
    name: 'HikCentral',
    connecting: 'Connecting to HCP…',
    ok: 'HCP answers',
    slow: 'HCP answers slowly',
    unreachable: (value: Span) => `HCP unreachable for ${span(value)}`,
    unreachableShort: 'HCP unreachable',
    unreachableMeaning: 'Everything is kept here and sent later.',
    refused: 'HCP refuses',
    certificateChanged: 'HCP shows another certificate',
    certificateChangedMeaning: 'Nothing is sent until the administrator has compared its fingerprint.',
    certificateEnded: 'The certificate of HCP has run out',
    certificateEndedMeaning: 'Nothing is sent until HCP has a new one and its fingerprint is compared.',
    waiting: (n: number) => `${n} waiting`,
    revocations: (n: number) => counted(n, { one: 'revocation', other: 'revocations' }),
    parked: (n: number) => counted(n, { one: 'needs attention', other: 'need attention' }),
    tryNow: 'Try now',
    connection: 'Connection…',
    calls: (used: number, allowed: number) => `${used} of ${allowed} calls/min`,
    readUntil: (time: string) => `Passages up to ${time}`,
    notRead: 'No passages yet',
    catchingUp: (since: string, percent: number, until: string) =>
      `Reading what the doors reported since ${since} … ${percent} %, read up to ${until}`,
    /** Read out now and then, not at each step. */
    catchingUpSpoken: (since: string, percent: number) =>
      `Reading what the doors reported since ${since}: ${percent} %.`,
    caughtUp: 'Everything the doors reported is read.',
    alarm: (name: string) => `Access of ${name} is not ended yet`,
    alarmMeaning: (value: Span) =>
      `HCP has not confirmed for ${span(value)}. Send someone, or close the access by hand in HCP.`,
    alarmAdvice: 'The end of this access is not confirmed yet. Send someone, or close it by hand in HCP.',
    showCard: 'Show the card',
  },

  turnstiles,
  setup,

  help: {
    title: 'Keys',
    meaning: 'The whole job without a mouse.',
    keys: {
      newGuest: 'New guest',
      search: 'Search',
      incidents: 'Incidents',
      day: 'The day at a glance',
      journal: 'All passages',
      groups: 'Groups',
      muster: 'Who is inside',
      photo: 'Take the photo',
      enrol: 'Enrol',
      enrolNext: 'Enrol, and next guest of the same group',
      pick: 'Take the known guest from the list',
      checkOut: 'Check out the selected card',
      arrows: 'Go from card to card',
      back: 'Back, close',
      help: 'This help',
    },
    or: 'or',
    space: 'Space',
    enter: 'Enter',
    esc: 'Esc',
    ctrl: 'Ctrl',
    shift: 'Shift',
    arrows: '← ↑ ↓ →',
  },
}

export type Text = typeof en
