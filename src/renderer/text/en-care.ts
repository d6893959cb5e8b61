import type { BackupCause } from '../../shared/care.ts'

const causes: Record<BackupCause, string> = {
  daily: 'Made by itself',
  hand: 'Made by hand',
  migration: 'Before a new version',
  restore: 'Before going back',
}

/** The data on this computer, and how it is kept safe. */
export const care = {
  menu: 'Data and safety…',
  title: 'Data and safety',

  backups: {
    title: 'Backups',
    meaning: 'Copies of all visits on this computer, made once a day by themselves.',
    none: 'No backup yet.',
    causes,
  },
}
