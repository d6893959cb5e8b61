import type { StatePatch } from '../../shared/desk-state.ts'
import type { Scheduler } from '../lib/scheduler.ts'

/** Parts of the state that are sent as a whole. */
const parts = ['levels', 'hcp', 'incidents', 'webhook', 'groups', 'muster', 'care'] as const
type Part = (typeof parts)[number]

/** What has changed since the last patch. */
export interface Dirt {
  readonly visitIds: ReadonlySet<number>
  readonly passageIds: ReadonlySet<number>
  readonly parts: ReadonlySet<Part>
}

/** Collects changes and sends them as one patch; a burst of a hundred changes is one message to the screen. */
export interface StateFeed {
  touch(
    change: {
      readonly visitIds?: readonly number[]
      readonly passageIds?: readonly number[]
    } & { readonly [P in Part]?: boolean },
  ): void
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
  let dirty = new Set<Part>()
  let cancel: (() => void) | null = null
  let closed = false

  const flush = (): void => {
    cancel = null
    if (closed) return
    const dirt = {
      visitIds: takeFirst(visitIds, MOST_VISITS),
      passageIds: takeFirst(passageIds, MOST_PASSAGES),
      parts: dirty,
    }
    dirty = new Set()
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
      for (const part of parts) if (change[part]) dirty.add(part)
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
