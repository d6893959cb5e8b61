import type { VisitCard } from '../../../shared/visit.ts'

export interface OutForNow {
  readonly wentOutAtMs: number
  /** When the visit ends unless the guest comes back; its window may be over sooner. */
  readonly endsAtMs: number
}

/** Whether a guest who counts as inside has gone out, as far as his last passage tells. */
export function outForNow(card: VisitCard, graceMinutes: number | null): OutForNow | null {
  const { status, lastPassage, checkedInAtMs, untilMs } = card
  if (graceMinutes === null || status !== 'inside' || lastPassage === null) return null
  const { granted, direction, atMs } = lastPassage
  if (!granted || direction !== 'exit' || atMs < (checkedInAtMs ?? 0)) return null
  return { wentOutAtMs: atMs, endsAtMs: Math.min(atMs + graceMinutes * 60_000, untilMs) }
}
