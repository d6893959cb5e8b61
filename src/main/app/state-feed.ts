import type { StatePatch } from '../../shared/desk-state.ts'
import type { Scheduler } from '../lib/scheduler.ts'

/** What has changed since the last patch. */
export interface Dirt {
  readonly visitIds: ReadonlySet<number>
  readonly passageIds: ReadonlySet<number>
  readonly levels: boolean
  /** What the HikCentral screen shows. */
  readonly hcp: boolean
  readonly incidents: boolean
  readonly webhook: boolean
}

/** Collects changes and sends them as one patch; a burst of a hundred changes is one message to the screen. */
export interface StateFeed {
  touch(change: {
    readonly visitIds?: readonly number[]
    readonly passageIds?: readonly number[]
    readonly levels?: boolean
    readonly hcp?: boolean
    readonly incidents?: boolean
    readonly webhook?: boolean
  }): void
  close(): void
}

/** Well below what an eye notices, and enough to join what belongs together. */
const GATHER_MS = 10
/** What one patch carries at most: a rush of thousands is many small patches, and the main thread breathes between them. */
const MOST_VISITS = 50
const MOST_PASSAGES = 100

export function createStateFeed(
  scheduler: Scheduler,
  build: (dirt: Dirt) => Omit<StatePatch, 'revision'>,
  push: (change: Omit<StatePatch, 'revision'>) => void,
  onError: (error: unknown) => void,
): StateFeed {
  const visitIds = new Set<number>()
  const passageIds = new Set<number>()
  let levels = false
  let hcp = false
  let incidents = false
  let webhook = false
  let cancel: (() => void) | null = null
  let closed = false

  const flush = (): void => {
    cancel = null
    if (closed) return
    const dirt = {
      visitIds: takeFirst(visitIds, MOST_VISITS),
      passageIds: takeFirst(passageIds, MOST_PASSAGES),
      levels,
      hcp,
      incidents,
      webhook,
    }
    levels = false
    hcp = false
    incidents = false
    webhook = false
    if (visitIds.size > 0 || passageIds.size > 0) cancel = scheduler.after(GATHER_MS, flush)
    try {
      push(build(dirt))
    } catch (error) {
      onError(error)
      // What had changed is not known any more: the screen asks for everything.
      push({ stale: true })
    }
  }

  return {
    touch(change) {
      for (const id of change.visitIds ?? []) visitIds.add(id)
      for (const id of change.passageIds ?? []) passageIds.add(id)
      levels ||= change.levels ?? false
      hcp ||= change.hcp ?? false
      incidents ||= change.incidents ?? false
      webhook ||= change.webhook ?? false
      cancel ??= scheduler.after(GATHER_MS, flush)
    },
    close() {
      closed = true
      cancel?.()
    },
  }
}

/** Takes the oldest out of a set. */
function takeFirst(ids: Set<number>, most: number): ReadonlySet<number> {
  const taken = new Set([...ids].slice(0, most))
  for (const id of taken) ids.delete(id)
  return taken
}
