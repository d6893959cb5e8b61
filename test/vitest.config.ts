import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    // Half of the tests' time is waiting for answers: on two cores, two that compute and two that wait.
    maxWorkers: availableParallelism() * 2,
    // A real Chromium starts in some of these, on machines with two slow cores.
    testTimeout: 40_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
