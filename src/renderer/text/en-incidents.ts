import type { IncidentKind, IncidentState, Severity } from '../../shared/incident.ts'
import type { Direction } from '../../shared/visit.ts'
import { counted } from './en-units.ts'

/** Short enough for a mark on a card. */
const kinds: Record<IncidentKind, string> = {
  passageAfterRevoke: 'Passage after access ended',
  exitWithoutEntry: 'Exit without entry',
  repeatedDenials: 'Refused repeatedly',
  longStay: 'Inside too long',
  strangeHour: 'Entry outside hours',
}

const at = (door: string): string => (door === '' ? 'a door' : `“${door}”`)

/** What happened, in one sentence without the guest's name: it stands right above. */
const what: Record<IncidentKind, (door: string, time: string, direction: Direction) => string> = {
  passageAfterRevoke: (door, time, direction) =>
    `${direction === 'entry' ? 'Came in' : 'Was let'} through ${at(door)} at ${time} although the access had ended.`,
  exitWithoutEntry: (door, time) => `Left through ${at(door)} at ${time} without having come in.`,
  repeatedDenials: (door, time) => `Refused several times in a short while, at ${time} at ${at(door)}.`,
  longStay: (_door, time) => `Reached the longest stay at ${time} and was not seen leaving.`,
  strangeHour: (door, time) => `Came in through ${at(door)} at ${time}, outside the opening hours.`,
}

const todo: Record<IncidentKind, string> = {
  passageAfterRevoke: 'Send someone now, and check the rights of this guest at that door.',
  exitWithoutEntry: 'Find out how the guest came in, and whose face it was.',
  repeatedDenials: 'Help at the door, or take a new photo.',
  longStay: 'Ask the host whether the guest is still there.',
  strangeHour: 'Ask who is expecting the guest at this hour.',
}

const severity: Record<Severity, string> = { critical: 'Critical', high: 'High', medium: 'Medium' }

const states: Record<IncidentState, string> = {
  new: 'New',
  investigating: 'Being looked into',
  resolved: 'Resolved',
  falseAlarm: 'False alarm',
}

export const incidents = {
  menu: 'Incidents…',
  title: 'Incidents',
  back: 'Back to the board',
  openCount: (n: number) => counted(n, { one: 'open incident', other: 'open incidents' }),
  kinds,
  what,
  todo,
  severity,
  states,
  open: 'Open',
  closed: 'Closed during the last day',
  noneTitle: 'No incidents',
  none: 'All is as it should be. What a guard must look at appears here on its own.',
  noneOpen: 'Nothing is open. Well done.',
  toCard: (name: string) => `Show the card of ${name}`,
  lookInto: 'Look into it',
  openAgain: 'Open again',
  resolve: 'Resolved…',
  dismiss: 'False alarm…',
  who: 'Who',
  whoHint: 'Your name or badge',
  why: 'Why',
  optional: 'may be empty',
  whyHints: {
    investigating: 'What you are going to do',
    resolved: 'What was found and done',
    falseAlarm: 'What it was instead',
  },
  whoMissing: 'Write who you are.',
  whyMissing: 'Write why, in a few words.',
  save: { investigating: 'Look into it', resolved: 'Resolved', falseAlarm: 'False alarm' },
  gone: 'This incident is no longer there.',
  sound: 'Sound for new incidents',
  notices: 'Show on the desktop when another window is in front',
  noticesRefused: 'This computer does not let Guard Post show messages on the desktop.',
  /** Of a message on the desktop; the kind is its title. */
  notice: (name: string, what: string) => `${name}. ${what}`,
  fresh: (n: number) => counted(n, { one: 'new incident', other: 'new incidents' }),
  worst: (kind: string, name: string) => `The worst: ${kind}, ${name}.`,
  look: 'Look at it',
  lookAll: 'Look at them',
  one: (kind: string, name: string) => `${kind}: ${name}.`,
  several: (n: number, critical: number) =>
    `${n} urgent incidents${critical > 0 ? `, ${critical} critical` : ''}.`,
  newest: (kind: string, name: string) => `The newest: ${kind}, ${name}.`,
  mark: (kind: string) => `Incident: ${kind}`,
}
