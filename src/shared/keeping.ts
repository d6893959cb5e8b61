/** How long the desk keeps what it knows of a guest, and the record of what it has destroyed. */

/** The rule of a new site. */
export const DEFAULT_KEEP_DAYS = 30
export const KEEP_DAYS_LEAST = 1
export const KEEP_DAYS_MOST = 365

/** The guest's person in HCP: never made, still to be deleted, or seen to be gone. */
export const hcpTraces = ['never', 'waiting', 'deleted'] as const
export type HcpTrace = (typeof hcpTraces)[number]

/** What was destroyed of one guest. No name, nor anything that could lead to one. */
export interface Destruction {
  readonly guestId: number
  readonly atMs: number
  /** By the rule after so many days; null: by hand. */
  readonly afterDays: number | null
  /** When his last visit ended. */
  readonly endedAtMs: number
  /** Made anonymous. */
  readonly visits: number
  readonly passages: number
  /** Removed: photos of him, and pictures terminals took of his passages. */
  readonly photos: number
  readonly pictures: number
  readonly inHcp: HcpTrace
  /** The code HCP last refused to delete him with. */
  readonly code: string | null
}

/** What is told before main has looked. */
export const noKeeping: KeepingView = {
  days: DEFAULT_KEEP_DAYS,
  lastRunAtMs: null,
  clockInDoubt: false,
  destroyed: 0,
  waitingInHcp: 0,
  refusedWith: null,
  newest: [],
}

export interface KeepingView {
  readonly days: number
  /** When guests were last looked through; null before the first time. */
  readonly lastRunAtMs: number | null
  /** Nothing is destroyed: HCP's clock and this computer's are too far apart to tell how old anything is. */
  readonly clockInDoubt: boolean
  readonly destroyed: number
  /** Persons HCP still holds of them, and the code it last refused to delete one with. */
  readonly waitingInHcp: number
  readonly refusedWith: string | null
  /** The newest records, newest first. */
  readonly newest: readonly Destruction[]
}
