/** Time comes from an argument, so that tests move it and nobody reads the wall by accident. */
export interface Clock {
  /** UTC milliseconds; may jump when the system clock is set. */
  nowMs(): number
  /** Milliseconds that only rise; for budgets and durations, never stored. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
}
