import type { CsvWords } from '../../shared/passage-search.ts'
import type { Span } from './duration.ts'
import { counted, span } from './en-units.ts'

const through = (door: string): string => (door === '' ? '' : ` through “${door}”`)

const csv: Pick<CsvWords, 'fileName' | 'delimiter' | 'columns'> = {
  fileName: 'passages',
  delimiter: ',',
  columns: {
    date: 'Date',
    time: 'Time',
    guest: 'Guest',
    door: 'Door',
    direction: 'Direction',
    verdict: 'Verdict',
    reason: 'By what, or why not',
    host: 'Host',
    visit: 'Visit',
  },
}

export const journal = {
  menu: 'All passages…',
  title: 'Passages',
  count: (n: number, hasMore: boolean) =>
    `${counted(n, { one: 'passage', other: 'passages' })}${hasMore ? ' so far, more below' : ''}`,
  filters: {
    name: 'Narrow the list',
    text: 'Guest',
    textHint: 'Part of a name',
    who: 'Who',
    whos: { all: 'All', guests: 'Guests', strangers: 'Others' },
    verdict: 'Verdict',
    verdicts: { all: 'All', granted: 'Granted', denied: 'Denied' },
    direction: 'Direction',
    all: 'All',
    door: 'Door',
    allDoors: 'All doors',
    from: 'From',
    until: 'Until',
    ranges: { today: 'Today', yesterday: 'Yesterday', week: '7 days' },
    clear: 'Clear all',
  },
  columns: {
    time: 'Time',
    faces: 'Enrolled · at door',
    guest: 'Guest',
    door: 'Door',
    verdict: 'Verdict',
    history: 'This visit',
  },
  historyOf: (name: string) => `Passages of this visit: ${name}`,
  fresh: (n: number) => `${counted(n, { one: 'new passage', other: 'new passages' })} – show`,
  none: 'No passage has been recorded yet.',
  noneFound: 'No passage fits all of this.',
  failed: 'The passages could not be read.',
  again: 'Try again',
  more: 'Show more',
  end: 'That is all.',
  saved: (rows: number, fileName: string) =>
    `${counted(rows, { one: 'passage is', other: 'passages are' })} written to ${fileName}.`,
  csv,
  history: {
    noGuest: 'One visit',
    leave: 'Only this visit',
    in: (door: string) => `Came in${through(door)}`,
    back: (door: string, value: Span) => `Came back after ${span(value)} outside${through(door)}`,
    inAgain: (door: string) => `Came in once more${through(door)}, without having been seen leaving`,
    checkedIn: 'Checked in at the desk',
    out: (door: string, value: Span) => `Went out${through(door)} after ${span(value)} inside`,
    outUnseen: (door: string) => `Went out${through(door)}, without having been seen coming in`,
    denied: (door: string, times: number) =>
      `Refused${door === '' ? '' : ` at “${door}”`}${times > 1 ? `, ${times} times` : ''}`,
    passed: (door: string) => `Passed${door === '' ? ' a door' : ` “${door}”`}`,
    inside: (value: Span) => `Still inside, for ${span(value)}`,
    outside: (value: Span) => `Outside for ${span(value)}`,
    ended: (time: string) => `The visit ended: ${time}`,
    altogether: (value: Span) => `Inside for ${span(value)} altogether`,
    notSeen: 'The visit is over; nobody was seen leaving',
    notCome: 'Has not come in yet',
  },
}
