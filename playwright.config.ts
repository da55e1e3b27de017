import { defineConfig } from '@playwright/test';

/** The stories start the application themselves (e2e/support/application.ts): each worker has its own data and ports. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.story.ts',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  outputDir: 'test-results',
  use: { viewport: { width: 1280, height: 800 }, trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
