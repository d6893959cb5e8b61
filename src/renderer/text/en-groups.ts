import type { GroupAnswer, GroupChange } from '../../shared/group.ts'
import type { Span } from './duration.ts'
import { counted, span } from './en-units.ts'

const guests = (n: number): string => counted(n, { one: 'guest', other: 'guests' })
/** One digit behind the point where it says something. */
const rounded = (n: number): string => (n < 10 ? n.toFixed(1) : String(Math.round(n)))

/** What a change has done, for so many guests. */
const changed: Record<GroupChange['kind'], (name: string, n: number) => string> = {
  pause: (name) => `${name} is paused.`,
  resume: (name) => `${name} goes on.`,
  window: (name, n) => `${name}: new end of stay for ${guests(n)}.`,
  level: (name, n) => `${name}: new access level for ${guests(n)}.`,
  cancelRest: (name, n) => `${name}: ${guests(n)} cancelled.`,
  cancelAll: (name, n) => `${name}: ${guests(n)} cancelled.`,
  tryAgain: (name, n) => `${name}: tried again for ${guests(n)}.`,
}

const refused: Record<Extract<GroupAnswer, { readonly refused: string }>['refused'], string> = {
  paused: 'New guests pause: this computer is short of room. They go on by themselves; checking out works.',
  empty: 'Nobody of them is here any more.',
  tooMany: 'That is more than the desk takes at once. Choose fewer guests.',
}

export const groups = {
  menu: 'Groups…',
  title: 'Groups',
  import: 'Import a table…',
  checkOutInside: (n: number) => `Check out everybody inside (${n})…`,
  nobodyInside: 'Nobody is inside.',
  none: 'No group yet',
  noneMeaning: 'Up to a hundred guests at once come from a table, with photos beside it.',
  notListed: 'This group is not listed any more: it ended more than a day ago.',
  all: 'All groups',
  kinds: { enrol: 'Brought in', checkOut: 'Checked out' },
  startedAt: (kind: string, time: string) => `${kind} · ${time}`,
  states: {
    running: 'Running',
    paused: 'Paused',
    changing: (n: number) => `${guests(n)} on the way again`,
    finished: 'Finished',
    finishedWith: (failed: number) => `Finished with ${failed} failed`,
  },
  of: (n: number, all: number) => `${n} of ${all}`,
  progress: (name: string, n: number, all: number) => `${name}: ${n} of ${all}`,
  failed: (n: number) => `${n} failed`,
  rate: 'Rate',
  perMinute: (n: number) => `${rounded(n)} guests/min`,
  left: 'Time left',
  timeLeft: (value: Span) => `about ${span(value)}`,
  machineMeaning:
    'This computer runs short, so guests without access yet wait; they go on by themselves. Ending an access never waits.',
  pausedMeaning:
    'Nothing new is sent for this group; what is under way is brought to its end. Ending an access never waits.',
  result: {
    succeeded: 'Successful',
    failed: 'Failed',
    seconds: 'Seconds',
    perSecond: 'Guests per second',
    calls: 'Calls used',
    number: rounded,
  },
  pausedAt: (n: number, all: number) => `paused at ${n} of ${all}`,
  stripMore: (n: number) => `+${n}`,
  stripOpens: 'Show the group',
  finishedToast: (name: string, succeeded: number, failed: number) =>
    failed === 0
      ? `${name}: ${succeeded} successful.`
      : `${name}: ${succeeded} successful, ${failed} failed.`,
  finishedOut: (name: string, succeeded: number) => `${name}: checked out, ${guests(succeeded)}.`,
  show: 'Show',

  lists: {
    enrol: { failed: 'Failed', waiting: 'On the way', done: 'Done', gone: 'Ended before they came' },
    checkOut: { failed: 'Not confirmed', waiting: 'On the way', done: 'Done', gone: 'Here again' },
  },
  guests: 'Guests of this group',
  offBoard: (n: number) =>
    `${counted(n, { one: 'guest has', other: 'guests have' })} no card on the board any more. The saved result names everybody.`,
  select: (name: string) => `Select ${name}`,
  selectInside: (n: number) => `Select all who are inside (${n})`,
  selectNone: 'Select nobody',
  notCounted: (n: number, asked: number) =>
    `${counted(n, { one: 'guest', other: 'guests' })} of the ${asked} had left meanwhile and ${n === 1 ? 'is' : 'are'} not counted here.`,

  actions: {
    name: 'For the whole group',
    pause: 'Pause',
    resume: 'Go on',
    tryAgain: (n: number) => `Try failed again (${n})`,
    until: 'Extend or shorten…',
    level: 'Change level…',
    cancelRest: (n: number) => `Cancel the rest (${n})…`,
    cancelAll: (n: number) => `Cancel all who have not come (${n})…`,
    checkOutAll: (n: number) => `Check out all of this group (${n})…`,
    checkOutSome: (n: number) => `Check out selected (${n})…`,
    more: 'More for this group',
  },
  untilTitle: (n: number) => `Until when may ${guests(n)} stay?`,
  levelTitle: (n: number) => `Access level for ${guests(n)}`,
  save: 'Save',
  changed,
  notPossible: (n: number) => `Not possible for ${guests(n)}.`,
  refused,
  notAll: 'These guests could not be taken.',

  ask: {
    checkOut: (n: number) => `Check out ${guests(n)}?`,
    cancel: (n: number) => `Cancel the visits of ${guests(n)}?`,
    meaning: 'Their access ends everywhere, ahead of everything else.',
    expected: (n: number) => `${n} of them ${n === 1 ? 'has' : 'have'} not come yet.`,
    names: (names: readonly string[], more: number) =>
      `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    type: (n: number) => `Type the number ${n}`,
    wrong: (n: number) => `The number is ${n}.`,
    hint: 'Or leave it empty and hold Enter, or the button, for two seconds.',
    hold: 'Hold to check out',
    holdCancel: 'Hold to cancel',
    yes: (n: number) => `Check out ${n}`,
    yesCancel: (n: number) => `Cancel ${n}`,
    keepHolding: 'Too short: keep it held for two seconds.',
    no: 'Keep them',
  },
  /** Names of groups made here. */
  everybody: (time: string) => `Everybody inside, ${time}`,
  some: (name: string, n: number) => `${name}: ${guests(n)}`,
}
