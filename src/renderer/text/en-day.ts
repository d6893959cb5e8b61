import { counted } from './en-units.ts'

export interface Total {
  readonly entries: number
  readonly exits: number
  readonly denied: number
}
export interface Shares {
  readonly doors: number
  readonly clock: number
  readonly guard: number
}

export const day = {
  menu: 'Day…',
  title: 'Day',
  picker: 'Which day',
  previous: 'The day before',
  next: 'The day after',
  today: 'Today',
  toToday: 'To today',
  /** Before the buttons that save them. */
  visits: 'Visits of this day',
  failed: 'The numbers of this day could not be read.',
  again: 'Try again',
  asTable: (title: string) => `${title}: show as a table`,
  now: 'Right now',
  soFar: 'Today so far',
  onDay: 'On this day',
  numbers: {
    inside: 'inside',
    expected: 'expected',
    came: 'came',
    left: 'left',
    noShows: 'did not come',
    cancelled: 'cancelled',
  },
  hours: {
    title: 'Passages per hour',
    hour: 'Hour',
    in: 'In',
    out: 'Out',
    denied: 'Refused',
    now: 'now',
    none: 'No passages.',
    column: (time: string, entries: number, exits: number, denied: number) =>
      `From ${time}: ${entries} in, ${exits} out, ${denied} refused`,
    summary: ({ entries, exits, denied }: Total, busiest: string | null) =>
      `${entries} in, ${exits} out, ${denied} refused.${busiest === null ? '' : ` Most came in the hour from ${busiest}.`}`,
  },
  incidents: {
    title: 'Incidents by kind',
    kind: 'Kind',
    count: 'All',
    openColumn: 'Open',
    none: 'No incidents.',
    open: (n: number) => `${n} open`,
    look: 'Look at the incidents',
    summary: (kinds: readonly (readonly [kind: string, count: number])[], open: number) =>
      `${kinds.map(([kind, count]) => `${kind}: ${count}`).join(', ')}. ${open === 0 ? 'None is open.' : `${open} open.`}`,
  },
  byItself: {
    title: 'Done by itself',
    what: 'What',
    came: 'Checked in',
    left: 'Ended',
    doers: { doors: 'by the doors', clock: 'by the clock', guard: 'by a guard' },
    percent: (n: number) => `${n} % without a hand`,
    none: 'Nobody has come or left.',
    summary: (percent: number, came: Shares, left: Shares) =>
      `${percent} % without a hand. Checked in: ${came.doors} by the doors, ${came.guard} by a guard. Ended: ${left.doors} by the doors, ${left.clock} by the clock, ${left.guard} by a guard.`,
  },
  calls: {
    of: (allowed: number) => `of ${allowed} allowed`,
    summary: (now: number, allowed: number, most: number) =>
      `${counted(now, { one: 'call', other: 'calls' })} to HikCentral in the last minute, ${allowed} allowed. The most in the last half hour: ${most} in a minute.`,
  },
}
