import type { SitePolicy } from '../../src/shared/policy.ts'
import type { Direction } from '../../src/shared/visit.ts'

/** What really happened, whether the desk knows of it or not. */
export interface Truth {
  readonly rows: readonly TrueRow[]
  /** What the desk has said yes to, in order; acts that a restored copy has forgotten are not among them. */
  readonly acts: readonly TrueAct[]
  /** When nothing could be read: HCP away, the monitor stopped, or read and forgotten by a restore. */
  readonly blocks: readonly Span[]
  /** Whose HCP persons are, and since when the desk knows. */
  readonly persons: ReadonlyMap<string, { readonly guestId: number; readonly knownAtMs: number }>
  readonly policy: SitePolicy
  readonly tickMs: number
  /** The longest a round can take: pages, one after another. */
  readonly roundMs: number
  /** HCP's clock minus ours. */
  readonly skewMs: number
  /** Rare event types are asked for now and then only. */
  readonly asksByType: boolean
  readonly hadNight: boolean
  readonly endMs: number
}

export type Span = readonly [fromMs: number, untilMs: number]

export interface TrueRow {
  readonly key: string
  /** By HCP's clock, in whole seconds. */
  readonly atMs: number
  /** When HCP can be asked about it, by ours. */
  readonly knownMs: number
  /** Between the passage and HCP's hearing of it; 0 for a terminal that is online. */
  readonly delayMs: number
  readonly eventType: number
  readonly doorId: keyof typeof DOORS
  readonly personId: string
}

export interface TrueAct {
  readonly kind: 'enrol' | 'checkIn' | 'checkOut' | 'cancel' | 'giveBack'
  readonly visitId: number
  readonly guestId: number
  readonly atMs: number
}

export const DOORS = { '12': 'entry', '13': 'exit', '14': 'none' } as const satisfies Record<
  string,
  Direction
>
export const FACE = 196_893
export const CARD = 198_914
/** Not asked for at every tick unless this site has seen it. */
export const FINGER = 197_127
export const FACE_REFUSED = 197_151
export const CARD_UNKNOWN = 197_634

export const isGranted = (row: TrueRow): boolean => [FACE, CARD, FINGER].includes(row.eventType)
export const directionOf = (row: TrueRow): Direction => DOORS[row.doorId]

/** The times in from–until in which the monitor could read without a break. */
export function openTimes(blocks: readonly Span[], fromMs: number, untilMs: number): readonly Span[] {
  const open: Span[] = []
  let atMs = fromMs
  for (const [start, end] of [...blocks].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (end < atMs) continue
    if (start >= untilMs) break
    if (start > atMs) open.push([atMs, start])
    atMs = Math.max(atMs, end)
  }
  if (atMs < untilMs) open.push([atMs, untilMs])
  return open
}
