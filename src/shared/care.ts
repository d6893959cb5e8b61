import { type KeepingView, noKeeping } from './keeping.ts'

/** What the screen "Data and safety" shows of the data on this computer. */
export interface CareView {
  readonly backups: BackupsView
  readonly keeping: KeepingView
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
}

/** What is told of the data before main has looked. */
export const noCare: CareView = { backups: { list: [] }, keeping: noKeeping }
