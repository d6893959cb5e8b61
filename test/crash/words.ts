import type { GateSettings } from '../../src/main/hcp/open-gate.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import type { GroupView } from '../../src/shared/group.ts'

/** Where a life takes place; all lives of a story share it. */
export interface LifePlace {
  readonly folder: string
  /** The folder of pictures that are imported with a group. */
  readonly pictures: string
  readonly hcp: GateSettings
  /** How fast time runs, and since when. */
  readonly factor: number
  readonly startMs: number
}

/** What the guard does. */
export type Order =
  | { readonly do: 'prepare' }
  | { readonly do: 'enrol'; readonly asks: readonly EnrolAsk[] }
  | { readonly do: 'checkOut'; readonly visitIds: readonly number[] }
  | { readonly do: 'checkIn'; readonly visitId: number }
  /** Say what stands in the store. */
  | { readonly do: 'account' }

/** What the desk says. */
export type Word =
  | { readonly kind: 'open' | 'groups'; readonly groups: readonly GroupView[] }
  | { readonly kind: 'prepared'; readonly hashes: readonly string[] }
  | { readonly kind: 'checkedIn'; readonly visitId: number }
  | Account

export interface Account {
  readonly kind: 'account'
  readonly visits: readonly { readonly visitId: number; readonly status: string }[]
  /** Groups another system is to be told of, once for each telling. */
  readonly told: readonly number[]
}
