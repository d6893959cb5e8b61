import { counted } from './en-units.ts'

/** The file for whoever helps from afar. */
export const support = {
  title: 'Support file',
  meaning: 'One file for whoever helps you with Guard Post.',
  inside: 'In it',
  insideList: [
    'log files of this program',
    'versions and settings',
    'checks and state of HikCentral',
    'counts and sizes of the data on this computer',
  ],
  outside: 'Never in it',
  outsideList: ['photos', 'names, phones and numbers of guests', 'keys and passwords'],
  save: 'Save a support file…',
  saved: (fileName: string) => `The support file is saved: ${fileName}.`,
  savedInPart: (fileName: string, missing: number) =>
    `The support file is saved without ${counted(missing, { one: 'part', other: 'parts' })} that could not be read: ${fileName}.`,
  notWritten: 'The support file could not be written. Choose another folder or another disk.',
}
