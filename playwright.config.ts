import { defineConfig } from '@playwright/test';
import { rootFlags } from '#electron/launcher/app-window.ts';
import { presentBrowser } from '#test/support/ensure-browser.ts';

const executablePath = presentBrowser();

/**
 * End-to-end tests over the built desk: `chromium` in a browser, `electron` in the Electron window, where its binary is.
 *
 * One at a time: each starts a desk and an exchange of its own, and a crowded machine would only make them slow.
 */
export default defineConfig({
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // On a crowded build machine one more try, which the report names as flaky; nowhere else.
  retries: process.env['CI'] === undefined ? 0 : 1,
  outputDir: 'test-results',
  reporter: 'list',
  use: {
    viewport: { width: 1600, height: 1000 },
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: rootFlags(),
    },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'chromium', testDir: 'test/e2e', testIgnore: 'electron/**' },
    { name: 'electron', testDir: 'test/e2e/electron' },
  ],
});
