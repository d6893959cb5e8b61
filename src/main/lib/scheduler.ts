/** The only timers of the desk: everything that waits can be cancelled, and tests wind them by hand. */
export interface Scheduler {
  /** Runs once after `delayMs`; answers the function that cancels it. */
  after(delayMs: number, run: () => void): () => void
}

// setTimeout keeps delays in 31 bits; beyond that it would fire at once.
const LONGEST_MS = 2 ** 31 - 1

export const systemScheduler: Scheduler = {
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, delayMs), LONGEST_MS))
    return () => clearTimeout(timer)
  },
}

/** Waits on the given scheduler. */
export function pause(scheduler: Scheduler, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    scheduler.after(delayMs, resolve)
  })
}

export interface Loop {
  /** Runs at the next opportunity instead of waiting for the delay; during a round, once more after it. */
  wake(): void
  /** Ends the loop; resolves when the round under way has finished. */
  stop(): Promise<void>
}

/**
 * One loop that never overlaps: the next round is set when the last has finished.
 * `round` answers the milliseconds until the next one, or null to sleep until `wake`. It must not reject: `onError` hears
 * of it and the loop goes on after `retryMs`, because a loop that died silently would be the worst of outages. The same
 * error again and again is told once: a full disk is no reason to write a line every five seconds.
 */
export function startLoop(
  scheduler: Scheduler,
  round: () => Promise<number | null>,
  onError: (error: unknown) => void,
  retryMs = 5_000,
): Loop {
  let cancel: (() => void) | null = null
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let told: string | null = null

  const run = (): void => {
    cancel = null
    again = false
    running = round()
      .then((delayMs) => {
        told = null
        return delayMs
      })
      .catch((error: unknown) => {
        const what = String(error)
        if (what !== told) onError(error)
        told = what
        return retryMs
      })
      .then((delayMs) => {
        running = null
        if (stopped) return
        if (again) cancel = scheduler.after(0, run)
        else if (delayMs !== null) cancel = scheduler.after(delayMs, run)
      })
  }
  cancel = scheduler.after(0, run)

  return {
    wake() {
      if (stopped) return
      if (running) again = true
      else {
        cancel?.()
        cancel = scheduler.after(0, run)
      }
    },
    async stop() {
      stopped = true
      cancel?.()
      await running
    },
  }
}
