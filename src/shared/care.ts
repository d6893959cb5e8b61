import { type KeepingView, noKeeping } from './keeping.ts'

/** What the screen "Data and safety" shows of the data on this computer. */
export interface CareView {
  readonly backups: BackupsView
  readonly keeping: KeepingView
  /** What is being, or was, learned anew from HCP after the store was not the newest any more. */
  readonly rebuild: RebuildView | null
}

/** Why a backup was made: once a day, by a guard's hand, before the schema changed, before another one was restored. */
export const backupCauses = ['daily', 'hand', 'migration', 'restore'] as const
export type BackupCause = (typeof backupCauses)[number]

export interface Backup {
  /** Name of its file in the folder of backups. */
  readonly name: string
  readonly cause: BackupCause
  readonly madeAtMs: number
  readonly bytes: number
}

export interface BackupsView {
  /** Newest first. */
  readonly list: readonly Backup[]
  readonly isRunning: boolean
  /** Why the last one was not made; null when it was. */
  readonly failure: { readonly problem: CareProblem; readonly atMs: number } | null
}

/**
 * What keeps a store from being opened or copied.
 * - `damaged`: bytes in it are not what SQLite wrote · `notADatabase`: it is something else altogether
 * - `fromTheFuture`: a newer desk has written it · `locked`: another program holds it
 * - `readOnly`: the file or its folder cannot be written to · `diskFull` · `diskError`: the disk does not give its bytes
 * - `missing`: there was one, and it is gone · `unknown`: anything else; the log has the error
 */
export const storeTroubles = [
  'damaged',
  'notADatabase',
  'fromTheFuture',
  'locked',
  'readOnly',
  'diskFull',
  'diskError',
  'missing',
  'unknown',
] as const
export type StoreTrouble = (typeof storeTroubles)[number]

/** `busy`: another backup or restore is under way; `paused`: the disk or the memory is nearly full. */
export type CareProblem = StoreTrouble | 'busy' | 'paused'

export type CareAnswer = { readonly ok: true } | { readonly ok: false; readonly problem: CareProblem }

/** How much a store holds. */
export interface StoreWeight {
  readonly visits: number
  /** Of these, expected or inside. */
  readonly open: number
  /** When the last visit was written down; null when there is none. */
  readonly newestAtMs: number | null
}

/** A backup beside the present; null where it cannot be read. */
export interface BackupComparison {
  readonly backup: StoreWeight | null
  readonly present: StoreWeight | null
}

/** Why HCP knows more than the store: a backup was restored, it was begun empty, or its last changes were lost in a crash. */
export const rebuildReasons = ['restored', 'empty', 'logMissing'] as const
export type RebuildReason = (typeof rebuildReasons)[number]

/**
 * What HCP has told about who holds access. While `isDone` is false it is still being asked. `isBlind`: HCP does not let
 * this partner read who holds access, so nothing could be taken over.
 */
export interface RebuildView {
  readonly reason: RebuildReason
  readonly sinceMs: number
  /** When the backup was made that was restored. */
  readonly ofMs: number | null
  readonly isDone: boolean
  readonly isBlind: boolean
  /** Guests who hold access in HCP and had no visit here: each has one now. */
  readonly adopted: number
  /** Visits whose access HCP has confirmed. */
  readonly confirmed: number
  /** Visits whose access HCP does not hold: they wait for a guard's word. */
  readonly waiting: number
}

/** A store that does not open, and what could be gone back to. */
export interface RescueView {
  readonly trouble: StoreTrouble
  /** Where it lies. */
  readonly file: string
  readonly backups: readonly Backup[]
  readonly isTraining: boolean
}

/** What is told of the data before main has looked. */
export const noCare: CareView = {
  backups: { list: [], isRunning: false, failure: null },
  rebuild: null,
  keeping: noKeeping,
}

/** What can be done about a store that does not open; quitting always can. */
export function waysOut(trouble: StoreTrouble): {
  readonly tryAgain: boolean
  readonly restore: boolean
  readonly startEmpty: boolean
} {
  switch (trouble) {
    case 'damaged':
    case 'notADatabase':
    case 'missing':
      return { tryAgain: false, restore: true, startEmpty: true }
    case 'diskError':
    case 'unknown':
      return { tryAgain: true, restore: true, startEmpty: true }
    // The data is whole: nothing older must take its place.
    case 'locked':
    case 'readOnly':
    case 'diskFull':
      return { tryAgain: true, restore: false, startEmpty: false }
    case 'fromTheFuture':
      return { tryAgain: false, restore: false, startEmpty: false }
  }
}
