import { limits } from '../lib/limits.ts'

/** The time one round of the monitor asks about; frozen, so that rows arriving meanwhile cannot shift its pages. */
export interface TickWindow {
  readonly fromMs: number
  readonly untilMs: number
  /** The cursor is not at the present yet: the next round follows at once. */
  readonly isBehind: boolean
}

/** A catch-up after days off goes in pieces of this size, so that no answer and no transaction grows without bound. */
const PIECE_MS = 12 * 3_600_000

/**
 * From a little before the cursor (rows arrive late, clocks differ) up to now, in whole seconds, at most one piece.
 * Without a cursor the desk is new, and only the overlap is asked. `rescanMs` looks that far back again.
 */
export function tickWindow(cursorMs: number | null, nowMs: number, rescanMs = 0): TickWindow {
  const presentMs = Math.floor(nowMs / 1_000) * 1_000
  // A cursor in the future means the clock was set back: ask again from the present's point of view.
  const startMs = Math.min(cursorMs ?? presentMs, presentMs)
  const oldestMs = presentMs - limits.hcpEventSpanMs + 3_600_000
  const fromMs = Math.max(oldestMs, startMs - Math.max(limits.tickOverlapMs, rescanMs))
  const untilMs = Math.min(presentMs, Math.max(startMs, fromMs) + PIECE_MS)
  return { fromMs, untilMs, isBehind: untilMs < presentMs }
}
