import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    // Most of a test's time is waiting for answers; left alone, one core would stay idle.
    maxWorkers: '100%',
    // A real Chromium starts in some of these, on machines with two slow cores.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
