import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What the main thread went through. */
export interface Watched {
  /** The longest time the main thread did nothing else, in ms. */
  readonly blockMs: number
  /** The most it computed without a break, whatever else this machine was doing; waiting for the disk is not in it. */
  readonly cpuBlockMs: number
  readonly seconds: number
}

/** The longest block while `work` goes on, and how long that took. */
export async function watched(work: () => Promise<void>): Promise<Watched> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const startedMs = performance.now()
  let cpuBlockMs = 0
  let lastCpuMs = cpuMs()
  const probe = setInterval(() => {
    const nowCpuMs = cpuMs()
    cpuBlockMs = Math.max(cpuBlockMs, nowCpuMs - lastCpuMs)
    lastCpuMs = nowCpuMs
  }, 1)
  delay.enable()
  await work()
  delay.disable()
  clearInterval(probe)
  return {
    blockMs: delay.max / 1e6,
    cpuBlockMs,
    seconds: (performance.now() - startedMs) / 1_000,
  }
}

/** What this thread alone has computed so far. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
