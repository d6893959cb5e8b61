/** How many things happened within the last `spanMs`: of two that are exactly that far apart, only the later one. */
export interface SlidingWindow {
  /** The count with this one. */
  add(atMs: number): number
  count(nowMs: number): number
  clear(): void
}

export function createSlidingWindow(spanMs: number): SlidingWindow {
  let times: number[] = []

  function count(nowMs: number): number {
    const oldest = times[0]
    // Also what lies in the future: a clock that was set back must not block anybody until it has caught up.
    if (oldest !== undefined && (oldest <= nowMs - spanMs || (times.at(-1) ?? 0) > nowMs))
      times = times.filter((atMs) => atMs > nowMs - spanMs && atMs <= nowMs)
    return times.length
  }

  return {
    add: (atMs) => {
      count(atMs)
      times.push(atMs)
      return times.length
    },
    count,
    clear: () => {
      times = []
    },
  }
}
