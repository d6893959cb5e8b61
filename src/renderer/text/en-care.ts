import type { BackupCause } from '../../shared/care.ts'
import { counted } from './en-units.ts'

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

  keeping: {
    title: 'How long guests are known',
    meaning:
      'Then names, phone, host, purpose and photos are destroyed, here and in HikCentral. Hours and passages stay, without the name.',
    after: 'After the last visit has ended',
    days: (n: number) => counted(n, { one: 'day', other: 'days' }),
    destroyed: 'Destroyed so far',
    guests: (n: number) => counted(n, { one: 'guest', other: 'guests' }),
    lastRun: 'Last looked through',
    notYet: 'not yet',
    clockInDoubt:
      'Nothing is destroyed now: the clocks of HikCentral and of this computer are more than half a day apart. Set both.',
    waitInHcp: (n: number) =>
      `${counted(n, { one: 'guest is', other: 'guests are' })} still to be deleted in HikCentral; it goes on by itself.`,
    refusedInHcp: (n: number) =>
      `HikCentral does not let this desk delete persons: it still holds ${counted(n, { one: 'guest', other: 'guests' })}. Allow “Delete person” for the AppKey, or delete them there by hand: the saved table has their person codes.`,
    inHcp: (state: string) => `HCP: ${state}`,
    what: ({ passages, pictures }: { readonly passages: number; readonly pictures: number }) =>
      `${counted(pictures, { one: 'picture', other: 'pictures' })}, ${counted(passages, { one: 'passage', other: 'passages' })}`,
  },
}
