import type { Direction } from '../../shared/visit.ts'
import type { Visit } from '../store/visits.ts'

/** A passage as the rules see it. */
export interface RulePassage {
  readonly atMs: number
  readonly granted: boolean
  readonly direction: Direction
}

export type RuleAct = { readonly kind: 'checkIn'; readonly atMs: number } | { readonly kind: 'none' }

/** What a passage does to the visit it belongs to: the first entry of somebody expected checks him in. */
export function onPassage(visit: Visit, passage: RulePassage): RuleAct {
  if (visit.status === 'expected' && passage.granted && passage.direction === 'entry') {
    return { kind: 'checkIn', atMs: passage.atMs }
  }
  return { kind: 'none' }
}
