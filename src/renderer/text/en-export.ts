import type { DestructionWords, GroupWords, VisitWords } from '../../shared/export-words.ts'
import { counted } from './en-units.ts'

const group: Omit<GroupWords, 'problems'> = {
  fileName: 'group',
  delimiter: ',',
  columns: {
    guest: 'Guest',
    host: 'Host',
    from: 'From',
    until: 'Until',
    outcome: 'Result',
    problem: 'Why',
    visit: 'Visit',
  },
  outcomes: { done: 'Done', waiting: 'Waiting', failed: 'Needs attention', gone: 'Ended before' },
}

const visits: Omit<VisitWords, 'statuses'> = {
  fileName: 'visits',
  delimiter: ',',
  columns: {
    guest: 'Guest',
    host: 'Host',
    purpose: 'Purpose',
    phone: 'Phone',
    level: 'Access level',
    status: 'Status',
    from: 'From',
    until: 'Until',
    came: 'Came in',
    left: 'Ended',
    visit: 'Visit',
  },
}

const destructions: DestructionWords = {
  fileName: 'destroyed',
  delimiter: ',',
  columns: {
    guest: 'Guest',
    at: 'Destroyed',
    ended: 'Last visit ended',
    rule: 'Kept for days',
    names: 'Visits without names',
    photos: 'Photos removed',
    pictures: 'Door pictures removed',
    passages: 'Passages without names',
    inHcp: 'In HikCentral',
    personCode: 'Person code in HikCentral',
    code: 'Refused with',
  },
  byHand: 'by hand',
  inHcp: { never: 'was not there', waiting: 'still there', deleted: 'deleted' },
}

export const exporting = {
  formats: { xlsx: 'Save as XLSX…', csv: 'Save as CSV…' },
  savedVisits: (rows: number, fileName: string) =>
    `${counted(rows, { one: 'visit is', other: 'visits are' })} written to ${fileName}.`,
  savedGuests: (rows: number, fileName: string) =>
    `${counted(rows, { one: 'guest is', other: 'guests are' })} written to ${fileName}.`,
  notSaved: {
    diskFull:
      'The file was not written: the disk is full. Choose another disk, or delete files nobody needs.',
    notWritten: 'The file could not be written. Choose another folder, or close the file if it is open.',
    paused: 'Files pause: this computer is short of room. Save it again when it has more.',
    tooSlow:
      'Writing took more than five minutes and was ended. Choose a folder on this computer, or less to save.',
    tooMany: 'These are too many rows for XLSX: at most 20,000 fit. Save them as CSV, or narrow the list.',
  },
  savedDestructions: (rows: number, fileName: string) =>
    `${counted(rows, { one: 'record is', other: 'records are' })} written to ${fileName}.`,
  group,
  visits,
  destructions,
}
