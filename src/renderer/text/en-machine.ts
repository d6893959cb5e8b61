import type { Shortage, Work } from '../../shared/work.ts'

const short: Record<Shortage, (percent: number) => string> = {
  disk: (percent) => `The disk of this computer is ${percent} % full.`,
  memory: (percent) => `The memory of this computer is ${percent} % in use.`,
}

/** What pauses and what does not, in a few words each. */
const work: Record<Work, string> = {
  enrol: 'new guests',
  photo: 'new photos',
  giveBack: 'giving access back',
  importTable: 'tables of guests',
  importPhotos: 'photos for a table',
  groupEnrol: 'enrolling a group',
  groupWaiting: 'guests of a running group who have no access yet',
  export: 'saving lists as files',
  template: 'saving the empty table',
  passagePicture: 'new pictures of passages',
  backup: 'backups',
  checkOut: 'checking out',
  revoke: 'ending access in HCP',
  cancel: 'cancelling',
  checkIn: 'checking in',
  extend: 'a new end of stay',
  monitor: 'passages from the doors',
  incidents: 'incidents and notices',
  muster: 'the roll call',
  musterPdf: 'its list as PDF',
  journal: 'looking back',
  deleteOld: 'deleting what is due',
  restore: 'going back to a backup',
  supportBundle: 'the support file',
}

/** Disk and memory of this computer. */
export const machine = {
  title: 'This computer',
  meaning: 'While it runs short, new work pauses, so that there is room for ending accesses.',
  short,
  pauses: (resume: number) =>
    `New guests, photos, tables and files pause, and go on by themselves below ${resume} %. Checking out, passages, incidents and the roll call go on.`,
  show: 'Details',
  disk: 'Disk',
  memory: 'Memory',
  percent: (value: number) => `${value} %`,
  limits: (pause: number, resume: number) => `pauses at ${pause} %, goes on below ${resume} %`,
  notYet: 'Not measured yet.',
  old: 'The system does not tell just now; these are the last figures.',
  nowPaused: 'Pauses now',
  wouldPause: 'Pauses while it runs short',
  goesOn: 'Never pauses',
  work,
}
