import type { AnswerCode } from '../../shared/hcp-codes.ts'
import type { Api } from '../../shared/hcp-view.ts'
import type { Clock } from '../lib/clock.ts'

/** An API HCP has refused to this partner as a whole. */
export interface ClosedApi {
  readonly api: Api
  readonly code: AnswerCode
  readonly sinceMs: number
}

/** Where the list outlives the process: one per server. */
export interface ClosedApiMemory {
  load(): readonly ClosedApi[]
  save(list: readonly ClosedApi[]): void
}

export interface ClosedApis {
  /** The code it was refused with, or null for an API that may be asked. */
  codeOf(api: Api): AnswerCode | null
  /** Answers whether this is news. */
  close(api: Api, code: AnswerCode): boolean
  /** Everything may be asked again. */
  openAll(): void
  list(): readonly ClosedApi[]
}

/** One call an hour finds out whether an administrator has ticked the API meanwhile without telling the desk. */
const ASK_AGAIN_MS = 3_600_000

/** Remembers what is not worth asking: a refused API costs HCP one call an hour instead of one per guest. */
export function createClosedApis(clock: Clock, memory: ClosedApiMemory): ClosedApis {
  let list = memory.load()
  /** A clock set back must not keep an API closed for longer. */
  const holds = ({ sinceMs }: ClosedApi): boolean => Math.abs(clock.nowMs() - sinceMs) < ASK_AGAIN_MS
  const keep = (next: readonly ClosedApi[]): void => {
    list = next
    memory.save(list)
  }
  return {
    codeOf: (api) => list.find((one) => one.api === api && holds(one))?.code ?? null,
    close(api, code) {
      const isNews = !list.some((one) => one.api === api && one.code === code && holds(one))
      if (isNews) keep([...list.filter((one) => one.api !== api), { api, code, sinceMs: clock.nowMs() }])
      return isNews
    },
    openAll() {
      if (list.length > 0) keep([])
    },
    list: () => list.filter(holds),
  }
}

/** Forgets with the process: for a connection that is only being tried. */
export const noMemory: ClosedApiMemory = { load: () => [], save: () => {} }
