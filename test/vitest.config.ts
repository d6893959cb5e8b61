import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    // Much of a test's time is waiting for answers: on two cores, two that compute and one that waits.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // A real Chromium starts in some of these, on machines with two slow cores.
    testTimeout: 40_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
