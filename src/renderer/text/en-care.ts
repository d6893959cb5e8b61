import type { BackupCause, CareProblem, RebuildReason, RebuildView, StoreTrouble } from '../../shared/care.ts'
import { counted } from './en-units.ts'

const causes: Record<BackupCause, string> = {
  daily: 'Made by itself',
  hand: 'Made by hand',
  migration: 'Before a new version',
  restore: 'Before going back',
}

const visits = (n: number): string => counted(n, { one: 'visit', other: 'visits' })

const problems: Record<CareProblem, string> = {
  damaged: 'The file is damaged.',
  notADatabase: 'The file is not a database.',
  fromTheFuture: 'A newer version of Guard Post has written it.',
  locked: 'Another program holds the file.',
  readOnly: 'The folder cannot be written to.',
  diskFull: 'The disk is full.',
  diskError: 'The disk reports errors.',
  missing: 'The file is gone.',
  unknown: 'The reason is in the log.',
  busy: 'A backup is just being made. Try again in a moment.',
  paused: 'This computer is short of disk or memory. Make room first.',
}

const troubles: Record<StoreTrouble, { readonly why: string; readonly todo: string }> = {
  damaged: {
    why: 'The data of this desk is damaged',
    todo: 'Go back to a backup, or begin empty. The damaged file is put aside and not deleted.',
  },
  notADatabase: {
    why: 'The data of this desk is not a Guard Post database',
    todo: 'Go back to a backup, or begin empty. The file is put aside and not deleted.',
  },
  fromTheFuture: {
    why: 'A newer version of Guard Post has written this data',
    todo: 'Install the newer version on this computer. This one would damage the data, so it does not open it.',
  },
  locked: {
    why: 'Another program holds the data of this desk',
    todo: 'Close it (a copying program, a virus scanner, a database viewer), then try again. Nothing is lost.',
  },
  readOnly: {
    why: 'The data of this desk cannot be written to',
    todo: 'Give this user the right to write to the file and its folder, then try again. Nothing is lost.',
  },
  diskFull: {
    why: 'The disk is full, so the desk cannot open',
    todo: 'Make room on the disk, then try again. Nothing is lost.',
  },
  diskError: {
    why: 'The disk does not give the data of this desk',
    todo: 'Try again. If that does not help, the disk may be failing: go back to a backup, or begin empty.',
  },
  missing: {
    why: 'The data of this desk is gone',
    todo: 'The file is not where it was. Put it back and start again, go back to a backup, or begin empty.',
  },
  unknown: {
    why: 'The data of this desk does not open',
    todo: 'Try again. The log of Guard Post has the reason for the administrator.',
  },
}

const reasons: Record<RebuildReason, (when: string) => string> = {
  restored: (when) => `The desk went back to the backup of ${when}.`,
  empty: () => 'The desk began empty.',
  logMissing: () => 'The last changes before the crash are lost: their file is gone.',
}

/** The data on this computer, and how it is kept safe. */
export const care = {
  menu: 'Data and safety…',
  title: 'Data and safety',
  today: (time: string) => `today, ${time}`,

  backups: {
    title: 'Backups',
    meaning:
      'A copy of all visits, made once a day and before anything risky. Photos are kept beside them and are not copied.',
    none: 'No backup yet.',
    causes,
    megabytes: (n: number) => `${n} MB`,
    make: 'Back up now',
    making: 'A backup is being made…',
    made: 'The backup is made.',
    notMade: (why: string) => `The backup was not made. ${why}`,
    failed: (when: string, why: string) => `The last backup was not made (${when}). ${why}`,
    goBack: 'Go back…',
    goBackTo: (when: string) => `Go back to the backup of ${when}`,
  },
  problems,

  ask: {
    title: (when: string) => `Go back to ${when}?`,
    weighing: 'The backup is being read…',
    holds: (all: number, open: number) => `${visits(all)}, ${open} of them open`,
    columns: { backup: 'This backup', present: 'Now' },
    last: (when: string) => `last one entered ${when}`,
    unreadable: 'cannot be read',
    lost: 'Lost here: everything entered and decided since then.',
    hcp: 'HikCentral is asked who holds access: whom it lets in comes back as a visit, and whom it does not let in any more waits for your word. Nobody is given access by going back.',
    kept: 'What is here now is kept as a backup first.',
    aside: 'The file that does not open is put aside and not deleted.',
    hold: 'Hold to go back',
    holding: 'Keep holding…',
    going: 'Going back…',
    no: 'Stay',
    done: 'The desk went back to the backup.',
    notDone: (why: string) => `Nothing was changed. ${why}`,
  },

  rebuild: {
    reasons,
    reading: 'HikCentral is being asked who holds access…',
    blind: 'HikCentral does not let this desk read who holds access: compare with HikCentral by hand.',
    nobody: 'HikCentral knows of no guest who is missing here.',
    done: ({ adopted, confirmed }: RebuildView) =>
      [
        adopted > 0 && `${counted(adopted, { one: 'guest', other: 'guests' })} taken over from HikCentral`,
        confirmed > 0 && `${counted(confirmed, { one: 'access', other: 'accesses' })} confirmed`,
      ]
        .filter((part) => part !== false)
        .join(', '),
    waiting: (n: number) =>
      `${counted(n, { one: 'guest waits', other: 'guests wait' })} for your word: HikCentral has not confirmed their access.`,
    look: 'Details',
    seen: 'Done reading',
    other: 'If another Guard Post works on the same HikCentral, its guests are among them.',
  },

  rescue: {
    troubles,
    file: 'Where it lies',
    training: 'This is the training desk. No real guest is concerned.',
    guests:
      'Doors and accesses go on as HikCentral has them. Nobody is checked out until the desk is open again.',
    backups: 'Go back to a backup',
    noBackups: 'There is no backup.',
    empty: 'Begin empty',
    emptyMeaning: 'Who holds access in HikCentral comes back as a visit, without earlier days.',
    emptyTitle: 'Begin with empty data?',
    emptyLost: 'Lost here: all earlier visits, passages, incidents and rules of this desk.',
    emptyHold: 'Hold to begin empty',
    tryAgain: 'Try again',
    quit: 'Quit',
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
