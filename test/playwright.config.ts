import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '../out/test/e2e',
  fullyParallel: true,
  // Some wait a minute for what a minute takes.
  workers: 4,
  // A test that passes only on the second try has found something.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // A run that hangs must not keep a machine; by hand, --repeat-each may take its time.
  globalTimeout: process.env['CI'] ? 9 * 60_000 : 0,
  expect: { timeout: 10_000 },
  reporter: 'list',
})
