/**
 * What a desk does, and what of it pauses while the disk or the memory of its computer runs short. The one list: main asks
 * by these names, and screens and README print it.
 */

/** Brings somebody or something new, or reads or writes much at once. In the order in which a guard would miss it. */
export const pausingWork = [
  'enrol',
  'photo',
  'giveBack',
  'importTable',
  'importPhotos',
  'groupEnrol',
  /** Guests of a running group who are in no level yet: they wait as if the guard had paused it. */
  'groupWaiting',
  'export',
  'template',
  'passagePicture',
  'backup',
] as const

/** Ends an access, watches over those who are here, or helps out of the trouble. */
export const steadyWork = [
  'checkOut',
  'revoke',
  'cancel',
  'checkIn',
  'extend',
  'monitor',
  'incidents',
  'muster',
  'musterPdf',
  'journal',
  'deleteOld',
  'restore',
  'supportBundle',
] as const

export type PausingWork = (typeof pausingWork)[number]
export type SteadyWork = (typeof steadyWork)[number]
export type Work = PausingWork | SteadyWork

const pausing: ReadonlySet<Work> = new Set(pausingWork)

export function pauses(work: Work): work is PausingWork {
  return pausing.has(work)
}

/**
 * In percent of the disk and the memory of this computer. Work pauses from `pause` on and goes on below `resume`, so that
 * it does not flicker; memory comes and goes more quickly than room on a disk.
 */
export const shortage = {
  disk: { pause: 90, resume: 88 },
  memory: { pause: 80, resume: 75 },
} as const

/** What ran short; of two the disk, because it does not come back by itself. */
export type Shortage = keyof typeof shortage

/** What this computer has in use, in percent. */
export interface MachineUse {
  readonly diskPercent: number
  readonly memoryPercent: number
}
