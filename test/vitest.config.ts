import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    // A real Chromium starts in some of these, on machines with two slow cores.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
