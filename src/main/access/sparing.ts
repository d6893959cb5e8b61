import type { DoorsVerdict } from '../hcp/endpoints/doors.ts'
import type { Answer } from './perform.ts'
import type { Job } from './plan.ts'

/** What the loop knows of this server that spares it questions. Learned anew after each start; nothing depends on it. */
export interface Sparing {
  /** Pages the whole list of persons takes; infinite where the list does not tell of pictures and windows. */
  readonly listPages: number
  /** HCP tells of everybody's application to the doors in one answer. */
  readonly together: boolean
  /** Who of those applied together may be asked about now: everybody, one ahead of the others, or nobody yet. */
  vanguard(appliedAskedAtMs: number, nowMs: number): 'all' | 'one' | 'nobody'
}

export interface SparingMemory extends Sparing {
  learnListPages(pages: number): void
  cannotAskTogether(): void
  /** What the doors said of one of those applied together. */
  learnVanguard(appliedAskedAtMs: number, verdict: DoorsVerdict, nowMs: number): void
}

/** While the first still waits, his companions are not asked about. */
export const VANGUARD_MS = 5_000
const KEPT = 100

/**
 * A hundred guests who were applied together reach the doors together: as long as the first is pending, ninety-nine
 * questions would bring the same answer.
 */
export function createSparing(): SparingMemory {
  /** By the time of the application: asked for everybody, or for nobody before this time. */
  const byApplication = new Map<number, number | 'all'>()
  let listPages = 1
  let together = true
  return {
    get listPages() {
      return listPages
    },
    get together() {
      return together
    },
    vanguard(appliedAskedAtMs, nowMs) {
      const known = byApplication.get(appliedAskedAtMs)
      if (known === 'all') return 'all'
      return known === undefined || known <= nowMs || known > nowMs + VANGUARD_MS ? 'one' : 'nobody'
    },
    learnListPages(pages) {
      listPages = pages
    },
    cannotAskTogether() {
      together = false
    },
    learnVanguard(appliedAskedAtMs, verdict, nowMs) {
      byApplication.set(appliedAskedAtMs, verdict === 'pending' ? nowMs + VANGUARD_MS : 'all')
      const [oldest] = byApplication.keys()
      if (byApplication.size > KEPT && oldest !== undefined) byApplication.delete(oldest)
    },
  }
}

/** Remembers what spares questions. True: this way of asking is none here, and everybody is asked about alone. */
export function learnToSpare(sparing: SparingMemory, job: Job, answer: Answer, nowMs: number): boolean {
  const { outcome } = answer
  const isNoWay = outcome.kind === 'refused' && !['auth', 'busy'].includes(outcome.class)
  switch (answer.kind) {
    case 'list':
      sparing.learnListPages(isNoWay ? Number.POSITIVE_INFINITY : answer.pages)
      return isNoWay
    case 'doorsTogether':
      if (isNoWay) sparing.cannotAskTogether()
      return isNoWay
    case 'doors':
      if (answer.outcome.kind !== 'done') return false
      for (const { observed } of job.records)
        sparing.learnVanguard(observed.appliedAskedAtMs, answer.outcome.value, nowMs)
      return false
    case 'seen':
    case 'written':
      return false
  }
}
